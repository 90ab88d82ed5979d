"""RULES 7 through the actions: every state with every deed, rows, trail, files, words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from accounts.models import Department, User
from secops.audit.models import Entry
from secops.compliance.retirements import actions
from secops.compliance.retirements.models import Assessment, Channel, Proof, Retirement, Step
from secops.inventory.models import Application
from secops.rules.refusal import MoveRefused
from secops.rules.retirement import MOVES, NO_SUCH_MOVE, Need, State
from tests.retirements.support import (
    ASKED,
    DUE,
    LATER,
    RECEIVED,
    asked,
    brought_to,
    files,
    fresh,
    keeping,
    old_application,
    received,
)

Deed = Callable[[Retirement, User, User], Any]

#: Target -> the deed that leads there, with everything it needs.
DEEDS: dict[State, Deed] = {
    State.ACTIVE: lambda it, office, head: actions.back_to_active(
        it, reason="Ternyata dipakai", by=office, at=LATER
    ),
    State.QUESTIONED: lambda it, office, head: actions.ask_owner(
        it.application, number="1", text="", by=office, at=LATER
    ),
    State.KEPT: lambda it, office, head: actions.keep_in_use(it, keeping(), by=head, at=LATER),
    State.AGREED: lambda it, office, head: actions.agree(it, by=head, at=LATER),
    State.SUSPENDED: lambda it, office, head: actions.suspend(
        it, files=files(), by=office, at=LATER
    ),
    State.DATA_BACKED_UP: lambda it, office, head: actions.note_backup(
        it, files=files(), by=office, at=LATER
    ),
    State.DNS_REMOVED: lambda it, office, head: actions.remove_names(
        it, files=files(), by=office, at=LATER
    ),
    State.ARCHIVED: lambda it, office, head: actions.archive(
        it, files=files(), by=office, at=LATER
    ),
}


@pytest.fixture
def lama(dinsos: Department) -> Application:
    return old_application(dinsos)


def standing_in(state: State, application: Application, by: User) -> Retirement:
    """A row put into a state by hand, so that every pair can be tried."""
    return Retirement.objects.create(
        application=application,
        state=state,
        changed_at=ASKED,
        opened_by=by,
        letter_number="1",
        letter_version=1,
        sent_at=ASKED,
        delivered_at=RECEIVED,
        due_at=DUE,
    )


@pytest.mark.parametrize(("current", "target"), list(product(State, DEEDS)))
def test_every_state_with_every_deed(
    current: State, target: State, lama: Application, olga: User, kartini: User
) -> None:
    retirement = standing_in(current, lama, olga)
    if (current, target) in MOVES:
        DEEDS[target](retirement, olga, kartini)
        assert fresh(retirement).state == target
        step = retirement.steps.get()
        assert (step.from_state, step.to_state) == (current, target)
        assert Entry.objects.filter(verb=f"retirement.{target}").count() == 1
    else:
        with pytest.raises(MoveRefused) as refused:
            DEEDS[target](retirement, olga, kartini)
        assert refused.value.code == NO_SUCH_MOVE
        assert "Langkah ini tidak dapat diambil" in str(refused.value)
        assert fresh(retirement).state == current
        assert not retirement.steps.exists()


@pytest.mark.parametrize("current", State)
def test_only_a_question_is_ever_deemed_agreed(
    current: State, lama: Application, olga: User
) -> None:
    retirement = standing_in(current, lama, olga)
    moved = actions.deem_agreed(retirement, at=LATER)
    assert moved is (current is State.QUESTIONED)
    assert (fresh(retirement).state == State.DEEMED_AGREED) is (
        current in (State.QUESTIONED, State.DEEMED_AGREED)
    )


def test_the_whole_way_leaves_steps_with_minutes_and_files(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = brought_to(State.ARCHIVED, lama, office=olga, head=kartini)
    numbers = [step.number for step in retirement.steps.all()]
    assert numbers == [f"BA-2026-{retirement.pk}-{n}" for n in range(1, 7)]
    targets = [step.to_state for step in retirement.steps.all()]
    assert targets == [
        "questioned", "agreed", "suspended", "data_backed_up", "dns_removed", "archived",
    ]  # fmt: skip
    assert Proof.objects.filter(step__to_state="suspended").get().sha256
    assert Application.objects.get().status == Application.Status.RETIRED
    agreed = retirement.steps.get(to_state="agreed")
    assert (agreed.speaker, agreed.channel) == (kartini.person, "page")


def test_a_step_without_its_proof_is_refused_and_nothing_changes(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = brought_to(State.AGREED, lama, office=olga, head=kartini)
    with pytest.raises(MoveRefused) as refused:
        actions.suspend(retirement, files=[], by=olga, at=LATER)
    assert refused.value.code == Need.PROOF
    assert fresh(retirement).state == State.AGREED
    assert not retirement.followers.exists()


def test_data_are_backed_up_only_by_evidence_of_a_restore(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    with pytest.raises(MoveRefused, match="uji pemulihan") as refused:
        actions.note_backup(retirement, files=[], by=olga, at=LATER)
    assert refused.value.code == Need.BACKUP


def test_a_keeper_says_everything_or_is_refused(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = received(lama, olga)
    for gap in (
        {"why": " "},
        {"contact": ""},
        {"keeps_backups": False},
        {"successor": "Aplikasi Baru"},
    ):
        with pytest.raises(MoveRefused, match="formulir penilaian"):
            actions.keep_in_use(retirement, keeping(**gap), by=kartini, at=LATER)
    tomorrow = (LATER + timedelta(days=1)).date()
    with pytest.raises(MoveRefused, match="belum tiba"):
        actions.keep_in_use(retirement, keeping(last_used_on=tomorrow), by=kartini, at=LATER)
    actions.keep_in_use(retirement, keeping(), by=kartini, at=LATER)
    assert Assessment.objects.get().contact_name == "Dewi Uji"
    assert fresh(retirement).state == State.KEPT


def test_a_step_is_never_rewritten(lama: Application, olga: User, kartini: User) -> None:
    step = brought_to(State.AGREED, lama, office=olga, head=kartini).steps.first()
    with pytest.raises(ProgrammingError), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(reason="lain")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Step.objects.filter(pk=step.pk)._raw_delete("default")


def test_who_may_not(lama: Application, olga: User, kartini: User, budi: User, ira: User) -> None:
    for user in (kartini, budi, ira):
        with pytest.raises(PermissionDenied):
            actions.ask_owner(lama, number="1", text="", by=user, at=ASKED)
    retirement = received(lama, olga)
    for user in (budi, ira, olga):
        with pytest.raises(PermissionDenied):
            actions.agree(retirement, by=user, at=LATER)
    with pytest.raises(PermissionDenied):
        actions.suspend(retirement, files=files(), by=kartini, at=LATER)


def test_the_office_writes_down_what_it_heard_with_who_said_it(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = received(lama, olga)
    with pytest.raises(MoveRefused, match="siapa yang menjawab"):
        actions.agree(retirement, channel=Channel.PHONE, by=olga, at=LATER)
    step = actions.agree(
        retirement, channel=Channel.PHONE, note="Ibu Kartini, setuju.", by=olga, at=LATER
    )
    assert (step.by, step.speaker, step.channel) == (olga, kartini.person, "phone")


def test_without_an_owner_or_a_head_nobody_can_be_asked(dinsos: Department, olga: User) -> None:
    with pytest.raises(MoveRefused, match="belum memiliki pemilik"):
        asked(old_application(None, code="yatim"), olga)
    with pytest.raises(MoveRefused, match="belum memiliki Kepala OPD"):
        asked(old_application(dinsos), olga)
    assert not Retirement.objects.exists()


def test_asked_again_years_later_it_is_a_new_letter(
    lama: Application, olga: User, kartini: User
) -> None:
    retirement = brought_to(State.KEPT, lama, office=olga, head=kartini)
    actions.back_to_active(retirement, reason="Ditanya lagi", by=olga, at=LATER)
    again = fresh(actions.ask_owner(lama, number="2", text="Masih?", by=olga, at=LATER))
    assert again.pk == retirement.pk
    assert (again.letter_version, again.delivered_at, again.due_at) == (2, None, None)
    texts = [step.facts["text"] for step in again.steps.filter(to_state="questioned")]
    assert len(texts) == 2
    assert texts[1] == "Masih?"
