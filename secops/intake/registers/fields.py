"""From a parsed row to the values of the stage: lengths, signs, and days as intervals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from secops.intake.registers.problems import Problem, problem_of
from secops.intake.tabular import Moment, ParsedRow

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


def text_of(parsed: ParsedRow, column: str, limit: int, problems: list[Problem]) -> str | None:
    """The text of a cell, None where blank or not to be stored (then a problem is noted)."""
    value = parsed.values.get(column)
    if value is None:
        return None
    assert isinstance(value, str)
    if not value.isprintable():
        problems.append(problem_of(parsed.number, column, repr(value)[1:-1], "control_signs"))
        return None
    if len(value) > limit:
        problems.append(problem_of(parsed.number, column, value, "too_long", str(limit)))
        return None
    return value


def truth_of(parsed: ParsedRow, column: str) -> bool | None:
    """Yes, no, or nothing said."""
    value = parsed.values.get(column)
    assert value is None or isinstance(value, bool)
    return value


def number_of(parsed: ParsedRow, column: str) -> int | None:
    """A whole number, or nothing said."""
    value = parsed.values.get(column)
    assert value is None or isinstance(value, int)
    return value


def day_of(parsed: ParsedRow, column: str) -> date | None:
    """A day, or nothing said."""
    value = parsed.values.get(column)
    assert value is None or isinstance(value, date)
    return value


def interval_of(
    values: Mapping[str, object], column: str
) -> tuple[datetime | None, datetime | None]:
    """When something happened, earliest and latest: a bare day is all of that day (RULES 1)."""
    moment = values.get(column)
    if moment is None:
        return None, None
    assert isinstance(moment, Moment)
    if moment.is_date:
        return moment.at, moment.at + DAY - TICK
    return moment.at, moment.at


def words_of(parsed: ParsedRow, column: str) -> tuple[str, ...]:
    """A list of words, empty where nothing is said."""
    value = parsed.values.get(column)
    assert value is None or isinstance(value, tuple)
    return value or ()
