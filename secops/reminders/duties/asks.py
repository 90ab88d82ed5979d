"""What a duty has to say to whom today, in words (JOURNEYS J3, J4; RULES 5).

A rung that is reached makes somebody's digest due; the digest then holds every duty of his, and
what was said is noted when a channel has taken it. So each rung is said at most once, and what an
unknown message carried stands in the next one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.speakers import Chart, chart_of
from secops.compliance.duties import texts
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Duty
from secops.compliance.duties.words import say
from secops.house.text import angka
from secops.outbox.voices import city_calendar
from secops.reminders.duties.escalating import released
from secops.reminders.duties.people import told_on
from secops.reminders.duties.standing import Standing, standings
from secops.reminders.models import DutyStep, Escalation
from secops.rules.duty import Kind
from secops.rules.intervals import WIB
from secops.rules.ladder import Anchor, Audience, Step
from secops.rules.working_time import add_working_days, close_of, working_days_between

#: Inside the department; what stands above it is released by the lead.
_WITHIN = (Audience.AGENT, Audience.HEAD, Audience.DEPUTY)
#: A head is asked for his statement from the due time on, before it he is only told (J3.3).
_BEFORE_THE_END = (Anchor.START, Anchor.HALF_WAY, Anchor.BEFORE_DUE)


@dataclass(frozen=True, slots=True)
class DutyAsk:
    """One duty on the rung that somebody stands on; `escalation` where he is above it."""

    person_id: int
    standing: Standing
    step: Step
    audience: Audience
    escalation: Escalation | None = None

    @property
    def duty(self) -> Duty:
        return self.standing.duty

    @property
    def is_statement(self) -> bool:
        """The head (or who stands in) is asked for his statement, with the link to give it."""
        return (
            self.audience in (Audience.HEAD, Audience.DEPUTY)
            and self.step.rung.anchor not in _BEFORE_THE_END
            and self.duty.kind is not Kind.LOCK
        )

    @property
    def key(self) -> tuple[int, int, datetime, str]:
        return (self.duty.pk, self.person_id, self.standing.due_at, self.step.rung.code)

    @property
    def as_said(self) -> list[Any]:
        """What the message keeps of it, to be noted once it was taken."""
        duty, person, due_at, rung = self.key
        return [duty, person, due_at.isoformat(), rung]


def open_duty_asks(*, at: datetime) -> list[DutyAsk]:
    """Everything that ladders say to anybody by now; a handful of queries."""
    chart, found = chart_of(at=at), standings(at=at)
    asks: dict[tuple[int, int], DutyAsk] = {}
    for standing in found:
        for ask in _within(standing, chart, at):
            # One person in two capacities is told once, on the higher rung.
            before = asks.get((ask.person_id, ask.duty.pk))
            if before is None or before.step.moment < ask.step.moment:
                asks[ask.person_id, ask.duty.pk] = ask
    by_duty = {standing.duty.pk: standing for standing in found}
    return [*asks.values(), *_above(by_duty, at)]


def duty_asks_of(people: Collection[int], *, at: datetime) -> dict[int, list[DutyAsk]]:
    """The same for some people. An order is left out on the day on which it went out: its own
    message has said it, until a rung after it is reached."""
    found: dict[int, list[DutyAsk]] = defaultdict(list)
    for ask in open_duty_asks(at=at):
        if ask.person_id in people and not _issued_today(ask, at):
            found[ask.person_id].append(ask)
    return found


def due_duty_asks(*, at: datetime) -> dict[int, list[DutyAsk]]:
    """Whom a rung has reached that was not said to him yet, with all that is his."""
    asks = open_duty_asks(at=at)
    told = set(
        DutyStep.objects.filter(duty_id__in={ask.duty.pk for ask in asks}).values_list(
            "duty_id", "person_id", "due_at", "rung"
        )
    )
    found: dict[int, list[DutyAsk]] = defaultdict(list)
    for ask in asks:
        found[ask.person_id].append(ask)
    return {
        person: mine
        for person, mine in found.items()
        if any(ask.step.rung.anchor is not Anchor.START and ask.key not in told for ask in mine)
    }


def note_told(said: Collection[list[Any]], message_id: int, *, at: datetime) -> None:
    """Note the rungs that a message carried, when a channel has taken it."""
    DutyStep.objects.bulk_create(
        [
            DutyStep(
                duty_id=duty,
                person_id=person,
                due_at=datetime.fromisoformat(due_at),
                rung=rung,
                told_at=at,
                message_id=message_id,
            )
            for duty, person, due_at, rung in said
        ],
        ignore_conflicts=True,
    )


def _within(standing: Standing, chart: Chart, at: datetime) -> list[DutyAsk]:
    asks = []
    for audience in _WITHIN:
        step = standing.told(audience, at=at)
        if step is None:
            continue
        asks += [
            DutyAsk(speaker.person.pk, standing, step, audience)
            for speaker in told_on(chart, audience, standing.duty)
        ]
    return asks


def _above(by_duty: dict[int, Standing], at: datetime) -> list[DutyAsk]:
    asks = []
    for row in released(at=at):
        standing = by_duty.get(row.duty_id)
        if standing is None or row.due_at != standing.due_at or row.person_id is None:
            continue
        for step in standing.steps:
            if step.rung.code == row.rung:
                audience = Audience(row.audience)
                asks.append(DutyAsk(row.person_id, standing, step, audience, row))
    return asks


def _issued_today(ask: DutyAsk, at: datetime) -> bool:
    sent = ask.duty.directive.messages_from
    return (
        ask.escalation is None
        and ask.step.rung.anchor is Anchor.START
        and sent is not None
        and sent.astimezone(WIB).date() == at.astimezone(WIB).date()
    )


# --- words ---------------------------------------------------------------------------------------


def line_of(ask: DutyAsk, *, at: datetime) -> str:
    """One duty in a list: which, how it stands, by when, and who is told next."""
    duty = ask.duty
    due = _("batas waktu %(due)s") % {"due": texts.day_and_time(ask.standing.due_at)}
    if ask.standing.due_at < at:
        due = _("lewat batas waktu %(due)s") % {"due": texts.day_and_time(ask.standing.due_at)}
    said = _("%(department)s, %(title)s (%(code)s): %(numbers)s; %(due)s.") % {
        "department": duty.department,
        "title": duty.directive.title,
        "code": duty.directive.code,
        "numbers": numbers_of(duty, at=at).short,
        "due": due,
    }
    return " ".join(part for part in (said, next_of(ask.standing, at=at)) if part)


def late_line_of(ask: DutyAsk, *, at: datetime) -> str:
    """The same for somebody above the department: how late it is, and that the head was called."""
    duty, due = ask.duty, ask.standing.due_at
    days = working_days_between(
        due.astimezone(WIB).date(), at.astimezone(WIB).date(), city_calendar()
    )
    said = _("%(department)s, %(title)s: %(numbers)s; lewat batas waktu %(days)s hari kerja.") % {
        "department": duty.department,
        "title": duty.directive.title,
        "numbers": numbers_of(duty, at=at).short,
        "days": angka(max(0, days)),
    }
    call = duty.calls.first()
    if call is None:
        return said
    return (
        said
        + " "
        + _("Kepala OPD ditelepon %(when)s: %(outcome)s.")
        % {
            "when": texts.day_and_time(call.called_at),
            "outcome": call.get_outcome_display().lower(),
        }
    )


def next_of(standing: Standing, *, at: datetime) -> str:
    """Who is told next and when, announced before it happens; empty after the last rung."""
    step = standing.next(at=at)
    if step is None or step.rung.summary_only:
        return ""
    who = ", ".join(say(one) for one in step.rung.audience)
    if step.rung.call_first:
        return _(
            "Bila belum ada pernyataan sampai %(when)s, kantor menelepon Kepala OPD sebelum "
            "menyampaikannya kepada %(who)s."
        ) % {"when": texts.day_and_time(_evening_before(step.moment)), "who": who}
    return _("Berikutnya: %(who)s diberi tahu %(when)s.") % {
        "who": who,
        "when": texts.day_and_time(step.moment),
    }


def _evening_before(moment: datetime) -> datetime:
    """16.00 of the working day before a rung above the department."""
    day = moment.astimezone(WIB).date()
    return close_of(add_working_days(day, -1, city_calendar()))
