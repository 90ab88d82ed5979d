"""Codes of the laws as pages show them: the reader's language, the house's tone."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from secops.house.text import english
from secops.rules.labels import label
from secops.rules.tone import Label, Tone

#: The stylesheet's name of each tone.
TONES = {
    Tone.GOOD: "ok",
    Tone.WARN: "soon",
    Tone.BAD: "late",
    Tone.CALM: "quiet",
    Tone.UNKNOWN: "unknown",
}


def word(found: Label) -> str:
    """Return a label's word in the reader's language."""
    return found.en if english() else found.id


def say(code: StrEnum) -> str:
    """Return the word for a code in the reader's language."""
    return word(label(code))


def choices(codes: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Return value and word for a filter or a field."""
    return [(code.value, say(code)) for code in codes]


def mark(found: Label) -> tuple[str, str, str]:
    """Return tone, symbol and word of a label, as `pill` and `PillColumn` take them."""
    tone = "claim" if found.symbol == "◐" else TONES[found.tone]
    return tone, found.symbol, word(found)


def look(codes: type[StrEnum]) -> Callable[[str], tuple[str, str, str]]:
    """Return what a PillColumn of stored values of this enum needs."""
    return lambda value: mark(label(codes(value)))
