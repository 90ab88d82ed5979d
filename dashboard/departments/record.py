"""What the office reads of a department: every duty, its past, and how soon it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Department
from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.compliance.duties.models import Duty, HeadStatement
from secops.compliance.duties.queries import due_mark
from secops.compliance.duties.words import mark
from secops.house.text import angka
from secops.reminders.calendar import city_calendar
from secops.rules.duty import CLOSED, State
from secops.rules.labels import label
from secops.rules.punctual import (
    LAST_ORDERS,
    Order,
    median_hours,
    received_late,
    stated_late,
)

#: So many duties and deeds are shown; the lists hold the rest.
DUTIES_SHOWN = 50
DEEDS_SHOWN = 20
#: What the history tells, and how each deed is marked.
DEEDS = {
    "duty.received": "quiet",
    "duty.reported": "info",
    "duty.confirmed": "ok",
    "duty.accepted": "ok",
    "duty.proven": "ok",
    "duty.affirmed": "ok",
    "duty.returned": "soon",
    "duty.reopened": "soon",
    "duty.disputed": "soon",
    "duty.dispute_rejected": "quiet",
    "duty.exempted": "quiet",
    "duty.withdrawn": "quiet",
    "duty.written_off": "quiet",
}
#: Orders that were taken back say nothing of who is punctual.
_TAKEN_BACK = (State.WITHDRAWN.value, State.WRITTEN_OFF.value)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty, open or not, with its newest statement."""

    duty: Duty
    state: tuple[str, str, str]
    due: tuple[str, str, str] | None
    statement: HeadStatement | None


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the history, as `timeline` shows it."""

    at: datetime
    text: str
    who: str
    tone: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Late:
    """Orders that were late in one respect: how many of how many, and which."""

    words: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The office's part of a department's page."""

    lines: tuple[DutyLine, ...]
    more: int
    deeds: tuple[Deed, ...]
    received_in: str
    stated_in: str
    late: tuple[Late, ...]


def record_of(department: Department, *, at: datetime) -> Record:
    """Read it in three queries, however long the department has been asked things."""
    statements = HeadStatement.objects.select_related("person").order_by("-stated_at", "-pk")
    duties = list(
        Duty.objects.filter(department=department)
        .select_related("directive", "application", "received_by", "decided_by__person")
        .prefetch_related(Prefetch("statements", statements, to_attr="told"))
        .order_by("-directive__ordered_at", "-pk")[: DUTIES_SHOWN + 1]
    )
    shown = duties[:DUTIES_SHOWN]
    asked = [duty for duty in duties if duty.state not in _TAKEN_BACK][:LAST_ORDERS]
    orders = [(duty, order_of(duty, at=at)) for duty in asked]
    return Record(
        tuple(
            DutyLine(duty, mark(label(duty.state_at(at))), due_mark(duty, at=at), _newest(duty))
            for duty in sorted(shown, key=lambda duty: duty.state_at(at) in CLOSED)
        ),
        len(duties) - len(shown),
        _deeds(shown),
        hours_words(median_hours(order for _duty, order in orders)),
        hours_words(median_hours((order for _duty, order in orders), stated=True)),
        _late(orders, at),
    )


def order_of(duty: Duty, *, at: datetime) -> Order:
    """The times of one order to a department; by the order's own date, not one moved since."""
    told: list[HeadStatement] = getattr(duty, "told", [])
    return Order(
        sent_at=duty.directive.messages_from or duty.directive.ordered_at,
        due_at=duty.directive.due_at,
        received_at=duty.received_at,
        stated_at=min((one.stated_at for one in told), default=None),
        asked=duty.state_at(at) not in CLOSED and duty.directive.closed_at is None,
    )


def hours_words(hours: float | None) -> str:
    """``3 jam``, ``2 hari``; empty where nothing was answered yet."""
    if hours is None:
        return ""
    if hours < 1:
        return _("kurang dari 1 jam")
    if hours < 48:
        return ngettext("%(n)s jam", "%(n)s jam", round(hours)) % {"n": angka(round(hours))}
    days = round(hours / 24)
    return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": angka(days)}


def _newest(duty: Duty) -> HeadStatement | None:
    told: list[HeadStatement] = getattr(duty, "told", [])
    return told[0] if told else None


def _late(orders: Iterable[tuple[Duty, Order]], at: datetime) -> tuple[Late, ...]:
    known, calendar = list(orders), city_calendar()
    if not known:
        return ()
    tests: tuple[tuple[str, Callable[[Order], bool]], ...] = (
        (
            _("%(n)s dari %(all)s arahan terakhir diterima setelah hari kerja pertama"),
            lambda order: received_late(order, calendar, at=at),
        ),
        (
            _("%(n)s dari %(all)s arahan terakhir dinyatakan setelah batas waktu, atau belum"),
            lambda order: stated_late(order, at=at),
        ),
    )
    found = []
    for words, is_late in tests:
        duties = tuple(duty for duty, order in known if is_late(order))
        said = words % {"n": angka(len(duties)), "all": angka(len(known))}
        found.append(Late(said, duties))
    return tuple(found)


def _deeds(duties: list[Duty]) -> tuple[Deed, ...]:
    """What was said and decided about these duties, the newest first."""
    pages: dict[str, Any] = {str(duty.pk): duty.get_absolute_url() for duty in duties}
    entries = Entry.objects.filter(
        object_type=Duty._meta.label_lower, object_id__in=list(pages), verb__in=list(DEEDS)
    )
    return tuple(
        Deed(
            entry.at,
            f"{entry.actor_label} {sentence(entry)}",
            "",
            DEEDS[entry.verb],
            pages[entry.object_id],
        )
        for entry in entries.order_by("-at", "-id")[:DEEDS_SHOWN]
    )
