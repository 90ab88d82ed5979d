"""What a ready task is: its words in both languages, its owner, its term, its checklist."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secops.rules.incident import Phase


class IncidentClass(StrEnum):
    """The classes for which tasks are ready."""

    CREDENTIAL_LEAK = "credential_leak"
    DEFACEMENT = "defacement"
    GAMBLING_CONTENT = "gambling_content"
    RANSOMWARE = "ransomware"
    DATA_LEAK = "data_leak"
    PHISHING = "phishing"
    LOST_DEVICE = "lost_device"


class OwnerRole(StrEnum):
    """Who usually does it; the last three in the department of the application that is hit."""

    OFFICER = "officer"
    LEAD = "lead"
    AGENT = "agent"
    APPLICATION_ADMINISTRATOR = "application_administrator"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Words:
    """The same in Indonesian and English."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a checklist; each is ticked with a file, a link or a note."""

    words: Words
    required: bool = True


@dataclass(frozen=True, slots=True)
class ReadyTask:
    """One ready task; `key` is its identity on an incident, `ready` words to be sent on.

    `person` is the key of somebody the office chose; `owner` stands in where he holds nothing.
    """

    key: str
    phase: Phase
    owner: OwnerRole
    hours: int
    title: Words
    points: tuple[Point, ...]
    required: bool = True
    ready: Words | None = None
    person: int | None = None


def point(in_id: str, in_en: str) -> Point:
    """A point that must be done."""
    return Point(Words(in_id, in_en))


def may(in_id: str, in_en: str) -> Point:
    """A point that does not keep the task open."""
    return Point(Words(in_id, in_en), required=False)
