"""Reading JSON that somebody else wrote: strict, bounded, and refused with a reason.

`json.loads` takes duplicate keys, NaN, lone surrogates and a million brackets. None of them is a
document of anybody who means well.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_DEPTH: Final = 40
MAX_NODES: Final = 20_000
MAX_LIST: Final = 1_000
MAX_TEXT: Final = 100_000
#: No number of a document is longer; Python would count for minutes.
MAX_DIGITS: Final = 30


class Flaw(StrEnum):
    """Why a file is no document that we read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BOM = "bom"
    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    DUPLICATE_KEY = "duplicate_key"
    NOT_A_NUMBER = "not_a_number"
    HUGE_NUMBER = "huge_number"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"
    LONG_LIST = "long_list"
    LONG_TEXT = "long_text"
    BROKEN_TEXT = "broken_text"


class Flawed(Exception):
    """The file is not read; `flaw` says why, `where` what it was about."""

    def __init__(self, flaw: Flaw, where: str = "") -> None:
        super().__init__(f"{flaw.value}: {where}" if where else flaw.value)
        self.flaw, self.where = flaw, where[:80]


#: A string as a whole, closed or not, or one sign that opens, closes or divides.
_PART: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{},]', re.S)


def read_object(content: bytes) -> dict[str, Any]:
    """Return the one object of a JSON file, or raise Flawed."""
    text = _text(content)
    _measure(text)
    try:
        found = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_float,
        )
    except json.JSONDecodeError as broken:
        raise Flawed(Flaw.NOT_JSON, f"{broken.lineno}:{broken.colno}") from None
    except RecursionError:  # pragma: no cover - the depth was measured
        raise Flawed(Flaw.TOO_DEEP) from None
    if not isinstance(found, dict):
        raise Flawed(Flaw.NOT_AN_OBJECT)
    for one in _leaves(found):
        _check_leaf(one)
    return found


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise Flawed(Flaw.TOO_LARGE)
    if not content.strip():
        raise Flawed(Flaw.EMPTY)
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Flawed(Flaw.BOM)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise Flawed(Flaw.NOT_UTF8) from None


def _measure(text: str) -> None:
    """Depth and number of nodes, before anything is built."""
    depth = nodes = 0
    for found in _PART.finditer(text):
        sign = found[0][0]
        if sign in "[{":
            depth += 1
            nodes += 1
        elif sign in "]}":
            depth -= 1
        elif sign == ",":
            nodes += 1
        if depth > MAX_DEPTH:
            raise Flawed(Flaw.TOO_DEEP)
        if nodes > MAX_NODES:
            raise Flawed(Flaw.TOO_MANY)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Flawed(Flaw.DUPLICATE_KEY, key)
        found[key] = value
    return found


def _constant(word: str) -> float:
    raise Flawed(Flaw.NOT_A_NUMBER, word)


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise Flawed(Flaw.HUGE_NUMBER, digits[:12])
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value) or len(digits) > MAX_DIGITS:
        raise Flawed(Flaw.HUGE_NUMBER, digits[:12])
    return value


def _leaves(found: Any) -> Iterator[Any]:
    """Every key, text and list; without recursion."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, dict):
            yield from one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _check_leaf(one: Any) -> None:
    if isinstance(one, list) and len(one) > MAX_LIST:
        raise Flawed(Flaw.LONG_LIST)
    if not isinstance(one, str):
        return
    if len(one) > MAX_TEXT:
        raise Flawed(Flaw.LONG_TEXT)
    if "\x00" in one or any("\ud800" <= sign <= "\udfff" for sign in one):
        raise Flawed(Flaw.BROKEN_TEXT)
