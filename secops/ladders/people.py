"""How many people a rung would speak to, by channel, before anything is switched on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Contact
from accounts.roles import Role
from accounts.speakers import chart_of
from secops.outbox.contacts import ways_to
from secops.rules.ladder import Audience


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
    chart = chart_of(at=at)
    if departments is None:
        departments = {
            where
            for role, where in chart.by_role
            if role in (Role.HEAD, Role.AGENT) and where is not None
        }
    found: dict[Audience, Reach] = {}
    for audience in (
        Audience.AGENT, Audience.HEAD, Audience.DEPUTY, Audience.SUPERIOR,
        Audience.REGIONAL_SECRETARY,
    ):  # fmt: skip
        named = [chart.told_on(audience, department) for department in departments]
        silent = 0 if audience is Audience.DEPUTY else sum(not people for people in named)
        people = {speaker.person.pk for speakers in named for speaker in speakers}
        found[audience] = reach_of(people, missing=silent)
    return found
