"""A head answers by chat (JOURNEYS J3), an owner of an application (J1.5), a vendor (J4.6)."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.links import issue_link
from accounts.models import Contact, Department, Person, Tenure, User
from accounts.roles import Role
from secops.compliance.duties.actions import (
    AffirmRefused,
    affirm_by_letter,
    affirm_statement,
    order_lock,
    promise_numbers,
    send_directive,
)
from secops.compliance.duties.models import Duty, HeadStatement, Objection
from secops.compliance.rotations.models import Rotation, Schedule
from secops.compliance.rotations.schedules.actions import propose_window, write_sheet
from secops.house.files import check_one
from secops.inbox.models import Incoming
from secops.inventory.models import Account
from secops.outbox.actions import heard_from
from secops.outbox.delivery import deliver
from secops.reminders.tick import promise_due, send_due
from secops.rules.duty import State
from secops.rules.intervals import WIB
from secops.rules.rotation import State as Rotated
from tests.duties.support import MONDAY, ORDERED, custom_duty, fresh, rotation_duty
from tests.factories import AccountFactory, ApplicationFactory, ContactFactory, holder_of
from tests.inbox.conftest import MINUTE, buttons_of, number_of, said_by, writes
from tests.outbox.sink import Sink
from tests.outbox.web import Answer, Web
from tests.rotations.scene import ORDER, expose, start

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
TEN = datetime(2026, 11, 27, 10, 12, tzinfo=WIB)
HOUR = timedelta(hours=1)
Why = Incoming.Why


@pytest.fixture
def head(kartini: User) -> Person:
    assert kartini.person is not None
    contact = number_of(kartini.person)
    heard_from(contact, at=ORDERED)
    heard_from(contact, at=MONDAY - HOUR)
    return kartini.person


@pytest.fixture
def ordered(dinsos: Department, olga: User, head: Person, meta: Web) -> Duty:
    """The order is on the head's phone."""
    made = rotation_duty(dinsos, olga, {Rotated.VERIFIED: 28, Rotated.TOLD: 3})
    send_directive(made.directive, by=olga, at=ORDERED)
    deliver(at=ORDERED + MINUTE)
    return made


@pytest.fixture
def asked(ordered: Duty, meta: Web) -> Duty:
    """Monday 08.00: the numbers and the sentence."""
    promise_numbers(ordered, at=MONDAY - 3 * MINUTE)
    deliver(at=MONDAY - 3 * MINUTE)
    return ordered


def test_terima_is_received(ordered: Duty, head: Person, meta: Web) -> None:
    assert "cukup balas TERIMA" in said_by(meta)[0]
    heard = writes("TERIMA", at=TEN)
    duty = fresh(ordered)
    assert (duty.received_at, duty.received_by, duty.received_channel) == (TEN, head, "chat")
    assert duty.received_recorded_by is None
    assert said_by(meta)[1] == (
        "Tercatat diterima, 27 November 2026, 10.12 WIB. Kabar berikutnya Senin, 30 November, "
        "08.00 WIB."
    )
    assert heard.word == "TERIMA"


def test_setuju_states_the_numbers_that_were_shown(asked: Duty, head: Person, meta: Web) -> None:
    shown = said_by(meta)[1]
    assert "Balas SETUJU untuk menyatakan: 'Saya mengetahui angka ini dan memastikan" in shown
    assert list(buttons_of(meta.calls[1])) == ["SETUJU", "LIHAT", "KELIRU"]
    writes("SETUJU", at=MONDAY)
    statement = HeadStatement.objects.get()
    assert (statement.proven, statement.total) == (28, 31)
    assert statement.promised_on == date(2026, 11, 30)
    assert (statement.channel, statement.person, statement.recorded_by) == ("chat", head, None)
    assert statement.by_chat_only
    assert fresh(asked).state == State.CONFIRMED
    said = said_by(meta)[2]
    assert said.startswith(f"Pernyataan tercatat 30 November 2026, 08.03 WIB, nomor {statement}.")
    assert " Tanda terima terlampir (PDF). Bila ada kebocoran baru, kami kabari Ibu/Bapak;" in said
    assert "tidak perlu memeriksa sendiri" in said
    assert "/k, kode " in said


def test_the_receipt_comes_along_as_a_file(asked: Duty, meta: Web) -> None:
    writes("SETUJU", at=MONDAY)
    number = HeadStatement.objects.get().number
    file, shown = meta.calls[2:]
    assert file.path.endswith("/media")
    assert b"%PDF-" in file.body
    assert f'filename="tanda-terima-{number}.pdf"'.encode() in file.body
    document = shown.json["document"]
    assert (shown.json["type"], document["filename"]) == ("document", f"tanda-terima-{number}.pdf")
    assert document["id"].startswith("MEDIA")


def test_a_file_that_meta_does_not_take_leaves_nothing_half_said(asked: Duty, meta: Web) -> None:
    """The line breaks while the file goes up: the answer waits and comes once, with its file."""
    taken, meta.answer = meta.answer, lambda call: Answer(then="hang up")
    writes("SETUJU", at=MONDAY)
    assert len(said_by(meta)) == 2
    meta.answer = taken
    deliver(at=MONDAY + timedelta(minutes=10))
    assert [call.path.rsplit("/")[-1] for call in meta.calls[-2:]] == ["media", "messages"]
    assert len(said_by(meta)) == 3


def test_numbers_that_moved_are_shown_anew(asked: Duty, meta: Web) -> None:
    proof = Rotation.objects.filter(state=Rotated.TOLD).first()
    assert proof is not None
    Rotation.objects.filter(pk=proof.pk).update(state=Rotated.VERIFIED, turn="none")
    writes("SETUJU", at=MONDAY)
    assert not HeadStatement.objects.exists()
    assert said_by(meta)[2].startswith("Angkanya baru saja berubah. Dinas Sosial: 29 dari 31")
    writes("SETUJU", at=MONDAY + MINUTE)
    assert HeadStatement.objects.get().proven == 29


def test_lihat_gives_a_code_and_no_link(asked: Duty, meta: Web) -> None:
    writes("LIHAT", at=MONDAY)
    assert said_by(meta)[2].startswith("Dinas Sosial, SIMPATIK: 28 dari 31 terbukti.")
    assert "siaga.kotacontoh.example/k, kode" in said_by(meta)[2]
    assert "http" not in said_by(meta)[2]
    writes("SETUJU", at=MONDAY + MINUTE)
    assert HeadStatement.objects.exists()


def test_keliru_asks_what_and_keeps_it(asked: Duty, meta: Web) -> None:
    writes("KELIRU", at=MONDAY)
    assert said_by(meta)[2] == "Apa yang keliru? Tuliskan dalam satu pesan."
    writes("Bu Sari sudah pindah ke Dinkes", at=MONDAY + MINUTE)
    found = Objection.objects.get()
    assert (found.text, found.channel) == ("Bu Sari sudah pindah ke Dinkes", "chat")
    # What he writes next is about something else, and his word still counts.
    assert writes("terima kasih", at=MONDAY + 2 * MINUTE).state == "waiting"
    assert Objection.objects.count() == 1
    writes("SETUJU", at=MONDAY + 3 * MINUTE)
    assert HeadStatement.objects.exists()


def test_keliru_with_its_reason_at_once(asked: Duty, meta: Web) -> None:
    writes("keliru: 2 akun sudah tidak ada", at=MONDAY)
    assert Objection.objects.get().text == "2 akun sudah tidak ada"


def test_setuju_twice_is_one_statement(asked: Duty, meta: Web) -> None:
    writes("SETUJU", at=MONDAY)
    heard = writes("SETUJU", at=MONDAY + MINUTE)
    assert (
        said_by(meta)[-1] == f"Sudah tercatat, nomor {HeadStatement.objects.get()}. Terima kasih."
    )
    assert heard.state == "taken"


def test_who_no_longer_holds_the_position_cannot_state(
    asked: Duty, head: Person, meta: Web
) -> None:
    Tenure.objects.filter(person=head).update(ends_on=date(2026, 11, 28))
    heard = writes("SETUJU", at=MONDAY)
    assert not HeadStatement.objects.exists()
    assert (heard.state, heard.why) == ("waiting", Why.REFUSED)
    assert "Jabatan Anda tidak lagi tercatat" in said_by(meta)[2]


def test_the_digest_of_the_due_morning_takes_the_same_word(
    dinsos: Department, olga: User, head: Person, budi: User, meta: Web
) -> None:
    made = rotation_duty(dinsos, olga, {Rotated.VERIFIED: 2, Rotated.TOLD: 1})
    send_directive(made.directive, by=olga, at=ORDERED)
    deliver(at=ORDERED + MINUTE)
    at = MONDAY.replace(hour=8, minute=31)
    promise_due(at=at)
    send_due(at=at)
    assert any("Balas SETUJU" in text for text in said_by(meta))
    writes("SETUJU", at=at + MINUTE)
    assert HeadStatement.objects.get().total == 3


def test_two_statements_in_one_digest_are_told_apart(
    dinsos: Department, olga: User, head: Person, meta: Web
) -> None:
    for title in ("Tempel poster log out", "Cabut akses pegawai pensiun"):
        made = custom_duty(dinsos, olga, title=title)
        send_directive(made.directive, by=olga, at=ORDERED)
    at = MONDAY.replace(hour=8, minute=31)
    promise_due(at=at)
    send_due(at=at)
    writes("SETUJU", at=at + MINUTE)
    assert said_by(meta)[-1].startswith("Untuk yang mana? A Dinas Sosial, ")
    assert not HeadStatement.objects.exists()
    writes("B", at=at + 2 * MINUTE)
    assert HeadStatement.objects.count() == 1


def test_siap_from_an_applications_owner(
    dinsos: Department, olga: User, head: Person, meta: Web
) -> None:
    application = ApplicationFactory(code="simpatik", name="SIMPATIK", owner=dinsos)
    expose([AccountFactory(application=application, department=dinsos)], olga)
    campaign = start(olga, application).campaign
    noon = ORDERED.replace(hour=12, minute=0)
    lock = order_lock(campaign, due_at=noon, by=olga, at=ORDERED)
    assert lock is not None
    duty = lock.duties.get()
    send_directive(duty.directive, by=olga, at=ORDERED)
    deliver(at=ORDERED + MINUTE)
    assert "Balas SIAP / TELEPON SAYA" in said_by(meta)[-1]
    writes("Siap", at=ORDERED + 2 * MINUTE)
    assert fresh(duty).received_channel == "chat"


@pytest.fixture
def proposed(dinsos: Department, budi: User, olga: User, meta: Web) -> Schedule:
    application = ApplicationFactory(code="epus", name="e-Puskesmas")
    account = AccountFactory(
        application=application, department=dinsos, kind=Account.Kind.SERVICE, username="svc-antre"
    )
    expose([account], olga)
    start(olga, application)
    rotation = Rotation.objects.select_related("account", "application").get()
    sheet = {
        "vendor_name": "Vina Vendor", "vendor_firm": "PT Contoh", "vendor_mail": "",
        "vendor_phone": "+6281200000001", "used_in": "server antrean",
    }  # fmt: skip
    write_sheet(account, **sheet, by=budi, at=ORDER)
    Contact.objects.filter(kind="whatsapp").update(opted_in_at=ORDER)
    heard_from(Contact.objects.get(kind="whatsapp"), at=ORDER)
    nine = datetime(2026, 11, 29, 21, 0, tzinfo=WIB)
    schedule = propose_window(rotation, nine, nine + HOUR, by=budi, at=ORDER)
    deliver(at=ORDER + MINUTE)
    assert "Balas SETUJU / WAKTU LAIN" in said_by(meta)[-1]
    return schedule


def test_a_vendor_agrees_by_chat(proposed: Schedule, meta: Web) -> None:
    writes("Setuju", at=ORDER + HOUR)
    proposed.refresh_from_db()
    assert proposed.vendor_agreed_at == ORDER + HOUR
    assert (proposed.vendor_way, proposed.vendor_recorded_by) == ("chat", None)


def test_a_vendor_names_another_time(proposed: Schedule, meta: Web) -> None:
    writes("WAKTU LAIN", at=ORDER + HOUR)
    writes("Senin jam 21", at=ORDER + HOUR + MINUTE)
    proposed.refresh_from_db()
    assert (proposed.declined_side, proposed.declined_why) == ("vendor", "Senin jam 21")
    assert said_by(meta)[-1] == "Terima kasih. Kami mengusulkan waktu lain."


# --- a statement by chat is affirmed -------------------------------------------------------------


@pytest.fixture
def stated(asked: Duty, meta: Web) -> HeadStatement:
    writes("SETUJU", at=MONDAY)
    return HeadStatement.objects.get()


def test_the_head_affirms_it_signed_in(stated: HeadStatement, kartini: User, budi: User) -> None:
    with pytest.raises(PermissionDenied):
        affirm_statement(stated, by=budi, at=MONDAY + HOUR)
    affirmed = affirm_statement(stated, by=kartini, at=MONDAY + HOUR)
    assert (affirmed.affirmed_channel, affirmed.by_chat_only) == ("page", False)
    with pytest.raises(AffirmRefused):
        affirm_statement(stated, by=kartini, at=MONDAY + 2 * HOUR)


def test_nobody_affirms_what_another_stated(
    stated: HeadStatement, dinsos: Department, olga: User
) -> None:
    deputy = holder_of(Role.HEAD, dinsos, name="Wira Pengganti")
    with pytest.raises(AffirmRefused, match="Hanya Kartini Kepala"):
        affirm_statement(stated, by=deputy, at=MONDAY + HOUR)


def test_the_office_keeps_the_signed_letter(stated: HeadStatement, olga: User, ira: User) -> None:
    letter = check_one(SimpleUploadedFile("surat.pdf", b"%PDF-1.7 surat"))
    with pytest.raises(PermissionDenied):
        affirm_by_letter(stated, letter, by=ira, at=MONDAY + HOUR)
    affirmed = affirm_by_letter(stated, letter, by=olga, at=MONDAY + HOUR)
    assert affirmed.affirmed_channel == "letter"
    assert affirmed.letter is not None
    assert affirmed.letter.sha256 == letter.sha256


def test_the_page_says_that_it_was_only_by_chat(
    stated: HeadStatement, kartini: User, olga: User, signed_in: Enter
) -> None:
    page = signed_in(kartini).get(stated.duty.get_absolute_url()).content.decode()
    assert "dinyatakan lewat pesan, belum dipastikan" in page
    assert "Pastikan pernyataan ini" in page
    client = signed_in(kartini)
    client.post(f"/statements-of-heads/{stated.pk}/affirm/")
    page = client.get(stated.duty.get_absolute_url()).content.decode()
    assert "belum dipastikan" not in page
    assert "Dipastikan" in page


def test_by_code_he_affirms_with_six_digits_of_another_channel(
    stated: HeadStatement, head: Person, meta: Web, client: Client, sink: Sink
) -> None:
    ContactFactory(person=head, address="kartini@kotacontoh.example")
    link = issue_link(
        head, "duty", {"duty": stated.duty_id}, channel="whatsapp", at=MONDAY + MINUTE
    )
    page = client.get(f"/k/{link.token}").content.decode()
    assert "Pastikan pernyataan ini" in page
    asked = client.post(f"/k/{link.token}", {"step": "affirm-ask"}).content.decode()
    assert "Masukkan 6 angka" in asked
    deliver(at=timezone.now())
    found = re.search(r"\b(\d{3} \d{3})\b", sink.mails[-1].as_string())
    assert found is not None
    digits = found[1]
    done = client.post(f"/k/{link.token}", {"step": "affirm", "digits": digits})
    assert "dipastikan" in done.content.decode()
    stated.refresh_from_db()
    assert stated.affirmed_channel == "link"
