"""What may have happened to an account, as raw rows: exposures, answers, exemptions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from secops.rules.intervals import Interval, day_end, day_start
from secops.rules.rotation import (
    DEFAULT_POLICY,
    AnswerKind,
    Origin,
    TroubleReason,
)

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
ORDER = datetime(2026, 11, 20, 1, 10, tzinfo=UTC)
TODAY = date(2026, 11, 20)

#: Few moments, so that equal ones are common: day edges in WIB, and a tick beside the order.
MOMENTS = [
    ORDER - timedelta(days=30),
    ORDER - timedelta(days=7),
    ORDER - timedelta(days=3),
    day_start(TODAY).astimezone(UTC),
    ORDER - timedelta(microseconds=1),
    ORDER,
    ORDER + timedelta(microseconds=1),
    ORDER + timedelta(hours=5),
    day_end(TODAY).astimezone(UTC),
    day_start(TODAY + timedelta(days=1)).astimezone(UTC),
    ORDER + timedelta(days=1),
    ORDER + timedelta(days=1, hours=5),
    ORDER + timedelta(days=2),
    AT,
]
FUTURE = [AT + timedelta(microseconds=1), AT + timedelta(days=3)]

days = st.sampled_from([TODAY - timedelta(days=8), TODAY, TODAY + timedelta(days=1)])
flags = st.booleans()


@dataclass(frozen=True)
class RawExposure:
    effective_at: datetime
    received_at: datetime
    withdrawn: bool


@dataclass(frozen=True)
class RawAnswer:
    kind: AnswerKind
    reason: TroubleReason | None
    given_at: datetime
    cutoff: datetime | None
    agent_until: datetime | None
    by: str  # present, former or nobody


@dataclass(frozen=True)
class RawExemption:
    approved_at: datetime
    until: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class Raw:
    """One account with all that happened to it."""

    fixed_cutoff: datetime | None
    joined_at: datetime
    joined_change_from: datetime | None
    exposures: tuple[RawExposure, ...]
    reseen_at: datetime | None
    change: Interval | None
    change_read_at: datetime | None
    origin: Origin
    register: Interval | None
    went_back: bool
    username_changed_at: datetime | None
    sessions_revoked_at: datetime | None
    zero_sessions_at: datetime | None
    kills_sessions: str
    reports_sessions: bool
    reads_passwords: bool
    disabled_at: datetime | None
    contained_at: datetime | None
    mass_reset: bool
    believed: bool
    ask_username: bool
    whole: tuple[RawExemption, ...]
    username: tuple[RawExemption, ...]
    answers: tuple[RawAnswer, ...]
    sample: tuple[tuple[datetime, bool], ...]
    told_at: datetime | None
    closing_asked_at: datetime | None
    kind: str
    has_holder: bool
    contact: str  # none, dead or alive
    device_unclean: bool


def histories_at(known: list[datetime]) -> st.SearchStrategy[Raw]:
    """Anything that may have happened to an account, at these moments."""
    moments = st.sampled_from(known)
    maybe = st.none() | moments
    maybe_future = st.none() | st.sampled_from([*known, *FUTURE])
    intervals = st.none() | st.one_of(moments, moments, days).map(Interval.of)
    exposures = st.builds(
        lambda received, back, withdrawn: RawExposure(received - back, received, withdrawn),
        moments,
        st.sampled_from([timedelta(0), timedelta(0), timedelta(days=1), timedelta(microseconds=1)]),
        st.sampled_from([False, False, False, True]),
    )
    answers = st.builds(
        RawAnswer,
        kind=st.sampled_from(AnswerKind),
        reason=st.sampled_from(TroubleReason),
        given_at=st.sampled_from([*known, FUTURE[0]]),
        cutoff=maybe,
        agent_until=maybe_future,
        by=st.sampled_from(["present", "present", "present", "former", "nobody"]),
    ).map(
        lambda a: (
            a
            if a.kind is AnswerKind.TROUBLE
            else RawAnswer(a.kind, None, a.given_at, a.cutoff, None, a.by)
        )
    )
    exemptions = st.lists(
        st.builds(
            RawExemption,
            approved_at=moments,
            until=maybe_future,
            revoked_at=st.none() | maybe_future,
        ),
        max_size=2,
    ).map(tuple)
    return st.builds(
        Raw,
        fixed_cutoff=maybe,
        joined_at=st.sampled_from([ORDER, ORDER, ORDER + timedelta(days=1)]),
        joined_change_from=maybe,
        exposures=st.lists(exposures, max_size=3).map(tuple),
        reseen_at=st.none() | maybe,
        change=intervals,
        change_read_at=moments,
        origin=st.sampled_from([Origin.OWNER, Origin.OFFICE, Origin.DEPARTMENT]),
        register=intervals,
        went_back=st.sampled_from([False, False, True]),
        username_changed_at=maybe,
        sessions_revoked_at=maybe,
        zero_sessions_at=maybe,
        kills_sessions=st.sampled_from(["yes", "no", "unknown"]),
        reports_sessions=flags,
        reads_passwords=flags,
        disabled_at=st.none() | st.none() | maybe_future,
        contained_at=st.none() | maybe,
        mass_reset=st.sampled_from([False, False, True]),
        believed=flags,
        ask_username=flags,
        whole=exemptions,
        username=exemptions,
        answers=st.lists(answers, max_size=4).map(tuple),
        sample=st.lists(st.tuples(moments, flags), max_size=2).map(tuple),
        told_at=maybe,
        closing_asked_at=st.none() | st.none() | maybe,
        kind=st.sampled_from(["person", "shared", "service"]),
        has_holder=st.sampled_from([True, True, True, False]),
        contact=st.sampled_from(["none", "dead", "alive"]),
        device_unclean=flags,
    )


wild = histories_at(MOMENTS)
#: Two or three moments for everything: of the many pairs of times in one history most are equal,
#: so that each `>` of the table meets the case in which `>=` would say otherwise.
edges = st.lists(st.sampled_from(MOMENTS), min_size=2, max_size=3, unique=True).flatmap(
    lambda few: histories_at(sorted(few))
)

DONE = RawAnswer(AnswerKind.DONE_BOTH, None, ORDER, None, None, "present")
UNREAD = {"change": None, "register": None, "reads_passwords": False}
CLEAR = {"disabled_at": None, "contained_at": None, "whole": (), "has_holder": True}


@st.composite
def rare(draw: st.DrawFn) -> Raw:
    """What of itself hardly happens, at few moments: the last rows of the table, and the deadlines
    that are counted from something else."""
    few = draw(st.lists(st.sampled_from(MOMENTS), min_size=3, max_size=3, unique=True))
    first, second, third = sorted(few)
    moments = st.sampled_from(few)
    raw = replace(draw(histories_at(few)), **CLEAR)
    said = replace(DONE, given_at=draw(moments), cutoff=draw(st.none() | moments))
    sample = tuple(draw(st.lists(st.tuples(moments, flags), min_size=1, max_size=3)))
    changed = Interval.of(draw(moments))
    match draw(st.integers(0, 11)):
        case 0:  # cannot be read: attested, or locked first
            locked = draw(st.none() | moments)
            return replace(raw, answers=(said,), sample=sample, contained_at=locked, **UNREAD)
        case 1:  # trouble, looked after until now or a little later
            trouble = replace(
                said,
                kind=AnswerKind.TROUBLE,
                reason=draw(st.sampled_from([TroubleReason.NOT_MINE, TroubleReason.CANNOT_LOG_IN])),
                agent_until=draw(st.sampled_from([AT, FUTURE[0]])),
            )
            return replace(
                raw, answers=(trouble,), change=changed, mass_reset=False,
                contained_at=draw(st.none() | moments),
            )  # fmt: skip
        case 2:  # measured by the department itself, and drawn
            return replace(
                raw, origin=Origin.DEPARTMENT, change=changed, sample=sample, went_back=False
            )
        case 3:  # read as late after the word as makes a contradiction
            read_at = said.given_at + DEFAULT_POLICY.contradiction_after
            old, said = Interval.of(min(MOMENTS)), replace(said, cutoff=AT)
            return replace(
                raw, answers=(said,), change=old, change_read_at=read_at, went_back=False
            )
        case 4:  # changed as early before the order as still counts
            base = draw(moments)
            before = draw(st.sampled_from([DEFAULT_POLICY.early_window, timedelta(0)]))
            early = Interval.of(base - before)
            return replace(
                raw, fixed_cutoff=base, exposures=(), change=early, went_back=False,
                change_read_at=AT, answers=(replace(said, given_at=min(MOMENTS), cutoff=base),),
            )  # fmt: skip
        case 5:  # excused from a new username until now
            excused = RawExemption(min(MOMENTS), draw(st.sampled_from([AT, FUTURE[0]])), None)
            return replace(
                raw, username=(excused,), ask_username=True, username_changed_at=None,
                fixed_cutoff=min(few), exposures=(), change=Interval.of(AT),
            )  # fmt: skip
        case 6:  # excused as a whole until now
            excused = RawExemption(min(MOMENTS), draw(st.sampled_from([AT, FUTURE[0]])), None)
            return replace(raw, whole=(excused,), answers=(), exposures=(), change=None)
        case 7:  # locked at the source, said done, and found so when drawn
            said = replace(said, given_at=second, cutoff=draw(st.sampled_from([first, second])))
            drawn = ((draw(st.sampled_from([second, third])), True),)
            return replace(
                raw, answers=(said,), sample=drawn, contained_at=second, fixed_cutoff=first,
                exposures=(), **UNREAD,
            )  # fmt: skip
        case 8:  # changed, leaked again, and said done when that was heard of
            said = replace(said, given_at=draw(st.sampled_from([second, third])))
            return replace(
                raw, answers=(said,), fixed_cutoff=first, change=Interval.of(second),
                exposures=(RawExposure(third, third, False),),
            )  # fmt: skip
        case 9:  # disabled this very moment, or soon
            return replace(
                raw, disabled_at=draw(st.sampled_from([AT, FUTURE[0]])), change=None,
                register=None, exposures=(RawExposure(first, first, False),),
            )  # fmt: skip
        case _:  # somebody else may have changed it, or the owner who locked it; nothing else rings
            trouble = replace(
                said, kind=AnswerKind.TROUBLE, reason=TroubleReason.CANNOT_LOG_IN,
                agent_until=None, given_at=third,
            )  # fmt: skip
            changed_at, locked_at = draw(
                st.sampled_from([(second, None), (second, second), (third, None), (third, second)])
            )
            return replace(
                raw, answers=(trouble,), change=Interval.of(changed_at), contained_at=locked_at,
                fixed_cutoff=draw(st.sampled_from([first, second])),
                mass_reset=False, went_back=False, reseen_at=None, exposures=(),
                device_unclean=False,
            )  # fmt: skip


histories = st.one_of(wild, wild, edges, edges, rare(), rare())
