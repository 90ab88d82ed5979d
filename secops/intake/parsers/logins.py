"""Logins: how they are compared, and how digits a spreadsheet ate are noticed."""

from __future__ import annotations

import re
from typing import Final

LOGIN_LIMIT: Final = 320
"""Signs of the longest mail address (RFC 5321: 64 + @ + 255); nothing longer is a login."""

_GAP = re.compile(r"(?<=\d)\s+(?=\d)")
_LOST = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE)
_NOT_SAVED: Final = "[not_saved]"


def login_key(login: str) -> str:
    """The form in which logins are compared: casefolded, no blanks between digits.

    Source: contract, "Registers and readings" (NIPs are written `18800101 190501 1 901`).
    """
    if login.isdigit():
        return login
    key = login.casefold()
    return _GAP.sub("", key) if not key.isprintable() or " " in key else key


def has_lost_digits(text: str) -> bool:
    """Whether a spreadsheet turned a long number into `1,98E+17`; the digits cannot be had back."""
    return ("E" in text or "e" in text) and _LOST.fullmatch(text.strip()) is not None


def saved(value: str) -> str:
    """The value, or '' where the stealer writes `[NOT_SAVED]`."""
    value = value.strip()
    return "" if value.casefold() == _NOT_SAVED else value
