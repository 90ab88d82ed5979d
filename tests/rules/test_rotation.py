"""Facts in, state out: every row of the table, at its edges."""

from dataclasses import replace
from datetime import date

import pytest

from secops.rules.rotation import (
    ROWS,
    Alarm,
    AnswerKind,
    Facts,
    Interval,
    Origin,
    Policy,
    Reason,
    State,
    TroubleReason,
    Turn,
    alarms,
    derive,
    is_overdue,
    may_close,
    possible_takeover,
)
from tests.rules.times import DAY, HOUR, LATER, NOW, ORDER, TICK, wib

ORDER_DAY = Interval.of(date(2026, 11, 27))

#: An account in a campaign ordered at ORDER, leaked before it, told of nothing.
LEAKED = Facts(
    base=ORDER,
    newest_exposure=ORDER - 3 * DAY,
    newest_received=ORDER - DAY,
    exposed_live=True,
    has_address=True,
)


def given(**facts):
    """The leaked account with these facts."""
    return replace(LEAKED, **facts)


def changed(at=LATER, **facts):
    """The leaked account, changed at that moment by its holder, sessions ended by the change."""
    return given(
        **{
            "change_from": at,
            "change_to": at,
            "change_read_at": at + HOUR,
            "change_origin": Origin.OWNER,
            "ends_sessions_on_change": True,
            **facts,
        }
    )


def on_day(day, **facts):
    """The same where the system knows the day only."""
    return changed(**{"change_from": day.start, "change_to": day.end, **facts})


def said(kind=AnswerKind.DONE_BOTH, at=LATER, facts=LEAKED, **more):
    """The holder's standing answer, given under the cutoff of the order."""
    return replace(facts, **{"answer": kind, "answered_at": at, "answer_cutoff": ORDER, **more})


def state(facts, at=NOW):
    return derive(facts, at=at).state


def reasons(facts, at=NOW):
    return derive(facts, at=at).reasons


def turn(facts, at=NOW):
    return derive(facts, at=at).turn


# --- the table as a whole ----------------------------------------------------------------------


def test_the_rows_are_the_states_in_their_order_and_each_states_its_condition():
    assert [row.state for row in ROWS] == list(State)
    assert all(row.holds.__doc__ for row in ROWS)


def test_each_row_wins_over_those_below_it():
    """From the bottom up, each new fact lifts the account one row further."""
    facts = LEAKED
    climbed = [state(facts)]
    for step in (
        {"told_at": ORDER},
        {"answer": AnswerKind.DONE_BOTH, "answered_at": LATER, "answer_cutoff": ORDER},
        {"reads_passwords": False, "sample_passed_at": LATER + HOUR},
        {
            "change_from": ORDER - 30 * DAY,
            "change_to": ORDER - 30 * DAY,
            "change_read_at": LATER + 2 * DAY,
        },
        {"change_from": LATER + HOUR, "change_to": LATER + HOUR, "sessions_revoked_at": ORDER},
        {"exempt_approved_at": LATER},
        {"contained_at": ORDER, "reads_passwords": True},
        {"sessions_revoked_at": LATER + HOUR},
        {"newest_exposure": LATER + DAY, "newest_received": LATER + DAY},
        {"answer": AnswerKind.TROUBLE, "answered_at": LATER + 2 * DAY},
        {"answer_reason": TroubleReason.NOT_MINE},
        {"disabled_at": LATER},
    ):
        facts = replace(facts, **step)
        climbed.append(state(facts))
    assert climbed == list(reversed(State))


def test_an_account_of_which_nothing_is_known_is_open_and_not_usable():
    verdict = derive(Facts(), at=NOW)
    assert (verdict.state, verdict.turn, verdict.usable) == (State.OPEN, Turn.AGENT, False)
    assert verdict.cutoff is None
    assert verdict.reasons == ()
    assert verdict.recheck_at is None


# --- 1 disabled --------------------------------------------------------------------------------


def test_a_closed_account_is_disabled_from_that_very_moment():
    facts = given(disabled_at=LATER)
    assert state(facts, at=LATER - TICK) == State.OPEN
    assert derive(facts, at=LATER - TICK).recheck_at == LATER
    verdict = derive(facts, at=LATER)
    assert (verdict.state, verdict.turn, verdict.usable) == (State.DISABLED, Turn.NONE, False)
    assert verdict.recheck_at is None


# --- 2 disowned, 3 needs help ------------------------------------------------------------------


def test_an_account_that_its_holder_disowns_waits_for_the_agent_then_the_office():
    facts = said(AnswerKind.TROUBLE, answer_reason=TroubleReason.NOT_MINE, agent_until=LATER + DAY)
    assert state(facts) == State.DISOWNED
    assert turn(facts, at=LATER) == Turn.AGENT
    assert derive(facts, at=LATER).recheck_at == LATER + DAY
    assert turn(facts, at=LATER + DAY) == Turn.OFFICE
    assert turn(replace(facts, agent_until=None)) == Turn.AGENT


def test_a_disowned_account_stays_so_whatever_changed():
    facts = said(AnswerKind.TROUBLE, facts=changed(LATER + DAY), answer_reason="not_mine")
    assert state(replace(facts, answer_reason=TroubleReason.NOT_MINE)) == State.DISOWNED


@pytest.mark.parametrize("reason", sorted(set(TroubleReason) - {TroubleReason.NOT_MINE}))
def test_any_other_trouble_needs_help_of_the_agent(reason):
    facts = said(AnswerKind.TROUBLE, answer_reason=reason)
    assert (state(facts), turn(facts)) == (State.NEEDS_HELP, Turn.AGENT)


def test_a_trouble_ends_with_a_change_after_it_not_with_one_at_it():
    trouble = {"answer_reason": TroubleReason.CANNOT_LOG_IN}
    assert state(said(AnswerKind.TROUBLE, facts=changed(LATER), **trouble)) == State.NEEDS_HELP
    after = said(AnswerKind.TROUBLE, facts=changed(LATER + TICK), **trouble)
    assert state(after) == State.VERIFIED


def test_a_day_does_not_end_a_trouble_of_that_day():
    same_day = Interval.of(LATER.date())
    facts = said(AnswerKind.TROUBLE, facts=on_day(same_day))
    assert state(facts) == State.NEEDS_HELP


def test_a_password_changed_by_nobody_known_is_a_possible_takeover():
    facts = said(
        AnswerKind.TROUBLE,
        facts=changed(ORDER + HOUR),
        answer_reason=TroubleReason.CANNOT_LOG_IN,
    )
    assert possible_takeover(facts)
    assert alarms(facts, derive(facts, at=NOW)) == (Alarm.POSSIBLE_TAKEOVER,)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"contained_at": ORDER + HOUR}, id="the owner's lock"),
        pytest.param({"mass_reset": True}, id="a mass reset"),
        pytest.param({"mass_reset": True, "mass_reset_believed": True}, id="a believed one"),
        pytest.param({"answer_reason": TroubleReason.SHARED}, id="another reason"),
        pytest.param({"answer": AnswerKind.NOT_YET}, id="no trouble"),
        pytest.param({"change_from": ORDER, "change_to": ORDER}, id="at base"),
        pytest.param({"change_from": LATER, "change_to": LATER}, id="at the answer"),
        pytest.param({"change_from": None, "change_to": None}, id="no change known"),
        pytest.param({"base": None}, id="no base"),
    ],
)
def test_a_change_that_explains_itself_rings_no_bell(facts):
    suspicious = said(
        AnswerKind.TROUBLE,
        facts=changed(ORDER + HOUR),
        answer_reason=TroubleReason.CANNOT_LOG_IN,
    )
    assert not possible_takeover(replace(suspicious, **facts))


def test_a_day_that_may_hold_a_takeover_rings_the_bell():
    facts = said(
        AnswerKind.TROUBLE,
        at=ORDER + HOUR,
        facts=on_day(ORDER_DAY),
        answer_reason=TroubleReason.CANNOT_LOG_IN,
    )
    assert possible_takeover(facts)


# --- 4 re-exposed ------------------------------------------------------------------------------

LEAKED_AGAIN = {"newest_exposure": LATER + DAY, "newest_received": LATER + 2 * DAY}


def test_a_changed_password_that_leaks_again_is_reexposed():
    verdict = derive(changed(**LEAKED_AGAIN, device_unclean=True), at=NOW)
    assert (verdict.state, verdict.turn, verdict.usable) == (State.REEXPOSED, Turn.HOLDER, True)
    assert verdict.reasons == (Reason.DEVICE_NOT_CLEAN,)
    assert verdict.cutoff == LATER + DAY


def test_a_change_at_the_new_exposure_is_not_after_it():
    assert state(changed(LATER + DAY, **LEAKED_AGAIN)) == State.REEXPOSED
    assert state(changed(LATER + DAY + TICK, **LEAKED_AGAIN)) == State.VERIFIED


def test_a_change_at_base_was_never_a_change():
    assert state(changed(ORDER, **LEAKED_AGAIN)) == State.OPEN


def test_a_date_only_exposure_counts_at_the_end_of_its_day():
    leaked_on = Interval.of(date(2026, 12, 1))
    facts = {"newest_exposure": leaked_on.end, "newest_received": wib(2, 9, month=12)}
    assert state(changed(leaked_on.end, **facts)) == State.REEXPOSED
    assert state(changed(leaked_on.end + TICK, **facts)) == State.VERIFIED


def test_done_after_the_new_receipt_ends_a_reexposure_done_before_it_does_not():
    facts = changed(**LEAKED_AGAIN)
    received = LATER + 2 * DAY
    assert state(said(at=received, facts=facts)) == State.REEXPOSED
    assert state(said(at=received + TICK, facts=facts)) == State.CLAIMED


def test_a_trouble_after_the_new_receipt_goes_first():
    facts = said(AnswerKind.TROUBLE, at=LATER + 3 * DAY, facts=changed(**LEAKED_AGAIN))
    assert state(facts) == State.NEEDS_HELP


def test_not_yet_does_not_end_a_reexposure():
    facts = said(AnswerKind.NOT_YET, at=LATER + 3 * DAY, facts=changed(**LEAKED_AGAIN))
    assert state(facts) == State.REEXPOSED


def test_a_lock_after_the_new_exposure_ends_a_reexposure():
    facts = changed(**LEAKED_AGAIN)
    assert state(replace(facts, contained_at=LATER + DAY)) == State.REEXPOSED
    assert state(replace(facts, contained_at=LATER + DAY + TICK)) == State.CONTAINED


# --- 5 verified --------------------------------------------------------------------------------


def test_a_change_after_the_cutoff_with_nothing_missing_is_verified():
    verdict = derive(changed(ORDER + TICK), at=NOW)
    assert (verdict.state, verdict.reasons) == (State.VERIFIED, ())
    assert (verdict.turn, verdict.usable) == (Turn.NONE, False)


def test_a_change_at_the_cutoff_is_not_after_it():
    assert state(changed(ORDER)) == State.OPEN


def test_without_a_cutoff_nothing_is_verified():
    assert state(changed(base=None, newest_exposure=None)) == State.OPEN


def test_without_a_base_the_newest_exposure_is_the_bar():
    assert state(changed(ORDER - 3 * DAY, base=None)) == State.OPEN
    assert state(changed(ORDER - 3 * DAY + TICK, base=None)) == State.VERIFIED


def test_without_a_base_a_username_is_measured_by_the_cutoff():
    facts = changed(base=None, ask_username=True, username_changed_at=ORDER - 3 * DAY)
    assert reasons(facts) == (Reason.USERNAME_UNCHANGED,)
    assert state(replace(facts, username_changed_at=ORDER - 3 * DAY + TICK)) == State.VERIFIED


@pytest.mark.parametrize(
    ("facts", "reason", "whose"),
    [
        pytest.param(
            {"ends_sessions_on_change": False},
            Reason.SESSIONS_ALIVE,
            Turn.APPLICATION_ADMINISTRATOR,
            id="sessions alive",
        ),
        pytest.param({"ask_username": True}, Reason.USERNAME_UNCHANGED, Turn.HOLDER, id="username"),
        pytest.param(
            {"mass_reset": True}, Reason.RESET_BY_ADMINISTRATOR, Turn.HOLDER, id="mass reset"
        ),
        pytest.param(
            {"change_origin": Origin.DEPARTMENT},
            Reason.SELF_MEASURED,
            Turn.OFFICE,
            id="self-measured",
        ),
        pytest.param(
            {"reseen_at": LATER + DAY},
            Reason.SAME_SECRET_AFTER_CHANGE,
            Turn.HOLDER,
            id="same secret",
        ),
    ],
)
def test_one_thing_missing_makes_it_partial_and_says_which(facts, reason, whose):
    verdict = derive(changed(**facts), at=NOW)
    assert (verdict.state, verdict.reasons, verdict.turn) == (State.PARTIAL, (reason,), whose)
    assert verdict.usable


def test_sessions_come_before_other_gaps_and_self_measured_counts_only_alone():
    both = changed(ends_sessions_on_change=False, ask_username=True)
    assert reasons(both) == (Reason.SESSIONS_ALIVE, Reason.USERNAME_UNCHANGED)
    assert turn(both) == Turn.APPLICATION_ADMINISTRATOR
    assert turn(changed(change_origin=Origin.DEPARTMENT, ask_username=True)) == Turn.HOLDER
    beside = changed(change_origin=Origin.DEPARTMENT, device_unclean=True, reports_sessions=False)
    assert turn(beside) == Turn.OFFICE


# sessions


@pytest.mark.parametrize(
    ("facts", "gone"),
    [
        pytest.param({"sessions_revoked_at": LATER}, True, id="revoked at the change"),
        pytest.param({"sessions_revoked_at": LATER - TICK}, False, id="revoked before it"),
        pytest.param({"zero_sessions_at": LATER + TICK}, True, id="none open after it"),
        pytest.param({"zero_sessions_at": LATER}, False, id="none open at it"),
        pytest.param({"ends_sessions_on_change": True}, True, id="the change ends them"),
        pytest.param({}, False, id="nothing known"),
    ],
)
def test_sessions_are_gone_by_any_of_three_facts(facts, gone):
    account = changed(**{"ends_sessions_on_change": False, **facts})
    assert state(account) == (State.VERIFIED if gone else State.PARTIAL)


def test_a_change_of_a_day_is_measured_at_its_end_for_sessions():
    day = Interval.of(LATER.date())
    account = on_day(day, ends_sessions_on_change=False)
    assert state(replace(account, sessions_revoked_at=day.end - TICK)) == State.PARTIAL
    assert state(replace(account, sessions_revoked_at=day.end)) == State.VERIFIED
    assert state(replace(account, sessions_revoked_at=day.start)) == State.PARTIAL
    assert state(replace(account, zero_sessions_at=day.end)) == State.PARTIAL
    assert state(replace(account, zero_sessions_at=day.end + TICK)) == State.VERIFIED


def test_a_system_without_session_reports_passes_and_says_so():
    facts = changed(ends_sessions_on_change=False, reports_sessions=False)
    verdict = derive(facts, at=NOW)
    assert (verdict.state, verdict.reasons) == (State.VERIFIED, (Reason.SESSIONS_UNPROVEN,))


# username


@pytest.mark.parametrize(
    ("facts", "fine"),
    [
        pytest.param({"username_changed_at": ORDER + TICK}, True, id="changed after base"),
        pytest.param({"username_changed_at": ORDER}, False, id="changed at base"),
        pytest.param({"username_exempt": True}, True, id="exempt"),
        pytest.param(
            {"username_exempt": True, "username_exempt_until": NOW + TICK}, True, id="exempt still"
        ),
        pytest.param(
            {"username_exempt": True, "username_exempt_until": NOW}, False, id="exempt no more"
        ),
        pytest.param({"ask_username": False}, True, id="not asked"),
    ],
)
def test_a_username_is_changed_after_base_or_excused(facts, fine):
    account = changed(**{"ask_username": True, **facts})
    assert state(account) == (State.VERIFIED if fine else State.PARTIAL)


def test_a_username_counts_from_base_even_where_the_cutoff_has_risen():
    facts = changed(LATER + 2 * DAY, **LEAKED_AGAIN, ask_username=True)
    assert state(replace(facts, username_changed_at=ORDER + TICK)) == State.VERIFIED


# who changed it


def test_a_believed_mass_reset_is_proof():
    assert state(changed(mass_reset=True, mass_reset_believed=True)) == State.VERIFIED


def test_the_owners_own_reset_is_containment_not_rotation():
    facts = changed(contained_at=LATER)
    assert (state(facts), reasons(facts)) == (State.CONTAINED, (Reason.OWNER_RESET,))
    own = replace(facts, contained_at=LATER - TICK)
    assert (state(own), reasons(own)) == (State.VERIFIED, ())


def test_a_department_cannot_measure_itself_until_a_sample_check_after_the_change():
    facts = changed(change_origin=Origin.DEPARTMENT)
    assert state(replace(facts, sample_passed_at=LATER)) == State.PARTIAL
    assert state(replace(facts, sample_passed_at=LATER + TICK)) == State.VERIFIED


@pytest.mark.parametrize("origin", [Origin.OWNER, Origin.OFFICE, Origin.REGISTER, None])
def test_any_other_origin_is_proof(origin):
    assert state(changed(change_origin=origin)) == State.VERIFIED


def test_an_old_secret_seen_at_the_change_is_not_seen_after_it():
    assert state(changed(reseen_at=LATER)) == State.VERIFIED
    facts = changed(reseen_at=LATER + TICK)
    assert alarms(facts, derive(facts, at=NOW)) == (Alarm.SAME_SECRET_AFTER_CHANGE,)


def test_an_unclean_device_is_said_but_does_not_block():
    verdict = derive(changed(device_unclean=True), at=NOW)
    assert (verdict.state, verdict.reasons) == (State.VERIFIED, (Reason.DEVICE_NOT_CLEAN,))


# --- 6 contained -------------------------------------------------------------------------------


def test_a_lock_counts_after_the_newest_exposure_not_at_it():
    assert state(given(contained_at=ORDER - 3 * DAY)) == State.OPEN
    verdict = derive(given(contained_at=ORDER - 3 * DAY + TICK), at=NOW)
    assert (verdict.state, verdict.turn, verdict.usable) == (State.CONTAINED, Turn.HOLDER, False)


def test_without_an_exposure_a_lock_counts_after_base():
    unexposed = given(newest_exposure=None, newest_received=None, exposed_live=False)
    assert state(replace(unexposed, contained_at=ORDER)) == State.OPEN
    assert state(replace(unexposed, contained_at=ORDER + TICK)) == State.CONTAINED
    assert state(replace(unexposed, base=None, contained_at=LATER)) == State.OPEN


def test_after_done_a_contained_account_waits_for_a_reading():
    assert turn(said(facts=given(contained_at=ORDER))) == Turn.APPLICATION_ADMINISTRATOR


def test_a_sample_lifts_a_contained_account_to_attested_and_it_stays_unusable():
    facts = said(
        facts=given(contained_at=ORDER), reads_passwords=False, sample_passed_at=LATER + DAY
    )
    verdict = derive(facts, at=NOW)
    assert (verdict.state, verdict.usable) == (State.ATTESTED, False)


# --- 7 exempt ----------------------------------------------------------------------------------


def test_an_exemption_holds_from_its_approval_up_to_its_end():
    facts = given(exempt_approved_at=LATER, exempt_until=LATER + DAY)
    assert state(facts, at=LATER - TICK) == State.OPEN
    assert derive(facts, at=LATER - TICK).recheck_at == LATER
    assert (state(facts, at=LATER), turn(facts, at=LATER)) == (State.EXEMPT, Turn.NONE)
    assert derive(facts, at=LATER).recheck_at == LATER + DAY
    assert state(facts, at=LATER + DAY) == State.OPEN
    assert derive(facts, at=LATER + DAY).recheck_at is None


def test_an_exemption_without_end_holds_and_stays_usable():
    verdict = derive(given(exempt_approved_at=LATER), at=NOW)
    assert (verdict.state, verdict.usable, verdict.recheck_at) == (State.EXEMPT, True, None)


def test_an_exposure_received_after_the_approval_ends_the_exemption():
    facts = given(exempt_approved_at=LATER)
    assert state(replace(facts, newest_received=LATER)) == State.EXEMPT
    assert state(replace(facts, newest_received=LATER + TICK)) == State.OPEN


# --- 9 contradicted ----------------------------------------------------------------------------


def contradicted(**facts):
    """Said done at LATER; a reading 25 hours on still shows a change long before the order."""
    return said(facts=changed(ORDER - 30 * DAY, change_read_at=LATER + 25 * HOUR), **facts)


def test_a_system_that_shows_no_change_a_day_after_done_contradicts():
    facts = contradicted()
    assert (state(facts), reasons(facts)) == (State.CONTRADICTED, (Reason.UNCHANGED_SINCE,))
    assert turn(facts) == Turn.HOLDER


def test_a_reading_of_exactly_24_hours_later_is_not_later():
    at_limit = replace(contradicted(), change_read_at=LATER + 24 * HOUR)
    assert state(at_limit) == State.CLAIMED
    assert state(replace(at_limit, change_read_at=LATER + 24 * HOUR + TICK)) == State.CONTRADICTED
    patient = derive(contradicted(), at=NOW, policy=Policy(contradiction_after=2 * DAY))
    assert patient.state == State.CLAIMED


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"answer_cutoff": None}, id="the cutoff then is not known"),
        pytest.param({"change_read_at": None}, id="only the register says so"),
        pytest.param({"change_from": None, "change_to": None}, id="the reading carries no change"),
        pytest.param({"went_back": True}, id="the reading went back"),
        pytest.param({"answered_at": None}, id="the time of the answer is not known"),
    ],
)
def test_doubt_never_makes_red(facts):
    assert state(replace(contradicted(), **facts)) == State.CLAIMED


def test_what_leaked_after_his_answer_does_not_contradict_him():
    facts = said(
        at=ORDER + 2 * HOUR,
        facts=changed(
            ORDER + HOUR, change_read_at=LATER, newest_exposure=LATER, newest_received=ORDER + HOUR
        ),
    )
    assert state(facts) == State.CLAIMED


def test_a_change_of_a_day_is_measured_at_its_end_for_red():
    facts = said(facts=on_day(ORDER_DAY, change_read_at=LATER + 2 * DAY))
    assert state(facts) == State.CLAIMED
    day_before = Interval.of(date(2026, 11, 26))
    red = said(facts=on_day(day_before, change_read_at=LATER + 2 * DAY))
    assert state(red) == State.CONTRADICTED


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        pytest.param(ORDER, Reason.CHANGED_TOO_EARLY, id="at base"),
        pytest.param(ORDER - 7 * DAY, Reason.CHANGED_TOO_EARLY, id="seven days before"),
        pytest.param(ORDER - 7 * DAY - TICK, Reason.UNCHANGED_SINCE, id="longer before"),
    ],
)
def test_a_change_shortly_before_the_order_was_too_early_which_is_not_red(at, reason):
    older_leak = {"newest_exposure": ORDER - 90 * DAY, "change_from": at, "change_to": at}
    assert reasons(replace(contradicted(), **older_leak)) == (reason, Reason.ALREADY_ROTATED)


def test_a_day_that_touches_the_seven_days_is_not_red():
    day = Interval.of(date(2026, 11, 20))
    assert day.start < ORDER - 7 * DAY < day.end
    facts = replace(contradicted(), change_from=day.start, change_to=day.end)
    assert reasons(facts) == (Reason.CHANGED_TOO_EARLY,)


def test_a_reading_that_went_back_is_an_alarm():
    facts = given(went_back=True)
    assert reasons(facts) == (Reason.READING_WENT_BACK,)
    assert alarms(facts, derive(facts, at=NOW)) == (Alarm.READING_WENT_BACK,)


# --- 10 attested, 11 claimed, 12 told, 13 open -------------------------------------------------


def test_done_and_a_sample_after_it_attest_where_no_reading_can_tell():
    facts = said(reads_passwords=False)
    assert state(replace(facts, sample_passed_at=LATER)) == State.CLAIMED
    verdict = derive(replace(facts, sample_passed_at=LATER + TICK), at=NOW)
    assert (verdict.state, verdict.turn, verdict.usable) == (State.ATTESTED, Turn.NONE, True)


def test_a_sample_attests_nothing_where_readings_can_tell():
    assert state(said(sample_passed_at=LATER + DAY)) == State.CLAIMED


def test_a_leak_after_the_answer_takes_the_attestation_away():
    facts = said(reads_passwords=False, sample_passed_at=LATER + DAY)
    assert state(facts) == State.ATTESTED
    assert state(replace(facts, newest_exposure=ORDER + TICK)) == State.CLAIMED
    assert state(replace(facts, answer_cutoff=None)) == State.CLAIMED


@pytest.mark.parametrize("kind", [AnswerKind.DONE_BOTH, AnswerKind.DONE_PASSWORD])
def test_both_kinds_of_done_are_a_claim(kind):
    facts = said(kind)
    assert (state(facts), turn(facts)) == (State.CLAIMED, Turn.APPLICATION_ADMINISTRATOR)
    assert derive(facts, at=NOW).usable


def test_not_yet_is_no_state_of_its_own():
    assert state(said(AnswerKind.NOT_YET)) == State.OPEN
    assert state(said(AnswerKind.NOT_YET, told_at=ORDER)) == State.TOLD


def test_a_told_account_is_the_holders_turn():
    assert (state(given(told_at=ORDER)), turn(given(told_at=ORDER))) == (State.TOLD, Turn.HOLDER)


def test_an_open_account_without_an_address_is_the_agents_turn():
    assert turn(given()) == Turn.HOLDER
    assert turn(given(has_address=False)) == Turn.AGENT


# --- a day on the cutoff's own day -------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, State.OPEN, id="open"),
        pytest.param({"has_address": False}, State.OPEN, id="open, no address"),
        pytest.param({"told_at": ORDER}, State.TOLD, id="told"),
        pytest.param(
            {"answer": AnswerKind.DONE_BOTH, "answered_at": LATER}, State.CLAIMED, id="claimed"
        ),
        pytest.param({"contained_at": ORDER}, State.CONTAINED, id="contained"),
    ],
)
def test_the_cutoffs_own_day_leaves_the_time_unknown_and_the_turn_to_the_office(facts, expected):
    verdict = derive(on_day(ORDER_DAY, newest_exposure=ORDER - 3 * DAY, **facts), at=NOW)
    assert (verdict.state, verdict.turn) == (expected, Turn.OFFICE)
    assert Reason.TIME_UNKNOWN in verdict.reasons


@pytest.mark.parametrize("bar", [ORDER_DAY.start, ORDER, ORDER_DAY.end])
def test_both_edges_of_the_day_are_the_days_own(bar):
    facts = on_day(ORDER_DAY, base=bar)
    assert state(facts) == State.OPEN
    assert Reason.TIME_UNKNOWN in reasons(facts)


def test_the_day_before_and_the_day_after_are_known():
    before = on_day(Interval.of(date(2026, 11, 26)))
    assert Reason.TIME_UNKNOWN not in reasons(before)
    assert state(on_day(Interval.of(date(2026, 11, 28)))) == State.VERIFIED


def test_an_exact_time_is_never_unknown():
    assert Reason.TIME_UNKNOWN not in reasons(changed(ORDER))


def test_a_new_leak_on_the_day_of_the_change_is_the_offices_to_find_out():
    day = Interval.of(LATER.date())
    facts = on_day(day, newest_exposure=LATER, newest_received=LATER)
    assert (state(facts), turn(facts)) == (State.REEXPOSED, Turn.OFFICE)


def test_a_sample_check_settles_an_unknown_time_after_done():
    facts = said(facts=on_day(ORDER_DAY), sample_passed_at=LATER + DAY)
    assert (state(facts), turn(facts)) == (State.ATTESTED, Turn.NONE)


# --- usable, already rotated, overdue, closing -------------------------------------------------


def test_usable_is_read_from_the_facts_whatever_row_won():
    disowned = {"answer": AnswerKind.TROUBLE, "answer_reason": TroubleReason.NOT_MINE}
    assert derive(given(**disowned), at=NOW).usable
    assert not derive(changed(**disowned), at=NOW).usable
    assert not derive(given(**disowned, contained_at=ORDER), at=NOW).usable
    assert not derive(given(exposed_live=False), at=NOW).usable


def test_a_leak_older_than_the_password_is_already_rotated():
    facts = changed(ORDER - DAY, exposed_live=False)
    verdict = derive(facts, at=NOW)
    assert (verdict.state, verdict.reasons) == (State.OPEN, (Reason.ALREADY_ROTATED,))
    assert not verdict.usable
    assert reasons(changed(ORDER - 3 * DAY)) == ()


def test_overdue_is_after_the_due_time_and_not_done():
    assert not is_overdue(State.OPEN, NOW, at=NOW)
    assert is_overdue(State.CLAIMED, NOW, at=NOW + TICK)
    for state_done in (State.DISABLED, State.VERIFIED, State.EXEMPT):
        assert not is_overdue(state_done, NOW, at=NOW + DAY)


def test_a_campaign_closes_when_every_account_is_done_or_attested():
    settled = [State.DISABLED, State.VERIFIED, State.EXEMPT, State.ATTESTED]
    assert may_close(settled)
    assert may_close([])
    for other in set(State) - set(settled):
        assert not may_close([*settled, other])
