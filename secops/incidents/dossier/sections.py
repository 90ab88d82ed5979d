"""What a section of the dossier is, and the table of those who write one.

Each section is read from the facts at the moment of the export: a table of words, and files that go
along as they were kept. Higher parts add theirs in `secops/wiring.py`. Personal data is masked here
as on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from secops.incidents.models import Incident


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes along, under its name in the dossier, with the hash it was kept under."""

    name: str
    read: Callable[[], bytes]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the dossier: a heading, a table, and the files that belong to it."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""
    files: list[Attached] = field(default_factory=list)


#: (incident, at) -> a section; its family is `incident.family`.
Source = Callable[[Incident, datetime], Section]
DOSSIER_SECTIONS: list[Source] = []


def sections_of(incident: Incident, *, at: datetime) -> list[Section]:
    """Every section, in the order of the table."""
    return [source(incident, at) for source in DOSSIER_SECTIONS]
