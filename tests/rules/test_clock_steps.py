"""Who is told while a clock runs out."""

from datetime import timedelta

import pytest

from secops.rules.clock_steps import STEPS, ClockStep, moment_of, next_step, reached
from tests.rules.times import DAY, HOUR, ORDER

END = ORDER + DAY
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "steps"),
    [
        (ORDER, []),
        (ORDER + 18 * HOUR - SECOND, []),
        (ORDER + 18 * HOUR, ["warned"]),
        (ORDER + 21 * HOUR - SECOND, ["warned"]),
        (ORDER + 21 * HOUR, ["warned", "close"]),
        (END, ["warned", "close"]),
        (END + SECOND, ["warned", "close", "breached"]),
    ],
)
def test_steps_are_reached_to_the_second(at, steps):
    assert [step.code for step in reached(ORDER, END, at=at)] == steps


def test_the_next_step_has_its_time():
    step, moment = next_step(ORDER, END, [], at=ORDER)
    assert (step.code, moment) == (ClockStep.WARNED, ORDER + 18 * HOUR)
    step, moment = next_step(ORDER, END, ["warned"], at=ORDER + 20 * HOUR)
    assert (step.code, moment) == (ClockStep.CLOSE, ORDER + 21 * HOUR)
    assert next_step(ORDER, END, [one.code for one in STEPS], at=END + DAY) is None


def test_what_nobody_could_be_told_of_stays_next():
    step, _moment = next_step(ORDER, END, ["warned", "close"], at=END + HOUR)
    assert step.code is ClockStep.BREACHED


def test_the_steps_are_in_the_order_of_their_moments():
    moments = [moment_of(step, ORDER, END) for step in STEPS]
    assert moments == sorted(moments)
