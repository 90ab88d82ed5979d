"""What a channel tells us, as plain facts: who wrote what, and what became of what we sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from secops.inbox.models import Incoming
from secops.outbox.models import Message

#: Longer than any channel's messages.
LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message that somebody wrote to us."""

    channel: Incoming.Channel
    provider_id: str
    address: str
    sent_at: datetime
    text: str = ""
    sender: str = ""
    button: str = ""
    quoted: str = ""
    media: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A channel's later word on a message of ours: it reached the phone, or it never will."""

    channel: Message.Channel
    provider_id: str
    said_at: datetime
    reached: bool
    detail: str = ""
    dead_address: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What Meta decided about one of our templates."""

    name: str
    approved: bool
    reason: str = ""


@dataclass(slots=True)
class Told:
    """Everything that one call of a channel said."""

    arrivals: list[Arrival] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    #: Addresses at which nobody wants to hear from us any more.
    closed: list[str] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)


def rows_of(found: Any, name: str) -> list[dict[str, Any]]:
    """The objects below a name; nothing where the shape is another one."""
    rows = found.get(name) if isinstance(found, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def part_of(found: Any, name: str) -> dict[str, Any]:
    """The object below a name; an empty one where the shape is another one."""
    part = found.get(name) if isinstance(found, dict) else None
    return part if isinstance(part, dict) else {}


def text_of(found: Any, name: str, longest: int = LONGEST) -> str:
    """The text below a name, without what a database cannot hold."""
    text = found.get(name) if isinstance(found, dict) else None
    return text.replace("\x00", "")[:longest] if isinstance(text, str) else ""


def moment_of(seconds: Any, *, at: datetime) -> datetime:
    """A time in seconds; the present one where it is none, or lies in the future."""
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return at
    return min(moment, at)
