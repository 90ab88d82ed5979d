"""What a kind of document is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from secops.documents.blocks import Body
from secops.rules.document import TEXT_SIGNS, Nature
from secops.rules.public_words import trimmed


class FieldRefused(Exception):
    """A field cannot be taken; `name` says which, str() how to mend it."""

    def __init__(self, name: str, words: str) -> None:
        """Keep the name beside the words."""
        super().__init__(words)
        self.name = name


class Style(StrEnum):
    """How the first page looks."""

    LETTER = "letter"  # number, nature, subject at the left; addressees
    HEADED = "headed"  # a title in the middle: circular, press release, report
    MINUTES = "minutes"  # a title in the middle, parties sign side by side


class Input(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a kind asks for. Rows are lists of cells in the order of `columns`."""

    name: str
    label: str | Promise
    input: Input = Input.LINE
    required: bool = True
    help: str | Promise = ""
    columns: tuple[str | Promise, ...] = ()

    def clean(self, value: Any) -> Any:
        """The value as it is kept: text, ISO time, or rows of text. FieldRefused with words."""
        if self.input is Input.ROWS:
            kept: Any = [self._row(row) for row in value or ()]
        elif isinstance(value, datetime | date):
            kept = value.isoformat()
        else:
            kept = trimmed(str(value if value is not None else ""))
            if len(kept) > TEXT_SIGNS:
                raise FieldRefused(self.name, _("Terlalu panjang untuk sebuah surat."))
            if kept and self.input in (Input.DAY, Input.MOMENT):
                kept = self._time(kept)
        if self.required and not kept:
            raise FieldRefused(self.name, _("Isi bagian ini: %(label)s.") % {"label": self.label})
        return kept

    def _row(self, row: Sequence[Any] | Mapping[str, Any]) -> list[str]:
        cells = list(row.values()) if isinstance(row, Mapping) else list(row)
        if len(cells) > len(self.columns):
            raise FieldRefused(
                self.name,
                _("Satu baris memiliki lebih dari %(n)s kolom: %(row)s")
                % {"n": len(self.columns), "row": " | ".join(map(str, cells))[:120]},
            )
        texts = [trimmed("" if cell is None else str(cell)) for cell in cells]
        return texts + [""] * (len(self.columns) - len(texts))

    def _time(self, text: str) -> str:
        parse = datetime.fromisoformat if self.input is Input.MOMENT else date.fromisoformat
        try:
            return parse(text).isoformat()
        except ValueError:
            raise FieldRefused(self.name, _("Waktu ini tidak terbaca.")) from None


@dataclass(frozen=True, slots=True)
class Given:
    """What a composer works with: the subject and the fields, times read again."""

    subject: str
    fields: Mapping[str, Any]
    #: The date the document bears; None in a draft's preview.
    dated: date | None = None
    #: Who signs, as the document says.
    signatory: tuple[str, str, str] = ("", "", "")

    def text(self, name: str) -> str:
        """A line or a text; empty where nothing was filled in."""
        return str(self.fields.get(name) or "")

    def rows(self, name: str) -> list[list[str]]:
        """The rows of a table."""
        return list(self.fields.get(name) or [])

    def lines(self, name: str) -> list[str]:
        """A text, one item a line."""
        return [line.strip() for line in self.text(name).splitlines() if line.strip()]

    def moment(self, name: str) -> datetime | None:
        """A moment."""
        return datetime.fromisoformat(self.text(name)) if self.text(name) else None

    def day(self, name: str) -> date | None:
        """A day."""
        return date.fromisoformat(self.text(name)[:10]) if self.text(name) else None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: what it is called, what it asks for, how its body is put together.

    The paper speaks Indonesian alone; only what stands on screens is translated.
    """

    title: str | Promise
    compose: Callable[[Given], Body]
    style: Style = Style.LETTER
    #: In the middle of the first page, for `HEADED` and `MINUTES`.
    heading: str = ""
    fields: tuple[Field, ...] = ()
    nature: Nature = Nature.ORDINARY
    #: Where it belongs in the classification of Permendagri 83/2022; empty: the office's setting.
    classification: str = ""
    #: Proposed, and free to be changed.
    subject: str = ""
    addressees: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    #: Somebody else than who wrote it approves.
    second_person: bool = True
    #: May be begun from the list of documents; others begin where their facts are.
    by_hand: bool = True
    about: str | Promise = ""

    def clean(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The fields as they are kept. FieldRefused for what is missing or cannot be read."""
        unknown = given.keys() - {one.name for one in self.fields}
        assert not unknown, f"this kind asks for no {', '.join(sorted(unknown))}"
        return {one.name: one.clean(given.get(one.name)) for one in self.fields}
