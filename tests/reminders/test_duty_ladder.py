"""A department's duty climbs its ladder: who is told when, in whose digest (RULES 5, J3)."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

import secops.wiring  # noqa: F401  (fills the tables of composers)
from accounts.models import Contact, Department, Person, Position, Tenure, User
from accounts.roles import Role
from dashboard.today.leadership import for_leaders, send_to_leaders
from secops.compliance.duties.actions import confirm_duty, receive_duty, send_directive
from secops.compliance.duties.models import Directive, Duty
from secops.outbox.actions import cancel_batch
from secops.outbox.models import Message
from secops.reminders.duties.acknowledging import AcknowledgementRefused, acknowledge
from secops.reminders.duties.calling import Why, call_tasks, note_call
from secops.reminders.duties.escalating import EscalationRefused, decide, undecided, undo_decision
from secops.reminders.duties.queries import weekly_rows
from secops.reminders.duties.summary import late_lines, weekly
from secops.reminders.models import Acknowledgement, Call, DutyStep, Escalation
from secops.reminders.tick import promise_due, send_due
from secops.rules.duty import State
from secops.rules.intervals import WIB
from secops.rules.rotation import State as Rotated
from tests.duties.support import custom_duty, fresh, rotation_duty
from tests.factories import ContactFactory, DepartmentFactory, PersonFactory, holder_of

pytestmark = pytest.mark.django_db

#: Friday, by an order that is due in days: Wednesday 16 December.
ORDERED = datetime(2026, 11, 27, 8, 30, tzinfo=WIB)
DUE = datetime(2026, 12, 16, 16, 0, tzinfo=WIB)
Decision = Escalation.Decision


@pytest.fixture(autouse=True)
def _desk(settings) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"


def with_mail(user: User) -> User:
    assert user.person is not None
    name = user.person.name.split()[0].lower()
    ContactFactory(person=user.person, address=f"{name}@kotacontoh.example")
    return user


def position_of(user: User) -> Position:
    return Position.objects.get(tenures__person=user.person)


@pytest.fixture
def secretary(db: None) -> User:
    return with_mail(holder_of(Role.LEADERSHIP, name="Seno Sekda"))


@pytest.fixture
def superior(secretary: User) -> User:
    """The head of the department above: an assistant of the secretary."""
    above = with_mail(holder_of(Role.HEAD, DepartmentFactory(name="Setda"), name="Tuti Asisten"))
    Position.objects.filter(pk=position_of(above).pk).update(superior=position_of(secretary))
    return above


@pytest.fixture
def head(kartini: User, superior: User) -> User:
    Position.objects.filter(pk=position_of(kartini).pk).update(superior=position_of(superior))
    return with_mail(kartini)


@pytest.fixture
def agent(budi: User) -> User:
    return with_mail(budi)


@pytest.fixture
def duty(dinsos: Department, olga: User, head: User, agent: User) -> Duty:
    made = custom_duty(dinsos, olga, due_at=DUE)
    send_directive(made.directive, by=olga, at=ORDERED)
    return made


def dec(day: int, hour: float = 8.5) -> datetime:
    """An hour of a day of December 2026."""
    return datetime(2026, 12, 1, tzinfo=WIB) + timedelta(days=day - 1, hours=hour)


def live(first: int, last: int, *hours: float) -> None:
    """These hours of each of these days of December (half past eight where none is given)."""
    for day in range(first, last + 1):
        for hour in hours or (8.5,):
            promise_due(at=dec(day, hour))
            send_due(at=dec(day, hour))


def told() -> list[tuple[str, str, str]]:
    """(rung, when, who) of everything that was said, in order."""
    rows = DutyStep.objects.select_related("person").order_by("told_at", "person__name")
    return [
        (row.rung, f"{row.told_at.astimezone(WIB):%a %d %H.%M}", row.person.name.split()[0])
        for row in rows
    ]


def test_it_climbs_inside_the_department_and_then_waits_for_the_lead(duty: Duty) -> None:
    live(1, 24, 8.5, 14)
    assert told() == [
        ("h-3", "Fri 11 08.30", "Budi"),
        ("h-1", "Tue 15 08.30", "Budi"),
        ("due", "Wed 16 08.30", "Budi"),
        ("due", "Wed 16 08.30", "Kartini"),
        ("late-1", "Thu 17 08.30", "Kartini"),
    ]
    gathered = Escalation.objects.order_by("moment").values_list("rung", "person__name")
    assert list(gathered) == [("late-3", "Tuti Asisten"), ("late-5", "Seno Sekda")]
    digests = Counter((m.to[0], m.subject) for m in mail.outbox)
    assert not any("seno" in to or "tuti" in to for to, _subject in digests)


def test_nobody_gets_two_messages_on_a_day(duty: Duty, dinsos: Department, olga: User) -> None:
    other = custom_duty(dinsos, olga, due_at=DUE, title="Cabut akses pegawai pensiun")
    send_directive(other.directive, by=olga, at=ORDERED)
    sent = len(mail.outbox)
    live(9, 18, 8, 9, 15)
    days = Counter(
        (row.person_id, row.sent_at.astimezone(WIB).date())
        for row in Message.objects.filter(kind="rotation.digest")
    )
    assert sent == 0
    assert set(days.values()) == {1}
    on_the_day = [m for m in mail.outbox if m.to == ["budi@kotacontoh.example"]][-1]
    assert "Tempel poster log out" in on_the_day.body
    assert "Cabut akses pegawai pensiun" in on_the_day.body


def test_the_head_is_asked_for_his_statement_on_the_due_morning(
    dinsos: Department, olga: User, head: User, agent: User
) -> None:
    duty = rotation_duty(dinsos, olga, {Rotated.VERIFIED: 28, Rotated.NEEDS_HELP: 3})
    send_directive(duty.directive, by=olga, at=ORDERED)
    live(0, 0, 7.9, 8)
    letter = [m for m in mail.outbox if m.to == ["kartini@kotacontoh.example"]][-1]
    assert letter.subject == "Perlu pernyataan Anda: Pegawai mengganti kata sandi SIMPATIK"
    assert "Dinas Sosial: 28 dari 31 akun terbukti diganti" in letter.body
    assert letter.body.count("/k/") == 1
    assert "Yth. Bapak/Ibu" not in letter.body


def test_who_has_stated_is_left_alone(duty: Duty, head: User) -> None:
    confirm_duty(duty, shown=(0, 2), promised_on=date(2026, 12, 15), by=head, at=ORDERED)
    live(15, 24)
    assert told() == []
    assert not Escalation.objects.exists()


def test_an_order_that_was_undone_does_not_climb(
    dinsos: Department, olga: User, head: User, agent: User
) -> None:
    made = custom_duty(dinsos, olga, due_at=DUE)
    batch = send_directive(made.directive, by=olga, at=ORDERED)
    cancel_batch(batch, by=olga, at=ORDERED + timedelta(seconds=10))
    live(15, 17)
    assert told() == []
    send_directive(made.directive, by=olga, at=dec(14))
    live(15, 16)
    assert {rung for rung, _when, _who in told()} == {"h-1", "due"}


def test_after_an_outage_each_gets_only_his_highest_rung(duty: Duty) -> None:
    live(21, 21)
    assert {(rung, who) for rung, _when, who in told()} == {("due", "Budi"), ("late-1", "Kartini")}


def test_a_deputy_and_whoever_acts_for_an_absent_head_are_told(
    duty: Duty, head: User, dinsos: Department
) -> None:
    acting, deputy = PersonFactory(name="Plh Uji"), PersonFactory(name="Wakil Uji")
    for person, kind in ((acting, Tenure.Kind.PLH), (deputy, Tenure.Kind.DEPUTY)):
        ContactFactory(person=person, address=f"{person.name[:3].lower()}@kotacontoh.example")
        Tenure.objects.create(
            position=position_of(head), person=person, kind=kind, starts_on=date(2026, 12, 1)
        )
    live(16, 17)
    who = {(rung, name) for rung, _when, name in told()}
    assert ("due", "Plh") in who
    assert ("late-1", "Wakil") in who
    assert not any(name == "Kartini" for _rung, name in who)


def test_the_lead_sends_after_the_call_and_the_secretary_reads_one_digest(
    duty: Duty, leo: User, olga: User, secretary: User
) -> None:
    live(17, 22)
    late_3, late_5 = Escalation.objects.order_by("moment")
    now = dec(22, 17)
    decide([late_3.pk], Decision.SEND, by=leo, at=now)
    with pytest.raises(EscalationRefused, match="Telepon dulu Kepala OPD: Dinas Sosial"):
        decide([late_5.pk], Decision.SEND, by=leo, at=now)
    assert [(task.first.pk, task.why) for task in call_tasks(at=now)] == [(duty.pk, Why.ESCALATION)]
    note_call([duty], Call.Outcome.REACHED, by=olga, at=now, note="Selesai Rabu")
    assert call_tasks(at=now) == []
    decide([late_5.pk], Decision.SEND, by=leo, at=now)
    live(23, 26)
    letters = [m for m in mail.outbox if m.to == ["seno@kotacontoh.example"]]
    assert [m.subject for m in letters] == ["1 OPD melewati batas waktu"]
    assert "Dinas Sosial, Tempel poster log out: 0 dari 2 langkah dilaporkan" in letters[0].body
    assert "Kepala OPD ditelepon Selasa, 22 Desember, 17.00 WIB: tersambung." in letters[0].body
    assert "/k/" not in letters[0].body
    assert [m.to for m in mail.outbox].count(["tuti@kotacontoh.example"]) == 1


def test_a_rung_is_gathered_the_working_day_before(duty: Duty) -> None:
    # Late-3 is Monday 21 December: its lead decides on Friday.
    promise_due(at=datetime(2026, 12, 17, 16, 0, tzinfo=WIB))
    assert not Escalation.objects.exists()
    promise_due(at=datetime(2026, 12, 18, 7, 0, tzinfo=WIB))
    row = Escalation.objects.get()
    assert row.moment == datetime(2026, 12, 21, 8, 0, tzinfo=WIB)
    promise_due(at=datetime(2026, 12, 18, 7, 1, tzinfo=WIB))
    assert Escalation.objects.count() == 1


def test_the_same_person_twice_is_one_step(duty: Duty, head: User, secretary: User) -> None:
    Position.objects.filter(pk=position_of(head).pk).update(superior=position_of(secretary))
    live(17, 26)
    row = Escalation.objects.get()
    assert (row.rung, row.person, row.call_first) == ("late-3", secretary.person, True)


def test_a_delay_comes_back_and_a_decision_can_be_undone(duty: Duty, leo: User) -> None:
    live(17, 19)
    row = Escalation.objects.get()
    now = dec(19, 16)
    with pytest.raises(EscalationRefused, match="alasan"):
        decide([row.pk], Decision.HOLD, by=leo, at=now, until=date(2026, 12, 22))
    with pytest.raises(EscalationRefused, match="14 hari"):
        decide([row.pk], Decision.HOLD, by=leo, at=now, until=date(2027, 1, 22), reason="x")
    decide([row.pk], Decision.HOLD, by=leo, at=now, until=date(2026, 12, 22), reason="Cuti")
    assert not undecided(at=now).exists()
    assert undecided(at=datetime(2026, 12, 22, 8, 0, tzinfo=WIB)).get() == row
    decide([row.pk], Decision.SEND, by=leo, at=now)
    assert undo_decision([row.pk], by=leo, at=now) == 1
    live(20, 23)
    assert not DutyStep.objects.filter(rung="late-3").exists()


def test_without_a_superior_it_stands_with_the_office(duty: Duty, head: User, leo: User) -> None:
    Position.objects.filter(pk=position_of(head).pk).update(superior=None)
    live(17, 20)
    row = Escalation.objects.get()
    assert row.person is None
    with pytest.raises(EscalationRefused, match="belum tercatat"):
        decide([row.pk], Decision.SEND, by=leo, at=dec(20))


def test_what_is_done_meanwhile_is_not_told_above(
    duty: Duty, leo: User, head: User, olga: User
) -> None:
    live(17, 19)
    now = dec(19, 16)
    decide([Escalation.objects.get().pk], Decision.SEND, by=leo, at=now)
    confirm_duty(fresh(duty), shown=(0, 2), promised_on=date(2026, 12, 23), by=head, at=now)
    live(20, 23)
    assert not any(m.to == ["tuti@kotacontoh.example"] for m in mail.outbox)


def test_a_word_that_it_is_being_done_holds_the_rungs_and_then_asks_again(
    duty: Duty, agent: User
) -> None:
    acknowledge(duty, date(2026, 12, 18), "Menunggu poster dicetak", by=agent, at=dec(14))
    live(14, 17)
    assert told() == []
    live(18, 18)
    assert {(rung, who) for rung, _when, who in told()} == {("due", "Budi"), ("late-1", "Kartini")}


def test_a_delay_is_limited_and_needs_a_reason(duty: Duty, agent: User, olga: User) -> None:
    with pytest.raises(AcknowledgementRefused, match="14 hari"):
        acknowledge(duty, date(2026, 12, 30), "Lama", by=agent, at=ORDERED)
    with pytest.raises(AcknowledgementRefused, match="dikerjakan"):
        acknowledge(duty, date(2026, 12, 1), " ", by=agent, at=ORDERED)
    for day in (1, 2, 3):
        acknowledge(duty, date(2026, 12, day), "Sedang", by=agent, at=ORDERED)
    with pytest.raises(AcknowledgementRefused, match="3 kali"):
        acknowledge(duty, date(2026, 12, 4), "Lagi", by=agent, at=ORDERED)


def test_who_has_not_said_received_is_telephoned_after_a_working_day(
    duty: Duty, olga: User, head: User
) -> None:
    assert call_tasks(at=ORDERED + timedelta(hours=5)) == []
    monday = ORDERED + timedelta(days=3, minutes=1)
    task = call_tasks(at=monday)[0]
    assert (task.why, task.person) == (Why.NOT_RECEIVED, head.person)
    note_call([duty], Call.Outcome.NO_ANSWER, by=olga, at=monday)
    assert len(call_tasks(at=monday)) == 1
    assert head.person is not None
    receive_duty(duty, by=olga, at=monday, person=head.person)
    assert call_tasks(at=monday) == []


def test_an_order_in_hours_speaks_on_a_saturday(
    dinsos: Department, olga: User, head: User, agent: User
) -> None:
    friday = datetime(2026, 11, 27, 15, 0, tzinfo=WIB)
    made = custom_duty(dinsos, olga, due_at=friday + timedelta(hours=24))
    Duty.objects.filter(pk=made.pk).update(state=State.OPEN)
    made.directive.ordered_at = friday
    made.directive.save()
    send_directive(made.directive, by=olga, at=friday)
    live(-3, 0, 6, 8, 15, 16)
    assert told() == [
        ("half-way", "Sat 28 06.00", "Budi"),
        ("due", "Sat 28 15.00", "Kartini"),
        ("due", "Sun 29 06.00", "Budi"),
        ("late-1", "Mon 30 08.00", "Kartini"),
    ]


def test_an_order_due_on_its_own_day_is_asked_for_on_that_day(
    dinsos: Department, olga: User, head: User, agent: User
) -> None:
    made = custom_duty(dinsos, olga, due_at=ORDERED + timedelta(hours=4))
    send_directive(made.directive, by=olga, at=ORDERED)
    at = ORDERED + timedelta(hours=4, minutes=1)
    promise_due(at=at)
    send_due(at=at)
    assert ("due", "Fri 27 12.31", "Kartini") in told()
    digest = Message.objects.filter(kind="rotation.digest", person=head.person).get()
    assert "Tempel poster log out" in digest.text


def test_a_message_of_which_nobody_knows_is_followed_by_the_next_days(
    duty: Duty, agent: User
) -> None:
    morning = dec(15, 8)
    promise_due(at=morning)
    lost = Message.objects.filter(kind="rotation.digest", person=agent.person)
    lost.update(state="sending", claimed_at=morning)
    live(15, 15, 8.5, 12)
    assert lost.get().state == "unknown"
    assert told() == []
    live(16, 16)
    assert ("due", "Budi") in {(rung, who) for rung, _when, who in told()}


def test_a_head_by_whatsapp_reads_no_link(
    dinsos: Department, olga: User, kartini: User, agent: User
) -> None:
    person: Person | None = kartini.person
    assert person is not None
    ContactFactory(person=person, kind=Contact.Kind.WHATSAPP, address="+628000000001")
    made = custom_duty(dinsos, olga, due_at=DUE)
    send_directive(made.directive, by=olga, at=ORDERED)
    live(16, 16)
    waiting = Message.objects.get(kind="rotation.digest", person=person)
    assert waiting.channel == "whatsapp_by_hand"


# --- its pages -----------------------------------------------------------------------------------


def test_the_lead_decides_on_the_page_and_the_officer_only_reads(
    duty: Duty, leo: User, olga: User, client: Client
) -> None:
    live(17, 19)
    row = Escalation.objects.get()
    enter(client, olga)
    page = client.get("/escalations/").content.decode()
    assert "1 OPD naik ke Tuti Asisten, Senin, 21 Desember 2026, 08.00 WIB" in page
    assert "Kirim ke Tuti" not in page
    post = {"row": [str(row.pk)], "decision": "send"}
    assert client.post("/escalations/decide/", post).status_code == 403
    enter(client, leo)
    assert "Kirim ke Tuti Asisten" in client.get("/escalations/").content.decode()
    assert "Centang OPD-nya dulu" in said(client.post("/escalations/decide/", follow=True))
    held = {"row": [str(row.pk), "9" * 30], "decision": "hold", "until": "x", "reason": "Cuti"}
    shown = client.post("/escalations/decide/", held)
    assert shown.status_code == 422
    assert "Tulis tanggalnya dengan angka: hari/bulan/tahun." in said(shown)
    assert 'value="Cuti"' in said(shown)
    row.refresh_from_db()
    assert row.decision == ""
    client.post("/escalations/decide/", post)
    row.refresh_from_db()
    assert (row.decision, row.decided_by) == ("send", leo)
    client.post("/escalations/decide/", {"row": [str(row.pk)], "decision": "undo"})
    row.refresh_from_db()
    assert row.decision == ""


def test_calls_are_listed_with_what_to_say_and_noted(
    duty: Duty, olga: User, client: Client
) -> None:
    Directive.objects.update(ordered_at=ORDERED - timedelta(days=30))
    enter(client, olga)
    page = client.get("/calls/").content.decode()
    assert "Kartini Kepala, Dinas Sosial" in page
    assert "Sudahkah Ibu/Bapak menerimanya?" in page
    missing = client.post(f"/duties/{duty.pk}/call/", {}, follow=True)
    assert "Pilih hasil teleponnya" in said(missing)
    values = {f"t{duty.pk}-outcome": "reached", f"t{duty.pk}-note": "Sudah diterima"}
    client.post(f"/duties/{duty.pk}/call/", values)
    call = Call.objects.get()
    assert (call.called_by, call.person) == (olga, Person.objects.get(name="Kartini Kepala"))
    assert "Tidak ada yang perlu ditelepon" in client.get("/calls/").content.decode()
    assert "Sudah diterima" in client.get(f"/duties/{duty.pk}/").content.decode()


def test_a_head_is_called_once_about_all_that_waits(
    duty: Duty, dinsos: Department, olga: User, client: Client
) -> None:
    enter(client, olga)
    other = custom_duty(dinsos, olga, due_at=DUE, title="Cabut akses pegawai pensiun")
    Directive.objects.update(ordered_at=ORDERED - timedelta(days=30))
    task = call_tasks(at=ORDERED)[0]
    assert set(task.all) == {duty, other}
    page = client.get("/calls/").content.decode()
    assert page.count("Catat telepon") == 1
    assert "Tempel poster log out, batas waktu" in page
    assert "Cabut akses pegawai pensiun, batas waktu" in page
    foreign = custom_duty(DepartmentFactory(), olga, due_at=DUE)
    values = {
        f"t{task.first.pk}-outcome": "reached",
        "also": [str(duty.pk), str(other.pk), str(foreign.pk), "x"],
    }
    client.post(f"/duties/{task.first.pk}/call/", values)
    assert {call.duty for call in Call.objects.all()} == {duty, other}


def test_the_page_of_calls_asks_no_more_for_many(
    duty: Duty, olga: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    for _n in range(12):
        there = DepartmentFactory()
        holder_of(Role.HEAD, there)
        custom_duty(there, olga, due_at=DUE)
    Directive.objects.update(ordered_at=ORDERED - timedelta(days=30))
    enter(client, olga)
    client.get("/calls/")
    with django_assert_max_num_queries(13):
        assert client.get("/calls/").content.decode().count("Catat telepon") == 13


def test_an_agent_says_on_the_page_that_he_is_at_it(
    duty: Duty, agent: User, client: Client
) -> None:
    enter(client, agent)
    page = client.get(f"/duties/{duty.pk}/").content.decode()
    assert "Sedang kami kerjakan sampai" in page
    wrong = client.post(f"/duties/{duty.pk}/acknowledge/", {"until": "31/02/2027"}, follow=True)
    assert wrong.status_code == 422
    kept = client.post(f"/duties/{duty.pk}/acknowledge/", {"until": "besok", "reason": "Cetak"})
    assert "Tulis tanggalnya dengan angka: hari/bulan/tahun." in said(kept)
    assert 'value="Cetak"' in said(kept)
    until = timezone.localdate() + timedelta(days=3)
    values = {"until": f"{until:%d/%m/%Y}", "reason": "Menunggu poster dicetak"}
    client.post(f"/duties/{duty.pk}/acknowledge/", values)
    word = Acknowledgement.objects.get()
    assert (word.reason, word.person) == ("Menunggu poster dicetak", agent.person)
    assert "Menunggu poster dicetak" in client.get(f"/duties/{duty.pk}/").content.decode()


def test_a_superior_is_entered_and_a_circle_is_refused(
    head: User, superior: User, adi: User, client: Client
) -> None:
    below, above = position_of(head), position_of(superior)
    enter(client, adi)
    assert "Atasan" in client.get(f"/positions/{below.pk}/").content.decode()
    url = f"/positions/{above.pk}/superior/"
    refused = client.post(url, {"superior": below.pk}, follow=True)
    assert "sudah berada di atas atasan yang dipilih" in said(refused)
    client.post(f"/positions/{below.pk}/superior/", {"superior": ""})
    below.refresh_from_db()
    assert below.superior is None


def enter(client: Client, user: User) -> None:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")


def said(answer: HttpResponse) -> str:
    return answer.content.decode()


def summary_at(when: datetime, by: User) -> str:
    """The office sends the three lines; what the secretary reads."""
    send_to_leaders(by=by, at=when)
    send_due(at=when + timedelta(minutes=1))
    return str(mail.outbox[-1].body)


def test_the_weekly_rungs_stand_in_the_summary_each_once(duty: Duty, olga: User) -> None:
    """Due 16 December, late-5 on the 23rd: weekly from the 30th, four times."""
    before = summary_at(dec(29), olga)
    assert "minggu" not in before
    said = [summary_at(dec(day), olga) for day in (30, 31, 37, 44, 51, 58, 65)]
    line = "belum disampaikan kepada Sekretaris Daerah: Dinas Sosial."
    assert [line in one for one in said] == [True, False, True, True, True, False, False]
    assert f"Sudah lewat 2 minggu, {line}" in said[0]
    assert f"Sudah lewat 5 minggu, {line}" in said[4]
    rungs = DutyStep.objects.filter(person__name="Seno Sekda").values_list("rung", flat=True)
    assert list(rungs.order_by("told_at")) == ["weekly-1", "weekly-2", "weekly-3", "weekly-4"]
    (kept,) = weekly_rows(at=dec(65))
    assert kept.rung == "minggu ke-4 dari 4", "the office keeps it"
    assert not for_leaders(at=dec(65))


def test_the_summary_says_what_was_raised(duty: Duty, olga: User) -> None:
    DutyStep.objects.create(
        duty=duty, person=PersonFactory(name="Seno"), due_at=DUE, rung="late-5",
        told_at=dec(23), message=Message.objects.filter(kind__startswith="duty").first(),
    )  # fmt: skip
    (line,) = late_lines(weekly(at=dec(30)), at=dec(30))
    assert line == "Sudah lewat 2 minggu, sudah naik ke Sekretaris Daerah: Dinas Sosial."


def test_five_departments_are_three_names_and_a_number(duty: Duty, olga: User) -> None:
    for name in ("Dinas A", "Dinas B", "Dinas C", "Dinas D"):
        custom_duty(DepartmentFactory(name=name), olga, due_at=DUE, title=name)
    Directive.objects.update(messages_from=ORDERED)
    (line,) = late_lines(weekly(at=dec(30)), at=dec(30))
    assert line.endswith("(dan 2 lainnya).")


def test_what_the_department_did_meanwhile_is_not_said(duty: Duty, olga: User) -> None:
    Duty.objects.filter(pk=duty.pk).update(state=State.CONFIRMED.value)
    assert weekly(at=dec(30)) == []


def test_the_page_of_what_climbs_keeps_it(client: Client, duty: Duty, olga: User) -> None:
    past = timezone.now() - timedelta(days=60)
    Duty.objects.update(due_at=past)
    Directive.objects.update(
        ordered_at=past - timedelta(days=30), messages_from=past - timedelta(days=30)
    )
    client.force_login(olga)
    page = client.get("/escalations/").content.decode()
    assert "Disebut dalam ringkasan pimpinan" in page
    assert "minggu ke-4 dari 4" in page
    assert "belum disampaikan kepada Sekretaris Daerah" in client.get("/").content.decode()
