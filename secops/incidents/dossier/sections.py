"""What a section of the dossier is, and the table of those who write one.

Each section is read from the facts at the moment of the export: a table of words, and files that go
along as they were kept. Higher parts add theirs in `secops/wiring.py`. Personal data is masked here
as on every page, also where somebody typed it into a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings

from secops.house.text import masked_email, masked_nip
from secops.incidents.models import Incident
from secops.rules.tlp import ORDER, PRINTED, Marking

#: A NIP or NIK that stands alone; a hash has letters around its digits.
_NUMBER = re.compile(r"(?<![\w.])\d{16}(?:\d{2})?(?![\w.]*\w)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


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
    #: The TLP markings of what is copied into it.
    markings: frozenset[Marking] = frozenset()


#: (incident, at) -> a section; its family is `incident.family`.
Source = Callable[[Incident, datetime], Section]
DOSSIER_SECTIONS: list[Source] = []


def sections_of(incident: Incident, *, at: datetime) -> list[Section]:
    """Every section, in the order of the table, with what people typed of persons masked."""
    found = [source(incident, at) for source in DOSSIER_SECTIONS]
    return [
        replace(one, rows=[tuple(map(without_persons, row)) for row in one.rows]) for one in found
    ]


def marking_of(sections: Iterable[Section]) -> str:
    """The most restricted TLP marking of what the dossier copies; empty where nothing has one."""
    found = {one for section in sections for one in section.markings}
    return PRINTED[max(found, key=ORDER.index)] if found else ""


def without_persons(words: str) -> str:
    """The words with numbers of persons and mail addresses masked; the office's own stay."""
    words = _NUMBER.sub(lambda found: masked_nip(found[0]), words)
    return _MAIL.sub(
        lambda found: found[0] if found[0] in settings.OFFICE_CONTACT else masked_email(found[0]),
        words,
    )
