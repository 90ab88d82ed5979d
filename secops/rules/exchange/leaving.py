"""What may leave the city, by its marking: a table (RULES 8, FACTS 5)."""

from __future__ import annotations

from enum import StrEnum

from secops.rules.tlp import Marking


class Way(StrEnum):
    """How a text leaves."""

    FEED = "feed"
    FILE = "file"


class Leave(StrEnum):
    """Whether it may."""

    FREELY = "freely"
    #: A second person looks at it first.
    CLEARED = "cleared"
    NEVER = "never"


M = Marking

#: A feed is read by anybody, so only TLP:CLEAR is in it. TLP:RED is for named persons: no file.
LEAVES: dict[tuple[Marking, Way], Leave] = {
    (M.CLEAR, Way.FEED): Leave.FREELY,
    (M.GREEN, Way.FEED): Leave.NEVER,
    (M.AMBER, Way.FEED): Leave.NEVER,
    (M.AMBER_STRICT, Way.FEED): Leave.NEVER,
    (M.RED, Way.FEED): Leave.NEVER,
    (M.CLEAR, Way.FILE): Leave.FREELY,
    (M.GREEN, Way.FILE): Leave.FREELY,
    (M.AMBER, Way.FILE): Leave.CLEARED,
    (M.AMBER_STRICT, Way.FILE): Leave.CLEARED,
    (M.RED, Way.FILE): Leave.NEVER,
}


def leaves(marking: Marking, way: Way) -> Leave:
    """Say whether what is marked so may leave that way."""
    return LEAVES[marking, way]


def in_feeds() -> list[Marking]:
    """The markings a public feed may hold."""
    return [marking for marking in Marking if leaves(marking, Way.FEED) is Leave.FREELY]
