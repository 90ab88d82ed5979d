"""When the two voices may speak (RULES 4): asked at the promise and again at the hand-over.

The holidays are kept by `secops.reminders`; wiring puts its calendar in here.
"""

from collections.abc import Callable
from datetime import datetime

from secops.rules.working_time import Calendar, Voice, in_window, next_moment


class _City:
    """Where the calendar comes from; without wiring, working hours and no holidays."""

    calendar: Callable[[], Calendar] = staticmethod(Calendar)


def use_calendar(source: Callable[[], Calendar]) -> None:
    """Take the city's calendar from there (called once, by wiring)."""
    _City.calendar = staticmethod(source)


def city_calendar() -> Calendar:
    """Working hours and holidays of the city."""
    return _City.calendar()


def voice(urgent: bool) -> Voice:
    return Voice.URGENT if urgent else Voice.ORDINARY


def may_speak(urgent: bool, *, at: datetime) -> bool:
    """Whether a message in that voice may go out now."""
    return in_window(voice(urgent), city_calendar(), at=at)


def next_opening(urgent: bool, *, at: datetime) -> datetime:
    """The first moment not before `at` at which a message in that voice may go out."""
    return next_moment(voice(urgent), city_calendar(), at=at)
