"""What is said outside of one recommendation: its words, never a person, an account, a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from secops.rules.secrets import without_secrets
from secops.rules.tlp import Marking


@dataclass(frozen=True, slots=True)
class Publisher:
    """The office, as it signs what it publishes."""

    name: str
    #: An address of ours; identifiers are built on it, so it never changes.
    namespace: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """One published version."""

    number: int
    at: datetime
    summary: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One recommendation as it leaves the city."""

    code: str
    title: str
    text: str
    marking: Marking
    urgency: str
    target: str
    decision: str
    #: Where who may sees it with us.
    address: str
    revisions: tuple[Revision, ...]
    #: (what, address) of sources it names.
    references: tuple[tuple[str, str], ...] = ()
    #: May be unsaid.
    severity: str = ""
    effort: str = ""
    #: Organisations that let themselves be named.
    thanks: tuple[str, ...] = ()

    @property
    def weights(self) -> list[tuple[str, str]]:
        """(what, word) of how grave, how urgent, how much work; what was not said is left out."""
        rows = [
            ("Keparahan", self.severity),
            ("Mendesak", self.urgency),
            ("Perkiraan pekerjaan", self.effort),
        ]
        return [(what, word) for what, word in rows if word]

    @property
    def first(self) -> Revision:
        return self.revisions[0]

    @property
    def latest(self) -> Revision:
        return self.revisions[-1]


def said(text: str, most: int = 30_000) -> str:
    """The words without what looks like a secret; never empty, for the formats ask for a sign."""
    return without_secrets(text)[0].strip()[:most] or "–"


def utc(at: datetime) -> str:
    """``2026-11-27T06:40:00.000Z``: as both formats like it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
