"""How far one department is with one subject, in the shape that heat map and duties share.

A subject (backups, sessions, retirement) counts its things and says how many are proven good; what
nobody knows is counted apart and is never good.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from secops.rules.tone import Tone


@dataclass(frozen=True, slots=True)
class OpenThing:
    """One thing of a subject that is not good yet: which, why, and whose turn it is, in words.

    `key` names it for as long as it exists (``plan:12``, ``application:simpatik``).
    """

    key: str
    name: str
    reason: str
    turn: str


@dataclass(frozen=True, slots=True)
class Stand:
    """So many of so many things proven good; the rest bad, not yet good, or unknown.

    `worst` = the code of the worst state among them, as the subject's rules name it; `as_of` = when
    the newest fact behind it was true, None where there is none.
    """

    good: int = 0
    warn: int = 0
    bad: int = 0
    unknown: int = 0
    worst: str = ""
    as_of: datetime | None = None

    @property
    def total(self) -> int:
        """How many things there are."""
        return self.good + self.warn + self.bad + self.unknown

    @property
    def tone(self) -> Tone:
        """The worst of them colours the whole; nothing at all is unknown, never good."""
        for count, tone in (
            (self.bad, Tone.BAD),
            (self.warn, Tone.WARN),
            (self.unknown, Tone.UNKNOWN),
        ):
            if count:
                return tone
        return Tone.GOOD if self.good else Tone.UNKNOWN
