"""What a code looks like on a page: word, symbol and tone.

Never colour alone: the symbol and the word say it too. What is not known is never good.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a code is coloured; the stylesheet knows these five and no others."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    CALM = "calm"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Label:
    """The word for a code in both languages, its symbol, its tone."""

    id: str
    en: str
    symbol: str = "○"
    tone: Tone = Tone.CALM


GOOD_MARK = ("✓", Tone.GOOD)
WARN_MARK = ("◆", Tone.WARN)
BAD_MARK = ("▲", Tone.BAD)
CALM_MARK = ("○", Tone.CALM)
HALF_MARK = ("◐", Tone.WARN)
OFF_MARK = ("■", Tone.CALM)
UNKNOWN_MARK = ("▨", Tone.UNKNOWN)

#: For a place where a value is missing.
NO_DATA = Label("Belum ada data", "No data", *UNKNOWN_MARK)
#: Readings of a due date; overdue is no state.
LATE = Label("Lewat batas waktu", "Late", *BAD_MARK)
DUE_SOON = Label("Mendekati batas waktu", "Due soon", *WARN_MARK)
#: Evidence, an exemption whose last day has passed.
RUN_OUT = Label("Masa berlaku habis", "No longer valid", *WARN_MARK)
#: A year whose cuti bersama is not entered.
INCOMPLETE_CALENDAR = Label("Belum lengkap", "Incomplete", *UNKNOWN_MARK)
