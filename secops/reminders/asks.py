"""What waits for those who help: accounts to be disabled, services to be checked, windows to be
proposed anew. It stands in the one digest of the day, beside their own accounts.

A thing is told once, and again each week while it waits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from accounts.roles import Role
from accounts.speakers import holders
from secops.compliance.rotations.models import Campaign, Rotation, Schedule
from secops.compliance.rotations.queries import waiting_checks
from secops.compliance.rotations.schedules.words import window
from secops.house.text import angka
from secops.outbox.models import Message
from secops.reminders.models import DigestDay

S = Message.State

#: What still waits is said again after so long.
AGAIN: timedelta = timedelta(days=7)
#: A digest of which nobody knows whether it arrived, or that did not: the next one says it anew.
NOT_TOLD = (S.UNKNOWN, S.FAILED, S.CANCELLED, S.DROPPED)


class AskKind(StrEnum):
    """What somebody is asked for."""

    CLOSING = "closing"
    CHECK = "check"
    ANOTHER_TIME = "another_time"


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that waits for one person; `since` = when it last became more."""

    person_id: int
    kind: AskKind
    application: str
    since: datetime
    n: int = 1
    window: tuple[datetime, datetime] | None = None

    @property
    def words(self) -> str:
        """The line in the message, in the reader's language."""
        if self.kind is AskKind.CLOSING:
            said = ngettext(
                "%(application)s: %(n)s akun diminta dinonaktifkan, karena pemegangnya pindah, "
                "pensiun, atau tidak dikenal",
                "%(application)s: %(n)s akun diminta dinonaktifkan, karena pemegangnya pindah, "
                "pensiun, atau tidak dikenal",
                self.n,
            )
            return said % {"application": self.application, "n": angka(self.n)}
        assert self.window is not None
        said = (
            _("%(application)s: periksa apakah layanannya berjalan, jadwal %(window)s sudah lewat")
            if self.kind is AskKind.CHECK
            else _("%(application)s: vendor meminta waktu selain %(window)s, usulkan jadwal baru")
        )
        return said % {"application": self.application, "window": window(*self.window)}


def open_asks(*, at: datetime) -> list[Ask]:
    """Everything that waits for somebody who can be named; a handful of queries."""
    return [*_closings(at), *_windows(at)]


def asks_of(people: Iterable[int], *, at: datetime) -> dict[int, list[Ask]]:
    """The same for some people, by person."""
    wanted = set(people)
    found: dict[int, list[Ask]] = defaultdict(list)
    for ask in open_asks(at=at):
        if ask.person_id in wanted:
            found[ask.person_id].append(ask)
    return found


def due_asks(*, at: datetime) -> dict[int, list[Ask]]:
    """Those who have something to be told: new since their last digest, or old for a week."""
    by_person: dict[int, list[Ask]] = defaultdict(list)
    for ask in open_asks(at=at):
        by_person[ask.person_id].append(ask)
    days = DigestDay.objects.filter(person_id__in=list(by_person)).exclude(
        message__state__in=NOT_TOLD
    )
    last = dict(days.order_by().values_list("person_id").annotate(last=Max("message__created_at")))
    return {
        person: asks
        for person, asks in by_person.items()
        if person not in last
        or at - last[person] >= AGAIN
        or any(ask.since > last[person] for ask in asks)
    }


def address_of(asks: Iterable[Ask]) -> str:
    """The page where all of it is done, with the host."""
    only_closing = all(ask.kind is AskKind.CLOSING for ask in asks)
    page = reverse("my-applications" if only_closing else "my-work")
    return settings.PUBLIC_BASE_URL.rstrip("/") + page


def _closings(at: datetime) -> list[Ask]:
    """By application: the owner's application administrator, else its agent, else its head."""
    rows: QuerySet[Any] = (
        Rotation.objects.open()
        .filter(closing_asked_at__lte=at, campaign__state=Campaign.State.RUNNING)
        .order_by()
        .values(owner=F("application__owner_id"), name=F("application__name"))
        .annotate(n=Count("pk"), since=Max("closing_asked_at"))
    )
    found = list(rows)
    owners = {row["owner"] for row in found if row["owner"] is not None}
    people = _speakers((Role.APPLICATION_ADMINISTRATOR, Role.AGENT, Role.HEAD), owners, at=at)
    return [
        Ask(people[row["owner"]].pk, AskKind.CLOSING, row["name"], row["since"], row["n"])
        for row in found
        if row["owner"] in people
    ]


def _windows(at: datetime) -> list[Ask]:
    """To the department's agent, else to whoever agreed for it."""
    newer = Schedule.objects.filter(rotation=OuterRef("rotation"), pk__gt=OuterRef("pk"))
    refused = Schedule.objects.filter(
        ~Exists(newer),
        Q(rotation__in=Rotation.objects.open()),
        rotation__campaign__state=Campaign.State.RUNNING,
        declined_side=Schedule.Side.VENDOR,
    )
    rows = [
        *((AskKind.CHECK, one) for one in _with_names(waiting_checks(at=at))),
        *((AskKind.ANOTHER_TIME, one) for one in _with_names(refused)),
    ]
    departments = {pk for _kind, one in rows if (pk := one.rotation.department_id) is not None}
    agents = _speakers((Role.AGENT,), departments, at=at)
    asks = []
    for kind, one in rows:
        agent = agents.get(one.rotation.department_id or 0)
        agreed = one.owner_agreed_by or one.proposed_by
        person_id = agent.pk if agent else agreed.person_id
        since = one.window_to if kind is AskKind.CHECK else one.declined_at
        if person_id is not None and since is not None:
            span = (one.window_from, one.window_to)
            name = one.rotation.application.name
            asks.append(Ask(person_id, kind, name, since, window=span))
    return asks


def _with_names(rows: QuerySet[Schedule]) -> QuerySet[Schedule]:
    return rows.select_related("rotation__application", "owner_agreed_by", "proposed_by")


def _speakers(
    roles: Iterable[Role], departments: Iterable[int], *, at: datetime
) -> dict[int, Person]:
    """By department the first of these roles that somebody holds."""
    found: dict[int, Person] = {}
    wanted = set(departments)
    for role in roles:
        left = wanted - set(found)
        if left:
            found |= holders(role, left, at=at)
    return found
