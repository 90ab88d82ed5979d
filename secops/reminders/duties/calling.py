"""Whom the office has to telephone, read from what was not said, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Contact, Person, User
from accounts.roles import Permission
from accounts.speakers import chart_of
from secops.audit.actions import record
from secops.compliance.duties import texts
from secops.compliance.duties.models import Duty
from secops.compliance.duties.queries import not_received
from secops.reminders.duties.escalating import unresolved
from secops.reminders.duties.people import told_on
from secops.reminders.models import Call, Escalation
from secops.rules.ladder import Audience

#: What else asks for a call: functions (at) -> (template, what it shows), filled by the wiring.
CALL_PANELS: list[Callable[[datetime], tuple[str, dict[str, Any]] | None]] = []


class Why(StrEnum):
    """Why somebody is telephoned, the more pressing reason first."""

    ESCALATION = "escalation"
    NOT_RECEIVED = "not_received"


@dataclass(frozen=True, slots=True)
class CallTask:
    """One head to be telephoned, about all that he has to be told; `person` None: none is entered.

    `duties` by the reason, the earlier due first. `last` = the newest call about any of it.
    """

    duties: dict[Why, list[Duty]]
    person: Person | None
    numbers: tuple[str, ...]
    last: Call | None

    @property
    def why(self) -> Why:
        """The more pressing reason."""
        return next(why for why in Why if why in self.duties)

    @property
    def all(self) -> list[Duty]:
        return [duty for why in Why for duty in self.duties.get(why, [])]

    @property
    def first(self) -> Duty:
        """The duty after which the task is named."""
        return self.all[0]

    @property
    def words(self) -> list[str]:
        """What to say, to be read aloud."""
        said = []
        for why in Why:
            if why in self.duties:
                said += [_matter(duty, why) for duty in self.duties[why]]
                said.append(_question(why))
        return said


def _matter(duty: Duty, why: Why) -> str:
    """``Arahan A-2026-001, kunci SIMPATIK di sumber, batas waktu Senin, …``"""
    about = duty.directive.title
    if duty.application is not None:
        about = _("kunci %(application)s di sumber") % {"application": duty.application}
    values = {
        "code": duty.directive.code,
        "about": about,
        "due": texts.day_and_time(duty.due_at),
    }
    if why is Why.ESCALATION:
        return _("Arahan %(code)s, %(about)s, lewat batas waktu %(due)s.") % values
    return _("Arahan %(code)s, %(about)s, batas waktu %(due)s.") % values


def _question(why: Why) -> str:
    if why is Why.ESCALATION:
        return _("Sebelum kami sampaikan ke atas: apa kendalanya, dan kapan selesai?")
    return _("Sudahkah Ibu/Bapak menerimanya? Bila sudah, kami catat diterima sekarang.")


def call_tasks(*, at: datetime) -> list[CallTask]:
    """Everybody to be telephoned, each head once: whose duties are about to go up first, then who
    has not said "received", who was tried already last; a handful of queries."""
    urgent = _wanting_a_call()
    silent = set(not_received(Duty.objects.all(), at=at).values_list("pk", flat=True))
    duties = (
        Duty.objects.filter(pk__in={*urgent, *silent})
        .select_related("directive", "department", "application")
        .prefetch_related(Prefetch("calls", Call.objects.select_related("called_by__person")))
        .order_by("due_at", "department__sort_name", "pk")
    )
    chart = chart_of(at=at)
    waiting: dict[int, dict[Why, list[Duty]]] = {}
    people: dict[int, Person] = {}
    for duty in duties:
        last = next(iter(duty.calls.all()), None)
        if duty.pk not in urgent and last is not None and last.outcome == Call.Outcome.REACHED:
            continue
        why = Why.ESCALATION if duty.pk in urgent else Why.NOT_RECEIVED
        waiting.setdefault(duty.department_id, {}).setdefault(why, []).append(duty)
        for speaker in told_on(chart, Audience.HEAD, duty):
            people[duty.department_id] = speaker.person
    phones = _phones({person.pk for person in people.values()})
    tasks = []
    for department, by_reason in waiting.items():
        person = people.get(department)
        numbers = phones.get(person.pk, ()) if person else ()
        last = _newest_call(duty for mine in by_reason.values() for duty in mine)
        tasks.append(CallTask(by_reason, person, numbers, last))
    return sorted(tasks, key=lambda task: (task.why is not Why.ESCALATION, task.last is not None))


def _newest_call(duties: Iterable[Duty]) -> Call | None:
    calls = (call for duty in duties for call in duty.calls.all())
    return max(calls, key=lambda call: call.called_at, default=None)


def _wanting_a_call() -> set[int]:
    """Duties about to go up whose head was not telephoned."""
    rows = unresolved().exclude(decision=Escalation.Decision.SEND)
    rows = rows.select_related("duty").prefetch_related("duty__calls")
    return {row.duty_id for row in rows if row.needs_call}


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
    duties: Iterable[Duty],
    outcome: Call.Outcome,
    *,
    by: User,
    at: datetime,
    note: str = "",
) -> None:
    """Write down one telephone call to a head about these duties, whatever came of it."""
    check(by, Permission.RUN_CAMPAIGN)
    chart = chart_of(at=at)
    for duty in duties:
        heads = told_on(chart, Audience.HEAD, duty)
        call = Call.objects.create(
            duty=duty,
            person=heads[0].person if heads else None,
            outcome=outcome,
            note=note.strip()[:300],
            called_by=by,
            called_at=at,
        )
        record("duty.called", duty, by=by, at=at, outcome=outcome.value, note=call.note)
