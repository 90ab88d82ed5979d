"""What the pages of climbing duties show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person, User
from accounts.roles import Permission
from secops.compliance.duties.models import Duty
from secops.compliance.duties.words import mark, say
from secops.house.text import angka, wib
from secops.outbox.policy import UNDO
from secops.outbox.voices import city_calendar
from secops.reminders.duties.acknowledging import last_day, may_acknowledge
from secops.reminders.duties.asks import next_of
from secops.reminders.duties.escalating import unresolved
from secops.reminders.duties.forms import AcknowledgementForm
from secops.reminders.duties.standing import standings
from secops.reminders.duties.summary import weekly
from secops.reminders.models import Acknowledgement, Call, DutyStep, Escalation
from secops.rules.intervals import WIB
from secops.rules.labels import label
from secops.rules.ladder import Audience
from secops.rules.working_time import working_days_between


@dataclass(frozen=True, slots=True)
class Row:
    """One department on a rung."""

    escalation: Escalation
    duty: Duty
    state: tuple[str, str, str]
    late: str
    call: Call | None
    word: Acknowledgement | None
    needs_call: bool
    decided: str


@dataclass(frozen=True, slots=True)
class Step:
    """The rungs that one person would hear of at one moment; `person` None: nobody is entered."""

    person: Person | None
    who: str
    moment: datetime
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """``5 OPD naik ke Seno Sekda, Senin, 21 Desember 2026, 08.00 WIB``"""
        n = len({row.duty.department_id for row in self.rows})
        words = ngettext(
            "%(n)s OPD naik ke %(who)s, %(when)s", "%(n)s OPD naik ke %(who)s, %(when)s", n
        )
        return words % {"n": angka(n), "who": self.who, "when": wib(self.moment)}

    @property
    def key(self) -> str:
        return f"{self.person.pk if self.person else 0}-{self.moment:%Y%m%d%H%M}"

    @property
    def pending(self) -> list[Row]:
        """What the buttons are about."""
        return [row for row in self.rows if row.escalation.decision != Escalation.Decision.SEND]

    @property
    def needs_call(self) -> bool:
        """Whether a head has to be telephoned before this may be sent."""
        return any(row.needs_call for row in self.pending)

    @property
    def sent(self) -> list[Row]:
        return [row for row in self.rows if row.escalation.decision == Escalation.Decision.SEND]


def escalation_steps(*, at: datetime) -> list[Step]:
    """Everything that is gathered and not yet told, by recipient and moment; five queries."""
    rows = list(
        unresolved()
        .select_related(
            "duty__directive",
            "duty__department",
            "duty__application",
            "person",
            "decided_by__person",
        )
        .prefetch_related(
            "duty__calls",
            "duty__acknowledgements",
        )
        .order_by("moment", "duty__department__sort_name", "pk")
    )
    steps: dict[tuple[int, datetime], list[Row]] = {}
    for row in rows:
        steps.setdefault((row.person_id or 0, row.moment), []).append(_row(row, at))
    return [
        Step(
            found[0].escalation.person,
            _who(found[0].escalation),
            moment,
            tuple(found),
        )
        for (_person, moment), found in sorted(steps.items(), key=lambda one: one[0][1])
    ]


def _who(row: Escalation) -> str:
    if row.person is not None:
        return row.person.name
    return _("%(who)s (belum tercatat)") % {"who": say(Audience(row.audience))}


def _row(row: Escalation, at: datetime) -> Row:
    words = [one for one in row.duty.acknowledgements.all() if one.until > at]
    today, due_day = at.astimezone(WIB).date(), row.due_at.astimezone(WIB).date()
    days = working_days_between(due_day, today, city_calendar())
    return Row(
        row,
        row.duty,
        mark(label(row.duty.state_at(at))),
        ngettext("%(n)s hari kerja", "%(n)s hari kerja", days) % {"n": angka(max(0, days))},
        next(iter(row.calls_made), None),
        words[0] if words else None,
        row.needs_call,
        _decided(row, at),
    )


def _decided(row: Escalation, at: datetime) -> str:
    if row.decision == Escalation.Decision.HOLD and row.held_until and row.held_until > at:
        return _("Ditunda sampai %(when)s: %(why)s") % {
            "when": wib(row.held_until),
            "why": row.reason,
        }
    if row.decision == Escalation.Decision.CALL:
        return _("Diminta menelepon dulu")
    return ""


def _above(duty: Duty, at: datetime) -> list[str]:
    """What climbs above the department, announced before it happens."""
    said = []
    for row in unresolved().filter(duty=duty).select_related("person"):
        who = _who(row)
        if row.decision == Escalation.Decision.SEND:
            words = _("Disampaikan kepada %(who)s pada %(when)s.")
        else:
            words = _("Akan disampaikan kepada %(who)s, menunggu keputusan ketua tim.")
        said.append(words % {"who": who, "when": wib(row.moment)})
    return said


@dataclass(frozen=True, slots=True)
class WeeklyRow:
    """A duty that only the leadership's summary speaks of."""

    duty: Duty
    state: tuple[str, str, str]
    rung: str
    told: str


def weekly_rows(*, at: datetime) -> list[WeeklyRow]:
    """What is later than every rung with a message of its own, until it is done."""
    return [
        WeeklyRow(
            row.duty,
            mark(label(row.duty.state_at(at))),
            _("minggu ke-%(n)s dari %(all)s")
            % {"n": angka(row.rungs.index(row.step) + 1), "all": angka(len(row.rungs))},
            wib(max(row.told.values())) if row.told else "",
        )
        for row in weekly(at=at)
    ]


def goes_at(step: Step) -> datetime:
    """When what the lead sent goes out."""
    decided = [row.escalation.decided_at for row in step.sent if row.escalation.decided_at]
    return max([step.moment, *(one + UNDO for one in decided)])


def ladder_panel(duty: Duty, user: User, at: datetime) -> tuple[str, dict[str, Any]] | None:
    """On the page of a duty: who was told on which rung, who is next, and the word that holds."""
    told = list(
        DutyStep.objects.filter(duty=duty).select_related("person", "message").order_by("told_at")
    )
    words = list(
        duty.acknowledgements.select_related("person", "said_by__person").order_by("said_at")
    )
    calls = list(duty.calls.select_related("called_by__person").order_by("called_at"))
    standing = next(
        (one for one in standings(at=at, only=[duty.department_id]) if one.duty.pk == duty.pk), None
    )
    following = next_of(standing, at=at) if standing else ""
    above = _above(duty, at)
    offered = may_acknowledge(duty, user, at=at)
    if not (told or words or calls or following or above or offered):
        return None
    office = user.may(Permission.RUN_CAMPAIGN)
    return "reminders/_ladder_panel.html", {
        "told": told,
        "words": words,
        "calls": calls,
        "next": following,
        "above": above,
        "form": AcknowledgementForm() if offered else None,
        "last_day": last_day(at),
        "duty": duty,
        "messages_url": reverse("messages") if office else "",
    }
