"""Pages of retirements: who may, whose rows, what they say, what they cost."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.retirements.models import Proof, Retirement
from secops.documents.actions import approve_document, drop_document
from secops.documents.models import Document
from secops.inventory.models import Application
from secops.rules.retirement import State
from tests.factories import AccountFactory, ApplicationFactory, DepartmentFactory, holder_of
from tests.retirements.support import (
    PDF,
    brought_to,
    fresh,
    old_application,
    received,
    words_of,
)


@pytest.fixture
def lama(dinsos: Department) -> Application:
    return old_application(dinsos)


def upload(name: str = "bukti.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def test_the_list_shows_what_needs_somebody_and_why(
    lama: Application, dinsos: Department, olga: User, signed_in
) -> None:
    used = ApplicationFactory(code="baru", name="Baru", owner=dinsos)
    AccountFactory(application=used)
    page = words_of(signed_in(olga).get(reverse("retirements")))
    assert "Aplikasi Lama" in page
    assert "Tidak dipakai lebih dari 180 hari" in page
    assert "Kantor: tanyakan kepada pemiliknya" in page
    assert "Baru" not in page.replace("diperbarui", "")
    everything = words_of(signed_in(olga).get(reverse("retirements") + "?stage=all"))
    assert "Pemakaian belum diketahui" in everything


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("sign=unused", True),
        ("sign=no_answer", False),
        ("stage=suggested", True),
        ("stage=kept", False),
        ("q=lama.kota", True),
        ("q=xyz", False),
        ("owner=DINSOS", True),
    ],
)
def test_the_list_is_narrowed(lama, dinsos, olga: User, signed_in, query, there) -> None:
    page = signed_in(olga).get(f"{reverse('retirements')}?{query}").content.decode()
    assert ("Aplikasi Lama</a>" in page) is there


def test_departments_see_their_own_rows_on_page_and_in_exports(
    lama: Application, kartini: User, olga: User, ira: User, signed_in
) -> None:
    elsewhere = old_application(DepartmentFactory(), code="asing", name="Asing")
    for user, sees in ((kartini, False), (olga, True), (ira, True)):
        browser = signed_in(user)
        page = browser.get(reverse("retirements")).content.decode()
        assert "Aplikasi Lama" in page
        assert ("Asing" in page) is sees
        export = browser.get(reverse("retirements") + "?export=csv")
        text = b"".join(export.streaming_content).decode()
        assert ("Asing" in text) is sees
    assert Entry.objects.filter(verb="list.exported").count() == 3
    assert elsewhere.pk


def test_the_office_asks_with_a_preview_and_a_draft(
    lama: Application, kartini: User, olga: User, signed_in
) -> None:
    browser = signed_in(olga)
    address = reverse("retirement-start", args=["lama"])
    page = browser.get(address)
    assert "Yang dibaca Kepala OPD" in words_of(page)
    assert "Pasal 27 ayat (13) huruf c" in words_of(page)
    draft = browser.post(address, {"number": "7", "text": "Masih?", "do": "pdf"})
    assert draft.content.startswith(b"%PDF")
    assert not Retirement.objects.exists()
    refused = browser.post(address, {"number": "", "text": "Kata saya", "do": "send"})
    assert refused.status_code == 422
    assert b"Kata saya" in refused.content
    answer = browser.post(address, {"number": "7", "text": "Masih?", "do": "send"}, follow=True)
    assert "Waktunya berjalan sejak diterima" in words_of(answer)
    assert Retirement.objects.get().letter_text == "Masih?"


def test_the_head_answers_signed_in(
    lama: Application, kartini: User, olga: User, signed_in
) -> None:
    retirement = received(lama, olga)
    browser = signed_in(kartini)
    assert "Jawab" in words_of(browser.get(retirement.get_absolute_url()))
    address = reverse("retirement-answer", args=[retirement.pk])
    assert "Setuju dihentikan" in words_of(browser.get(address))
    assert b"channel" not in browser.get(address + "?answer=agree").content
    browser.post(address, {"answer": "agree"})
    assert fresh(retirement).state == State.AGREED


def test_the_office_notes_an_answer_by_telephone(
    lama: Application, kartini: User, olga: User, signed_in
) -> None:
    retirement = received(lama, olga)
    browser = signed_in(olga)
    address = reverse("retirement-answer", args=[retirement.pk])
    assert browser.post(address, {"answer": "agree"}).status_code == 422
    browser.post(address, {"answer": "agree", "channel": "phone", "note": "Ibu Kartini setuju"})
    assert "dicatat Olga Piket" in words_of(browser.get(retirement.get_absolute_url()))


def test_the_steps_by_their_forms_to_the_archive(
    lama: Application, kartini: User, olga: User, signed_in
) -> None:
    retirement = brought_to(State.AGREED, lama, office=olga, head=kartini)
    browser = signed_in(olga)

    def step(name: str, **given: object):
        address = reverse("retirement-step", args=[retirement.pk, name])
        return browser.post(address, given, follow=True)

    assert step("suspend").status_code == 422
    step("suspend", evidence=upload(), done_on="2026-11-20", note="Dimatikan")
    assert fresh(retirement).state == State.SUSPENDED
    assert "Dimatikan" in words_of(browser.get(retirement.get_absolute_url()))
    skipped = step("archive", evidence=upload())
    assert "tidak dapat diambil dari keadaan sekarang" in words_of(skipped)
    step("back-up", evidence=upload("uji-pemulihan.pdf"))
    hosts = [str(one.pk) for one in retirement.followers.filter(kind="host")]
    step("remove-dns", evidence=upload(), hosts=hosts)
    assert fresh(retirement).state == State.DNS_REMOVED
    waiting = step("archive", evidence=upload())
    assert waiting.status_code == 422
    assert "masih ada yang harus ikut ditutup" in words_of(waiting)
    for follower in retirement.followers.filter(done_at=None):
        browser.post(reverse("retirement-follower", args=[follower.pk]), {"note": "Sudah"})
    step("archive", evidence=upload())
    assert fresh(retirement).state == State.ARCHIVED
    page = words_of(browser.get(retirement.get_absolute_url()))
    assert "Diarsipkan" in page
    assert "Kembalikan menjadi aktif" not in page


def test_letter_and_minutes_get_a_number_among_the_documents(
    lama: Application, kartini: User, olga: User, leo: User, signed_in
) -> None:
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    step = retirement.steps.get(to_state=State.SUSPENDED)
    browser = signed_in(olga)
    address = reverse("retirement-minutes-draft", args=[step.pk])
    first = browser.post(address)
    assert browser.post(address).url == first.url  # written once
    drafted = Document.objects.get(kind="retirement")
    assert first.url == drafted.get_absolute_url()
    (proof,) = step.proofs.all()
    assert drafted.fields["proofs"] == [[proof.name, proof.sha256]]
    drop_document(drafted, by=olga, at=timezone.now())
    page = words_of(browser.get(retirement.get_absolute_url()))
    assert "Buat berita acara bernomor" in page
    assert browser.post(address).url != first.url, "what was given up is written anew"
    drafted = Document.objects.get(kind="retirement", state="draft")
    made = approve_document(drafted, by=leo, at=timezone.now())
    page = words_of(browser.get(retirement.get_absolute_url()))
    assert made.number in page
    browser.post(reverse("retirement-letter-draft", args=[retirement.pk]))
    letter = Document.objects.get(kind="owner_question")
    assert letter.addressees == [f"Kepala {lama.owner}"]
    assert "lama.kotacontoh.example" in str(letter.fields)
    assert approve_document(letter, by=leo, at=timezone.now()).number
    assert signed_in(kartini).post(address).status_code == 403
    assert Entry.objects.filter(verb="retirement.paper_drafted").count() == 3


def test_undo_with_a_reason(lama: Application, kartini: User, olga: User, signed_in) -> None:
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    browser = signed_in(olga)
    address = reverse("retirement-back", args=[retirement.pk])
    assert browser.post(address, {"reason": ""}).status_code == 422
    browser.post(address, {"reason": "Ternyata dipakai loket"})
    assert fresh(retirement).state == State.ACTIVE
    assert "Ternyata dipakai loket" in words_of(browser.get(retirement.get_absolute_url()))


def test_a_script_is_no_proof(lama: Application, kartini: User, olga: User, signed_in) -> None:
    retirement = brought_to(State.AGREED, lama, office=olga, head=kartini)
    answer = signed_in(olga).post(
        reverse("retirement-step", args=[retirement.pk, "suspend"]),
        {"evidence": SimpleUploadedFile("bukti.pdf", b"<svg onload=x>"), "note": "Catatan saya"},
    )
    assert answer.status_code == 422
    assert b"Catatan saya" in answer.content
    assert fresh(retirement).state == State.AGREED


def test_minutes_and_files_are_handed_out_and_noted(
    lama: Application, kartini: User, olga: User, signed_in
) -> None:
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    step = retirement.steps.get(to_state="suspended")
    browser = signed_in(kartini)
    paper = browser.get(reverse("retirement-minutes", args=[step.pk]))
    assert paper.content.startswith(b"%PDF")
    file = Proof.objects.get(step=step)
    answer = browser.get(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == PDF
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Entry.objects.filter(
        verb__in=["retirement.minutes_taken", "retirement.proof_viewed"], actor_id=kartini.pk
    ).count() == 2  # fmt: skip
    assert browser.get(reverse("retirement-letter", args=[retirement.pk])).content[:4] == b"%PDF"


def test_another_department_finds_nothing_of_it(
    lama: Application, kartini: User, olga: User, signed_in
) -> None:
    foreign = DepartmentFactory(code="DINKES")
    stranger = holder_of(Role.HEAD, foreign)
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    step = retirement.steps.get(to_state="suspended")
    browser = signed_in(stranger)
    for name, pk in (
        ("retirement", retirement.pk),
        ("retirement-letter", retirement.pk),
        ("retirement-answer", retirement.pk),
        ("retirement-minutes", step.pk),
        ("retirement-proof", step.proofs.get().pk),
    ):
        assert browser.get(reverse(name, args=[pk])).status_code == 404, name


def test_pages_cost_the_same_for_one_and_for_many(
    lama: Application, dinsos: Department, kartini: User, olga: User, signed_in
) -> None:
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    browser = signed_in(olga)
    costs: dict[str, list[int]] = {}
    for turn in range(2):
        for address in (reverse("retirements"), retirement.get_absolute_url()):
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address).status_code == 200
            costs.setdefault(address, []).append(len(queries))
        for n in range(12):
            other = old_application(dinsos, code=f"lama{turn}-{n}", name=f"Lama {n}")
            brought_to(State.SUSPENDED, other, office=olga, head=kartini)
            retirement.followers.create(
                kind="other", name=f"x{turn}-{n}", listed_at="2026-11-27T09:00Z"
            )
    assert all(first == second for first, second in costs.values()), costs
    assert max(first for first, _second in costs.values()) <= 24, costs


def test_the_export_equals_the_page(lama: Application, olga: User, signed_in) -> None:
    browser = signed_in(olga)
    answer = browser.get(reverse("retirements") + "?export=xlsx")
    assert io.BytesIO(b"".join(answer.streaming_content)).read(2) == b"PK"
    text = b"".join(browser.get(reverse("retirements") + "?export=csv").streaming_content).decode()
    assert "Aplikasi Lama" in text
    assert "Disarankan ditanyakan" in text
    assert re.search(r"2025-03-01", text)
