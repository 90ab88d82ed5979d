"""The yearly table for the inspectorate: per stakeholder what was given and followed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from secops.advisories.adoption import adoptions_of
from secops.advisories.models import Recommendation
from secops.rules.adoption import Word
from secops.rules.intervals import WIB
from secops.rules.recommendation import DECLINED, WAITING

Rows = QuerySet[Recommendation]


@dataclass(slots=True)
class Year:
    """One stakeholder's year."""

    pk: int
    name: str
    year: int
    given: int = 0
    accepted: int = 0
    fit: int = 0
    open: int = 0
    cannot: int = 0
    declined: int = 0
    waiting: int = 0


#: What the columns count, in their order; each is a filter of the list.
OUTCOMES = ("accepted", "fit", "open", "cannot", "declined", "waiting")
_BY_WORD = {Word.FIT: "fit", Word.CANNOT: "cannot"}


def years(user: User) -> list[int]:
    """The years in which something was given, newest first."""
    seen = Recommendation.objects.visible_to(user).given()
    return [day.year for day in seen.datetimes("submitted_at", "year", order="DESC", tzinfo=WIB)]


def year_of(user: User, year: int, *, at: datetime) -> list[Year]:
    """The rows of one year, as far as the reader may list what they count."""
    seen = in_year(Recommendation.objects.visible_to(user).given(), year)
    rows = list(seen.select_related("organisation", "merged_into"))
    became = outcomes_of(rows, at=at)
    found: dict[int, Year] = {}
    for one in rows:
        name = one.organisation.name
        line = found.setdefault(one.organisation_id, Year(one.organisation_id, name, year))
        line.given += 1
        for outcome in became[one.pk]:
            setattr(line, outcome, getattr(line, outcome) + 1)
    return sorted(found.values(), key=lambda line: line.name)


def together(lines: Iterable[Year]) -> Counter[str]:
    """The sums of a year's lines, by column, and how many lines there are."""
    found: Counter[str] = Counter()
    for line in lines:
        found["partners"] += 1
        for name in ("given", *OUTCOMES):
            found[name] += getattr(line, name)
    return found


def in_year(rows: Rows, year: int) -> Rows:
    """Those sent in a year of WIB."""
    return rows.filter(
        submitted_at__gte=datetime(year, 1, 1, tzinfo=WIB),
        submitted_at__lt=datetime(year + 1, 1, 1, tzinfo=WIB),
    )


def outcomes_of(rows: Iterable[Recommendation], *, at: datetime) -> dict[int, frozenset[str]]:
    """Which columns of the table each is counted in; a merged one as the one it went into."""
    rows = list(rows)
    adoptions = adoptions_of({one.merged_into_id or one.pk for one in rows}, at=at)
    found = {}
    for one in rows:
        chief = one.merged_into or one
        if chief.state in WAITING:
            found[one.pk] = frozenset({"waiting"})
        elif chief.state in DECLINED:
            found[one.pk] = frozenset({"declined"})
        else:
            adoption = adoptions.get(chief.pk)
            word = adoption.word if adoption else Word.NOT_STARTED
            found[one.pk] = frozenset({"accepted", _BY_WORD.get(word, "open")})
    return found
