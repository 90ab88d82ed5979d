"""How long evidence is kept: what keeps it, and its term to the day in WIB."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from secops.rules.intervals import WIB
from secops.rules.retention import Keeps, Standing, keeps, past_where_begun_before, term_of

#: 00.30 WIB of New Year's Day: in UTC still the old year.
TAKEN = datetime(2026, 1, 1, 0, 30, tzinfo=WIB)
PLAIN = Standing(taken_in_at=TAKEN)
LONG_AFTER = datetime(2040, 1, 1, tzinfo=WIB)


@pytest.mark.parametrize(
    ("standing", "why"),
    [
        (PLAIN, None),
        (replace(PLAIN, disposed=True, held=True), Keeps.DISPOSED),
        (replace(PLAIN, held=True, incident_open=True), Keeps.HELD),
        (replace(PLAIN, incident_open=True, handover_pending=True), Keeps.INCIDENT_OPEN),
        (replace(PLAIN, handover_pending=True), Keeps.HANDOVER_PENDING),
        (replace(PLAIN, incident_over_at=LONG_AFTER - timedelta(days=300)), Keeps.TERM),
        (replace(PLAIN, incident_over_at=TAKEN - timedelta(days=300)), None),
        (replace(PLAIN, taken_in_at=LONG_AFTER, held=True), Keeps.HELD),
    ],
)
def test_the_first_thing_that_keeps_it_is_named(standing: Standing, why: Keeps | None) -> None:
    assert keeps(standing, at=LONG_AFTER) is why


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (datetime(2030, 12, 31, 23, 59, 59, tzinfo=WIB), Keeps.TERM),
        (datetime(2031, 1, 1, 0, 30, tzinfo=WIB), Keeps.TERM),
        (datetime(2031, 1, 1, 23, 59, 59, tzinfo=WIB), Keeps.TERM),
        (datetime(2031, 1, 1, 16, 59, 59, tzinfo=UTC), Keeps.TERM),
        (datetime(2031, 1, 1, 17, 0, 0, tzinfo=UTC), None),
        (datetime(2031, 1, 2, 0, 0, 0, tzinfo=WIB), None),
    ],
)
def test_the_last_day_is_a_whole_day_in_wib(at: datetime, why: Keeps | None) -> None:
    for taken in (TAKEN, TAKEN.astimezone(UTC)):
        assert keeps(Standing(taken_in_at=taken), at=at) is why


@pytest.mark.parametrize(
    ("taken", "last"),
    [
        (datetime(2025, 12, 31, 17, 0, tzinfo=UTC), date(2031, 1, 1)),
        (datetime(2025, 12, 31, 16, 59, tzinfo=UTC), date(2030, 12, 31)),
        (datetime(2028, 2, 29, 9, 0, tzinfo=WIB), date(2033, 3, 1)),
        (datetime(2027, 2, 28, 9, 0, tzinfo=WIB), date(2032, 2, 28)),
    ],
)
def test_the_term_counts_from_the_day_in_wib(taken: datetime, last: date) -> None:
    assert term_of(Standing(taken_in_at=taken)) == last


def test_the_term_runs_from_the_end_of_the_incident() -> None:
    over = datetime(2026, 11, 30, 16, 0, tzinfo=WIB)
    assert term_of(replace(PLAIN, incident_over_at=over)) == date(2031, 11, 30)


@pytest.mark.parametrize("year", [2031, 2032, 2033])
def test_what_the_database_asks_is_the_same_law(year: int) -> None:
    at = datetime(year, 1, 1, 0, 0, tzinfo=WIB)
    while at.year == year:
        edge = past_where_begun_before(at)
        assert keeps(Standing(taken_in_at=edge), at=at) is Keeps.TERM
        assert keeps(Standing(taken_in_at=edge - timedelta(seconds=1)), at=at) is None
        at += timedelta(hours=23)
