""" "Saya tidak pernah diberi tahu": the office answers with one search."""

import io
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.models import Contact, Department, Person, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.models import Answer, Rotation
from secops.outbox.models import Attempt, Message
from secops.outbox.passages import PASSAGES
from secops.reminders.models import DutyStep
from secops.reminders.slips import make_slips, note_handed_over
from secops.rules.intervals import WIB
from secops.watch.models import Finding
from tests.factories import ContactFactory, DepartmentFactory, PersonFactory, holder_of
from tests.reminders.support import DUE, ORDERED, campaign, person, rotation

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=WIB)
LEAK = "kata sandi SIMPATIK Anda tercatat bocor 12 November 2026"


@pytest.fixture
def sari(dinsos: Department) -> Person:
    """Holds an account of Dinas Sosial; was told twice, the first time not by mail."""
    made = person("Sari Wulandari", "sari@kotacontoh.example", nip="188001012005012001")
    row = rotation(made, campaign(), department=dinsos)
    said = {"rotations": [row.pk]}
    first = message(made, state="failed", at=ORDERED, reason="550 mailbox full", payload=said)
    attempt(first, ORDERED, "failed", "550 mailbox full")
    for n, at in enumerate((ORDERED + timedelta(hours=2), MONDAY)):
        one = message(made, state="sent", at=at, payload=said, text=LEAK, key=f"digest:{n}")
        attempt(one, at, "sent", "")
    return made


def message(to: Person, *, state: str, at: datetime, **more: Any) -> Message:
    contact = to.contacts.first()
    values: dict[str, Any] = {
        "key": f"{state}:{to.pk}:{at:%H%M}",
        "kind": "rotation.digest",
        "subject": "Ganti kata sandi SIMPATIK",
        "person": to,
        "contact": contact,
        "channel": "mail",
        "address": contact.address if contact else "",
        "state": state,
        "not_before": at,
        "next_try_at": at,
        "created_at": at,
        "sent_at": at if state in ("sent", "reached") else None,
    }
    return Message.objects.create(**(values | more))


def attempt(of: Message, at: datetime, outcome: str, detail: str) -> None:
    Attempt.objects.create(message=of, at=at, outcome=outcome, detail=detail)


def asked(client: Any, **query: str) -> str:
    answer = client.get(reverse("told"), query, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


SENTENCE = (
    "Sari W. diberi tahu 2 kali, terakhir Senin, 30 November 2026, 08.00 WIB lewat Email: terkirim."
)


@pytest.mark.parametrize(
    "words",
    ["sari wulan", "188001012005012001", "SARI@kotacontoh.example", "0812-0000-0001", "username"],
)
def test_one_search_answers_whatever_of_him_is_known(
    olga: User, signed_in: Any, sari: Person, words: str
) -> None:
    ContactFactory(person=sari, kind=Contact.Kind.WHATSAPP, address="+62 812 0000 0001")
    PersonFactory(name="Orang Lain")
    if words == "username":
        words = Rotation.objects.get().account.username
    page = asked(signed_in(olga), q=words)
    assert SENTENCE in page
    assert "1 pesan gagal." in page
    assert "550 mailbox full" in page
    assert "s•••@kotacontoh.example" in page
    assert "sari@kotacontoh.example" not in page


def test_several_people_are_a_list_with_the_answer_in_each_line(
    olga: User, signed_in: Any, sari: Person, dinsos: Department
) -> None:
    rotation(person("Sari Dua", None), campaign("c2"), department=dinsos)
    page = asked(signed_in(olga), q="sari")
    assert "1 dari 2 orang pernah diberi tahu." in page
    assert "Belum: tidak ada alamat" in page
    assert "1 dari 2 orang" in asked(signed_in(olga), department="DINSOS")
    assert "Tidak ada orang yang cocok" in asked(signed_in(olga), q="nama yang tidak ada")


def sentence_of(client: Any, whom: Person) -> str:
    context = client.get(reverse("person-told", args=[whom.pk])).context
    return str(context["log"].sentence)


def test_why_somebody_was_never_told(olga: User, signed_in: Any, dinsos: Department) -> None:
    office = signed_in(olga)
    nobody = person("Adi Uji", None)
    assert (
        sentence_of(office, nobody) == "Adi U. belum pernah diberi tahu, karena tidak ada alamat."
    )
    ContactFactory(person=nobody, disabled_at=ORDERED, disabled_why="550 unknown user")
    assert "alamatnya tidak dapat dipakai (550 unknown user)" in sentence_of(office, nobody)
    Contact.objects.filter(person=nobody).update(disabled_at=None)
    assert "tidak ada akunnya" in sentence_of(office, nobody)
    rotation(nobody, campaign("quiet", messages_from=None), department=dinsos)
    assert "belum dimulai" in sentence_of(office, nobody)
    waiting = message(nobody, state="queued", at=ORDERED)
    assert "masih menunggu dikirim" in sentence_of(office, nobody)
    Message.objects.filter(pk=waiting.pk).update(state="failed", reason="554 no")
    assert "pesannya gagal (554 no)" in sentence_of(office, nobody)


def test_slips_and_answers_stand_in_the_log(
    olga: User, budi: User, signed_in: Any, dinsos: Department
) -> None:
    quiet = person("Rina Uji", None)
    row = rotation(quiet, campaign(), department=dinsos)
    (printed,) = make_slips([row], by=budi, at=ORDERED)
    assert "belum pernah" in sentence_of(signed_in(olga), quiet)
    note_handed_over([printed.slip], by=budi, at=ORDERED + timedelta(hours=1))
    Answer.objects.create(
        rotation=row, kind="done_password", person=quiet, given_at=MONDAY, channel="code"
    )
    page = asked(signed_in(olga), q="rina uji")
    assert "Rina U. diberi tahu 1 kali" in page
    assert "lembar kode: ditandatangani" in page
    assert "Menjawab: sudah, kata sandi saja" in page
    assert "Terakhir menjawab Senin, 30 November 2026, 08.00 WIB." in page
    assert "Budi Agen" in page


def test_whole_addresses_are_asked_for_and_logged(olga: User, signed_in: Any, sari: Person) -> None:
    office = signed_in(olga)
    address = reverse("person-told", args=[sari.pk])
    page = office.post(reverse("show-names"), {"next": address}, follow=True).content.decode()
    assert "sari@kotacontoh.example" in page
    assert Entry.objects.get(verb="personal.shown").data["page"] == address


@pytest.mark.parametrize("shown", [False, True], ids=["masked", "whole"])
def test_the_file_equals_the_page_and_is_logged(
    olga: User, signed_in: Any, sari: Person, shown: bool
) -> None:
    office, address = signed_in(olga), reverse("person-told", args=[sari.pk])
    if shown:
        office.post(reverse("show-names"), {"next": address})
    lines = office.get(address).context["log"].entries
    answer = office.get(address, {"export": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
    assert len(rows) == 1 + len(lines) == 4
    for row, line in zip(rows[1:], lines, strict=True):
        assert row[1:4] == [line.what, line.channel, line.address]
        assert row[4:6] == [line.result, line.note]
    assert Entry.objects.filter(verb="list.exported").count() == 1


def test_each_line_names_the_versions_of_the_texts_it_said(
    olga: User, signed_in: Any, sari: Person
) -> None:
    key, passage = next(iter(PASSAGES.items()))
    message(
        sari, state="sent", at=timezone.now(), text="Yth.", key="own", payload={"texts": {key: 3}}
    )
    lines = signed_in(olga).get(reverse("person-told", args=[sari.pk])).context["log"].entries
    said = [line.texts for line in lines if line.texts]
    assert said.count(f"{passage.title} (versi 3)") == 1
    assert set(said) == {f"{passage.title} (versi 3)", "teks Siaga"}


def test_the_text_to_copy_says_the_same(olga: User, signed_in: Any, sari: Person) -> None:
    context = signed_in(olga).get(reverse("person-told", args=[sari.pk])).context
    assert context["copied"].splitlines()[1].startswith(SENTENCE)
    assert "s•••@kotacontoh.example, Terkirim: Ganti kata sandi SIMPATIK" in context["copied"]


# --- who may see what --------------------------------------------------------------------------


def test_an_agent_finds_his_own_people_and_no_others(
    budi: User, signed_in: Any, sari: Person
) -> None:
    elsewhere = DepartmentFactory(code="DINKES")
    other = person("Sari Lain", "lain@kotacontoh.example")
    rotation(other, campaign("c2"), department=elsewhere)
    agent = signed_in(budi)
    assert SENTENCE in asked(agent, q="sari")
    assert agent.get(reverse("person-told", args=[other.pk])).status_code == 404


def test_an_agent_does_not_see_what_his_people_were_told_about_elsewhere(
    budi: User, olga: User, signed_in: Any, sari: Person
) -> None:
    row = rotation(sari, campaign("c2"), department=DepartmentFactory(code="DINKES"))
    hers = message(sari, state="sent", at=MONDAY + timedelta(days=1), key="elsewhere",
                   payload={"rotations": [row.pk]})  # fmt: skip
    assert "diberi tahu 3 kali" in sentence_of(signed_in(olga), sari)
    agent = signed_in(budi)
    assert "diberi tahu 2 kali" in sentence_of(agent, sari)
    assert agent.get(reverse("told-message", args=[hers.pk])).status_code == 404


def test_inside_a_department_nobody_reads_when_an_account_leaked(
    budi: User, ira: User, signed_in: Any, sari: Person
) -> None:
    address = reverse("told-message", args=[Message.objects.filter(state="sent").first().pk])
    assert LEAK in signed_in(ira).get(address).content.decode()
    page = signed_in(budi).get(address)
    assert page.status_code == 200
    assert LEAK not in page.content.decode()


def test_the_administrator_of_people_reads_no_messages(
    adi: User, signed_in: Any, sari: Person
) -> None:
    assert signed_in(adi).get(reverse("told")).status_code == 403


# --- a duty ------------------------------------------------------------------------------------


@pytest.fixture
def duty(dinsos: Department, olga: User) -> Duty:
    directive = Directive.objects.create(
        code="A-2026-009", title="Ganti kata sandi", kind="custom", text="Mohon", due_at=DUE,
        ordered_at=ORDERED, ordered_by=olga,
    )  # fmt: skip
    return Duty.objects.create(
        directive=directive, department=dinsos, due_at=DUE, changed_at=ORDERED
    )


def duty_sentence(client: Any, duty: Duty) -> str:
    return str(client.get(reverse("duty-told", args=[duty.pk])).context["log"].sentence)


def test_a_duty_says_whom_the_department_heard_it_from(
    olga: User, kartini: User, budi: User, signed_in: Any, duty: Duty
) -> None:
    office = signed_in(olga)
    assert "tidak ada alamat Kepala OPD atau Agen" in duty_sentence(office, duty)
    assert kartini.person is not None
    ContactFactory(person=kartini.person, kind="whatsapp", address="0812 0000 0002")
    assert "arahannya belum dikirim" in duty_sentence(office, duty)
    message(
        kartini.person, state="sent", at=ORDERED, kind="duty.order", channel="whatsapp_by_hand",
        payload={"duties": [duty.pk]}, sent_by=olga, text="Mohon balas TERIMA.",
    )  # fmt: skip
    assert duty_sentence(office, duty) == (
        "Dinas Sosial diberi tahu 1 kali tentang tugas ini, terakhir Jumat, 27 November 2026, "
        "08.10 WIB kepada Kartini Kepala lewat WhatsApp (dikirim petugas): terkirim. Belum "
        "dinyatakan diterima."
    )
    Duty.objects.filter(pk=duty.pk).update(
        received_at=MONDAY, received_by=kartini.person, received_channel="page"
    )
    page = signed_in(budi).get(reverse("duty-told", args=[duty.pk])).content.decode()
    assert "Dinyatakan diterima Senin, 30 November 2026" in page
    assert "Olga Piket" in page
    stranger = holder_of(Role.AGENT, DepartmentFactory())
    assert signed_in(stranger).get(reverse("duty-told", args=[duty.pk])).status_code == 404


def test_a_rung_told_in_a_digest_stands_in_the_log_of_its_duty(
    olga: User, kartini: User, signed_in: Any, duty: Duty
) -> None:
    assert kartini.person is not None
    ContactFactory(person=kartini.person)
    digest = message(kartini.person, state="sent", at=MONDAY, subject="1 tugas menunggu")
    DutyStep.objects.create(
        duty=duty, person=kartini.person, due_at=DUE, rung="late-1", told_at=MONDAY, message=digest
    )
    office = signed_in(olga)
    assert "Dinas Sosial diberi tahu 1 kali" in duty_sentence(office, duty)
    assert "A-2026-009: H+1" in office.get(reverse("duty-told", args=[duty.pk])).content.decode()


def test_pages_ask_as_often_for_many_messages(
    olga: User, signed_in: Any, sari: Person, django_assert_max_num_queries: Any
) -> None:
    said = {"rotations": list(Rotation.objects.values_list("pk", flat=True))}
    for n in range(60):
        at = MONDAY + timedelta(days=n)
        attempt(message(sari, state="sent", at=at, key=f"m{n}", payload=said), at, "sent", "")
    office = signed_in(olga)
    with django_assert_max_num_queries(26):
        office.get(reverse("person-told", args=[sari.pk]))


# --- the findings of the auditor, on pages -----------------------------------------------------


def test_findings_lead_to_where_they_are_mended(
    olga: User, signed_in: Any, dinsos: Department, duty: Duty
) -> None:
    now = campaign()
    Finding.objects.create(kind="no_agent", campaign=now, department=dinsos, n=12,
                           first_seen_at=ORDERED, last_seen_at=MONDAY)  # fmt: skip
    Finding.objects.create(kind="not_sent", directive=duty.directive, n=1,
                           first_seen_at=ORDERED, last_seen_at=MONDAY)  # fmt: skip
    office = signed_in(olga)
    page = office.get(reverse("findings")).content.decode()
    assert "Giliran Agen, tetapi OPD tidak memiliki Agen" in page
    accounts = reverse("campaign-rotations", args=[now.code])
    assert f"{accounts}?stage=open&amp;turn=agent&amp;department=DINSOS" in page
    assert "Kirim arahannya." in page
    today = office.get(reverse("today")).content.decode()
    assert "hal tanpa langkah berikut" in today
    ready = json.loads(office.get("/readyz").content)
    assert ready["auditor"] is False


def test_another_record_of_the_same_person_is_found_with_him(
    olga: User, signed_in: Any, dinsos: Department
) -> None:
    """One message goes to all records of one human being and stands with one of them."""
    told = person("Rudi Hartono", "rudi@kotacontoh.example")
    row = rotation(told, campaign(), department=dinsos)
    message(told, state="sent", at=MONDAY, payload={"rotations": [row.pk]})
    person("R. Hartanto, S.Kom.", "Rudi@kotacontoh.example")
    person("Rudolf", "rudolf@kotacontoh.example")
    page = asked(signed_in(olga), q="Hartanto")
    assert "Rudi" in page
    assert "Rudolf" not in page
