"""Random facts of an account, dense where the table has its edges.

All moments come from one small set a few hours apart, so that equal times, the same day and missing
dates are common. The test of the SQL twin draws from the same well.
"""

from dataclasses import fields
from datetime import timedelta

from hypothesis import strategies as st

from secops.rules.rotation import AnswerKind, Facts, Interval, Origin, TroubleReason
from tests.rules.times import ORDER, TICK

MOMENTS = tuple(
    ORDER + timedelta(hours=hours) + tick
    for hours in (-169, -168, -48, -24, -9, 0, 1, 15, 24, 25, 48, 49, 72)
    for tick in (-TICK, timedelta(0), TICK)
)

moments = st.sampled_from(MOMENTS)
maybe = st.none() | moments
intervals = st.one_of(
    st.none(),
    moments.map(Interval.of),
    moments.map(lambda moment: Interval.of(moment.date())),
)


@st.composite
def facts(draw):
    """Any facts that the product can store."""
    drawn = {}
    for field in fields(Facts):
        if field.type == "bool":
            drawn[field.name] = draw(st.booleans())
        elif field.type == "datetime | None":
            drawn[field.name] = draw(maybe)
    change = draw(intervals)
    drawn["change_from"] = change and change.start
    drawn["change_to"] = change and change.end
    if change is None:
        drawn["change_read_at"] = None
    else:
        drawn["change_origin"] = draw(st.none() | st.sampled_from(Origin))
    if (drawn["newest_exposure"] is None) != (drawn["newest_received"] is None):
        drawn["newest_exposure"] = drawn["newest_received"] = None
    drawn["answer"] = draw(st.none() | st.sampled_from(AnswerKind))
    drawn["answer_reason"] = (
        draw(st.sampled_from(TroubleReason)) if drawn["answer"] is AnswerKind.TROUBLE else None
    )
    if drawn["answer"] is None:
        drawn["answered_at"] = drawn["answer_cutoff"] = None
    return Facts(**drawn)
