"""Which columns each register has, in which words, and how their cells are read.

Source: the contract of the product ("Registers and readings"); titles of Active Directory and
LDAP exports are understood as they come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from . import cells

Parser = Callable[[str, str], object]
"""(column, text) -> value, None for blank; raises CellError."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; each may be written in other ways. Blank is None."""

    words: dict[str, str]

    def __call__(self, column: str, value: str) -> str | None:
        word = " ".join(value.casefold().split())
        if not word:
            return None
        if word in self.words:
            return self.words[word]
        known = ", ".join(dict.fromkeys(self.words.values()))
        raise cells.CellError(
            column, value.strip(), f"isi salah satu: {known}", f"write one of: {known}"
        )


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: name in the product, parser, whether its title and a value must be there.

    `aliases`: other titles; each may bring its own parser (`pwdLastSet` is a FILETIME).
    `secret`: no value of it is ever kept or shown, not even of a row that failed.
    """

    name: str
    parser: Parser = cells.text
    required: bool = False
    aliases: tuple[tuple[str, Parser | None], ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of file."""

    kind: str
    columns: tuple[ColumnSpec, ...]

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)

    def by_title(self) -> dict[str, tuple[ColumnSpec, Parser, str]]:
        """Title as compared -> column, parser, and the alias used ('' for the own name)."""
        titles: dict[str, tuple[ColumnSpec, Parser, str]] = {}
        for column in self.columns:
            titles[plain_title(column.name)] = column, column.parser, ""
            for alias, parser in column.aliases:
                titles[plain_title(alias)] = column, parser or column.parser, alias
        return titles


def plain_title(title: str) -> str:
    """Titles are compared without case, blanks, hyphens and underscores."""
    return "".join(sign for sign in title.casefold() if sign.isalnum())


def _also(*titles: str) -> tuple[tuple[str, Parser | None], ...]:
    return tuple((title, None) for title in titles)


_CRITICALITY: Final = Choice(
    {
        "high": "high", "tinggi": "high",
        "medium": "medium", "sedang": "medium", "menengah": "medium",
        "low": "low", "rendah": "low",
    }
)  # fmt: skip
_ACCOUNT_KIND: Final = Choice(
    {
        "person": "person", "perorangan": "person", "pegawai": "person",
        "service": "service", "layanan": "service", "sistem": "service",
        "shared": "shared", "bersama": "shared",
        "vendor": "vendor", "penyedia": "vendor",
    }
)  # fmt: skip

DEPARTMENTS: Final = Columns(
    "departments",
    (
        ColumnSpec("code", cells.code, True, _also("kode", "kode opd")),
        ColumnSpec("name", cells.text, True, _also("nama", "nama opd")),
        ColumnSpec("kind", cells.text, aliases=_also("jenis")),
        ColumnSpec("parent_code", cells.code, aliases=_also("kode induk", "induk")),
        ColumnSpec("head_name", aliases=_also("nama kepala")),
        ColumnSpec("head_email", cells.email, aliases=_also("surel kepala", "email kepala")),
        ColumnSpec("head_phone", cells.phone, aliases=_also("telepon kepala", "wa kepala")),
        ColumnSpec("agent_name", aliases=_also("nama agen")),
        ColumnSpec("agent_email", cells.email, aliases=_also("surel agen", "email agen")),
        ColumnSpec("agent_phone", cells.phone, aliases=_also("telepon agen", "wa agen")),
    ),
)

APPLICATIONS: Final = Columns(
    "applications",
    (
        ColumnSpec("code", cells.code, True, _also("kode", "kode aplikasi")),
        ColumnSpec("name", cells.text, True, _also("nama", "nama aplikasi")),
        ColumnSpec("owner_code", cells.code, True, _also("kode pemilik", "kode opd")),
        ColumnSpec("url", cells.url, aliases=_also("alamat", "alamat web")),
        ColumnSpec("other_hosts", cells.host_list, aliases=_also("alamat lain")),
        ColumnSpec("criticality", _CRITICALITY, aliases=_also("tingkat kepentingan")),
        ColumnSpec("personal_data", cells.yes_no, aliases=_also("data pribadi")),
        ColumnSpec("iiv", cells.yes_no),
        ColumnSpec("status", cells.code),
        ColumnSpec("idle_timeout_minutes", cells.integer),
        ColumnSpec("absolute_timeout_hours", cells.integer),
        ColumnSpec("kills_sessions_on_password_change", cells.yes_no_unknown),
        ColumnSpec("reports_sessions", cells.yes_no),
        ColumnSpec("reads_passwords", cells.yes_no),
        ColumnSpec("carries_mail_for", cells.word_list),
        ColumnSpec("public_users", cells.yes_no, aliases=_also("pengguna umum")),
        ColumnSpec("vendor", aliases=_also("penyedia")),
        ColumnSpec("stack", aliases=_also("teknologi", "framework")),
        ColumnSpec(
            "last_deployed_on", cells.day, aliases=_also("terakhir diperbarui", "last deploy")
        ),
        ColumnSpec("last_used_on", cells.day, aliases=_also("terakhir dipakai", "last use")),
    ),
)

_AD_TIME: Final = (("pwdLastSet", cells.filetime), ("pwdChangedTime", cells.generalized_time))
_AD_LOGON: Final = (("lastLogonTimestamp", cells.filetime), ("lastLogon", cells.filetime))
_LOGIN_NAMES: Final = _also("sAMAccountName", "uid", "nama pengguna", "user name")
_APPLICATION_NAMES: Final = _also("application", "kode aplikasi", "aplikasi")

ACCOUNTS: Final = Columns(
    "accounts",
    (
        ColumnSpec("application_code", cells.code, True, _APPLICATION_NAMES),
        ColumnSpec("username", cells.login, True, _LOGIN_NAMES),
        ColumnSpec("previous_username", cells.login, aliases=_also("nama pengguna lama")),
        ColumnSpec("external_id", cells.text, aliases=_also("objectGUID", "entryUUID")),
        ColumnSpec("holder_name", aliases=_also("nama pemegang", "displayName", "cn")),
        ColumnSpec("holder_nip", cells.nip, aliases=_also("nip")),
        ColumnSpec("holder_email", cells.email, aliases=_also("mail", "surel", "email")),
        ColumnSpec("holder_phone", cells.phone, aliases=_also("telepon", "mobile")),
        ColumnSpec("department_code", cells.code, aliases=_also("kode opd")),
        ColumnSpec("kind", _ACCOUNT_KIND, aliases=_also("jenis")),
        ColumnSpec("owner_name", aliases=_also("nama penanggung jawab")),
        ColumnSpec("owner_email", cells.email),
        ColumnSpec("owner_phone", cells.phone),
        ColumnSpec("privileged", cells.yes_no, aliases=_also("istimewa")),
        ColumnSpec("password_changed_at", cells.moment, aliases=_AD_TIME),
        ColumnSpec("last_login_at", cells.moment, aliases=_AD_LOGON),
    ),
)

READINGS: Final = Columns(
    "readings",
    (
        ColumnSpec("application_code", cells.code, True, _APPLICATION_NAMES),
        ColumnSpec("username", cells.login, True, _LOGIN_NAMES),
        ColumnSpec("previous_username", cells.login, aliases=_also("nama pengguna lama")),
        ColumnSpec("external_id", cells.text, aliases=_also("objectGUID", "entryUUID")),
        ColumnSpec("read_at", cells.moment, aliases=_also("dibaca pada")),
        ColumnSpec("password_changed_at", cells.moment, aliases=_AD_TIME),
        ColumnSpec("username_changed_at", cells.moment),
        ColumnSpec("sessions_revoked_at", cells.moment),
        ColumnSpec("disabled_at", cells.moment),
        ColumnSpec("open_sessions", cells.integer),
        ColumnSpec("last_login_at", cells.moment, aliases=_AD_LOGON),
    ),
)

SESSIONS: Final = Columns(
    "sessions",
    (
        ColumnSpec("application_code", cells.code, True, _APPLICATION_NAMES),
        ColumnSpec("username", cells.login, True, _LOGIN_NAMES),
        ColumnSpec(
            "session_id", cells.opaque, aliases=_also("session_key", "id sesi"), secret=True
        ),
        ColumnSpec("started_at", cells.moment, aliases=_also("mulai", "masuk pada", "created_at")),
        ColumnSpec("last_seen_at", cells.moment, aliases=_also("last_activity", "terakhir aktif")),
        ColumnSpec("open_sessions", cells.integer, aliases=_also("sesi terbuka")),
        ColumnSpec("oldest_started_at", cells.moment, aliases=_also("sesi tertua mulai")),
        ColumnSpec("read_at", cells.moment, aliases=_also("dibaca pada")),
        # Known so that nobody is asked what they are; dropped as they are read.
        ColumnSpec("ip_address", cells.dropped, aliases=_also("ip", "alamat ip"), secret=True),
        ColumnSpec("device", cells.dropped, aliases=_also("user_agent", "perangkat"), secret=True),
    ),
)
