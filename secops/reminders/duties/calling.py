"""Whom the office has to telephone, read from what was not said, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Contact, Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.duties import texts
from secops.compliance.duties.models import Duty
from secops.compliance.duties.numbers import numbers_of
from secops.compliance.duties.queries import not_received
from secops.reminders.duties.escalating import waiting
from secops.reminders.duties.people import chart_of
from secops.reminders.models import Call, Escalation
from secops.rules.ladder import Audience


class Why(StrEnum):
    """Why somebody is telephoned."""

    ESCALATION = "escalation"
    NOT_RECEIVED = "not_received"


@dataclass(frozen=True, slots=True)
class CallTask:
    """One head to be telephoned about one duty."""

    duty: Duty
    why: Why
    person: Person | None
    numbers: tuple[str, ...]
    last: Call | None

    @property
    def words(self) -> str:
        """What to say, to be read aloud."""
        values = {
            "title": self.duty.directive.title,
            "code": self.duty.directive.code,
            "due": texts.day_and_time(self.duty.due_at),
            "numbers": numbers_of(self.duty).short,
        }
        if self.why is Why.NOT_RECEIVED:
            return (
                _(
                    "Arahan %(code)s, %(title)s, batas waktu %(due)s. Sudahkah Ibu/Bapak "
                    "menerimanya? Bila sudah, kami catat diterima sekarang."
                )
                % values
            )
        return (
            _(
                "Arahan %(code)s, %(title)s, lewat batas waktu %(due)s: %(numbers)s. Sebelum kami "
                "sampaikan ke atas: apa kendalanya, dan kapan selesai?"
            )
            % values
        )


def call_tasks(*, at: datetime) -> list[CallTask]:
    """Everybody to be telephoned: escalations first, then those who have not said "received"."""
    urgent = {row.duty_id: row for row in _wanting_a_call()}
    silent = set(not_received(Duty.objects.all(), at=at).values_list("pk", flat=True))
    duties = (
        Duty.objects.filter(pk__in={*urgent, *silent})
        .select_related("directive", "department", "application")
        .prefetch_related(Prefetch("calls", Call.objects.select_related("called_by__person")))
        .order_by("due_at", "department__sort_name", "pk")
    )
    chart = chart_of(at=at)
    tasks = []
    for duty in duties:
        last = next(iter(duty.calls.all()), None)
        speakers = chart.told_on(Audience.HEAD, duty)
        person = speakers[0].person if speakers else None
        why = Why.ESCALATION if duty.pk in urgent else Why.NOT_RECEIVED
        if why is Why.NOT_RECEIVED and last is not None and last.outcome == Call.Outcome.REACHED:
            continue
        tasks.append(CallTask(duty, why, person, (), last))
    phones = _phones({task.person.pk for task in tasks if task.person})
    tasks = [
        CallTask(t.duty, t.why, t.person, phones.get(t.person.pk if t.person else 0, ()), t.last)
        for t in tasks
    ]
    return sorted(tasks, key=lambda task: (task.why is not Why.ESCALATION, task.last is not None))


def _wanting_a_call() -> list[Escalation]:
    """Rungs that wait for a call, or for which the lead asked for one, without one since."""
    rows = waiting().select_related("duty").prefetch_related("duty__calls")
    return [
        row
        for row in rows
        if (row.call_first or row.decision == Escalation.Decision.CALL) and not _was_called(row)
    ]


def _was_called(row: Escalation) -> bool:
    since = row.decided_at if row.decision == Escalation.Decision.CALL else None
    return any(call.called_at >= (since or row.due_at) for call in row.duty.calls.all())


def _phones(people: set[int]) -> dict[int, tuple[str, ...]]:
    rows: QuerySet[Contact] = Contact.objects.usable().filter(
        person_id__in=people, kind=Contact.Kind.WHATSAPP
    )
    found: dict[int, tuple[str, ...]] = {}
    for contact in rows.order_by("rank", "pk"):
        found[contact.person_id] = (*found.get(contact.person_id, ()), contact.address)
    return found


@transaction.atomic
def note_call(
    duty: Duty,
    outcome: Call.Outcome,
    *,
    by: User,
    at: datetime,
    note: str = "",
) -> Call:
    """Write down a telephone call to a duty's head, whatever came of it."""
    check(by, Permission.RUN_CAMPAIGN)
    heads = chart_of(at=at).told_on(Audience.HEAD, duty)
    call = Call.objects.create(
        duty=duty,
        person=heads[0].person if heads else None,
        outcome=outcome,
        note=note.strip()[:300],
        called_by=by,
        called_at=at,
    )
    record("duty.called", duty, by=by, at=at, outcome=outcome.value, note=call.note)
    return call
