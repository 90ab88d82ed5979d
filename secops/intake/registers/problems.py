"""What is wrong with a row of a register or readings file, in words a clerk can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language

# code -> (Indonesian, English); `{}` is the detail that the check hands over.
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "unknown_department": (
        "OPD dengan kode ini belum terdaftar; impor daftar OPD lebih dahulu atau betulkan kodenya",
        "no department with this code is registered; import the departments first or mend the code",
    ),
    "unknown_parent": (
        "OPD induk dengan kode ini tidak ada di berkas maupun di daftar",
        "no parent department with this code stands in the file or the register",
    ),
    "own_parent": (
        "OPD tidak dapat menjadi induk dirinya sendiri",
        "a department cannot be its own parent",
    ),
    "unknown_application": (
        "aplikasi dengan kode ini belum terdaftar; impor daftar aplikasi lebih dahulu atau "
        "betulkan kodenya",
        "no application with this code is registered; import the applications first or mend the "
        "code",
    ),
    "foreign_application": (
        "aplikasi ini bukan milik OPD Anda, jadi barisnya tidak dibaca",
        "this application is not your department's, so the row was not taken",
    ),
    "twice": (
        "sudah ada di baris {}; sisakan satu baris untuk tiap kode atau akun",
        "already stands in row {}; keep one row for each code or account",
    ),
    "username_taken": (
        "nama pengguna ini sudah dipakai akun lain di aplikasi yang sama",
        "this username already belongs to another account of the same application",
    ),
    "two_accounts": (
        "nama lama dan nama baru sudah tercatat sebagai dua akun; gabungkan lewat admin kantor",
        "the old and the new name are already two accounts; have the office merge them",
    ),
    "other_external_id": (
        "akun ini tercatat dengan external_id lain ({}); periksa barisnya",
        "this account is registered under another external_id ({}); check the row",
    ),
    "too_long": ("paling panjang {} tanda", "at most {} signs long"),
    "control_signs": (
        "berisi tanda yang tidak dapat dicetak; ketik ulang sel ini",
        "holds signs that cannot be printed; type this cell again",
    ),
    "host_taken": (
        "alamat ini sudah milik aplikasi {}; hapus dari baris ini atau betulkan",
        "this address already belongs to the application {}; take it out of this row or mend it",
    ),
    "unknown_status": (
        "isi salah satu: active, dormant, retired",
        "write one of: active, dormant, retired",
    ),
    "archived_here": (
        "aplikasi ini sudah diarsipkan lewat penghentian; kosongkan kolom ini, atau daftarkan "
        "yang baru dengan kode lain",
        "this application was archived by its retirement; leave this column empty, or register "
        "the new one under another code",
    ),
    "second_office": (
        "kantor pengelola sudah ditetapkan: {}; hanya boleh satu",
        "the office that runs the desk is already {}; there can be only one",
    ),
    "protected_contact": (
        "orang ini dapat masuk ke sistem ini, jadi kontaknya tidak diubah lewat impor; "
        "admin kantor mengubahnya di halaman Orang",
        "this person signs in here, so an import does not change his contacts; "
        "the office administrator does, on the page of the person",
    ),
    "address_of_user": (
        "alamat ini milik orang lain yang dapat masuk ke sistem ini",
        "this address belongs to another person who signs in here",
    ),
    "protected_position": (
        "orang ini dapat masuk ke sistem ini, jadi jabatannya tidak diberikan lewat impor; "
        "admin kantor menetapkannya di halaman Jabatan",
        "this person signs in here, so an import does not give him a position; "
        "the office administrator does, on the page Positions",
    ),
    "not_yet": (
        "tanggal ini belum terjadi; periksa tahun dan susunan hari/bulan/tahun",
        "this date has not come yet; check the year and the order day/month/year",
    ),
    "from_the_future": (
        "waktu baca ini belum terjadi; periksa jam sistem asalnya",
        "this reading time has not come yet; check the clock of its source",
    ),
    "later_than_read": (
        "lebih baru daripada waktu bacanya (read_at); salah satu keliru",
        "later than its reading time (read_at); one of the two is wrong",
    ),
    "no_session": (
        "isi started_at untuk satu baris per sesi login, atau open_sessions untuk satu baris per "
        "akun",
        "write started_at for one row a session, or open_sessions for one row an account",
    ),
    "nothing_said": (
        "baris ini tidak memuat satu pun data tentang akun",
        "this row says nothing about the account",
    ),
}


def speaks_english() -> bool:
    """Whether the reader of the moment reads English; everybody else reads Indonesian."""
    return (get_language() or "id").startswith("en")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a row from being taken."""

    row: int
    column: str
    value: str
    problem_id: str
    problem_en: str

    @property
    def problem(self) -> str:
        """The sentence in the reader's language."""
        return self.problem_en if speaks_english() else self.problem_id

    def as_json(self) -> dict[str, object]:
        """The shape of CONTRACT: row, column, value, problem."""
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "problem": self.problem,
        }


def in_my_words(pair: str | Sequence[str]) -> str:
    """A sentence kept as [Indonesian, English] in the language of its reader."""
    if isinstance(pair, str):
        return pair
    return pair[1] if speaks_english() else pair[0]


def problem_of(row: int, column: str, value: str, code: str, detail: str = "") -> Problem:
    """The problem `code` at a cell; `detail` fills the gap of its sentence."""
    sentence_id, sentence_en = SENTENCES[code]
    shown = value if len(value) <= 100 else value[:99] + "…"
    return Problem(row, column, shown, sentence_id.format(detail), sentence_en.format(detail))
