"""Who stands on a rung of a duty's ladder today, by position (RULES 5).

An absent holder is spoken for by whoever acts for him or stands in; a position that nobody speaks
for leaves its rung to the office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import Person, Position, Tenure
from accounts.roles import Role
from secops.compliance.duties.models import Duty
from secops.rules.duty import Kind
from secops.rules.intervals import WIB
from secops.rules.ladder import Audience

#: Who speaks for a position: the acting one before the one he stands in for.
_FIRST = (Tenure.Kind.PLH, Tenure.Kind.PLT, Tenure.Kind.DEFINITIVE, Tenure.Kind.DEPUTY)
#: No city has more steps between an agent and its mayor.
_STEPS_UP = 8


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is spoken to for a position."""

    person: Person
    position: Position


@dataclass(slots=True)
class Chart:
    """The positions that ladders know, with who speaks for each on one day; three queries."""

    speakers: dict[int, Speaker] = field(default_factory=dict)
    deputies: dict[int, list[Speaker]] = field(default_factory=dict)
    positions: dict[int, Position] = field(default_factory=dict)
    by_role: dict[tuple[Role, int | None], list[int]] = field(default_factory=dict)

    def told_on(self, audience: Audience, duty: Duty) -> list[Speaker]:
        """Everybody a rung speaks to about this duty; empty where nobody can be named."""
        match audience:
            case Audience.AGENT:
                roles = [Role.AGENT]
                if duty.kind is Kind.LOCK:
                    roles.insert(0, Role.APPLICATION_ADMINISTRATOR)
                return self._first_of(roles, duty.department_id)
            case Audience.HEAD:
                return self._first_of([Role.HEAD], duty.department_id)
            case Audience.DEPUTY:
                head = self._position_of(Role.HEAD, duty.department_id)
                return self.deputies.get(head.pk, []) if head else []
            case Audience.SUPERIOR:
                return self._at(self.superior_of(duty.department_id))
            case Audience.REGIONAL_SECRETARY:
                return self._at(self.secretary_of(duty.department_id))
            case _:
                return []

    def superior_of(self, department_id: int | None) -> Position | None:
        """The position above the department's head; None where none is entered."""
        head = self._position_of(Role.HEAD, department_id)
        if head is None or head.superior_id is None:
            return None
        return self.positions.get(head.superior_id)

    def secretary_of(self, department_id: int | None) -> Position | None:
        """The first of the leadership above the head; else the lowest of the leadership, as far as
        that is one position and no guess."""
        above = self._position_of(Role.HEAD, department_id)
        for _step in range(_STEPS_UP):
            above = self.positions.get(above.superior_id or 0) if above else None
            if above is not None and above.role == Role.LEADERSHIP:
                return above
        leaders = [self.positions[pk] for pk in self.by_role.get((Role.LEADERSHIP, None), [])]
        superiors = {one.superior_id for one in leaders}
        lowest = [one for one in leaders if one.pk not in superiors]
        return lowest[0] if len(lowest) == 1 else None

    def _first_of(self, roles: Iterable[Role], department_id: int | None) -> list[Speaker]:
        for role in roles:
            for pk in self.by_role.get((role, department_id), []):
                if pk in self.speakers:
                    return [self.speakers[pk]]
        return []

    def _at(self, position: Position | None) -> list[Speaker]:
        if position is None or position.pk not in self.speakers:
            return []
        return [self.speakers[position.pk]]

    def _position_of(self, role: Role, department_id: int | None) -> Position | None:
        found = self.by_role.get((role, department_id), [])
        spoken_for = [pk for pk in found if pk in self.speakers]
        return self.positions[(spoken_for or found)[0]] if found else None


def chart_of(*, at: datetime) -> Chart:
    """Read who speaks for which position on the day of `at`."""
    chart = Chart(positions={one.pk: one for one in Position.objects.order_by("pk")})
    for position in chart.positions.values():
        where = None if position.role == Role.LEADERSHIP else position.department_id
        chart.by_role.setdefault((Role(position.role), where), []).append(position.pk)
    today = at.astimezone(WIB).date()
    tenures = Tenure.objects.current(today).select_related("person", "position").order_by("pk")
    best: dict[int, Tenure] = {}
    for tenure in tenures:
        if tenure.kind == Tenure.Kind.DEPUTY:
            speaker = Speaker(tenure.person, tenure.position)
            chart.deputies.setdefault(tenure.position_id, []).append(speaker)
        before = best.get(tenure.position_id)
        if before is None or _rank(tenure) < _rank(before):
            best[tenure.position_id] = tenure
    chart.speakers = {pk: Speaker(one.person, one.position) for pk, one in best.items()}
    return chart


def _rank(tenure: Tenure) -> int:
    return _FIRST.index(Tenure.Kind(tenure.kind))
