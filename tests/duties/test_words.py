"""What heads read: the exact texts of JOURNEYS J1.5 and J3, by mail and by WhatsApp."""

import re
from datetime import date, datetime, timedelta

import pytest

from accounts.models import AnswerLink, ConfirmationCode, Department, Person, Tenure, User
from accounts.roles import Role
from secops.compliance.duties.actions import (
    Order,
    Target,
    accept_duty,
    confirm_duty,
    issue_directive,
    promise_numbers,
    receive_duty,
    reopen_what_was_hurt,
    report_duty,
    send_directive,
)
from secops.compliance.duties.composers import COMPOSERS
from secops.compliance.duties.models import Duty
from secops.compliance.duties.texts import LOCK_STEPS
from secops.compliance.rotations.refusals import RotationRefused
from secops.inventory.models import AccountFacts, Containment
from secops.outbox.composers import Composed, Dropped
from secops.outbox.models import Message
from secops.rules.duty import Kind
from secops.rules.rotation import State
from tests.duties.support import (
    MONDAY,
    ORDERED,
    fresh,
    give_contact,
    head_of,
    rotation_duty,
)
from tests.factories import ApplicationFactory, DepartmentFactory, PersonFactory, holder_of


@pytest.fixture(autouse=True)
def _desk(settings) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"


@pytest.fixture
def head(dinsos: Department) -> Person:
    return head_of(dinsos, "whatsapp", name="Sulastri Uji")


@pytest.fixture
def duty(dinsos: Department, olga: User, head: Person, budi: User) -> Duty:
    budi.person.name = "Budi"
    budi.person.save()
    return rotation_duty(dinsos, olga, {State.VERIFIED: 28, State.NEEDS_HELP: 2, State.TOLD: 1})


def compose(kind: str, at: datetime = MONDAY) -> Composed | Dropped:
    message = Message.objects.select_related("person").get(kind=kind)
    words = COMPOSERS[kind].compose([message], at)[message.pk]
    assert isinstance(words, Composed | Dropped)
    return words


def test_j3_1_the_order_by_whatsapp(duty: Duty, olga: User) -> None:
    send_directive(duty.directive, by=olga, at=ORDERED)
    words = compose("duty.order")
    assert isinstance(words, Composed)
    assert words.text.strip() == (
        "Yth. Kepala Dinas Sosial. Surat Sekda 000.6/123/2026: pegawai mengganti kata sandi "
        "SIMPATIK s.d. Senin, 30 November, 16.00 WIB. Dinas Sosial: 31 akun; dikerjakan Agen "
        "Anda, Budi. Dari Ibu/Bapak cukup balas TERIMA. Tidak ada tautan yang perlu dibuka. "
        "Ragu? Posko Siber (024) 000-0000, nomor ini tercantum dalam surat."
    )
    assert not AnswerLink.objects.exists()


def test_j3_1_by_mail_with_one_link_and_its_code(duty: Duty, olga: User, head: Person) -> None:
    head.contacts.all().delete()
    give_contact(head, "mail")
    send_directive(duty.directive, by=olga, at=ORDERED)
    words = compose("duty.order")
    assert isinstance(words, Composed)
    assert words.subject == "Perlu balasan TERIMA: Surat Sekda 000.6/123/2026"
    assert "cukup TERIMA, di halaman di bawah ini" in words.text
    assert "Tidak ada tautan" not in words.text
    assert len(re.findall(r"/k/[\w-]{20,}", words.text)) == 1
    assert len(re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}", words.text)) == 1
    assert all(secret in words.text for secret in words.hidden if "-" in secret)
    assert AnswerLink.objects.get().purpose == "duty"


def test_an_order_that_was_received_is_not_sent(duty: Duty, olga: User, head: Person) -> None:
    send_directive(duty.directive, by=olga, at=ORDERED)
    receive_duty(duty, by=olga, at=ORDERED, person=head)
    assert isinstance(compose("duty.order"), Dropped)


def test_an_order_that_waited_is_not_sent_to_who_left_meanwhile(
    duty: Duty, olga: User, head: Person, budi: User
) -> None:
    give_contact(budi.person, "mail")
    send_directive(duty.directive, by=olga, at=ORDERED)
    assert isinstance(compose("duty.order"), Composed)
    assert isinstance(compose("duty.agent"), Composed)
    Tenure.objects.filter(person__in=[head, budi.person]).update(ends_on=ORDERED.date())
    for kind in ("duty.order", "duty.agent"):
        words = compose(kind)
        assert isinstance(words, Dropped)
        assert words.reason == "Orang ini tidak lagi mewakili OPD tersebut."


def test_an_order_that_waited_is_not_sent_where_others_have_the_turn(
    duty: Duty, olga: User, budi: User
) -> None:
    give_contact(budi.person, "mail")
    send_directive(duty.directive, by=olga, at=ORDERED)
    Duty.objects.update(state="reported")
    assert isinstance(compose("duty.order"), Composed)
    assert isinstance(compose("duty.agent"), Dropped)
    Duty.objects.update(state="disputed")
    assert isinstance(compose("duty.order"), Dropped)


def test_an_order_that_waited_is_not_sent_to_who_is_away(
    duty: Duty, olga: User, head: Person
) -> None:
    send_directive(duty.directive, by=olga, at=ORDERED)
    acting = Tenure.objects.get(person=head)
    acting.pk, acting.person, acting.kind = None, PersonFactory(), Tenure.Kind.PLH
    acting.save()
    assert isinstance(compose("duty.order"), Dropped)


def test_j3_3_the_numbers_and_the_sentence(duty: Duty, olga: User) -> None:
    promise_numbers(duty, at=MONDAY)
    words = compose("duty.numbers")
    assert isinstance(words, Composed)
    text = words.text
    assert text.startswith(
        "Dinas Sosial: 28 dari 31 akun terbukti diganti (data SIMPATIK 07.30). Belum: 2 ada "
        "kendala, 1 "
    )
    assert (
        "Balas SETUJU untuk menyatakan: 'Saya mengetahui angka ini dan memastikan 3 akun sisanya "
        "selesai paling lambat Senin, 30 November 2026.' Atau: LIHAT · KELIRU · TELEPON SAYA"
    ) in text
    assert "/k/" not in text
    assert re.search(r"/k, kode [2-9A-Z]{4}-[2-9A-Z]{4}", text)


def test_j3_8_reopened(duty: Duty, kartini: User, olga: User, head: Person) -> None:
    confirm_duty(duty, shown=(28, 31), promised_on=date(2026, 12, 2), by=kartini, at=MONDAY)
    later = MONDAY + timedelta(days=3)
    first = AccountFacts.objects.order_by("pk").values_list("pk", flat=True)[:2]
    AccountFacts.objects.filter(pk__in=list(first)).update(
        newest_exposure=later, newest_received=later
    )
    reopen_what_was_hurt(at=later)
    message = Message.objects.select_related("person").get(kind="duty.reopened", person=head)
    words = COMPOSERS["duty.reopened"].compose([message], later)[message.pk]
    assert isinstance(words, Composed)
    assert words.text.strip() == (
        "Ada 2 akun bocor baru di Dinas Sosial. Pernyataan P-0001 dibuka kembali untuk 2 akun "
        "itu saja. Budi sudah kami beri tahu. Balas TERIMA."
    )
    assert fresh(duty).state == "reopened"


@pytest.fixture
def lock(olga: User) -> Duty:
    owner = DepartmentFactory(name="BKPP")
    head_of(owner, "mail")
    application = ApplicationFactory(name="SIMPATIK", owner=owner)
    order = Order(
        title="Kunci di sumber: SIMPATIK",
        kind=Kind.LOCK,
        text="Kata sandi yang bocor tidak boleh dapat dipakai.",
        due_at=ORDERED.replace(hour=12, minute=0),
        letter_number="000.6/123/2026",
        checklist=LOCK_STEPS,
    )
    directive = issue_directive(order, [Target(owner.pk, application.pk)], by=olga, at=ORDERED)
    return directive.duties.get()


def test_j1_5_the_lock(lock: Duty, olga: User) -> None:
    send_directive(lock.directive, by=olga, at=ORDERED)
    words = compose("duty.lock", ORDERED)
    assert isinstance(words, Composed)
    assert words.subject == "Hari ini 12.00 WIB: kunci akun SIMPATIK (3 langkah)"
    assert (
        "Yth. Kepala BKPP. Mohon hari ini sebelum 12.00 WIB, untuk SIMPATIK: (1) batalkan kata "
        "sandi lama akun yang bocor; yang baru hanya lewat Agen atau kode ke kontak terdaftar, "
        "(2) keluarkan semua sesi, (3) kirim data perubahan kata sandi. Surat 000.6/123/2026. "
        "Balas SIAP / TELEPON SAYA. Posko Siber (024) 000-0000"
    ) in words.text
    assert "- ☐ Keluarkan semua sesi\n" in words.text
    assert words.html.count("☐") == 3


def test_a_whole_lock_by_the_agent_is_a_fact_once_the_office_accepts(
    lock: Duty, olga: User
) -> None:
    agent = holder_of(Role.AGENT, lock.department)
    head = holder_of(Role.HEAD, lock.department)
    report_duty(
        lock,
        text="Kata sandi lama dibatalkan, sesi diakhiri.",
        steps_done=LOCK_STEPS,
        done_at=ORDERED,
        by=agent,
        at=MONDAY,
    )
    assert not Containment.objects.exists()
    confirm_duty(lock, shown=(0, 0), promised_on=None, by=head, at=MONDAY)
    accept_duty(lock, by=olga, at=MONDAY)
    assert Containment.objects.get().contained_at == ORDERED


def test_a_whole_lock_by_the_applications_administrator_is_a_fact_at_once(lock: Duty) -> None:
    admin = holder_of(Role.APPLICATION_ADMINISTRATOR, lock.department)
    report_duty(
        lock, text="Sebagian", steps_done=LOCK_STEPS[:2], done_at=ORDERED, by=admin, at=MONDAY
    )
    assert not Containment.objects.exists()
    Duty.objects.update(state="returned")
    report_duty(lock, text="Selesai", steps_done=LOCK_STEPS, done_at=ORDERED, by=admin, at=MONDAY)
    assert Containment.objects.get().application == lock.application


def test_a_lock_of_tomorrow_is_refused_before_a_file_is_kept(lock: Duty) -> None:
    admin = holder_of(Role.APPLICATION_ADMINISTRATOR, lock.department)
    with pytest.raises(RotationRefused, match="belum terjadi"):
        report_duty(
            lock,
            text="Besok",
            steps_done=LOCK_STEPS,
            done_at=MONDAY + timedelta(days=1),
            by=admin,
            at=MONDAY,
        )
    assert not lock.reports.exists()


def test_no_code_is_stored(duty: Duty, head: Person) -> None:
    promise_numbers(duty, at=MONDAY)
    compose("duty.numbers")
    message = Message.objects.get(kind="duty.numbers")
    assert message.text == ""
    assert not ConfirmationCode.objects.exists()
