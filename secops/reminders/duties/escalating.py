"""Rungs above the department: gathered a working day ahead, decided by the lead (RULES 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission, Role
from accounts.speakers import Chart, Speaker, chart_of
from secops.audit.actions import record
from secops.outbox.policy import UNDO
from secops.outbox.voices import city_calendar
from secops.reminders.duties.people import told_on
from secops.reminders.duties.standing import HEAD_ACTS, Standing, standings
from secops.reminders.models import DutyStep, Escalation
from secops.rules.intervals import WIB
from secops.rules.ladder import Audience, Step
from secops.rules.working_time import add_working_days

Decision = Escalation.Decision

#: The working day before a rung is the day on which the lead decides about it.
AHEAD = 1
#: A lead puts a rung off for at most so many days at a time.
HOLD_AT_MOST = 14


_VERBS = {
    Decision.SEND: "escalation.send",
    Decision.HOLD: "escalation.hold",
    Decision.CALL: "escalation.call",
}


class EscalationRefused(Exception):
    """A decision that cannot be taken; the sentence is fit for the page."""


@transaction.atomic
def gather(*, at: datetime) -> int:
    """Note every rung above a department that comes by the next working day; return how many.

    The same person twice is one step: who is told of a duty on one rung is not gathered for it
    again on the next. A rung that nobody can be named for is gathered all the same.
    """
    horizon = _end_of(add_working_days(at.astimezone(WIB).date(), AHEAD, city_calendar()))
    found = [(one, steps) for one in standings(at=at) if (steps := one.above(until=horizon))]
    if not found:
        return 0
    chart = chart_of(at=at)
    known: dict[tuple[int, datetime], list[Escalation]] = {}
    for row in Escalation.objects.filter(duty_id__in=[one.duty.pk for one, _steps in found]):
        known.setdefault((row.duty_id, row.due_at), []).append(row)
    rows = []
    for standing, steps in found:
        before = known.setdefault((standing.duty.pk, standing.due_at), [])
        for step in steps:
            new = _gathered(standing, step, before, chart, at)
            if new is not None:
                before.append(new)
                rows.append(new)
    return len(Escalation.objects.bulk_create(rows, ignore_conflicts=True))


def _gathered(
    standing: Standing, step: Step, before: Sequence[Escalation], chart: Chart, at: datetime
) -> Escalation | None:
    audience, speaker = _told_on(standing, step, chart)
    person = speaker.person if speaker else None
    if any(row.rung == step.rung.code for row in before):
        return None
    if person is not None and any(row.person_id == person.pk for row in before):
        return None
    leads = speaker is not None and speaker.position.role == Role.LEADERSHIP
    return Escalation(
        duty=standing.duty,
        due_at=standing.due_at,
        rung=step.rung.code,
        audience=audience.value,
        moment=step.moment,
        # Whoever leads the city hears nothing of a head who was not telephoned before.
        call_first=step.rung.call_first or leads,
        person=person,
        gathered_at=at,
    )


def _told_on(standing: Standing, step: Step, chart: Chart) -> tuple[Audience, Speaker | None]:
    for audience in step.rung.audience:
        for speaker in told_on(chart, audience, standing.duty):
            return audience, speaker
    return step.rung.audience[0], None


def unresolved() -> QuerySet[Escalation]:
    """Everything gathered that nobody was told of yet, decided or not."""
    told = DutyStep.objects.filter(
        duty=OuterRef("duty"),
        person=OuterRef("person"),
        rung=OuterRef("rung"),
        due_at=OuterRef("due_at"),
    )
    return _live().filter(~Exists(told))


def undecided(*, at: datetime) -> QuerySet[Escalation]:
    """Those that ask for a decision now: new, run out of their delay, or telephoned meanwhile."""
    called = Q(decision=Decision.CALL, duty__calls__called_at__gte=F("decided_at"))
    over = Q(decision=Decision.HOLD, held_until__lte=at)
    return _live().filter(Q(decision="") | over | called).distinct()


def released(*, at: datetime) -> list[Escalation]:
    """What the lead sent and whose moment has come; half a minute stays for undoing."""
    rows = (
        _live()
        .filter(
            decision=Decision.SEND,
            moment__lte=at,
            decided_at__lte=at - UNDO,
            person__isnull=False,
        )
        .order_by("moment", "pk")
    )
    return list(rows)


def _live() -> QuerySet[Escalation]:
    """Rungs of duties that still wait for their department; what is done climbs no more."""
    return Escalation.objects.filter(
        duty__state__in=[state.value for state in HEAD_ACTS], duty__directive__closed_at=None
    )


@transaction.atomic
def decide(
    pks: Iterable[int],
    decision: Decision,
    *,
    by: User,
    at: datetime,
    until: date | None = None,
    reason: str = "",
) -> int:
    """Send, put off until a day, or have the head telephoned first; return how many.

    EscalationRefused in words where a call is still due, nobody can be named, or a delay has no
    reason or is too long.
    """
    check(by, Permission.DECIDE)
    rows = list(
        Escalation.objects.select_for_update(of=("self",))
        .filter(pk__in=list(pks))
        .select_related("duty__department", "person")
        .prefetch_related("duty__calls")
    )
    if decision is Decision.SEND:
        _refuse_unready(rows)
    held_until = _held_until(until, reason, at) if decision is Decision.HOLD else None
    for row in rows:
        row.decision, row.decided_by, row.decided_at = decision.value, by, at
        row.held_until, row.reason = held_until, reason.strip()[:300]
        row.save(update_fields=["decision", "decided_by", "decided_at", "held_until", "reason"])
        record(
            _VERBS[decision], row.duty, by=by, at=at, rung=row.rung,
            who=str(row.person or ""), reason=row.reason,
        )  # fmt: skip
    return len(rows)


@transaction.atomic
def undo_decision(pks: Iterable[int], *, by: User, at: datetime) -> int:
    """Take back a sending that has not gone out yet."""
    check(by, Permission.DECIDE)
    rows = [
        row
        for row in Escalation.objects.select_for_update().filter(
            pk__in=list(pks), decision=Decision.SEND
        )
        if not _was_told(row)
    ]
    for row in rows:
        row.decision, row.decided_by, row.decided_at = "", None, None
        row.save(update_fields=["decision", "decided_by", "decided_at"])
        record("escalation.undone", row.duty, by=by, at=at, rung=row.rung)
    return len(rows)


def _was_told(row: Escalation) -> bool:
    told = row.duty.ladder_steps.filter(person=row.person_id, rung=row.rung, due_at=row.due_at)
    return told.exists()


def _refuse_unready(rows: Sequence[Escalation]) -> None:
    nobody = [row for row in rows if row.person_id is None]
    if nobody:
        raise EscalationRefused(
            _(
                "Atasan untuk %(names)s belum tercatat. Isi atasan pada jabatan Kepala OPD-nya "
                "(menu Jabatan), atau tunda."
            )
            % {"names": _names(nobody)}
        )
    silent = [row for row in rows if row.needs_call]
    if silent:
        raise EscalationRefused(
            _("Telepon dulu Kepala OPD: %(names)s. Catat hasilnya, lalu kirim.")
            % {"names": _names(silent)}
        )


def _held_until(until: date | None, reason: str, at: datetime) -> datetime:
    today = at.astimezone(WIB).date()
    if until is None or not 0 < (until - today).days <= HOLD_AT_MOST:
        raise EscalationRefused(
            _("Tunda sampai tanggal berapa? Paling lama %(days)s hari dari hari ini.")
            % {"days": HOLD_AT_MOST}
        )
    if not reason.strip():
        raise EscalationRefused(_("Tuliskan alasan penundaan."))
    return datetime.combine(until, time(8), tzinfo=WIB)


def _names(rows: Sequence[Escalation]) -> str:
    return ", ".join(sorted({str(row.duty.department) for row in rows}))


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=WIB)
