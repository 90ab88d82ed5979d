"""How numbers, times and personal data read, in both languages; plain functions, no templates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import get_language, gettext

WIB = ZoneInfo("Asia/Jakarta")
#: What stands where nothing is known; never a zero, never blank.
DOT = "•"
#: A NIP has 18 digits; a login of so many or a few less may be one that lost some.
NIP_LIKE = 16


def english() -> bool:
    """Whether the reader reads English; everything else is Indonesian."""
    return (get_language() or "id").startswith("en")


def angka(value: object, digits: int | None = None) -> str:
    """``1.234.567`` (id) or ``1,234,567`` (en); a dash with words for what is not known."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    places = digits if digits is not None else (0 if isinstance(value, int) else 1)
    plain = f"{value:,.{places}f}"
    return plain if english() else plain.translate(str.maketrans(",.", ".,"))


def short_angka(value: float) -> str:
    """``12,4 rb`` for the axes of charts only; tables and sentences carry the whole number."""
    for size, id_unit, en_unit in ((1_000_000, " jt", "M"), (1_000, " rb", "k")):
        if abs(value) >= size:
            rounded = round(value / size, 1)
            digits = 0 if rounded == int(rounded) else 1
            return angka(float(rounded), digits) + (en_unit if english() else id_unit)
    return angka(int(value))


def percent(part: float | None, whole: float | None) -> int | None:
    """Whole percent, rounded down so that 100 % means all of them; None where nothing is known."""
    if part is None or not whole:
        return None
    return int(100 * part // whole)


def local(moment: datetime) -> datetime:
    """The moment on the clock of the office; a naive one is taken as already on it."""
    return moment.replace(tzinfo=WIB) if moment.tzinfo is None else moment.astimezone(WIB)


def wib(moment: datetime | date | None) -> str:
    """``Minggu, 22 November 2026, 14.05 WIB``; a bare date without its time."""
    if moment is None:
        return gettext("belum ada data")
    if not isinstance(moment, datetime):
        return dateformat.format(moment, "l, j F Y")
    moment = local(moment)
    clock = "H:i" if english() else "H.i"
    return f"{dateformat.format(moment, 'l, j F Y')}, {dateformat.format(moment, clock)} WIB"


def wib_short(moment: datetime | date | None) -> str:
    """``22 Nov 2026, 14.05`` for tables, whose heading or subtitle says WIB."""
    if moment is None:
        return "–"
    if not isinstance(moment, datetime):
        return dateformat.format(moment, "j M Y")
    moment = local(moment)
    clock = "H:i" if english() else "H.i"
    return f"{dateformat.format(moment, 'j M Y')}, {dateformat.format(moment, clock)}"


def wib_day(moment: datetime | None) -> str:
    """``22 Nov 2026`` of a moment whose time of day is not known."""
    return "–" if moment is None else dateformat.format(local(moment), "j M Y")


def wib_clock(moment: datetime | None) -> str:
    """``14.05 WIB``."""
    if moment is None:
        return "–"
    return dateformat.format(local(moment), "H:i" if english() else "H.i") + " WIB"


def iso(moment: datetime | date | None) -> str:
    """For the ``datetime`` attribute of ``<time>``: UTC, whole seconds."""
    if moment is None:
        return ""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return local(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def about_seconds(seconds: float | None) -> str:
    """``± 40 detik``, ``± 3 menit``; empty while there is nothing to guess from."""
    if seconds is None:
        return ""
    if seconds < 90:
        return gettext("± %(n)s detik") % {"n": angka(max(1, round(seconds)))}
    return gettext("± %(n)s menit") % {"n": angka(round(seconds / 60))}


def masked_nip(nip: str | None) -> str:
    """``1880**************``: enough to recognise one's own, too little to use."""
    nip = (nip or "").strip()
    return nip[:4] + "*" * max(0, len(nip) - 4) if len(nip) > 4 else "*" * len(nip)


def shown_login(username: str, *, whole: bool = False) -> str:
    """A login as pages and the trail show it: what may be a NIP stays masked unless asked for."""
    before, at, domain = username.partition("@")
    plain = before.replace(" ", "")
    if not whole and len(plain) >= NIP_LIKE and plain.isdigit():
        return f"{masked_nip(plain)}{at}{domain}"
    return username


def masked_login(username: str) -> str:
    """A login where nobody may be recognised: ``b•••``, an address and a NIP as they are masked."""
    login = username.strip()
    if "@" in login:
        return masked_email(login)
    shown = shown_login(login)
    return shown if shown != login else f"{login[:1]}{DOT * 3}"


def masked_name(name: str | None) -> str:
    """``S••• W•••``: the same number of dots for every word, so that the length tells nothing."""
    return " ".join(word[0].upper() + DOT * 3 for word in (name or "").split())


def masked_email(email: str | None) -> str:
    """``b•••@kotacontoh.example``."""
    before, at, domain = (email or "").partition("@")
    return f"{before[:1]}{DOT * 3}{at}{domain}" if before else ""


def initials(name: str | None) -> str:
    """Two letters for the round mark beside a signed-in person's own name."""
    words = [word for word in (name or "").replace(".", " ").split() if word[0].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))
