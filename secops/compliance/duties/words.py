"""Codes of duties, incidents and recommendations as a page shows them."""

from collections.abc import Callable
from enum import StrEnum

from secops.compliance.rotations.words import TONES, choices, say, word
from secops.rules.labels import label
from secops.rules.tone import Label

__all__ = ["choices", "look", "mark", "say", "word"]


def mark(found: Label) -> tuple[str, str, str]:
    """Return tone, symbol and word of a label, as `pill` and `PillColumn` take them."""
    tone = "claim" if found.symbol == "◐" else TONES[found.tone]
    return tone, found.symbol, word(found)


def look(codes: type[StrEnum]) -> Callable[[str], tuple[str, str, str]]:
    """Return what a PillColumn of stored values of this enum needs."""
    return lambda value: mark(label(codes(value)))
