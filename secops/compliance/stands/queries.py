"""How departments stand now, and stood before; a constant number of queries for any number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Sum
from django.utils import dateformat
from django.utils.translation import gettext as _

from secops.compliance.stands.models import StandDay
from secops.compliance.stands.subjects import SUBJECTS, Subject
from secops.rules.help_needed import share
from secops.rules.intervals import WIB
from secops.rules.stand import Stand

#: So many days are drawn.
DAYS = 30
WEEK = timedelta(days=7)
#: Where there is no row of that very day, one of so many days before it will do.
NEAR = timedelta(days=3)
#: What stands where nobody knows anything.
NOTHING_KNOWN = Stand()

#: Subject's key -> stand of one department; a subject that asks nothing of it is absent.
Stands = dict[str, Stand]


def stands_by_department(
    departments: Collection[int] | None, *, at: datetime
) -> tuple[dict[int, Stands], tuple[Subject, ...]]:
    """How each department stands with each subject, and the subjects there are.

    With `departments` each of them is in the answer; with None those with anything.
    """
    found: dict[int, Stands] = {pk: {} for pk in departments or ()}
    for subject in SUBJECTS:
        for pk, stand in subject.stands(departments, at=at).items():
            found.setdefault(pk, {})[subject.key] = stand
    for stands in found.values():
        for subject in SUBJECTS:
            if subject.silent:
                stands.setdefault(subject.key, NOTHING_KNOWN)
    return found, SUBJECTS


@dataclass(frozen=True, slots=True)
class Past:
    """How a department stood on the last days with one subject, as whole percent; None = a gap."""

    shares: tuple[int | None, ...] = ()
    then: tuple[date, int] | None = None
    """The day to compare with: a week ago, else the first day there is; with its share."""


def past_of(department_id: int, *, at: datetime) -> dict[str, Past]:
    """The last days of each subject with any; one query. Today is not among them."""
    return past_together([department_id], at=at)


def past_together(departments: Collection[int], *, at: datetime) -> dict[str, Past]:
    """The same of many departments as one: their counts added day by day; one query, too."""
    today = at.astimezone(WIB).date()
    first = today - timedelta(days=DAYS)
    kept: dict[str, dict[date, int | None]] = {}
    rows = StandDay.objects.filter(department_id__in=departments, day__gte=first, day__lt=today)
    sums = [Sum(name) for name in ("good", "warn", "bad", "unknown")]
    for subject, day, *counts in rows.order_by("day").values_list("subject", "day").annotate(*sums):
        kept.setdefault(subject, {})[day] = share(Stand(*counts))
    return {subject: _past(days, first, today) for subject, days in kept.items()}


def trend_words(past: Past, now: int | None, *, at: datetime) -> str:
    """``minggu lalu 61 %, kini 74 %``; names the day where it is not a week ago, and is empty
    where nothing is known of then or of now."""
    if past.then is None or now is None:
        return ""
    day, share_then = past.then
    days = (at.astimezone(WIB).date() - day).days
    if WEEK.days <= days <= (WEEK + NEAR).days:
        when = _("minggu lalu")
    else:
        when = dateformat.format(day, "j F")
    return _("%(when)s %(then)s %%, kini %(now)s %%") % {
        "when": when,
        "then": share_then,
        "now": now,
    }


def _past(days: dict[date, int | None], first: date, today: date) -> Past:
    every = [first + timedelta(days=n) for n in range((today - first).days)]
    known = {day: found for day, found in days.items() if found is not None}
    near = [day for day in known if today - WEEK - NEAR <= day <= today - WEEK]
    day = max(near) if near else min((one for one in known if one > today - WEEK), default=None)
    return Past(
        tuple(days.get(one) for one in every),
        (day, known[day]) if day is not None else None,
    )
