"""When the next run of a backup is due: by an interval, or by a cron line in WIB.

A plan for working days only passes over weekends and the city's days off. WIB knows no summer
time, so a clock time exists once on every day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from cronsim import CronSim, CronSimError

from secops.rules.intervals import WIB
from secops.rules.working_time import Calendar, working_day_from

#: A backup rarer than this is none (CIS 11.2 asks for one a week).
LONGEST_INTERVAL = timedelta(days=366)
SHORTEST_INTERVAL = timedelta(minutes=1)
#: So many cron times are looked through for one that falls on a working day.
_LOOKED_THROUGH = 5_000


class ScheduleRefused(ValueError):
    """A cron line that is none, or one that never comes; the words name what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Every so often, or at the times of a cron line of five fields.

    `working_days` = the days on which it is expected to run; None is every day. ValueError unless
    exactly one of `every` and `cron` is given.
    """

    every: timedelta | None = None
    cron: str = ""
    working_days: Calendar | None = None

    def __post_init__(self) -> None:
        """Refuse a schedule without a rhythm, or with two."""
        if (self.every is None) is (not self.cron):
            raise ValueError("a schedule is an interval or a cron line")
        if self.every is not None and not SHORTEST_INTERVAL <= self.every <= LONGEST_INTERVAL:
            raise ValueError("an interval is between a minute and 366 days")

    def due_after(self, moment: datetime) -> datetime:
        """When the run after the one at `moment` is due; aware, later than `moment`.

        ScheduleRefused where a cron line finds no time within some fifty years, or none on a
        working day.
        """
        if self.every is not None:
            return self._to_a_working_day(moment + self.every)
        for time in islice(cron_times(self.cron, after=moment), _LOOKED_THROUGH):
            if self.working_days is None or self.working_days.is_working_day(time.date()):
                return time
        raise ScheduleRefused("the cron line never falls on a working day")

    def times(self, after: datetime, count: int) -> list[datetime]:
        """The next `count` times, one after the other."""
        found: list[datetime] = []
        while len(found) < count:
            after = self.due_after(after)
            found.append(after)
        return found

    def _to_a_working_day(self, due: datetime) -> datetime:
        """The same clock time on the first working day that is not before."""
        if self.working_days is None:
            return due
        local = due.astimezone(WIB)
        day = working_day_from(local.date(), self.working_days)
        return local.replace(year=day.year, month=day.month, day=day.day)


def cron_times(expression: str, *, after: datetime) -> Iterator[datetime]:
    """The times of a cron line after a moment, in WIB.

    Five fields: minute hour day month weekday; `L` is the last day of a month. ScheduleRefused
    for anything else.
    """
    if len(expression.split()) != 5:
        raise ScheduleRefused("a cron line has five fields")
    try:
        return _until_the_end(CronSim(expression, after.astimezone(WIB)))
    except CronSimError as error:
        raise ScheduleRefused(str(error)) from None


def check_cron(expression: str, *, at: datetime) -> datetime:
    """The first time of the line after `at`; ScheduleRefused where it is none or never comes."""
    return next(cron_times(expression, after=at))


def _until_the_end(times: Iterator[datetime]) -> Iterator[datetime]:
    yield from times
    raise ScheduleRefused("the cron line never comes")
