"""Where each open duty stands on its ladder at a moment (RULES 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from secops.compliance.duties.models import Duty
from secops.outbox.voices import city_calendar
from secops.reminders.models import Acknowledgement
from secops.rules.duty import State
from secops.rules.ladder import (
    Audience,
    Ladder,
    Step,
    due_for,
    from_data,
    ladder_for,
    moments,
    upcoming,
)
from secops.rules.working_time import Voice, voice_of

#: What waits for the department's agent, and what for its head (RULES 2).
AGENT_ACTS = (State.OPEN, State.RETURNED, State.REOPENED)
HEAD_ACTS = (*AGENT_ACTS, State.REPORTED)


@dataclass(frozen=True, slots=True)
class Standing:
    """One duty, its steps with their moments, and until when its department says it is at it."""

    duty: Duty
    steps: tuple[Step, ...]
    due_at: datetime
    urgent: bool
    held_until: datetime | None = None

    def told(self, audience: Audience, *, at: datetime) -> Step | None:
        """The step on which such a person is to be told by now; None before it, or while it is not
        his turn, or while the department asked for time."""
        acting = AGENT_ACTS if audience is Audience.AGENT else HEAD_ACTS
        if self.duty.state_at(at) not in acting:
            return None
        step = due_for(audience, self.steps, sent=(), at=at)
        if step is None or (self.held_until is not None and self.held_until > at):
            return None
        return step

    def above(self, *, until: datetime) -> list[Step]:
        """The steps above the department whose moment comes by then, but for mere summaries."""
        return [
            step
            for step in self.steps
            if step.rung.gathered and not step.rung.summary_only and step.moment <= until
        ]

    def next(self, *, at: datetime) -> Step | None:
        return upcoming(self.steps, at=at)


def standings(
    *, at: datetime, only: Iterable[int] | None = None, due_before: datetime | None = None
) -> list[Standing]:
    """Every duty whose order went out and of which something is asked; a query and no more.

    `only`: these departments; `due_before`: what was due by then.
    """
    rows = (
        Duty.objects.open(at)
        .filter(
            Q(state__in=[state.value for state in HEAD_ACTS]) | Q(state=State.EXEMPT),
            directive__closed_at=None,
            directive__messages_from__lte=at,
        )
        .select_related("directive__campaign", "department", "application")
        .order_by("due_at", "pk")
    )
    if only is not None:
        rows = rows.filter(department_id__in=list(only))
    if due_before is not None:
        rows = rows.filter(due_at__lt=due_before)
    found = list(rows)
    held = _held({duty.pk for duty in found}, at)
    return [_standing(duty, held.get(duty.pk)) for duty in found]


def _held(duties: set[int], at: datetime) -> dict[int, datetime]:
    """Until when a department said that it is at it, by duty."""
    rows = Acknowledgement.objects.filter(duty_id__in=duties, until__gt=at).order_by("until", "pk")
    return dict(rows.values_list("duty_id", "until"))


def _standing(duty: Duty, held_until: datetime | None) -> Standing:
    start, due = duty.asked_anew_at or duty.directive.messages_from, duty.due_at
    assert start is not None
    return Standing(
        duty,
        _steps(ladder_of(duty), start, max(start, due)),
        due,
        voice_of(duty.directive.ordered_at, duty.due_at) is Voice.URGENT
        or duty.state == State.REOPENED,
        held_until,
    )


def ladder_of(duty: Duty) -> Ladder:
    """The ladder on which this duty climbs: the one frozen with its order."""
    frozen = duty.directive.ladder
    return from_data(frozen) if frozen else ladder_for(duty.directive.ordered_at, duty.due_at)


def _steps(ladder: Ladder, start: datetime, due: datetime) -> tuple[Step, ...]:
    """The moments; duties of one order share them."""
    calendar = city_calendar()
    return moments(ladder, start=start, due=due, calendar=calendar)
