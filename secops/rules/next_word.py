"""When the next public word is proposed: soon, and at an hour at which it is written and read.

A promise is ours to keep: who proposes 03.00 promises what nobody will write, and the press counts
it as broken. Incidents know no weekend, so every day has the same hours.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from secops.rules.intervals import WIB

#: So long after a word the next one is proposed, to the full hour (policy).
WITHIN = timedelta(hours=5)

#: The first and the last time of a day that is proposed, both of them allowed (policy). The first
#: is an hour after the urgent voice opens, so that we are reminded before it is due; the last is
#: when that voice falls silent (`working_time.URGENT_HOURS`).
FIRST, LAST = time(7, 0), time(21, 0)


def proposed_next(at: datetime) -> datetime:
    """Return the full hour nearest to five hours from `at`, else the next morning's first."""
    moment = (at + WITHIN + timedelta(minutes=30)).astimezone(WIB)
    moment = moment.replace(minute=0, second=0, microsecond=0)
    if FIRST <= moment.time() <= LAST:
        return moment
    day = moment.date() + timedelta(days=moment.time() > LAST)
    return datetime.combine(day, FIRST, tzinfo=WIB)
