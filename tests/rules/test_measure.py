"""How fast an incident was handled: what is not known is never a number."""

from datetime import date, datetime, timedelta

import pytest

from secops.rules.clocks import Reading
from secops.rules.incident import PATH, Phase
from secops.rules.intervals import WIB
from secops.rules.measure import (
    Handled,
    Measure,
    Middle,
    Moved,
    Report,
    Step,
    Timed,
    Unknown,
    measures,
    middle,
    period_of,
    periods,
    report_of,
)

FOUND = datetime(2026, 11, 24, 9, 0, tzinfo=WIB)
HOUR = timedelta(hours=1)


def path(until: Phase, *hours: int) -> list[Moved]:
    """Moves along the path, so many hours after it was found."""
    steps = zip(PATH, PATH[1:], hours, strict=False)
    moves = [Moved(origin, target, FOUND + HOUR * n) for origin, target, n in steps]
    assert moves[-1].target is until
    return moves


def test_every_measure_of_a_closed_incident():
    moves = path(Phase.CLOSED, 1, 2, 10, 20, 50, 90)
    found = measures(Handled(FOUND, Phase.CLOSED, FOUND - 3 * HOUR, moves))
    assert [found[one].took for one in Measure] == [3 * HOUR, HOUR, 10 * HOUR, 50 * HOUR]


def test_what_has_not_come_yet_has_no_length():
    found = measures(Handled(FOUND, Phase.CONTAINMENT, None, path(Phase.CONTAINMENT, 1, 2)))
    assert found[Measure.DETECT] == Timed(unknown=Unknown.NO_START)
    assert found[Measure.ACKNOWLEDGE] == Timed(took=HOUR)
    assert found[Measure.CONTAIN] == Timed(unknown=Unknown.NOT_YET)
    assert found[Measure.RECOVER] == Timed(unknown=Unknown.NOT_YET)


def test_what_fell_back_is_contained_only_when_it_left_the_phase_again():
    moves = path(Phase.ERADICATION, 1, 2, 3)
    back = Moved(Phase.ERADICATION, Phase.CONTAINMENT, FOUND + 4 * HOUR)
    again = Moved(Phase.CONTAINMENT, Phase.ERADICATION, FOUND + 9 * HOUR)
    fallen = measures(Handled(FOUND, Phase.CONTAINMENT, None, [*moves, back]))
    assert fallen[Measure.CONTAIN].unknown is Unknown.NOT_YET
    assert fallen[Measure.ACKNOWLEDGE].took == HOUR, "it was picked up, that stays"
    held = measures(Handled(FOUND, Phase.ERADICATION, None, [*moves, back, again]))
    assert held[Measure.CONTAIN].took == 9 * HOUR


def test_a_reopened_incident_keeps_when_it_was_picked_up_first():
    moves = [
        *path(Phase.CLOSED, 1, 2, 3, 4, 5, 6),
        Moved(Phase.CLOSED, Phase.TRIAGE, FOUND + 7 * HOUR),
        Moved(Phase.TRIAGE, Phase.DETECTION, FOUND + 8 * HOUR),
    ]
    found = measures(Handled(FOUND, Phase.DETECTION, None, moves))
    assert found[Measure.ACKNOWLEDGE].took == HOUR
    assert found[Measure.RECOVER].unknown is Unknown.NOT_YET


def test_what_the_trail_does_not_hold_is_said_so():
    found = measures(Handled(FOUND, Phase.RECOVERY))
    assert found[Measure.ACKNOWLEDGE].unknown is Unknown.NO_MOVE
    assert found[Measure.CONTAIN].unknown is Unknown.NO_MOVE
    assert found[Measure.RECOVER].unknown is Unknown.NOT_YET


def test_times_that_contradict_are_no_length():
    found = measures(
        Handled(FOUND, Phase.TRIAGE, FOUND + HOUR,
                [Moved(Phase.DETECTION, Phase.TRIAGE, FOUND - HOUR)])
    )  # fmt: skip
    assert found[Measure.DETECT].unknown is Unknown.WRONG_ORDER
    assert found[Measure.ACKNOWLEDGE].unknown is Unknown.WRONG_ORDER
    at_once = measures(Handled(FOUND, Phase.DETECTION, FOUND))
    assert at_once[Measure.DETECT].took == timedelta(0), "found as it happened is known"


@pytest.mark.parametrize(
    ("breached", "stopped", "report"),
    [
        (False, True, Report.IN_TIME),
        (True, True, Report.LATE),
        (True, False, Report.LATE),
        (False, False, Report.RUNNING),
    ],
)
def test_a_report_that_ran_out_is_late_sent_or_not(breached, stopped, report):
    assert report_of(Reading(HOUR, False, breached), stopped=stopped) is report


def test_the_median_says_what_it_rests_on():
    rows = [Timed(took=HOUR), Timed(unknown=Unknown.NOT_YET), Timed(took=4 * HOUR)]
    assert middle(rows) == Middle(2.5 * HOUR, 2, 1)
    assert middle([Timed(unknown=Unknown.NOT_YET)]) == Middle(None, 0, 1)
    assert middle([]) == Middle(None, 0, 0)


def test_no_period_is_left_out():
    months = periods(date(2025, 11, 30), date(2026, 2, 1), Step.MONTH)
    assert [(one.year, one.month) for one in months] == [
        (2025, 11), (2025, 12), (2026, 1), (2026, 2),
    ]  # fmt: skip
    quarters = periods(date(2025, 12, 31), date(2026, 4, 1), Step.QUARTER)
    assert quarters == [date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)]
    assert period_of(date(2026, 9, 30), Step.QUARTER) == date(2026, 7, 1)
