"""The yearly table for the inspectorate: per stakeholder what was given and followed."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from secops.advisories.adoption import adoptions_of
from secops.advisories.models import Recommendation
from secops.rules.adoption import Word
from secops.rules.intervals import WIB
from secops.rules.recommendation import DECLINED, WAITING

State = Recommendation.State


@dataclass(slots=True)
class Year:
    """One stakeholder's year."""

    pk: int
    name: str
    given: int = 0
    accepted: int = 0
    fit: int = 0
    open: int = 0
    cannot: int = 0
    declined: int = 0
    waiting: int = 0


def years(user: User) -> list[int]:
    """The years in which something was given, newest first."""
    seen = Recommendation.objects.visible_to(user).given()
    return [day.year for day in seen.datetimes("submitted_at", "year", order="DESC", tzinfo=WIB)]


def year_of(user: User, year: int, *, at: datetime) -> list[Year]:
    """The rows of one year, as far as the reader may list what they count."""
    seen = (
        Recommendation.objects.visible_to(user)
        .given()
        .filter(
            submitted_at__gte=datetime(year, 1, 1, tzinfo=WIB),
            submitted_at__lt=datetime(year + 1, 1, 1, tzinfo=WIB),
        )
    )
    rows = list(seen.select_related("organisation", "merged_into"))
    adoptions = adoptions_of({one.merged_into_id or one.pk for one in rows}, at=at)
    found: dict[int, Year] = {}
    for one in rows:
        name = one.organisation.name
        line = found.setdefault(one.organisation_id, Year(one.organisation_id, name))
        line.given += 1
        chief = one.merged_into or one
        if chief.state in WAITING:
            line.waiting += 1
        elif chief.state in DECLINED:
            line.declined += 1
        else:
            line.accepted += 1
            adoption = adoptions.get(chief.pk)
            _count(line, adoption.word if adoption else Word.NOT_STARTED)
    return sorted(found.values(), key=lambda line: line.name)


def _count(line: Year, word: Word) -> None:
    if word is Word.FIT:
        line.fit += 1
    elif word is Word.CANNOT:
        line.cannot += 1
    else:
        line.open += 1
