"""Who is told while a clock runs out: three steps, each with its share of the time and its people.

A policy of our own. A step is told once; after an outage each person gets one message, of the
latest step. A clock whose facts were corrected has another end and is told of that end anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction


class Told(StrEnum):
    """Whom a step tells."""

    DUTY_OFFICER = "duty_officer"
    LEAD = "lead"
    OFFICE_HEAD = "office_head"


class ClockStep(StrEnum):
    """The steps, in their order."""

    WARNED = "warned"
    CLOSE = "close"
    BREACHED = "breached"


@dataclass(frozen=True, slots=True)
class Step:
    """From which share of the time on, and to whom. At the end itself nothing is late yet."""

    code: ClockStep
    gone: Fraction
    told: tuple[Told, ...]


STEPS: tuple[Step, ...] = (
    Step(ClockStep.WARNED, Fraction(3, 4), (Told.DUTY_OFFICER,)),
    Step(ClockStep.CLOSE, Fraction(7, 8), (Told.LEAD,)),
    Step(ClockStep.BREACHED, Fraction(1), (Told.DUTY_OFFICER, Told.LEAD, Told.OFFICE_HEAD)),
)


def moment_of(step: Step, started_at: datetime, due_at: datetime) -> datetime:
    """When the step is reached."""
    length = due_at - started_at
    return started_at + length * step.gone.numerator / step.gone.denominator


def reached(started_at: datetime, due_at: datetime, *, at: datetime) -> list[Step]:
    """The steps that are reached, the earliest first; the last only after the end."""
    return [
        step
        for step in STEPS
        if (at > due_at if step.gone == 1 else at >= moment_of(step, started_at, due_at))
    ]


def next_step(
    started_at: datetime, due_at: datetime, told: Collection[str], *, at: datetime
) -> tuple[Step, datetime] | None:
    """The step that is told next, with its moment; None once all were told."""
    waiting: Sequence[Step] = [step for step in STEPS if step.code not in told]
    passed = {step.code for step in reached(started_at, due_at, at=at)}
    ahead = [step for step in waiting if step.code not in passed]
    chosen = ahead[:1] or waiting[-1:]
    return (chosen[0], moment_of(chosen[0], started_at, due_at)) if chosen else None
