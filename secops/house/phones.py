"""Telephone numbers as they are dialled."""

from __future__ import annotations

import re


def dialled(typed: str) -> str:
    """``+62...`` of what was typed: 0812 / 62812 / +62 (0) 812 become +62812, others keep their
    country; empty where it is no number."""
    number = re.sub(r"[\s().\-/]", "", typed).replace("+620", "+62")
    if number.startswith("00"):
        number = "+" + number[2:]
    elif number.startswith("0"):
        number = "+62" + number[1:]
    elif number.startswith("62"):
        number = "+" + number
    elif number.startswith("8"):  # spreadsheets drop the leading 0
        number = "+62" + number
    return number if re.fullmatch(r"\+[1-9][0-9]{7,14}", number) else ""
