"""The agent's sheet: accounts out as XLSX, filled in, and in again.

Each row carries a hidden version: of what stood in its cells when it left. Only a cell that was
edited says something; where the product has meanwhile learnt something newer, the row is refused
and the newer value is shown.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import Contact, Department, Person
from secops.compliance.rotations.holders import present_holder
from secops.compliance.rotations.models import Answer, Rotation
from secops.compliance.rotations.words import look_of_row, say_turn
from secops.house.text import wib
from secops.intake.tabular.cells import CellError, day, email, nip, phone, text
from secops.intake.tabular.columns import Choice, Columns, ColumnSpec, Parser
from secops.outbox.contacts import ways_to
from secops.rules.rotation import TroubleReason

#: So many rows go into one sheet.
ROWS: Final = 10_000
#: How a contact is taken away; an empty cell leaves it as it is.
REMOVED: Final = "-"

#: Word of the drop-down -> deed, whether the username too, trouble.
KNOWN: Final[dict[str, tuple[str, bool, TroubleReason | None]]] = {
    "Sudah mengganti kata sandi": ("done", False, None),
    "Sudah mengganti kata sandi dan nama pengguna": ("done", True, None),
    "Pindah ke OPD lain": ("moved", False, None),
    "Pensiun atau keluar": ("left", False, None),
    "Akun bersama": ("shared", False, None),
    "Tidak dikenal": ("unknown", False, None),
    "Tidak bisa masuk": ("trouble", False, TroubleReason.CANNOT_LOG_IN),
    "Ada kendala lain": ("trouble", False, TroubleReason.OTHER),
    "Belum mengganti": ("not_yet", False, None),
    "Sedang cuti": ("leave", False, None),
}
HEARD: Final = {
    "Tatap muka": Answer.Channel.DESK,
    "Telepon": Answer.Channel.PHONE,
    "Pesan": Answer.Channel.CHAT,
    "Surat": Answer.Channel.LETTER,
}


def _mail(column: str, value: str) -> str | None:
    return REMOVED if value.strip() == REMOVED else email(column, value)


def _phone(column: str, value: str) -> str | None:
    return REMOVED if value.strip() == REMOVED else phone(column, value)


def _department(column: str, value: str) -> str | None:
    """The code before the dash of ``DINSOS – Dinas Sosial``."""
    return value.split("–")[0].strip() or None


def _version(column: str, value: str) -> Version | None:
    parts = value.strip().split(".")
    if len(parts) != 5 or not parts[0].isascii() or not parts[0].isdigit():
        raise CellError(
            column,
            value,
            "sel ini berubah; unduh lembarnya lagi dan jangan ubah kolom versi",
            "this cell was changed; download the sheet again and leave the column versi alone",
        )
    return Version(int(parts[0]), *parts[1:])


def _any(column: str, value: str) -> str | None:
    """What is only there to be read."""
    return value.strip() or None


def _column(name: str, parser: Parser, *aliases: str) -> ColumnSpec:
    """A column and the other titles, of both languages, under which it is known."""
    return ColumnSpec(name, parser, aliases=tuple((alias, None) for alias in aliases))


SHEET: Final = Columns(
    "desk",
    (
        _column("OPD", _any, "department"),
        _column("Aplikasi", _any, "application"),
        _column("Akun", _any, "account", "nama pengguna", "username"),
        _column("Pemegang", text, "holder", "nama pemegang", "nama"),
        _column("NIP", nip),
        _column("Batas waktu", _any, "due time"),
        _column("Keadaan", _any, "state"),
        _column("Giliran", _any, "turn"),
        _column("Email", _mail, "e-mail", "surel", "mail"),
        _column("WhatsApp", _phone, "WA", "telepon", "phone"),
        _column("Keterangan", Choice({word.casefold(): word for word in KNOWN}), "remark"),
        _column("OPD tujuan", _department, "to department"),
        _column("Cuti sampai", day, "on leave until"),
        _column("Tahu lewat", Choice({word.casefold(): word for word in HEARD}), "heard by"),
        _column("Siapa yang mengatakan", text, "who said so"),
        _column("Catatan", text, "note"),
        ColumnSpec("versi", _version, required=True, aliases=(("version", None),)),
    ),
)
#: What the agent fills in; the rest is locked.
OPEN: Final = frozenset(
    {"Email", "WhatsApp", "Keterangan", "OPD tujuan", "Cuti sampai", "Tahu lewat",
     "Siapa yang mengatakan", "Catatan"}
)  # fmt: skip
_WIDTHS: Final = {"Akun": 24, "Pemegang": 26, "NIP": 20, "Email": 30, "WhatsApp": 18,
                  "Keterangan": 34, "OPD tujuan": 30, "Catatan": 30}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """Which account a row is, and what stood in its cells when it left."""

    rotation_id: int
    holder: str
    mail: str
    whatsapp: str
    standing: str


@dataclass(frozen=True, slots=True)
class Line:
    """One account as a row of the sheet, and as it is compared with one."""

    rotation: Rotation
    person: Person | None
    mail: Contact | None
    whatsapp: Contact | None

    @property
    def holder(self) -> str:
        return self.person.name if self.person else ""

    @property
    def address(self) -> str:
        return self.mail.address if self.mail else ""

    @property
    def number(self) -> str:
        return self.whatsapp.address if self.whatsapp else ""

    @property
    def standing(self) -> str:
        """What was known of the account, as far as a remark in the sheet may contradict it."""
        row = self.rotation
        said = row.answered_at.isoformat() if row.answered_at else ""
        asked, leave = row.closing_asked_at, row.on_leave_until
        return f"{row.state}|{row.answer}|{said}|{row.department_id}|{asked}|{leave}"

    @property
    def version(self) -> str:
        cells = ("holder", self.holder), ("mail", self.address), ("whatsapp", self.number)
        parts = [sealed(self.rotation.pk, name, value) for name, value in cells]
        parts.append(sealed(self.rotation.pk, "standing", self.standing))
        return ".".join([str(self.rotation.pk), *parts])


def standing_words(row: Rotation) -> str:
    """``Sudah diberi tahu, cuti sampai Senin, 7 Desember 2026``"""
    words = [look_of_row(row)[2]]
    if row.on_leave_until:
        words.append(_("cuti sampai %(day)s") % {"day": wib(row.on_leave_until)})
    return ", ".join(words)


def sealed(rotation_id: int, name: str, value: str) -> str:
    """A short keyed hash of a cell: the sheet gives nothing away that is not in its cells."""
    return salted_hmac(f"desk-sheet:{name}", f"{rotation_id}:{value.lower()}").hexdigest()[:12]


def lines_of(rotations: Sequence[Rotation]) -> list[Line]:
    """The rows with people and addresses: one query more, whatever their number."""
    people = [present_holder(row.account) for row in rotations]
    ways = ways_to({person.pk for person in people if person is not None})
    lines = []
    for row, person in zip(rotations, people, strict=True):
        way = ways.get(person.pk) if person else None
        lines.append(Line(row, person, way.mail if way else None, way.whatsapp if way else None))
    return lines


def write_sheet(lines: Sequence[Line], departments: Sequence[Department]) -> bytes:
    """The workbook: drop-downs, locked cells where nothing is filled in, the version hidden."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Akun")
    lists = book.add_worksheet("OPD")
    bold = book.add_format({"bold": True})
    text_cell = book.add_format({"num_format": "@"})
    free = book.add_format({"num_format": "@", "locked": False, "bg_color": "#FFF8E1"})
    names = [column.name for column in SHEET.columns]
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, bold)
        sheet.set_column(place, place, _WIDTHS.get(name, 16), None,
                         {"hidden": True} if name == "versi" else {})  # fmt: skip
    for number, line in enumerate(lines, start=1):
        nameless = line.person is None
        for place, (name, value) in enumerate(zip(names, _cells(line), strict=True)):
            opened = name in OPEN or (nameless and name in ("Pemegang", "NIP"))
            sheet.write_string(number, place, value, free if opened else text_cell)
    last = max(1, len(lines))
    for number, one in enumerate(departments):
        lists.write_string(number, 0, f"{one.code} – {one.name}")
    lists.hide()
    choices: dict[str, Any] = {"Keterangan": list(KNOWN), "Tahu lewat": list(HEARD)}
    if departments:
        choices["OPD tujuan"] = f"=OPD!$A$1:$A${len(departments)}"
    for name, source in choices.items():
        place = names.index(name)
        rule = {
            "validate": "list",
            "source": source,
            "error_title": _("Pilih dari daftar"),
            "error_message": _("Pilih salah satu dari daftar, atau kosongkan."),
        }
        sheet.data_validation(1, place, last, place, rule)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, last, len(names) - 1)
    sheet.protect("", {"autofilter": True, "sort": True, "format_columns": True})
    book.close()
    return out.getvalue()


def _cells(line: Line) -> list[str]:
    row = line.rotation
    return [
        str(row.department or ""),
        row.application.name,
        row.account.username,
        line.holder,
        "",
        wib(row.due_at),
        standing_words(row),
        say_turn(row.turn),
        line.address,
        line.number,
        "",
        "",
        "",
        "",
        "",
        "",
        line.version,
    ]
