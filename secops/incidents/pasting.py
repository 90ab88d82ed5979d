"""A pasted text as the page shows it before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from secops.house.cuts import cut_words
from secops.house.text import local
from secops.incidents.actions import NewLine
from secops.rules.pasted import Line, Unread, read_lines
from secops.rules.public_words import plain
from secops.rules.secrets import cuts_in, without_secrets

WHY: dict[Unread, str | Promise] = {
    Unread.NO_TIME: _("tidak ada waktu di awal baris"),
    Unread.NO_SUCH_DAY: _("tanggal atau jam itu tidak ada"),
    Unread.AHEAD: _("waktunya belum terjadi"),
    Unread.DAY_OR_MONTH: _("hari dan bulan dapat tertukar; tulis tanggalnya seperti 2026-11-27"),
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line whose time could not be read, with its number and why."""

    number: int
    text: str
    why: str | Promise


@dataclass(frozen=True, slots=True)
class Preview:
    """What was read, what was not, and the text as it may be kept."""

    text: str
    cut: str
    all: list[Line]
    at: datetime

    @property
    def read(self) -> list[Line]:
        """The lines with their time, in the order of the table."""
        return sorted(
            (line for line in self.all if line.at is not None), key=lambda one: str(one.at)
        )

    @property
    def unread(self) -> list[Unreadable]:
        """Every other line, by its number."""
        return [
            Unreadable(line.number, line.raw, WHY[line.why])
            for line in self.all
            if line.why is not None
        ]

    def lines(self, source: str, *, unread: bool) -> list[NewLine]:
        """The lines to keep; one without a time stands behind the line before it."""
        found: list[NewLine] = []
        place = next((line.at for line in self.all if line.at is not None), self.at)
        for line in self.all:
            place = line.at or place
            if line.at is not None or unread:
                found.append(NewLine(place, line.event, line.certainty, source, line.person))
        return found


def preview(text: str, *, at: datetime) -> Preview:
    """Read a pasted text; what looks like a secret is taken out before anything else."""
    cut = cut_words(cuts_in(plain(text)))
    clean, _cleaned = without_secrets(plain(text))
    lines = read_lines(clean, today=local(at).date(), now=at + timedelta(minutes=1))
    return Preview(clean, cut, lines, at)
