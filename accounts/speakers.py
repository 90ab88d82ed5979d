"""Who speaks for a position today: its holder, whoever acts for him, or who stands in (RULES 5).

An absent holder is spoken for by whoever acts for him, else by his deputy; what is said to a
position that nobody speaks for is left to the office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import Person, Position, Tenure
from accounts.roles import Role
from secops.rules.intervals import WIB
from secops.rules.ladder import Audience

#: The acting one before the one he stands in for.
_FIRST = (Tenure.Kind.PLH, Tenure.Kind.PLT, Tenure.Kind.DEFINITIVE, Tenure.Kind.DEPUTY)
#: No city has more steps between an agent and its mayor.
_STEPS_UP = 8


def holders(role: Role, departments: Iterable[int], *, at: datetime) -> dict[int, Person]:
    """Return who speaks today for the position of that role, by department; acting ones first."""
    tenures = (
        Tenure.objects.present(at.astimezone(WIB).date())
        .filter(position__role=role, position__department_id__in=list(departments))
        .select_related("person", "position")
        .order_by("position_id", "pk")
    )
    found: dict[int, Tenure] = {}
    for tenure in tenures:
        department = tenure.position.department_id
        assert department is not None
        found[department] = _first(found.get(department), tenure)
    return {department: tenure.person for department, tenure in found.items()}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is spoken to for a position."""

    person: Person
    position: Position


@dataclass(slots=True)
class Chart:
    """All positions, with who speaks for each on one day; for questions about many departments."""

    positions: dict[int, Position]
    speakers: dict[int, Speaker] = field(default_factory=dict)
    deputies: dict[int, list[Speaker]] = field(default_factory=dict)
    by_role: dict[tuple[Role, int | None], list[int]] = field(default_factory=dict)

    def told_on(
        self, audience: Audience, department_id: int, *, lock: bool = False
    ) -> list[Speaker]:
        """Everybody whom a rung about this department speaks to; empty where nobody can be named.

        `lock`: the duty is a lock, whose application administrator goes before the agent.
        """
        match audience:
            case Audience.AGENT:
                administrator = [Role.APPLICATION_ADMINISTRATOR] if lock else []
                return self._first_of([*administrator, Role.AGENT], department_id)
            case Audience.HEAD:
                return self._first_of([Role.HEAD], department_id)
            case Audience.DEPUTY:
                head = self._position_of(Role.HEAD, department_id)
                return self.deputies.get(head.pk, []) if head else []
            case Audience.SUPERIOR:
                return self._at(self._above(self._position_of(Role.HEAD, department_id)))
            case Audience.REGIONAL_SECRETARY:
                return self._at(self._secretary_of(department_id))
            case _:
                return []

    def _secretary_of(self, department_id: int) -> Position | None:
        """The first of the leadership above the head; else the lowest of the leadership, as far as
        that is one position and no guess."""
        above = self._position_of(Role.HEAD, department_id)
        for _step in range(_STEPS_UP):
            above = self._above(above)
            if above is not None and above.role == Role.LEADERSHIP:
                return above
        leaders = [self.positions[pk] for pk in self.by_role.get((Role.LEADERSHIP, None), [])]
        superiors = {one.superior_id for one in leaders}
        lowest = [one for one in leaders if one.pk not in superiors]
        return lowest[0] if len(lowest) == 1 else None

    def _above(self, position: Position | None) -> Position | None:
        return self.positions.get(position.superior_id or 0) if position else None

    def _first_of(self, roles: Iterable[Role], department_id: int) -> list[Speaker]:
        for role in roles:
            for pk in self.by_role.get((role, department_id), []):
                if pk in self.speakers:
                    return [self.speakers[pk]]
        return []

    def _at(self, position: Position | None) -> list[Speaker]:
        spoken_for = position is not None and position.pk in self.speakers
        return [self.speakers[position.pk]] if position and spoken_for else []

    def _position_of(self, role: Role, department_id: int) -> Position | None:
        found = self.by_role.get((role, department_id), [])
        spoken_for = [pk for pk in found if pk in self.speakers]
        return self.positions[(spoken_for or found)[0]] if found else None


def chart_of(*, at: datetime) -> Chart:
    """Read who speaks for which position on the day of `at`; two queries."""
    chart = Chart({one.pk: one for one in Position.objects.order_by("pk")})
    for position in chart.positions.values():
        where = None if position.role == Role.LEADERSHIP else position.department_id
        chart.by_role.setdefault((Role(position.role), where), []).append(position.pk)
    today = at.astimezone(WIB).date()
    speaking: dict[int, Tenure] = {}
    for tenure in Tenure.objects.present(today).select_related("person").order_by("pk"):
        position = chart.positions[tenure.position_id]
        if tenure.kind == Tenure.Kind.DEPUTY:
            speaker = Speaker(tenure.person, position)
            chart.deputies.setdefault(position.pk, []).append(speaker)
        speaking[position.pk] = _first(speaking.get(position.pk), tenure)
    chart.speakers = {
        pk: Speaker(tenure.person, chart.positions[pk]) for pk, tenure in speaking.items()
    }
    return chart


def _first(before: Tenure | None, tenure: Tenure) -> Tenure:
    """Which of two tenures speaks; the earlier entered where they are alike."""
    if before is None:
        return tenure
    return min(before, tenure, key=lambda one: _FIRST.index(Tenure.Kind(one.kind)))
