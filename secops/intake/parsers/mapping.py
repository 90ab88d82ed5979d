"""Which column of a leak table is what: guessed from titles and shapes, corrected by people.

The guess is shown by the *shape* of each column ("18 angka", "alamat web"), never by a value, so
that no password is seen by whoever checks it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .dates import DateProblem, read_moment
from .hosts import read_address
from .logins import has_lost_digits

ROLES: Final = ("address", "login", "secret", "date", "source", "ignore")

_WORDS: Final[dict[str, str]] = {
    "address": "url|uri|host|hostname|situs|website|web|site|domain|link|tautan|laman|portal|target"
    "|alamat|alamat web|alamat situs|alamat url|target url|target domain|url login|login url"
    "|source url|nama situs|nama domain|host name|web address|site address",
    "login": "username|user|login|userid|user id|user name|nama pengguna|pengguna|id pengguna|akun"
    "|account|nip|email|e mail|surel|alamat surel|alamat email|email address|login name|identitas"
    "|user login|nama akun|account name",
    "secret": "password|pass|pwd|passwd|pasword|kata sandi|katasandi|sandi|kata kunci|secret"
    "|password plaintext|user password|kata sandi password",
    "date": "tanggal|tgl|date|waktu|timestamp|tanggal terpapar|tanggal bocor|tanggal kebocoran"
    "|tanggal kejadian|tanggal infeksi|leak date|date leaked|date compromised|exposed at"
    "|exposure date|breach date|infected time|infection date|first seen|last seen|log date",
    "source": "sumber|source|asal|jenis sumber|kategori|breach|nama kebocoran|jenis|family",
}
_BY_TITLE: Final = {title: role for role, titles in _WORDS.items() for title in titles.split("|")}
_PART: Final = (
    ("secret", ("password", "passwd", "kata sandi", "sandi", "pwd")),
    ("date", ("tanggal", "date", "waktu", "timestamp", "tgl")),
    ("login", ("username", "nama pengguna", "pengguna", "login", "email", "surel", "nip", "akun")),
    ("address", ("url", "situs", "host", "domain", "website", "alamat")),
    ("source", ("sumber", "source")),
)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"\d[\d ]{7,24}")
_HEADER_WITHIN: Final = 10


def role_of_title(title: str) -> str:
    """The role a column title tells, '' if none."""
    plain = " ".join(re.sub(r"[\W_]+", " ", title.casefold()).split())
    if role := _BY_TITLE.get(plain):
        return role
    for role, parts in _PART:
        if any(re.search(rf"\b{part}\b", plain) for part in parts):
            return role
    return ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column as shown to the person who checks: title (never of a table without a title row),
    role and shape."""

    index: int
    title: str
    role: str
    shape_id: str
    shape_en: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns of a table. `header_row` counts non-blank rows from 1; 0 = no title row."""

    columns: tuple[Column, ...]
    header_row: int

    def indexes(self, role: str) -> tuple[int, ...]:
        """All columns of a role; a row's first non-blank one counts."""
        return tuple(column.index for column in self.columns if column.role == role)

    def as_dict(self) -> dict[str, str]:
        """What is remembered per sender: title (or `#3` for the third column) -> role."""
        return {
            column.title if column.title else f"#{column.index + 1}": column.role
            for column in self.columns
        }

    def with_roles(self, roles: MappingABC[str, str]) -> Mapping:
        """The same columns with the roles a person chose; titles not named keep theirs.

        Raises ValueError for an unknown role.
        """
        if unknown := set(roles.values()) - set(ROLES):
            raise ValueError(f"unknown roles: {sorted(unknown)}")
        chosen = {title.casefold().strip(): role for title, role in roles.items()}
        return replace(
            self,
            columns=tuple(
                replace(
                    column,
                    # By number first: of columns with the same title each has its own role.
                    role=chosen.get(
                        f"#{column.index + 1}",
                        chosen.get(column.title.casefold().strip(), column.role),
                    ),
                )
                for column in self.columns
            ),
        )


def is_title(cell: str) -> bool:
    """Whether a cell is exactly a column title we know."""
    return _plain(cell) in _BY_TITLE


def find_header(rows: Sequence[Sequence[str]]) -> int:
    """Index of the row of titles among the first rows, -1 if there is none.

    A row of titles names an address, login or secret, and no cell of it is an address or a mail.
    """
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        roles = {_BY_TITLE.get(_plain(cell), "") for cell in row}
        strong = roles & {"address", "login", "secret"}
        looks_like_data = any(
            "://" in cell or _MAIL.fullmatch(cell.strip()) or _NUMBER.fullmatch(cell.strip())
            for cell in row
        )
        if len(strong) >= 2 and not looks_like_data:
            return at
    return -1


def _plain(title: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", title.casefold()).split())


def map_columns(rows: Sequence[Sequence[str]], header: int | None = None) -> Mapping:
    """The mapping guessed from a sample of rows; `header`: index of the titles where known."""
    at = find_header(rows) if header is None or not rows else header
    titles = list(rows[at]) if at >= 0 else []
    data = rows[at + 1 :]
    width = max((len(row) for row in rows[: at + 1] or data), default=0)
    width = max(width, max((len(row) for row in data), default=0) if at < 0 else width)
    values = [[row[i].strip() for row in data if i < len(row)] for i in range(width)]
    kinds = [_kind(column) for column in values]
    roles = [role_of_title(titles[i]) if i < len(titles) else "" for i in range(width)]
    for i, kind in enumerate(kinds):
        if kind == "address" and roles[i] == "login" and "address" not in roles:
            roles[i] = "address"
        if roles[i] == "secret" and kind == "date":
            roles[i] = "ignore"  # "tanggal ganti kata sandi"
        # A title that promises an address, over mail addresses: a login ("alamat").
        if roles[i] == "address" and kind in ("mail", "number"):
            roles[i] = "login"
    for i, kind in enumerate(kinds):
        if not roles[i] and kind in ("address", "date") and kind not in roles:
            roles[i] = kind
        elif not roles[i] and kind in ("mail", "number") and "login" not in roles:
            roles[i] = "login"
    if "secret" not in roles and at < 0:
        for i, kind in enumerate(kinds):
            varied = len(set(values[i])) * 2 > len(values[i])
            if not roles[i] and kind == "text" and varied:
                roles[i] = "secret"
                break
    columns = []
    for i in range(width):
        title = titles[i].strip() if i < len(titles) else ""
        role = roles[i] or "ignore"
        shape_id, shape_en = _shape(values[i], kinds[i], hidden=role == "secret")
        columns.append(Column(i, title, role, shape_id, shape_en))
    return Mapping(tuple(columns), at + 1)


def _kind(values: list[str]) -> str:
    """`address`, `mail`, `number`, `date`, `short_number`, `text` or `empty`: what most are."""
    filled = [value for value in values if value]
    if not filled:
        return "empty"
    counts: dict[str, int] = {}
    for value in filled:
        kind = _kind_of(value)
        counts[kind] = counts.get(kind, 0) + 1
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] * 2 >= len(filled) else "text"


def _kind_of(value: str) -> str:
    if _MAIL.fullmatch(value):
        return "mail"
    if _NUMBER.fullmatch(value) or has_lost_digits(value):
        return "number"
    if value.isdigit():
        return "short_number"
    try:
        if read_moment(value):
            return "date"
    except DateProblem:
        pass
    if "://" in value or (len(value) < 300 and " " not in value and read_address(value)):
        return "address"
    return "text"


def _shape(values: list[str], kind: str, *, hidden: bool) -> tuple[str, str]:
    """How the column looks, in words that hold no value."""
    lengths = sorted({len(value) for value in values if value})
    if not lengths:
        return "kosong", "empty"
    span = str(lengths[0]) if len(lengths) == 1 else f"{lengths[0]}-{lengths[-1]}"
    if hidden:
        return f"teks {span} tanda (disembunyikan)", f"text of {span} signs (hidden)"
    if kind == "number":
        digits = sorted({sum(map(str.isdigit, value)) for value in values if value})
        common = max(digits, key=lambda n: sum(sum(map(str.isdigit, v)) == n for v in values))
        return f"{common} angka", f"{common} digits"
    return {
        "address": ("alamat web", "web address"),
        "mail": ("alamat email", "mail address"),
        "date": ("tanggal", "date"),
        "short_number": (f"angka {span} tanda", f"number of {span} digits"),
    }.get(kind, (f"teks {span} tanda", f"text of {span} signs"))
