"""How many people a rung would speak to, by channel, before anything is switched on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import Contact, Position, Tenure
from accounts.roles import Role
from secops.outbox.contacts import ways_to
from secops.rules.intervals import WIB
from secops.rules.ladder import Audience

#: Who speaks for a position: the acting one before the one he stands in for.
_FIRST = (Tenure.Kind.PLH, Tenure.Kind.PLT, Tenure.Kind.DEFINITIVE, Tenure.Kind.DEPUTY)
#: No city has more steps between a head and its regional secretary.
_STEPS_UP = 8


@dataclass(frozen=True, slots=True)
class Reach:
    """People of one audience: by channel (one who needs two counts in both), and without any.

    `missing` = departments for which nobody can be named; the rung then goes to the office.
    """

    people: int
    channels: tuple[tuple[str, int], ...] = ()
    without: int = 0
    missing: int = 0


def reach_of(person_ids: Iterable[int], *, missing: int = 0) -> Reach:
    """Count the people and the ways to them; two queries at most."""
    people = set(person_ids)
    ways = ways_to(people) if people else {}
    kinds = Counter(contact.kind for way in ways.values() for contact in way.chosen)
    channels = tuple((str(Contact.Kind(kind).label), n) for kind, n in sorted(kinds.items()))
    silent = len(people) - sum(bool(way.chosen) for way in ways.values())
    return Reach(len(people), channels, silent, missing)


def reach_of_departments(
    departments: Collection[int] | None, *, at: datetime
) -> dict[Audience, Reach]:
    """Count whom a department's ladder speaks to, in these departments or in all that have a head
    or an agent. The leadership reads a summary of its own."""
    posts = _Posts.read(at.astimezone(WIB).date())
    if departments is None:
        departments = {key[1] for key in posts.by_role if key[1] is not None}
    found: dict[Audience, Reach] = {}
    for audience in (
        Audience.AGENT, Audience.HEAD, Audience.DEPUTY, Audience.SUPERIOR,
        Audience.REGIONAL_SECRETARY,
    ):  # fmt: skip
        named = [posts.told(audience, department) for department in departments]
        silent = 0 if audience is Audience.DEPUTY else sum(not people for people in named)
        found[audience] = reach_of({pk for people in named for pk in people}, missing=silent)
    return found


@dataclass(slots=True)
class _Posts:
    """Positions, and who speaks for them today."""

    positions: dict[int, Position]
    by_role: dict[tuple[str, int | None], list[Position]]
    speaker: dict[int, int]
    deputies: dict[int, list[int]]

    @classmethod
    def read(cls, today: date) -> _Posts:
        positions = {one.pk: one for one in Position.objects.order_by("pk")}
        by_role: dict[tuple[str, int | None], list[Position]] = {}
        for one in positions.values():
            if one.role in (Role.HEAD, Role.AGENT):
                by_role.setdefault((one.role, one.department_id), []).append(one)
        ranked: dict[int, tuple[int, int]] = {}
        deputies: dict[int, list[int]] = {}
        for tenure in Tenure.objects.current(today).order_by("pk"):
            rank = _FIRST.index(Tenure.Kind(tenure.kind))
            before = ranked.get(tenure.position_id)
            if before is None or rank < before[0]:
                ranked[tenure.position_id] = (rank, tenure.person_id)
            if tenure.kind == Tenure.Kind.DEPUTY:
                deputies.setdefault(tenure.position_id, []).append(tenure.person_id)
        speaker = {position: person for position, (_rank, person) in ranked.items()}
        return cls(positions, by_role, speaker, deputies)

    def told(self, audience: Audience, department: int) -> list[int]:
        """The people of one department whom a rung speaks to."""
        head = self._post(Role.HEAD, department)
        match audience:
            case Audience.AGENT:
                return self._at(self._post(Role.AGENT, department))
            case Audience.HEAD:
                return self._at(head)
            case Audience.DEPUTY:
                return self.deputies.get(head.pk, []) if head else []
            case Audience.SUPERIOR:
                return self._at(self._above(head))
            case _:
                return self._at(self._secretary(head))

    def _post(self, role: Role, department: int) -> Position | None:
        posts = self.by_role.get((role, department), [])
        return next((one for one in posts if one.pk in self.speaker), next(iter(posts), None))

    def _above(self, post: Position | None) -> Position | None:
        return self.positions.get(post.superior_id or 0) if post else None

    def _secretary(self, head: Position | None) -> Position | None:
        """The first of the leadership above the head."""
        above = head
        for _step in range(_STEPS_UP):
            above = self._above(above)
            if above is None or above.role == Role.LEADERSHIP:
                return above
        return None

    def _at(self, post: Position | None) -> list[int]:
        return [self.speaker[post.pk]] if post and post.pk in self.speaker else []
