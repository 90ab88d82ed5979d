"""What changed under a statement and cannot hurt stands once in a digest that goes anyway."""

from datetime import date, timedelta

import pytest

import secops.wiring  # noqa: F401  (fills the tables of composers)
from accounts.models import Department, User
from secops.compliance.duties.actions import (
    Handed,
    add_evidence,
    change_directive,
    confirm_duty,
    send_directive,
)
from secops.compliance.duties.models import Duty
from secops.outbox.models import Message
from secops.reminders.duties.small import small_changes_of
from secops.reminders.tick import promise_due, send_due
from tests.duties.support import custom_duty, fresh
from tests.duties.test_changing import changed
from tests.reminders.test_duty_ladder import DUE, ORDERED, dec, with_mail

pytestmark = pytest.mark.django_db
STATED = dec(2, 9)


@pytest.fixture
def head(kartini: User) -> User:
    return with_mail(kartini)


@pytest.fixture
def stated(dinsos: Department, olga: User, budi: User, head: User) -> Duty:
    """One duty that the head stated on Wednesday, on evidence that holds until the 14th."""
    duty = custom_duty(dinsos, olga, due_at=DUE)
    send_directive(duty.directive, by=olga, at=ORDERED)
    handed = Handed(note="Foto loket", name="foto loket", valid_until=date(2026, 12, 14))
    add_evidence(duty, handed, by=budi, at=STATED)
    confirm_duty(fresh(duty), shown=(0, 2), promised_on=DUE.date(), by=head, at=STATED)
    return fresh(duty)


def test_it_makes_no_message_and_stands_once_in_the_next_digest(
    stated: Duty, dinsos: Department, olga: User, head: User
) -> None:
    change_directive(
        stated.directive, changed(stated.directive, text="Pasang juga di lobi."), by=olga,
        at=STATED + timedelta(hours=1),
    )  # fmt: skip
    promise_due(at=dec(3))
    assert not Message.objects.filter(kind="rotation.digest", person=head.person).exists()
    other = custom_duty(dinsos, olga, due_at=DUE, title="Hapus akun bersama")
    send_directive(other.directive, by=olga, at=dec(3, 10))
    for day in (16, 17):
        promise_due(at=dec(day))
        send_due(at=dec(day))
    first, second = Message.objects.filter(kind="rotation.digest", person=head.person).order_by(
        "pk"
    )
    assert "Perubahan kecil, tidak perlu tindakan:" in first.text
    assert "kini versi 2 (Isi arahan diperbarui). Pernyataan P-0001 tetap berlaku." in first.text
    assert "Bukti dukung foto loket" in first.text
    assert "Perubahan kecil" not in second.text
    assert fresh(stated).state == "confirmed"


def test_nobody_else_reads_of_it(stated: Duty, olga: User, budi: User, head: User) -> None:
    people = [user.person_id for user in (olga, budi, head) if user.person_id]
    assert list(small_changes_of(people, at=dec(16))) == [head.person_id]
