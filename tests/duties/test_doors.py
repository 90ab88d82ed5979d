"""Pages and buttons: who opens what, and what a press does."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, Person, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.duties.actions import (
    Handed,
    Target,
    add_evidence,
    confirm_duty,
    issue_directive,
    report_duty,
    return_duty,
)
from secops.compliance.duties.models import Channel, Directive, Duty, Objection
from secops.compliance.duties.queries import directives_for
from secops.compliance.rotations.models import Rotation
from secops.house.files import check_all
from secops.outbox.models import Batch, Message
from secops.rules.duty import Kind
from secops.rules.rotation import State
from tests.backups.support import plan_of
from tests.duties.support import (
    DUE,
    MONDAY,
    add_rotation,
    campaign_with,
    custom_duty,
    custom_order,
    fresh,
    give_contact,
    head_of,
    rotation_duty,
)
from tests.factories import ApplicationFactory, DepartmentFactory, holder_of

PDF = b"%PDF-1.7 contoh"


@pytest.fixture
def duty(dinsos: Department, olga: User) -> Duty:
    return rotation_duty(dinsos, olga, {State.VERIFIED: 2, State.NEEDS_HELP: 1})


def press(browser: Client, name: str, *args: object, **data: object):
    return browser.post(reverse(name, args=args), data, follow=True)


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


ANYBODY = {"olga": 200, "leo": 200, "ira": 200, "kartini": 200, "budi": 200, "adi": 403}
OFFICE = {"olga": 200, "leo": 200, "ira": 403, "kartini": 403, "budi": 403, "adi": 403}


@pytest.mark.parametrize(
    ("name", "of_directive", "answers"),
    [
        ("directives", None, ANYBODY),
        ("duties", None, ANYBODY),
        ("directive", True, ANYBODY),
        ("duty", False, ANYBODY),
        ("directive-new", None, OFFICE),
        ("directive-send", True, OFFICE),
        ("duty-state", False, {"kartini": 200, "budi": 403, "olga": 403, "ira": 403}),
        ("duty-report", False, {"budi": 200, "kartini": 200, "olga": 403, "adi": 403}),
        ("duty-object", False, {"budi": 200, "kartini": 200, "olga": 403}),
    ],
)
def test_who_opens_which_page(
    name: str,
    of_directive: bool | None,
    answers: dict[str, int],
    duty: Duty,
    signed_in,
    request: pytest.FixtureRequest,
) -> None:
    args = [] if of_directive is None else [duty.directive.code if of_directive else duty.pk]
    for who, status in answers.items():
        response = signed_in(request.getfixturevalue(who)).get(reverse(name, args=args))
        assert response.status_code == status, who


def test_a_foreign_duty_and_its_evidence_are_not_there(
    duty: Duty, signed_in, olga: User, kartini: User, budi: User
) -> None:
    other = custom_duty(DepartmentFactory(), olga)
    agent = head_of(other.department, name="Kepala Lain")
    assert agent.pk
    browser = signed_in(kartini)
    for name in ("duty", "duty-state", "duty-report", "duty-object"):
        assert browser.get(reverse(name, args=[other.pk])).status_code == 404, name
    for name in ("duty-receive", "duty-pass"):
        assert browser.post(reverse(name, args=[other.pk])).status_code == 404, name
    assert browser.get(reverse("directive", args=[other.directive.code])).status_code == 404
    listed = words_of(browser.get(reverse("duties")))
    assert duty.directive.title in listed
    assert other.directive.title not in listed
    exported = browser.get(reverse("duties") + "?export=csv")
    assert other.directive.title not in b"".join(exported.streaming_content).decode("utf-8-sig")


def test_reading_changes_nothing(duty: Duty, signed_in, kartini: User) -> None:
    browser = signed_in(kartini)
    before = (Entry.objects.count(), fresh(duty).changed_at)
    for name in ("duty", "duty-state", "duty-report"):
        browser.get(reverse(name, args=[duty.pk]))
    for name in ("duty-receive", "duty-pass", "duty-accept"):
        assert browser.get(reverse(name, args=[duty.pk])).status_code in (403, 405)
    assert (Entry.objects.count(), fresh(duty).changed_at) == before


def test_the_page_of_a_head_says_all_of_it(duty: Duty, signed_in, kartini: User, budi) -> None:
    page = words_of(signed_in(kartini).get(duty.get_absolute_url()))
    assert "Dinas Sosial, SIMPATIK: 2 dari 3 terbukti" in page
    assert "2 dari 3 akun terbukti diganti (data SIMPATIK 07.30). Belum: 1 ada kendala." in page
    assert "Terima" in page
    assert "Budi Agen" in page


def test_head_receives_and_states_by_pressing(duty: Duty, signed_in, kartini: User) -> None:
    browser = signed_in(kartini)
    assert "Tercatat diterima" in words_of(press(browser, "duty-receive", duty.pk))
    form = browser.get(reverse("duty-state", args=[duty.pk]))
    assert b"Saya mengetahui angka ini" in form.content
    answer = press(
        browser, "duty-state", duty.pk, proven=2, total=3, promised_on="2027-12-02", note="",
        agree_numbers="on",
    )  # fmt: skip
    assert "Pernyataan tercatat" in words_of(answer)
    assert "nomor P-0001" in words_of(answer)
    assert fresh(duty).state == "confirmed"
    assert duty.statements.get().channel == Channel.PAGE


def test_each_sentence_wants_its_tick_and_the_receipt_says_them(
    duty: Duty, signed_in, kartini: User, budi: User
) -> None:
    add_evidence(duty, Handed(note="Poster dipasang", name="poster"), by=budi, at=MONDAY)
    browser = signed_in(kartini)
    page = reverse("duty-state", args=[duty.pk])
    assert b"Saya mengetahui 1 bukti dukung yang dilampirkan: poster." in browser.get(page).content
    typed = {"proven": 2, "total": 3, "promised_on": "2027-12-02", "agree_numbers": "on"}
    half = browser.post(page, typed)
    assert half.status_code == 422
    assert "Centang kalimat ini" in words_of(half)
    browser.post(page, typed | {"agree_evidence": "on"})
    statement = duty.statements.get()
    assert "1 akun sisanya selesai paling lambat Kamis, 2 Desember 2027" in statement.text
    assert "1 bukti dukung yang dilampirkan: poster." in statement.text
    paper = browser.get(reverse("statement-receipt", args=[statement.pk]))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    stranger = signed_in(holder_of(Role.HEAD, DepartmentFactory()))
    assert stranger.get(reverse("statement-receipt", args=[statement.pk])).status_code == 404


def test_old_numbers_are_shown_again(duty: Duty, signed_in, kartini: User) -> None:
    answer = press(
        signed_in(kartini), "duty-state", duty.pk, proven=1, total=3, promised_on="2027-12-02",
        agree_numbers="on",
    )  # fmt: skip
    assert "Angkanya baru saja berubah" in words_of(answer)
    assert fresh(duty).state == "open"


def test_agent_reports_with_a_photo_and_the_head_is_asked(
    dinsos: Department, olga: User, kartini: User, budi: User, signed_in
) -> None:
    give_contact(kartini.person, "mail")
    duty = custom_duty(dinsos, olga)
    answer = signed_in(budi).post(
        reverse("duty-report", args=[duty.pk]),
        {
            "text": "Poster terpasang di 4 ruangan",
            "steps": ["Poster terpasang"],
            "evidence": [SimpleUploadedFile("poster.pdf", PDF)],
        },
        follow=True,
    )
    assert "Laporan tercatat" in words_of(answer)
    assert duty.evidence.get().bytes == len(PDF)
    assert Message.objects.get(kind="duty.numbers").person == kartini.person


def test_a_wrong_file_is_refused_and_nothing_is_lost(
    dinsos: Department, olga: User, budi: User, signed_in
) -> None:
    duty = custom_duty(dinsos, olga)
    answer = signed_in(budi).post(
        reverse("duty-report", args=[duty.pk]),
        {"text": "Sudah semuanya", "evidence": [SimpleUploadedFile("a.svg", b"<svg/>")]},
    )
    assert answer.status_code == 422
    assert "bukan PDF, gambar, Word, Excel atau teks" in words_of(answer)
    assert b"Sudah semuanya" in answer.content
    assert not duty.reports.exists()


def test_evidence_is_handed_out_as_an_attachment_and_noted(
    dinsos: Department, olga: User, budi: User, kartini: User, adi: User, signed_in
) -> None:
    duty = custom_duty(dinsos, olga)
    files = check_all([SimpleUploadedFile("bukti.pdf", PDF)])
    report_duty(duty, text="x", files=files, by=budi, at=MONDAY)
    evidence = duty.evidence.get()
    answer = signed_in(olga).get(evidence.get_absolute_url())
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="bukti.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Entry.objects.get(verb="evidence.viewed").actor_id == olga.pk
    assert signed_in(adi).get(evidence.get_absolute_url()).status_code == 403


def test_office_returns_with_a_reason_that_the_head_reads(
    duty: Duty, signed_in, kartini: User, olga: User
) -> None:
    give_contact(kartini.person, "mail")
    confirm_duty(duty, shown=(2, 3), promised_on=date(2027, 12, 2), by=kartini, at=MONDAY)
    browser = signed_in(olga)
    address = reverse("duty-step", args=[duty.pk, "return"])
    assert browser.post(address, {"reason": ""}).status_code == 422
    press(browser, "duty-step", duty.pk, "return", reason="Rencana satu akun belum jelas.")
    assert "Rencana satu akun belum jelas." in words_of(
        signed_in(kartini).get(duty.get_absolute_url())
    )
    assert Message.objects.filter(kind="duty.returned", person=kartini.person).exists()


def test_a_step_that_is_not_his_is_refused_in_words(duty: Duty, signed_in, ira: User) -> None:
    answer = signed_in(ira).post(reverse("duty-step", args=[duty.pk, "write-off"]), {"reason": "x"})
    assert answer.status_code == 422
    assert "bukan bagian tugas Anda" in words_of(answer)


def test_something_is_wrong_and_is_answered(duty: Duty, signed_in, kartini: User, olga) -> None:
    press(signed_in(kartini), "duty-object", duty.pk, reason="Satu orang sudah pensiun")
    objection = Objection.objects.get()
    doubted = reverse("duties") + "?objected=yes"
    assert "Dinas Sosial" in words_of(signed_in(olga).get(doubted))
    press(signed_in(olga), "objection-answer", objection.pk, answer="Sudah kami keluarkan")
    assert "Sudah kami keluarkan" in words_of(signed_in(kartini).get(duty.get_absolute_url()))
    assert "Dinas Sosial" not in words_of(signed_in(olga).get(doubted))


def test_the_office_notes_what_was_said_by_telephone(
    duty: Duty, signed_in, olga: User, kartini: User
) -> None:
    press(signed_in(olga), "duty-received-for", duty.pk, channel="phone")
    assert fresh(duty).received_by == kartini.person


def test_the_office_notes_a_statement_by_chat(
    duty: Duty, signed_in, olga: User, kartini: User
) -> None:
    browser = signed_in(olga)
    assert b"Saya mengetahui" in browser.get(reverse("duty-stated-for", args=[duty.pk])).content
    answer = press(
        browser,
        "duty-stated-for",
        duty.pk,
        proven=2,
        total=3,
        channel="chat",
        promised_on="2027-12-02",
    )
    assert "dicatat oleh Olga Piket" in words_of(answer)
    assert duty.statements.get().person == kartini.person


def test_a_duty_page_costs_the_same_for_one_and_for_many(
    olga: User, dinsos, kartini: User, signed_in
) -> None:
    duty = rotation_duty(dinsos, olga, {State.VERIFIED: 2, State.TOLD: 1})
    browser = signed_in(kartini)
    browser.get(duty.get_absolute_url())
    costs = []
    for _n in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(duty.get_absolute_url()).status_code == 200
        costs.append(len(queries))
        campaign = duty.directive.campaign
        assert campaign is not None
        for _one in range(40):
            add_rotation(campaign, dinsos, campaign.applications.get(), State.TOLD)
    assert costs[0] == costs[1]
    assert costs[0] <= 32


def test_an_export_stands_in_the_trail(duty: Duty, signed_in, olga: User) -> None:
    answer = signed_in(olga).get(reverse("duties") + "?export=xlsx")
    assert b"".join(answer.streaming_content)
    assert Entry.objects.get(verb="list.exported").data["rows"] == 1


def test_j1_step_6_preview_example_send_and_undo(olga: User, signed_in) -> None:
    give_contact(olga.person, "mail")
    departments = DepartmentFactory.create_batch(68)
    for number, one in enumerate(departments):
        if number < 66:
            head_of(one, "whatsapp" if number < 61 else "mail")
        elif number == 66:
            head_of(one)
    browser = signed_in(olga)
    answer = browser.post(
        reverse("directive-new"),
        {
            "kind": "custom",
            "title": "Pegawai mengganti kata sandi",
            "text": "Ganti hari ini.",
            "due_at": "2027-11-30T16:00",
            "checklist": "Diumumkan",
            "everybody": "on",
        },
        follow=True,
    )
    directive = Directive.objects.get()
    # The office itself is one of all departments; it has no head here.
    Duty.objects.filter(department__is_office=True).delete()
    answer = browser.get(reverse("directive-send", args=[directive.code]))
    page = words_of(answer)
    assert "68 Kepala OPD: 61 WhatsApp, 5 email, 2 tanpa kontak ( lihat )." in page
    assert "Kirim ke 66 orang…" in page
    assert "Kirim contoh ke saya" in page
    press(browser, "directive-example", directive.code)
    assert Message.objects.get(kind="duty.example").person == olga.person
    sent = words_of(press(browser, "directive-send", directive.code))
    assert re.search(r"dikirim dalam (29|30|31) detik", sent)
    assert "Batalkan" in sent
    assert Message.objects.filter(kind="duty.order", state="queued").count() == 66
    undone = press(browser, "directive-undo", directive.code)
    assert "Pengiriman dibatalkan" in words_of(undone)
    assert Batch.objects.get().cancelled_at is not None
    assert Message.objects.filter(kind="duty.order", state="cancelled").count() == 66
    assert "Kirim ke 68 OPD…" in words_of(undone)


def test_j1_step_8_received_and_copied_for_chat(olga: User, dinsos, kartini, signed_in) -> None:
    duty = custom_duty(dinsos, olga)
    press(signed_in(kartini), "duty-receive", duty.pk)
    page = words_of(signed_in(olga).get(duty.directive.get_absolute_url()))
    assert "Arahan diterima: 1 dari 1 OPD" in page
    assert "Salin untuk WhatsApp" in page


def test_a_lock_and_an_order_by_count_from_the_form(olga: User, dinsos, signed_in) -> None:
    application = ApplicationFactory(name="SIMPATIK", owner=dinsos)
    browser = signed_in(olga)
    common = {"title": "Judul", "text": "Isi", "due_at": "2027-11-30T16:00"}
    browser.post(
        reverse("directive-new"),
        {**common, "kind": "lock", "applications": [application.pk]},
    )
    lock = Duty.objects.get(directive__kind="lock")
    assert (lock.department, lock.application) == (dinsos, application)
    assert len(lock.directive.checklist) == 3
    wrong = browser.post(
        reverse("directive-new"),
        {**common, "kind": "rotation_by_count", "counts": "DINSOS 400\nTIDAKADA 2"},
    )
    assert wrong.status_code == 422
    assert "Baris 2 tidak terbaca" in words_of(wrong)
    browser.post(
        reverse("directive-new"),
        {**common, "kind": "rotation_by_count", "counts": "DINSOS 400"},
    )
    assert Duty.objects.get(directive__kind="rotation_by_count").count_total == 400


def test_the_orders_of_a_campaign(olga: User, dinsos, signed_in) -> None:
    campaign = campaign_with(dinsos, {State.OPEN: 2})
    browser = signed_in(olga)
    address = reverse("campaign-orders", args=[campaign.code])
    assert "Langkah 1: kunci di sumber" in words_of(browser.get(address))
    browser.post(address, {"order": "lock"})
    browser.post(address, {"order": "rotation"})
    kinds = dict(campaign.directives.values_list("kind", "due_at"))
    assert set(kinds) == {"lock", "rotation"}
    assert kinds["rotation"] == DUE
    again = browser.post(address, {"order": "lock"}, follow=True)
    assert "sudah berjalan" in words_of(again)
    assert Directive.objects.count() == 2


def test_ticked_duties_are_noted_together(olga: User, leo: User, ira: User, signed_in) -> None:
    departments = DepartmentFactory.create_batch(3)
    for one in departments:
        head_of(one)
        custom_duty(one, olga)
    first, second, third = Duty.objects.order_by("pk")
    browser = signed_in(olga)
    assert b"Catat diterima lewat pesan" in browser.get(reverse("duties")).content
    answer = browser.post(
        reverse("duties-bulk"), {"verb": "chat", "pick": [first.pk, second.pk, "x"]}, follow=True
    )
    assert "2 tugas tercatat." in words_of(answer)
    assert fresh(first).received_channel == Channel.CHAT
    assert fresh(first).received_by is not None
    assert fresh(third).received_at is None
    Duty.objects.filter(pk=first.pk).update(state="confirmed")
    answer = browser.post(
        reverse("duties-bulk"), {"verb": "accept", "pick": [first.pk, third.pk]}, follow=True
    )
    assert "1 tugas tercatat." in words_of(answer)
    assert f"{third.department}: Tugas ini sudah berubah." in words_of(answer)
    assert fresh(first).state == "accepted"
    assert b"Catat diterima lewat pesan" not in signed_in(ira).get(reverse("duties")).content
    assert signed_in(ira).post(reverse("duties-bulk")).status_code == 403


def test_every_number_opens_exactly_its_rows(olga: User, kartini: User, signed_in) -> None:
    departments = DepartmentFactory.create_batch(4)
    order = custom_order(due_at=timezone.now() + timedelta(days=1))
    directive = issue_directive(
        order, [Target(one.pk) for one in departments], by=olga, at=timezone.now()
    )
    first, second, third, fourth = directive.duties.order_by("pk")
    long_ago = timezone.now() - timedelta(days=9)
    Duty.objects.filter(pk=first.pk).update(received_at=long_ago, state="accepted")
    Duty.objects.filter(pk=second.pk).update(received_at=long_ago, due_at=long_ago)
    Duty.objects.filter(pk=third.pk).update(state="exempt", exempt_until=long_ago.date())
    Duty.objects.filter(pk=fourth.pk).update(state="exempt", exempt_until=date(2099, 1, 1))
    Directive.objects.update(ordered_at=long_ago)
    listed = directives_for(olga, at=timezone.now()).get()
    assert (listed.departments, listed.received, listed.done, listed.late) == (4, 2, 2, 1)  # type: ignore[attr-defined]
    browser = signed_in(olga)
    page = browser.get(directive.get_absolute_url()).context["page_of"]
    assert (page.departments, page.received, page.done, page.late, page.silent) == (4, 2, 2, 1, 0)
    wanted = {
        "received=yes": {first, second},
        "received=no": {third, fourth},
        "done=yes": {first, fourth},
        "done=no": {second, third},
        "late=yes": {second},
        "silent=yes": set(),
        "state=accepted": {first},
        "objected=yes": set(),
    }
    for query, rows in wanted.items():
        shown = browser.get(f"{directive.get_absolute_url()}?{query}").context["page"].rows
        assert set(shown) == rows, query


def test_lists_are_as_cheap_for_many_as_for_few(
    olga: User, signed_in, django_assert_max_num_queries
) -> None:
    for one in DepartmentFactory.create_batch(30):
        custom_duty(one, olga)
    browser = signed_in(olga)
    for name in ("duties", "directives"):
        with django_assert_max_num_queries(14):
            assert browser.get(reverse(name)).status_code == 200


def test_a_head_reads_which_steps_are_not_done_before_she_states(
    dinsos: Department, olga: User, kartini: User, budi: User, signed_in
) -> None:
    duty = custom_duty(dinsos, olga)
    report_duty(duty, text="Satu.", steps_done=["Poster terpasang"], by=budi, at=timezone.now())
    browser = signed_in(kartini)
    page = words_of(browser.get(reverse("duty-state", args=[duty.pk])))
    assert "1 dari 2 langkah dilaporkan" in page
    assert "Belum: Akun bersama dihapus." in page
    assert "Akun bersama dihapus, Belum dilaporkan (Agen Siber OPD)" in page
    assert page.index("Sisanya selesai paling lambat") < page.index("lambat tanggal di atas.")
    statement = confirm_duty(
        duty, shown=(1, 2), promised_on=date(2027, 12, 2), by=kartini, at=timezone.now()
    )
    assert [item["name"] for item in statement.open_items] == ["Akun bersama dihapus"]


def test_a_backup_that_is_open_is_listed_without_an_empty_application(
    dinsos: Department, olga: User, kartini: User, signed_in
) -> None:
    plan_of(dinsos, by=olga, name="Basis data bansos")
    duty = custom_duty(dinsos, olga, kind=Kind.BACKUP, title="Buktikan backup", checklist=())
    browser = signed_in(kartini)
    for name in ("duty-state", "duty"):
        page = words_of(browser.get(reverse(name, args=[duty.pk])))
        assert "Basis data bansos" in page
        assert ", :" not in page
        assert "Pemegang" not in page


def test_a_step_that_is_over_says_so_instead_of_showing_its_form(
    dinsos: Department, olga: User, kartini: User, budi: User, signed_in
) -> None:
    duty = custom_duty(dinsos, olga)
    report_duty(duty, text="Satu.", steps_done=["Poster terpasang"], by=budi, at=timezone.now())
    again = signed_in(budi).get(reverse("duty-report", args=[duty.pk]), follow=True)
    assert again.redirect_chain == [(duty.get_absolute_url(), 302)]
    assert "Langkah itu tidak dapat dilakukan sekarang. Keadaannya: Dilaporkan Agen. Giliran" in (
        words_of(again)
    )
    own = signed_in(kartini).get(reverse("duty-step", args=[duty.pk, "return"]), follow=True)
    assert "Langkah ini bukan bagian tugas Anda" in words_of(own)


def test_what_was_ticked_before_stays_ticked_after_a_return(
    dinsos: Department, olga: User, budi: User, signed_in
) -> None:
    duty = custom_duty(dinsos, olga)
    report_duty(duty, text="Satu.", steps_done=["Poster terpasang"], by=budi, at=timezone.now())
    return_duty(duty, reason="Foto kabur.", by=olga, at=timezone.now())
    form = signed_in(budi).get(reverse("duty-report", args=[duty.pk])).context["form"]
    assert form["steps"].value() == ["Poster terpasang"]


def test_holders_are_named_to_their_own_department_and_masked_for_others(
    duty: Duty, dinsos: Department, olga: User, ira: User, signed_in
) -> None:
    open_one = Rotation.objects.get(state=State.NEEDS_HELP)
    holder = open_one.account.holder
    assert holder is not None
    Person.objects.filter(pk=holder.pk).update(name="Siti Warsono")
    for own in (holder_of(Role.HEAD, dinsos), holder_of(Role.AGENT, dinsos)):
        assert "Siti Warsono" in words_of(signed_in(own).get(duty.get_absolute_url()))
    for other in (olga, ira):
        shown = words_of(signed_in(other).get(duty.get_absolute_url()))
        assert "S••• W•••" in shown
        assert "Warsono" not in shown
