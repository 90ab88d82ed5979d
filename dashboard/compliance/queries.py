"""The heat map: departments by subjects, who needs help first on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Department
from secops.compliance.duties.words import word
from secops.compliance.rotations.words import TONES
from secops.compliance.stands.queries import Stands, stands_by_department
from secops.compliance.stands.subjects import Address, Subject
from secops.house.text import angka
from secops.rules.help_needed import STANDS, Help, help_needed, label_of, urgency
from secops.rules.stand import Stand
from secops.rules.tone import Tone


@dataclass(frozen=True, slots=True)
class Cell:
    """One department with one subject."""

    subject: Subject
    stand: Stand | None
    url: str

    @property
    def tone(self) -> Tone:
        """Nothing asked is calm, and says so."""
        return Tone.CALM if self.stand is None else self.stand.tone

    @property
    def look(self) -> tuple[str, str, str]:
        """Tone, symbol and word, as `pill` takes them."""
        found = STANDS[Tone.CALM] if self.stand is None else label_of(self.stand)
        return TONES[found.tone], found.symbol, word(found)

    @property
    def number(self) -> str:
        """``28/31``; empty where there is nothing to count."""
        if self.stand is None or not self.stand.total:
            return ""
        return f"{angka(self.stand.good)}/{angka(self.stand.total)}"

    @property
    def spoken(self) -> str:
        """``28 dari 31, perlu dibantu``: for who does not see it, and for the export."""
        said = self.look[2]
        if self.stand is None or not self.stand.total:
            return said
        counted = _("%(n)s dari %(all)s") % {
            "n": angka(self.stand.good),
            "all": angka(self.stand.total),
        }
        return f"{counted}, {said[:1].lower()}{said[1:]}"


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One department with all its cells. These are made when they are shown: a page shows a
    hundred rows of many, and all of them are put in order."""

    department: Department
    stands: Stands
    subjects: Sequence[Subject]
    links: dict[str, Address]
    help: Help

    @property
    def cells(self) -> dict[str, Cell]:
        """Subject's key -> cell, in the order of the subjects."""
        return _cells(self.department, self.stands, self.subjects, self.links)

    @property
    def pk(self) -> int:
        return self.department.pk

    @property
    def name(self) -> str:
        return self.department.name

    @property
    def sort_name(self) -> str:
        return self.department.sort_name

    @property
    def url(self) -> str:
        return reverse("department", args=[self.department.code])

    @property
    def as_of(self) -> datetime | None:
        """The newest fact behind any of its cells."""
        times = (stand.as_of for stand in self.stands.values())
        return max((one for one in times if one is not None), default=None)

    @property
    def worst(self) -> Cell | None:
        """The cell that needs help most; None where nothing is asked."""
        asked = [cell for cell in self.cells.values() if cell.stand is not None]
        return min(asked, key=lambda cell: urgency(cell.stand or Stand()), default=None)

    def has(self, look: str, subject: str) -> bool:
        """Whether anything (the subject, where one is named) is asked of it and looks like that."""
        if not look:
            return not subject or subject in self.stands
        found = [stand for key, stand in self.stands.items() if subject in ("", key)]
        return any(stand.tone == look for stand in found)


def heat_rows(
    departments: Iterable[Department],
    *,
    look: str = "",
    subject: str = "",
    linked: bool = True,
    at: datetime,
) -> tuple[list[HeatRow], tuple[Subject, ...]]:
    """Read the rows in the order of help needed, then by name; the same queries for any number.

    `linked`: the reader may open what is behind a number.
    """
    found = list(departments)
    stands, subjects = stands_by_department(None, at=at)
    links = links_of(subjects, linked=linked)
    nothing = silent(subjects)
    nothing_needs = help_needed(nothing.values())
    rows = []
    for one in found:
        known = stands.get(one.pk)
        need = help_needed(known.values()) if known else nothing_needs
        rows.append(HeatRow(one, known or nothing, subjects, links, need))
    shown = [row for row in rows if row.has(look, subject)]
    return sorted(shown, key=needs_first), subjects


def needs_first(row: HeatRow) -> tuple[int, int, int, int, str, int]:
    """The order of the page: who needs most help first, among equals by name."""
    need = row.help
    return (-need.subjects, -need.things, -need.unknown, -need.working, row.sort_name, row.pk)


def silent(subjects: Sequence[Subject]) -> Stands:
    """How a department stands of which no subject says anything."""
    return {subject.key: Stand() for subject in subjects if subject.silent}


def nowhere(code: str) -> str:
    """For a reader of summaries, who opens nothing."""
    return ""


def cells_of(
    department: Department, stands: Stands, subjects: Sequence[Subject], *, linked: bool
) -> dict[str, Cell]:
    """The cells of one department, in the order of the subjects."""
    return _cells(department, stands, subjects, links_of(subjects, linked=linked))


def links_of(subjects: Sequence[Subject], *, linked: bool) -> dict[str, Address]:
    """Where the numbers of each subject lead; what the links need is read here, once."""
    return {one.key: one.links() if linked else nowhere for one in subjects}


def _cells(
    department: Department,
    stands: Stands,
    subjects: Sequence[Subject],
    links: dict[str, Address],
) -> dict[str, Cell]:
    cells = {}
    for subject in subjects:
        stand = stands.get(subject.key)
        url = links[subject.key](department.code) if stand and stand.total else ""
        cells[subject.key] = Cell(subject, stand, url)
    return cells
