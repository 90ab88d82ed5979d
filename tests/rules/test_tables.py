"""The smaller tables: TLP, incidents, backups, retirement."""

from datetime import timedelta
from itertools import product

import pytest

from secops.rules import backup, incident, retirement, tlp
from secops.rules.incident import Phase
from secops.rules.refusal import MoveRefused
from secops.rules.retirement import State
from secops.rules.schedule import Schedule
from secops.rules.tlp import MailRule, Marking
from tests.rules.times import DAY, HOUR, LATER, NOW, ORDER, TICK

# --- TLP ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("clearance", "marking"), list(product(Marking, Marking)))
def test_a_person_sees_what_is_not_marked_above_his_clearance(clearance, marking):
    sees = tlp.ORDER.index(marking) <= tlp.ORDER.index(clearance)
    assert tlp.may_see(clearance, marking) is sees
    assert (marking in tlp.visible_to(clearance)) is sees
    if not sees:
        assert tlp.mail_rule(clearance, marking) is MailRule.NONE


def test_what_is_closer_than_amber_is_mailed_as_a_link_without_content():
    rules = [tlp.mail_rule(Marking.RED, marking) for marking in tlp.ORDER]
    assert rules == [*[MailRule.FULL] * 3, MailRule.NOTICE, MailRule.NOTICE]


@pytest.mark.parametrize(("current", "wanted"), list(product(Marking, Marking)))
def test_a_marking_is_never_widened_without_its_source(current, wanted):
    if tlp.rank(wanted) >= tlp.rank(current):
        assert tlp.remark(current, wanted) is wanted
    else:
        with pytest.raises(tlp.WideningRefused, match="tanpa persetujuan sumbernya"):
            tlp.remark(current, wanted)
        assert tlp.remark(current, wanted, source_agrees=True) is wanted


def test_several_texts_together_carry_the_strictest_marking():
    assert tlp.strictest([Marking.GREEN, Marking.AMBER_STRICT]) is Marking.AMBER_STRICT
    assert tlp.strictest([]) is Marking.CLEAR


def test_the_markings_that_a_text_names_are_read_as_they_are_printed():
    for marking in Marking:
        assert tlp.named_in(f"Kode: {tlp.PRINTED[marking]}, untuk lembaga Anda.") == [marking]
    assert tlp.named_in("TLP:REDAKSI, tlp:red, AMBER") == []


def test_every_marking_is_printed_explained_and_known_to_csaf():
    for table in (tlp.PRINTED, tlp.AUDIENCE, tlp.MAIL, tlp.CSAF_20):
        assert set(table) == set(tlp.ORDER) == set(Marking)
    assert set(tlp.CSAF_20.values()) == {"WHITE", "GREEN", "AMBER", "RED"}


# --- incidents ---------------------------------------------------------------------------------


def test_an_incident_walks_forward_step_by_step():
    phase = Phase.DETECTION
    for target in incident.PATH[1:]:
        phase = incident.move(phase, target)
    assert phase is Phase.CLOSED


@pytest.mark.parametrize(("current", "target"), list(product(Phase, Phase)))
def test_only_the_phases_of_the_table_follow_each_other(current, target):
    if (current, target) in incident.MOVES:
        assert incident.move(current, target, reason="Bukti baru") is target
    else:
        with pytest.raises(MoveRefused) as refused:
            incident.move(current, target, reason="Bukti baru")
        assert refused.value.code == incident.Refusal.NO_SUCH_MOVE


def test_falling_back_refuting_and_reopening_need_a_reason():
    for (current, target), reasoned in incident.MOVES.items():
        forward = (current, target) in set(zip(incident.PATH, incident.PATH[1:], strict=False))
        assert reasoned is not forward
        if reasoned:
            with pytest.raises(MoveRefused, match="alasan"):
                incident.move(current, target, reason="  ")


def test_an_incident_with_open_work_is_not_closed_and_says_what_is_open():
    with pytest.raises(MoveRefused, match="Laporan ke BSSN; Uji pemulihan") as refused:
        incident.move(Phase.LESSONS, Phase.CLOSED, open_work=["Laporan ke BSSN", "Uji pemulihan"])
    assert refused.value.code == incident.Refusal.WORK_OPEN
    assert "Still open" in refused.value.english


def test_the_law_knows_three_ways_to_establish_an_incident():
    assert len(incident.DetectionBasis) == 3


@pytest.mark.parametrize("risk", incident.Risk)
def test_a_report_is_due_on_vital_infrastructure_or_at_high_risk(risk):
    high = risk in (incident.Risk.HIGH, incident.Risk.VERY_HIGH)
    assert incident.must_report(risk, iiv=False) is high
    assert incident.must_report(risk, iiv=True)


# --- backups -----------------------------------------------------------------------------------

GOOD = backup.Facts(
    schedule=Schedule(every=DAY),
    grace=HOUR,
    last_run_at=LATER,
    last_success_at=LATER,
    restored_at=ORDER,
)


def backed_up(at=LATER, **facts):
    known = {name: getattr(GOOD, name) for name in GOOD.__slots__}
    return backup.derive(backup.Facts(**{**known, **facts}), at=at)


def test_a_backup_on_time_with_a_fresh_restore_test_is_proven():
    verdict = backed_up()
    assert verdict.state is backup.State.PROVEN
    assert verdict.recheck_at == LATER + DAY + HOUR


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        pytest.param({"last_run_at": None}, backup.State.NEVER, id="no run"),
        pytest.param({"last_run_at": LATER + TICK}, backup.State.NEVER, id="a run to come"),
        pytest.param({"last_run_failed": True}, backup.State.FAILING, id="failed"),
        pytest.param({"last_success_at": None}, backup.State.LATE, id="never a success"),
        pytest.param(
            {"last_success_at": LATER - DAY - HOUR - TICK}, backup.State.LATE, id="too old"
        ),
        pytest.param({"last_success_at": LATER - DAY - HOUR}, backup.State.PROVEN, id="just in"),
        pytest.param({"restored_at": None}, backup.State.UNPROVEN, id="never restored"),
        pytest.param({"restored_at": LATER + TICK}, backup.State.UNPROVEN, id="test to come"),
        pytest.param(
            {"restored_at": LATER - 90 * DAY - TICK}, backup.State.UNPROVEN, id="test too old"
        ),
        pytest.param({"restored_at": LATER - 90 * DAY}, backup.State.PROVEN, id="test just in"),
        pytest.param({"restore_failed_at": LATER}, backup.State.UNPROVEN, id="a later test failed"),
        pytest.param(
            {"restore_failed_at": ORDER - DAY}, backup.State.PROVEN, id="an earlier test failed"
        ),
        pytest.param(
            {"restore_interval": timedelta(hours=1)}, backup.State.UNPROVEN, id="own interval"
        ),
    ],
)
def test_the_first_line_that_holds_is_the_state_of_a_backup(facts, state):
    assert backed_up(**facts).state is state


def test_time_alone_makes_a_backup_late():
    assert backed_up(at=LATER + DAY + HOUR).state is backup.State.PROVEN
    assert backed_up(at=LATER + DAY + HOUR + TICK).state is backup.State.LATE


def test_the_backup_table_names_every_state_in_order():
    assert [state for state, _ in backup.ROWS] == list(backup.State)


# --- retirement --------------------------------------------------------------------------------

WITH_ALL = {
    "reason": "Masih dipakai",
    "proof": True,
    "assessed": True,
    "backup_proven": True,
    "followed": True,
    "delivered_at": ORDER,
    "due_at": ORDER + 14 * DAY,
    "at": NOW,
}


@pytest.mark.parametrize(("current", "target"), list(product(State, State)))
def test_only_the_moves_of_the_table_retire_an_application(current, target):
    if (current, target) in retirement.MOVES:
        assert retirement.move(current, target, **WITH_ALL) is target
    else:
        with pytest.raises(MoveRefused) as refused:
            retirement.move(current, target, **WITH_ALL)
        assert refused.value.code == retirement.NO_SUCH_MOVE


def test_an_archived_application_stays_archived_and_any_other_comes_back_with_a_reason():
    for state in State:
        back = (state, State.ACTIVE) in retirement.MOVES
        assert back is (state not in (State.ACTIVE, State.ARCHIVED))
        if back:
            with pytest.raises(MoveRefused, match="alasan"):
                retirement.move(state, State.ACTIVE, at=NOW)


def test_silence_is_consent_only_after_proven_delivery_and_the_deadline():
    def deem(**facts):
        return retirement.move(State.QUESTIONED, State.DEEMED_AGREED, **facts)

    end = ORDER + 14 * DAY
    assert deem(at=end + TICK, delivered_at=ORDER, due_at=end) is State.DEEMED_AGREED
    for facts in (
        {"at": end, "delivered_at": ORDER, "due_at": end},
        {"at": NOW, "delivered_at": None, "due_at": end},
        {"at": NOW, "delivered_at": ORDER, "due_at": None},
    ):
        with pytest.raises(MoveRefused) as refused:
            deem(**facts)
        assert refused.value.code == retirement.Need.SILENCE


#: What each need is met by, and what its refusal says.
NEEDS = {
    retirement.Need.REASON: ("reason", "alasan"),
    retirement.Need.PROOF: ("proof", "bukti dukung"),
    retirement.Need.ASSESSMENT: ("assessed", "formulir penilaian"),
    retirement.Need.BACKUP: ("backup_proven", "uji pemulihan"),
    retirement.Need.FOLLOWED: ("followed", "ikut ditutup"),
    retirement.Need.SILENCE: ("delivered_at", "bukti surat diterima"),
}


@pytest.mark.parametrize(("pair", "needs"), retirement.MOVES.items())
def test_a_move_without_one_of_its_needs_is_refused_in_words(pair, needs):
    for need in needs:
        name, words = NEEDS[need]
        without = {**WITH_ALL, name: None if need is retirement.Need.SILENCE else ""}
        with pytest.raises(MoveRefused, match=words) as refused:
            retirement.move(*pair, **without)
        assert refused.value.code == need
        assert refused.value.english


def test_each_step_out_of_service_needs_its_proof():
    steps = dict(retirement.MOVES)
    for target in retirement.PATH:
        needs = {need for pair, needs in steps.items() if pair[1] is target for need in needs}
        assert needs & {retirement.Need.PROOF, retirement.Need.BACKUP}
    assert retirement.Need.FOLLOWED in steps[State.DNS_REMOVED, State.ARCHIVED]


def test_the_way_out_is_one_way():
    for state in State:
        for target in retirement.next_steps(state):
            assert retirement.may_move(state, target)
            assert state is State.ACTIVE or not retirement.may_move(target, state)
