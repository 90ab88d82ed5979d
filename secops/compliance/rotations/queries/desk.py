"""The desk of an agent: which departments lie on it, in which pile each account is, and why.

Every account of a running campaign lies on exactly one desk: that of the agent of its department,
else of the nearest department above it that has one, else on the office's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import CharField
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import Contact, Department, Tenure, User
from accounts.roles import Permission, Role, grants
from secops.compliance.rotations.models import Answer, Campaign, Rotation, Transfer
from secops.compliance.rotations.queries.counts import (
    EVERYTHING,
    Counts,
    Part,
    campaign_counts,
    counts_over_campaigns,
)
from secops.inventory.models import Account
from secops.rules.intervals import WIB
from secops.rules.rotation import State, TroubleReason, Turn


class Pile(StrEnum):
    """Whose turn it is, as the desk shows it."""

    MINE = "mine"
    HOLDERS = "holders"
    OWNERS = "owners"
    OFFICE = "office"
    SETTLED = "settled"


TURN_OF_PILE = {
    Pile.MINE: Turn.AGENT,
    Pile.HOLDERS: Turn.HOLDER,
    Pile.OWNERS: Turn.APPLICATION_ADMINISTRATOR,
    Pile.OFFICE: Turn.OFFICE,
}


class Group(StrEnum):
    """What the agent has to do, within the pile that is his."""

    NO_CONTACT = "no_contact"
    NOBODY = "nobody"
    TROUBLE = "trouble"
    SHARED = "shared"
    LEFT = "left"
    NOT_MINE = "not_mine"
    SERVICE = "service"
    MOVING = "moving"


@dataclass(frozen=True, slots=True)
class Desk:
    """The departments whose accounts lie on one desk; `nowhere`: also those without any."""

    departments: frozenset[int]
    nowhere: bool = False

    def rotations(self) -> QuerySet[Rotation]:
        """Its accounts in running campaigns."""
        here = Q(department__in=self.departments)
        if self.nowhere:
            here |= Q(department=None)
        return Rotation.objects.filter(here, campaign__state=Campaign.State.RUNNING)


@dataclass(frozen=True, slots=True)
class Piles:
    """The piles of a desk; they add up to the total."""

    mine: int
    holders: int
    owners: int
    office: int
    done: int
    attested: int
    written_off: int

    @property
    def settled(self) -> int:
        """Nothing is asked any more: proven or excused, attested, or written off."""
        return self.done + self.attested + self.written_off

    @property
    def total(self) -> int:
        return self.mine + self.holders + self.owners + self.office + self.settled

    @classmethod
    def of(cls, counts: Iterable[Counts]) -> Piles:
        rows = list(counts)
        turns = {turn: sum(row.turns.get(turn, 0) for row in rows) for turn in Turn}
        return cls(
            mine=turns[Turn.AGENT],
            holders=turns[Turn.HOLDER],
            owners=turns[Turn.APPLICATION_ADMINISTRATOR],
            office=turns[Turn.OFFICE],
            done=sum(row.done for row in rows),
            attested=sum(row.attested for row in rows),
            written_off=sum(row.written_off for row in rows),
        )


def desk_of(user: User, *, at: datetime) -> Desk:
    """The desk of a user: his departments', or the office's, where no agent is."""
    scope = user.scope(Permission.ANSWER_FOR)
    if scope.reach is None:
        return Desk(frozenset())
    parents = _parents()
    with_agent = _with_agent(at)
    if scope.everything:
        lone = {pk for pk in parents if _nearest(pk, parents, with_agent) is None}
        return Desk(frozenset(lone), nowhere=True)
    own = {
        position.department_id
        for position in user.held_positions
        if position.department_id is not None
        and Permission.ANSWER_FOR in grants(Role(position.role))
    }
    return Desk(frozenset(pk for pk in parents if _nearest(pk, parents, with_agent | own) in own))


def piles_of(desk: Desk, *, at: datetime) -> Piles:
    """The piles of a desk, from the tallies: one query."""
    part = EVERYTHING if desk.nowhere else Part(departments=desk.departments)
    found = counts_over_campaigns(at=at, part=part)
    wanted: set[int | None] = {*desk.departments, *([None] if desk.nowhere else [])}
    return Piles.of(counts for key, counts in found.items() if key in wanted)


def _parents() -> dict[int, int | None]:
    return dict(Department.objects.order_by().values_list("pk", "parent_id"))


def _with_agent(at: datetime) -> set[int]:
    today = at.astimezone(WIB).date()
    held = Tenure.objects.current(today).filter(
        position__role=Role.AGENT, position__department__isnull=False
    )
    return set(held.order_by().values_list("position__department_id", flat=True))


def _nearest(pk: int | None, parents: dict[int, int | None], ends: Collection[int]) -> int | None:
    """The department itself or the nearest one above it that is one of `ends`."""
    seen: set[int] = set()
    while pk is not None and pk not in seen:
        if pk in ends:
            return pk
        seen.add(pk)
        pk = parents.get(pk)
    return None


# --- within the agent's pile -------------------------------------------------------------------


def in_pile(rows: QuerySet[Rotation], pile: Pile) -> QuerySet[Rotation]:
    """Those of the rows that lie in a pile: the ones its number counts."""
    still_open = rows & Rotation.objects.open()
    if pile is Pile.SETTLED:
        return rows.exclude(pk__in=still_open.values("pk"))
    return still_open.filter(turn=TURN_OF_PILE[pile])


def with_group(rows: QuerySet[Rotation]) -> QuerySet[Any]:
    """The rows with `group`: what an agent would do about each; the first line that holds wins."""
    said = Answer.objects.filter(
        Q(person=OuterRef("account__holder"))
        | Q(person=OuterRef("account__owner"))
        | Q(person=None),
        rotation=OuterRef("pk"),
        kind="trouble",
    )
    reason = Subquery(said.order_by("-given_at", "-pk").values("reason")[:1])
    moving = Transfer.objects.filter(account=OuterRef("account"), decided_at=None)
    in_trouble = Q(state=State.NEEDS_HELP)
    group: Case = Case(
        When(Exists(moving), then=Value(Group.MOVING.value)),
        When(state=State.DISOWNED, then=Value(Group.NOT_MINE.value)),
        When(
            account__kind__in=[Account.Kind.SERVICE, Account.Kind.VENDOR],
            then=Value(Group.SERVICE.value),
        ),
        When(
            Q(account__kind=Account.Kind.SHARED, asked_id=None)
            | in_trouble & Q(said=TroubleReason.SHARED),
            then=Value(Group.SHARED.value),
        ),
        When(in_trouble & Q(said=TroubleReason.LEFT), then=Value(Group.LEFT.value)),
        When(in_trouble, then=Value(Group.TROUBLE.value)),
        When(asked_id=None, then=Value(Group.NOBODY.value)),
        default=Value(Group.NO_CONTACT.value),
        output_field=CharField(),
    )
    return rows.annotate(said=reason, asked_id=_asked()).annotate(group=group)


def _asked() -> Case:
    """Who is asked about an account: its holder, or who answers for one that is no person's."""
    holder: Any = Coalesce("account__owner", "account__holder")
    return Case(When(account__kind=Account.Kind.PERSON, then=F("account__holder")), default=holder)


def only_untrusted(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rows whose holder is to act and is reached by nothing but a mailbox that may
    itself be leaked (RULES 5): the agent tells him too, or a thief may be the only one who reads.
    """
    known = Contact.objects.usable().filter(person_id=OuterRef("asked_id"))
    doubtful = Exists(known.filter(untrusted_at__isnull=False))
    other_way = Exists(known.filter(untrusted_at=None))
    asked: QuerySet[Any] = in_pile(rows, Pile.HOLDERS).annotate(asked_id=_asked())
    return asked.filter(doubtful, ~other_way)


def groups_of(desk: Desk) -> dict[Group, int]:
    """How many accounts of the agent's pile need what: one query."""
    return _grouped(desk.rotations())


def _grouped(accounts: QuerySet[Rotation]) -> dict[Group, int]:
    rows = with_group(in_pile(accounts, Pile.MINE))
    found = dict(rows.order_by().values_list("group").annotate(n=Count("pk")))
    return {group: found[group] for group in Group if found.get(group)}


def standing_in(
    campaign_id: int, departments: Collection[int], *, at: datetime
) -> tuple[Piles, dict[Group, int]]:
    """The piles of some departments in one campaign, and what holds the agent's own up."""
    counts = campaign_counts(campaign_id, at=at, part=Part(departments=departments))
    rows = Rotation.objects.filter(campaign=campaign_id, department__in=departments)
    return Piles.of([counts]), _grouped(rows)


def label_of_pile(pile: Pile) -> str:
    """Whose turn, in the words of the desk."""
    return {
        Pile.MINE: _("Giliran saya"),
        Pile.HOLDERS: _("Giliran pegawai"),
        Pile.OWNERS: _("Giliran pemilik aplikasi"),
        Pile.OFFICE: _("Giliran kantor"),
        Pile.SETTLED: _("Selesai"),
    }[pile]


def label_of_group(group: Group) -> str:
    """What holds an account up, as it follows a number: ``31 tanpa kontak``."""
    return {
        Group.NO_CONTACT: _("tanpa kontak"),
        Group.NOBODY: _("belum diketahui pemegangnya"),
        Group.TROUBLE: _("kendala"),
        Group.SHARED: _("akun bersama"),
        Group.LEFT: _("pindah atau pensiun"),
        Group.NOT_MINE: _("bukan akun saya"),
        Group.SERVICE: _("akun layanan atau vendor"),
        Group.MOVING: _("menunggu OPD lain menerima"),
    }[group]
