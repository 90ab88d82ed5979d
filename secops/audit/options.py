"""Options that several commands share."""

from __future__ import annotations

from datetime import datetime

from django.core.management.base import CommandError
from django.utils.dateparse import parse_date, parse_datetime

from secops.rules.intervals import WIB, day_end


def moment_option(option: str, text: str | None) -> datetime | None:
    """Read `--at` and its like: ISO 8601, without a zone WIB, a bare date its end; None if absent.

    CommandError says what was not understood.
    """
    if text is None:
        return None
    try:
        if day := parse_date(text):
            return day_end(day)
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"{option}: not a moment: {text} (for example 2026-11-27T08:10)")
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)
