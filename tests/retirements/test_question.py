"""The letter: proof that it arrived, time that runs from there, silence that counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from dashboard.today.waiting import waiting_parts
from secops.audit.models import Entry
from secops.compliance.retirements.actions import (
    ask_for_call,
    back_to_active,
    look_after_questions,
    note_call,
    note_receipt,
)
from secops.compliance.retirements.composers import COMPOSERS
from secops.compliance.retirements.models import Retirement
from secops.inventory.models import Application
from secops.outbox.composers import Composed, Dropped
from secops.outbox.models import Message
from secops.rules.refusal import MoveRefused
from secops.rules.retirement import State
from tests.duties.support import give_contact
from tests.retirements.support import (
    ASKED,
    DUE,
    LATER,
    RECEIVED,
    asked,
    brought_to,
    files,
    fresh,
    old_application,
    received,
)

SECOND = timedelta(seconds=1)


@pytest.fixture
def lama(dinsos: Department) -> Application:
    return old_application(dinsos)


@pytest.fixture
def head(kartini: User) -> User:
    give_contact(kartini.person, "mail")
    give_contact(kartini.person, "whatsapp")
    return kartini


def composed(kind: str) -> Composed | Dropped:
    message = Message.objects.select_related("person").filter(kind=kind).order_by("pk").last()
    assert message is not None
    return COMPOSERS[kind].compose([message], LATER)[message.pk]


def test_the_question_goes_to_the_head_with_the_reasons_and_one_link(
    lama: Application, olga: User, head: User
) -> None:
    asked(lama, olga)
    ways = set(Message.objects.filter(kind="retirement.question").values_list("channel", flat=True))
    assert ways == {"mail", "whatsapp_by_hand"}
    message = Message.objects.select_related("person").get(channel="mail")
    words = COMPOSERS["retirement.question"].compose([message], ASKED)[message.pk]
    assert isinstance(words, Composed)
    assert "Masih dipakaikah aplikasi Aplikasi Lama?" in words.subject
    assert "tidak dipakai lebih dari 180 hari" in words.text
    assert "000.6/77/2026" in words.text
    assert words.text.count("/k/") == 1
    assert all(secret in words.text for secret in words.hidden[:1])


def test_a_sent_letter_is_no_delivered_letter(lama: Application, olga: User, head: User) -> None:
    retirement = asked(lama, olga)
    Message.objects.update(state=Message.State.SENT, sent_at=ASKED)
    look_after_questions(at=ASKED + timedelta(days=60))
    assert fresh(retirement).state == State.QUESTIONED
    assert fresh(retirement).due_at is None


def test_a_letter_that_nothing_proves_waits_for_the_office_after_three_days(
    signed_in, lama: Application, olga: User, head: User
) -> None:
    sent = asked(lama, olga).sent_at
    assert sent is not None
    assert not Retirement.objects.unproven(sent + timedelta(days=3) - SECOND).exists()
    assert Retirement.objects.unproven(sent + timedelta(days=3)).exists()
    Retirement.objects.update(sent_at=timezone.now() - timedelta(days=4))
    waiting = waiting_parts(at=timezone.now())["letter"]
    assert waiting.rows.count() == 1
    listed = signed_in(olga).get(reverse("retirements") + "?letter=unproven").content.decode()
    assert lama.name in listed
    Retirement.objects.update(delivered_at=timezone.now())
    listed = signed_in(olga).get(reverse("retirements") + "?letter=unproven").content.decode()
    assert lama.name not in listed


def test_time_runs_from_the_moment_the_channel_says_it_arrived(
    lama: Application, olga: User, head: User
) -> None:
    retirement = asked(lama, olga)
    Message.objects.filter(channel="whatsapp_by_hand").update(
        state=Message.State.REACHED, reached_at=RECEIVED
    )
    look_after_questions(at=RECEIVED + SECOND)
    retirement = fresh(retirement)
    assert (retirement.delivered_at, retirement.delivered_how) == (RECEIVED, "message")
    assert retirement.due_at == DUE
    assert Entry.objects.filter(verb="retirement.delivered").count() == 1


def test_silence_counts_strictly_after_the_deadline(
    lama: Application, olga: User, head: User
) -> None:
    give_contact(olga.person, "mail")
    retirement = received(lama, olga)
    look_after_questions(at=DUE)
    assert fresh(retirement).state == State.QUESTIONED
    look_after_questions(at=DUE + SECOND)
    assert fresh(retirement).state == State.DEEMED_AGREED
    step = retirement.steps.get(to_state="deemed_agreed")
    assert step.by.is_system
    assert step.facts["how"] == "tanda terima diunggah"
    owner, office = composed("retirement.deemed"), composed("retirement.office")
    assert isinstance(owner, Composed)
    assert isinstance(office, Composed)
    assert "dianggap disetujui" in owner.subject
    assert "dapat dibatalkan" in owner.text
    assert "Dianggap setuju" in office.subject
    look_after_questions(at=DUE + 2 * SECOND)
    assert Message.objects.filter(kind="retirement.deemed").count() == 1
    back_to_active(fresh(retirement), reason="Ditelepon, dipakai", by=olga, at=LATER)
    assert isinstance(composed("retirement.deemed"), Dropped)


def test_who_wants_to_be_called_is_not_silent(lama: Application, olga: User, head: User) -> None:
    retirement = received(lama, olga)
    ask_for_call(retirement, note="Siang", by=olga, at=RECEIVED, person=head.person)
    look_after_questions(at=DUE + SECOND)
    assert fresh(retirement).state == State.QUESTIONED
    with pytest.raises(MoveRefused):
        note_call(retirement, note=" ", by=olga, at=LATER)
    note_call(retirement, note="Akan menjawab besok", by=olga, at=LATER)
    look_after_questions(at=LATER)
    assert fresh(retirement).state == State.DEEMED_AGREED


def test_an_answer_before_the_tick_wins(lama: Application, olga: User, head: User) -> None:
    retirement = brought_to(State.KEPT, lama, office=olga, head=head)
    look_after_questions(at=DUE + SECOND)
    assert fresh(retirement).state == State.KEPT


def test_the_owner_is_reminded_once_three_days_before(
    lama: Application, olga: User, head: User
) -> None:
    received(lama, olga)
    look_after_questions(at=DUE - timedelta(days=3) - SECOND)
    assert not Message.objects.filter(kind="retirement.reminder").exists()
    for hours in (0, 5, 40):
        look_after_questions(at=DUE - timedelta(days=3) + timedelta(hours=hours))
    assert Message.objects.filter(kind="retirement.reminder").count() == 1


@pytest.mark.parametrize(
    ("received_at", "with_file", "words"),
    [
        (ASKED - SECOND, True, "sesudah surat dikirim"),
        (LATER + SECOND, True, "sesudah surat dikirim"),
        (RECEIVED, False, "tanda terima"),
    ],
)
def test_a_receipt_needs_its_file_and_a_time_that_can_be(
    lama: Application, olga: User, head: User, received_at, with_file, words
) -> None:
    retirement = asked(lama, olga)
    with pytest.raises(MoveRefused, match=words):
        note_receipt(
            retirement, received_at=received_at, files=files() if with_file else [], by=olga,
            at=LATER,
        )  # fmt: skip
    assert fresh(retirement).delivered_at is None


def test_a_new_head_does_not_get_the_old_ones_question(
    lama: Application, olga: User, head: User
) -> None:
    asked(lama, olga)
    head.person.tenures.update(ends_on=ASKED.date())
    assert isinstance(composed("retirement.question"), Dropped)


def test_the_first_proof_counts(lama: Application, olga: User, head: User) -> None:
    retirement = received(lama, olga)
    Message.objects.update(state=Message.State.REACHED, reached_at=RECEIVED + SECOND)
    look_after_questions(at=LATER - timedelta(days=15))
    assert fresh(retirement).delivered_how == Retirement.Delivery.RECEIPT
