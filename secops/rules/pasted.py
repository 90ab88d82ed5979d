"""Lines pasted from a chat or a list, read as lines of a chronology: time, how sure, who, what.

Nothing is lost: a line whose time cannot be read stays a line and says why. Lines below a message
of a chat that have no time of their own belong to that message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Final

from secops.rules.incident import Certainty
from secops.rules.intervals import WIB

#: So many lines are read at once.
MOST_LINES: Final = 2000
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan", "january"), ("februari", "feb", "february", "pebruari"),
            ("maret", "mar", "march"), ("april", "apr"), ("mei", "may"),
            ("juni", "jun", "june"), ("juli", "jul", "july"),
            ("agustus", "agu", "agt", "ags", "august", "aug"), ("september", "sep", "sept"),
            ("oktober", "okt", "october", "oct"), ("november", "nov", "nopember", "nop"),
            ("desember", "des", "december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip

_BEFORE = r"^\s*(?:[-*•]\s+|\d{1,3}[.)]\s+(?=\d))?\[?\s*"
_DAY_NAME = r"(?:(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu)\b,?\s*)?"
_ABOUT = r"(?P<about>±|\+/-|~|sekitar|kira-kira|kurang lebih|about)?\s*"
_DATE = (
    r"(?:(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})[/-](?P<m2>\d{1,2})(?:[/-](?P<y2>\d{4}|\d{2}))?"
    rf"|(?P<d3>\d{{1,2}})\s+(?P<m3>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
    r"(?:\s+(?P<y3>\d{4}))?)"
)
#: A machine says how far its clock is from UTC, right behind the seconds.
_ZONE = r"(?:[.,]\d{1,9})?(?P<zone>z\b|[+-](?:0\d|1[0-4]):?(?:00|30|45)(?![\d:.]))?"
_TIME = (
    rf"(?P<h>\d{{1,2}})[.:](?P<mi>\d{{2}})(?:[.:](?P<s>\d{{2}}){_ZONE})?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?"
)
_AT = r"(?:t(?=\d)|,?\s*(?:pukul|pkl\.?|jam|at)?\s*)"
_REST = r"(?!\d)\s*(?:wib\b)?\s*\]?\s*(?:[-–—:|]\s*)?(?P<rest>.*)$"
_BOTH = re.compile(_BEFORE + _DAY_NAME + _ABOUT + _DATE + _AT + _ABOUT.replace("about", "near")
                   + _TIME + _REST, re.I | re.S)  # fmt: skip
_DATE_ALONE = re.compile(_BEFORE + _DAY_NAME + _ABOUT + _DATE + _REST, re.I | re.S)
_TIME_ALONE = re.compile(
    _BEFORE + _ABOUT + r"(?:pukul|pkl\.?|jam)?\s*" + _TIME + _REST, re.I | re.S
)
#: How a chat writes its lines: `[27/06/24 09.10.22] Sari: …`, `27/06/24 09.10 - Sari: …`.
_CHAT = re.compile(r"^\s*(?:\[[^\]]{8,30}\]\s*|\S+?,?\s+\S+(?:\s*[ap]\.?m\.?)?\s+[-–]\s+)", re.I)
_SPEAKER = re.compile(r"^(?P<who>[^:\n]{2,60}):\s+(?P<what>\S.*)$", re.S)
#: Marks that turn the direction of writing; chats put them before names and times.
_UNSEEN = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


class Unread(StrEnum):
    """Why the time of a line could not be read."""

    NO_TIME = "no_time"
    NO_SUCH_DAY = "no_such_day"
    AHEAD = "ahead"
    DAY_OR_MONTH = "day_or_month"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was read; `why` says what is wrong where `at` is missing."""

    number: int
    raw: str
    at: datetime | None
    certainty: Certainty
    person: str
    event: str
    why: Unread | None = None


def read_lines(text: str, *, today: date, now: datetime) -> list[Line]:
    """Read every line that holds something, in its order.

    A date without a year is the newest one that is not ahead of `today`; a time without a date is
    on the day of the line before, else today.
    """
    found: list[Line] = []
    chat = False
    day: date | None = None
    for number, raw in enumerate(text.translate(_UNSEEN).splitlines()[:MOST_LINES], start=1):
        if not raw.strip():
            continue
        line = _read(number, raw, day or today, today, now)
        if line.why is Unread.NO_TIME and chat and found:
            before = found[-1]
            found[-1] = replace(
                before, raw=f"{before.raw}\n{raw}", event=f"{before.event}\n{raw.strip()}"
            )
            continue
        known = line.at is not None or line.why is Unread.DAY_OR_MONTH
        chat = known and bool(_CHAT.match(raw))
        day = line.at.astimezone(WIB).date() if line.at else day
        found.append(line)
    return found


def _read(number: int, raw: str, day: date, today: date, now: datetime) -> Line:
    for pattern in (_BOTH, _DATE_ALONE, _TIME_ALONE):
        match = pattern.match(raw)
        if match is None:
            continue
        groups = match.groupdict()
        on = _day(groups, today) if pattern is not _TIME_ALONE else day
        clock = _clock(groups) if pattern is not _DATE_ALONE else time(0)
        if on is None or clock is None:
            continue
        if _either_way(groups):
            return _unread(number, raw, Unread.DAY_OR_MONTH)
        moment = datetime.combine(on, clock, tzinfo=_zone(groups)).astimezone(WIB)
        person, event = _speaker(groups["rest"].strip(), chat=bool(_CHAT.match(raw)))
        if moment > now:
            return _unread(number, raw, Unread.AHEAD)
        if not event:
            return _unread(number, raw, Unread.NO_TIME)
        sure = Certainty.EXACT
        if pattern is _DATE_ALONE:
            sure = Certainty.DATE_ONLY
        elif groups.get("about") or groups.get("near"):
            sure = Certainty.APPROXIMATE
        return Line(number, raw, moment, sure, person, event)
    looks_dated = _DATE_ALONE.match(raw) or _TIME_ALONE.match(raw)
    return _unread(number, raw, Unread.NO_SUCH_DAY if looks_dated else Unread.NO_TIME)


def _unread(number: int, raw: str, why: Unread) -> Line:
    return Line(number, raw, None, Certainty.UNKNOWN_ORDER, "", raw.strip(), why)


def _either_way(groups: dict[str, str | None]) -> bool:
    """Whether a date beside AM or PM may be month/day as well as day/month; then it is asked."""
    if not groups.get("half") or groups["d2"] is None:
        return False
    first, second = int(groups["d2"]), int(groups["m2"] or 0)
    return first != second and max(first, second) <= 12


def _zone(groups: dict[str, str | None]) -> tzinfo:
    zone = (groups.get("zone") or "").lower()
    if not zone:
        return WIB
    if zone == "z":
        return UTC
    off = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return timezone(-off if zone[0] == "-" else off)


def _day(groups: dict[str, str | None], today: date) -> date | None:
    """The date of one of the three ways to write it."""
    for one in "123":
        if groups[f"d{one}"] is None:
            continue
        month = str(groups[f"m{one}"]).lower()
        number = int(month) if month.isdigit() else MONTHS.get(month, 0)
        year, day = groups[f"y{one}"], int(groups[f"d{one}"] or 0)
        if one == "2" and groups.get("half") and number > 12 >= day:
            # A telephone set to American dates: month/day.
            number, day = day, number
        try:
            if year:
                return date(int(year) + (2000 if len(year) == 2 else 0), number, day)
            this = date(today.year, number, day)
        except ValueError:
            return None
        return this if this <= today + timedelta(days=1) else this.replace(year=today.year - 1)
    return None


def _clock(groups: dict[str, str | None]) -> time | None:
    hour, half = int(groups["h"] or 0), (groups["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(groups["mi"] or 0), int(groups["s"] or 0))
    except ValueError:
        return None


def _speaker(rest: str, *, chat: bool) -> tuple[str, str]:
    """Who wrote a message of a chat, and what; a list of lines has no speakers."""
    told = _SPEAKER.match(rest) if chat else None
    return (told["who"].strip(), told["what"].strip()) if told else ("", rest)
