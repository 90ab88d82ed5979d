"""What must hold for every account whatever its facts."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from secops.rules.rotation import (
    DONE,
    MISSING,
    SETTLED,
    Facts,
    Interval,
    Reason,
    State,
    Turn,
    derive,
    possible_takeover,
)
from tests.rules.random_facts import facts, maybe, moments

#: Facts that speak for the account, and what it can never gain by losing one. (Without a change an
#: account is no longer re-exposed, and an older answer or exemption of it may step forward.)
GAINED = {
    "change": frozenset({State.DISABLED, State.VERIFIED}),
    **dict.fromkeys(
        (
            "username_changed_at",
            "sessions_revoked_at",
            "zero_sessions_at",
            "sample_passed_at",
            "disabled_at",
            "exempt_approved_at",
        ),
        SETTLED,
    ),
}
IN_FAVOUR = sorted(GAINED)


@given(facts(), moments)
def test_a_verified_change_lies_after_everything_known(known, at):
    unanswered = replace(known, disabled_at=None, answer=None, answer_reason=None)
    if derive(unanswered, at=at).state is State.VERIFIED:
        assert known.change_from is not None
        assert known.base is None or known.change_from > known.base
        assert known.newest_exposure is None or known.change_from > known.newest_exposure
        assert known.base or known.newest_exposure


@given(facts(), moments, st.sampled_from(IN_FAVOUR))
def test_forgetting_a_good_fact_never_settles_an_account(known, at, name):
    forgotten = {"change_from": None, "change_to": None} if name == "change" else {name: None}
    poorer = derive(replace(known, **forgotten), at=at).state
    before = derive(known, at=at).state
    assert before in SETTLED or poorer not in GAINED[name]


@given(facts(), moments)
def test_blurring_a_change_to_its_day_never_verifies_and_never_contradicts(known, at):
    if known.change_from is None:
        return
    sharp = derive(known, at=at).state
    day = Interval.of(known.change_from.date())
    blurred = derive(replace(known, change_from=day.start, change_to=day.end), at=at).state
    assert not (blurred is State.VERIFIED and sharp is not State.VERIFIED)
    if blurred is State.CONTRADICTED:
        assert sharp in {State.CONTRADICTED, State.REEXPOSED, State.PARTIAL, State.VERIFIED}


@given(facts(), moments)
def test_nobody_has_a_turn_exactly_where_the_account_is_settled(known, at):
    verdict = derive(known, at=at)
    assert (verdict.turn is Turn.NONE) == (verdict.state in SETTLED)


@given(facts(), moments)
def test_reasons_stand_in_their_fixed_order_and_partial_always_has_one(known, at):
    verdict = derive(known, at=at)
    order = list(Reason)
    assert list(verdict.reasons) == sorted(set(verdict.reasons), key=order.index)
    missing = MISSING.intersection(verdict.reasons)
    if verdict.state is State.PARTIAL:
        assert missing
    if verdict.state is State.VERIFIED:
        assert not missing
    red = {Reason.UNCHANGED_SINCE, Reason.CHANGED_TOO_EARLY}.intersection(verdict.reasons)
    assert len(red) == (verdict.state is State.CONTRADICTED)


@given(facts(), moments)
def test_what_is_usable_was_live_and_is_neither_disabled_nor_verified(known, at):
    verdict = derive(known, at=at)
    if verdict.usable:
        assert known.exposed_live
        assert verdict.state not in {State.DISABLED, State.VERIFIED, State.CONTAINED}


@given(facts(), moments, moments)
def test_until_its_recheck_a_verdict_stands(known, at, later):
    verdict = derive(known, at=at)
    if at < later and (verdict.recheck_at is None or later < verdict.recheck_at):
        assert derive(known, at=later) == verdict


@given(facts(), moments)
def test_a_recheck_always_lies_ahead(known, at):
    recheck_at = derive(known, at=at).recheck_at
    assert recheck_at is None or recheck_at > at


@given(facts(), moments, maybe)
def test_what_no_row_reads_changes_nothing(known, at, other):
    changed = replace(known, campaign_ordered_at=other, last_login_at=other)
    assert derive(changed, at=at) == derive(known, at=at)


@given(facts(), moments)
def test_no_facts_break_the_table(known, at):
    verdict = derive(known, at=at)
    assert verdict.state in set(State)
    assert possible_takeover(known) in {True, False}
    assert DONE < SETTLED


def test_every_fact_is_a_plain_column():
    """One to one with SQL: moments, flags and codes, nothing nested."""
    kinds = {field.type for field in fields(Facts)}
    assert kinds == {
        "datetime | None",
        "bool",
        "Origin | None",
        "AnswerKind | None",
        "TroubleReason | None",
    }
