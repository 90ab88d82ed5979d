"""Evidence in three forms: versions, an end, a removal that opens the statement again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.duties.actions import (
    EvidenceRefused,
    Handed,
    accept_duty,
    add_evidence,
    confirm_duty,
    remove_evidence,
    reopen_what_was_hurt,
)
from secops.compliance.duties.duty_page import missing_evidence
from secops.compliance.duties.models import Duty, Evidence
from secops.house.files import Checked, check_one
from secops.rules.duty import EvidenceKind
from secops.rules.refusal import MoveRefused
from tests.duties.support import MONDAY, custom_duty, fresh
from tests.factories import DepartmentFactory, holder_of

PDF = b"%PDF-1.7 berita acara"
LATER = MONDAY + timedelta(days=1)


@pytest.fixture
def duty(dinsos: Department, olga: User) -> Duty:
    return custom_duty(dinsos, olga)


@pytest.fixture
def agent_elsewhere(db: None) -> User:
    return holder_of(Role.AGENT, DepartmentFactory(name="Dinas Kesehatan"))


def pdf(words: bytes = PDF, name: str = "berita-acara.pdf") -> Checked:
    return check_one(SimpleUploadedFile(name, words))


def stated_on(duty: Duty, kartini: User) -> None:
    confirm_duty(fresh(duty), shown=(0, 2), promised_on=date(2026, 12, 4), by=kartini, at=MONDAY)


def test_files_links_and_notes_are_kept_with_their_hash(duty: Duty, budi: User) -> None:
    handed = Handed(
        files=[pdf()], link="https://drive.kotacontoh.example/berita-acara",
        note="Poster dipasang di loket. Sandi wifi: Rahasia#1", valid_until=date(2027, 2, 28),
    )  # fmt: skip
    made = add_evidence(duty, handed, by=budi, at=MONDAY)
    assert [one.form for one in made] == ["file", "link", "note"]
    assert all(len(one.sha256) == 64 for one in made)
    assert all(one.valid_until == date(2027, 2, 28) for one in made)
    note = duty.evidence.get(form="note")
    assert "Rahasia#1" not in note.words
    assert Entry.objects.filter(verb="evidence.added").count() == 1


@pytest.mark.parametrize(
    ("handed", "words"),
    [
        (Handed(), "Pilih berkas"),
        (Handed(note="Selesai.", valid_until=date(2026, 11, 1)), "sudah lewat"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(
    duty: Duty, budi: User, handed: Handed, words: str
) -> None:
    with pytest.raises(EvidenceRefused, match=words):
        add_evidence(duty, handed, by=budi, at=MONDAY)
    assert not Evidence.objects.exists()


def test_a_stranger_hands_nothing_in(duty: Duty, agent_elsewhere: User) -> None:
    with pytest.raises(PermissionDenied):
        add_evidence(duty, Handed(note="Selesai."), by=agent_elsewhere, at=MONDAY)


def test_a_newer_version_takes_the_place_of_the_old_one(
    duty: Duty, budi: User, kartini: User
) -> None:
    (old,) = add_evidence(duty, Handed(files=[pdf()]), by=budi, at=MONDAY)
    stated_on(duty, kartini)
    handed = Handed(files=[pdf(b"%PDF-1.7 bertanda tangan")], replaces=old)
    (new,) = add_evidence(duty, handed, by=budi, at=LATER)
    assert list(duty.evidence.standing()) == [new]
    assert Evidence.objects.get(pk=old.pk).replaced_by == new
    with pytest.raises(EvidenceRefused, match="sudah diganti atau dihapus"):
        add_evidence(duty, Handed(note="Lagi.", replaces=old), by=budi, at=LATER)
    assert reopen_what_was_hurt(at=LATER) == 0


def test_removed_evidence_opens_the_statement_again_for_it_alone(
    duty: Duty, budi: User, kartini: User, olga: User
) -> None:
    (kept,) = add_evidence(duty, Handed(note="Poster dipasang."), by=budi, at=MONDAY)
    (gone,) = add_evidence(duty, Handed(files=[pdf()]), by=budi, at=MONDAY)
    stated_on(duty, kartini)
    accept_duty(fresh(duty), by=olga, at=MONDAY)
    with pytest.raises(MoveRefused, match="Tuliskan alasannya"):
        remove_evidence(gone, why=" ", by=budi, at=LATER)
    remove_evidence(gone, why="Salah berkas", by=budi, at=LATER)
    assert reopen_what_was_hurt(at=LATER) == 1
    found = fresh(duty)
    assert (found.state, found.reopen_cause) == ("reopened", "evidence_removed")
    assert [item["key"] for item in found.reopened_items] == [f"evidence:{gone.pk}"]
    assert "berita-acara.pdf" in found.state_reason
    assert list(duty.evidence.standing()) == [kept]
    assert Evidence.objects.get(pk=gone.pk).removed_why == "Salah berkas"


def test_evidence_that_no_statement_rests_on_goes_without_a_word(
    duty: Duty, budi: User, kartini: User
) -> None:
    stated_on(duty, kartini)
    (late,) = add_evidence(duty, Handed(note="Menyusul."), by=budi, at=LATER)
    remove_evidence(late, why="Ganda", by=budi, at=LATER)
    assert reopen_what_was_hurt(at=LATER) == 0
    assert fresh(duty).state == "confirmed"


def test_the_agent_hands_in_replaces_and_removes_on_the_page(
    signed_in, duty: Duty, budi: User
) -> None:
    client = signed_in(budi)
    page = reverse("evidence-add", args=[duty.pk])
    assert client.get(page).status_code == 200
    empty = client.post(page, {})
    assert empty.status_code == 422
    assert "Pilih berkas, atau isi tautan atau catatan" in empty.content.decode()
    typed = {"link": "ftp://192.0.2.1/x", "note": ""}
    assert client.post(page, typed).status_code == 422
    client.post(page, {"evidence": SimpleUploadedFile("foto.pdf", PDF), "note": "Foto loket"})
    assert duty.evidence.count() == 2
    piece = duty.evidence.get(form="file")
    shown = client.get(duty.get_absolute_url()).content.decode()
    assert "foto.pdf" in shown
    assert "Foto loket" not in shown  # a note is read on its own page, which is noted
    again = f"{page}?replaces={piece.pk}"
    assert "foto.pdf" in client.get(again).content.decode()
    client.post(again, {"evidence": SimpleUploadedFile("baru.pdf", PDF + b"2")})
    piece.refresh_from_db()
    assert piece.replaced_by is not None
    gone = reverse("evidence-remove", args=[piece.replaced_by.pk])
    assert client.post(gone, {"reason": ""}).status_code == 422
    client.post(gone, {"reason": "Salah berkas"})
    assert list(duty.evidence.standing().values_list("form", flat=True)) == ["note"]


def test_a_link_with_a_password_in_it_is_refused(signed_in, duty: Duty, budi: User) -> None:
    page = reverse("evidence-add", args=[duty.pk])
    answer = signed_in(budi).post(page, {"link": "https://budi:rahasia@drive.kotacontoh.example/x"})
    assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_a_note_is_read_on_its_own_page_and_the_reading_is_kept(
    signed_in, duty: Duty, budi: User, olga: User
) -> None:
    (note,) = add_evidence(duty, Handed(note="Poster dipasang di loket."), by=budi, at=MONDAY)
    client = signed_in(olga)
    assert "Poster dipasang" not in client.get(duty.get_absolute_url()).content.decode()
    page = client.get(note.get_absolute_url()).content.decode()
    assert "Poster dipasang di loket." in page
    assert note.sha256 in page
    viewed = Entry.objects.get(verb="evidence.viewed")
    assert viewed.actor_id == olga.pk


def test_foreign_evidence_is_not_found(
    signed_in, duty: Duty, budi: User, agent_elsewhere: User
) -> None:
    (piece,) = add_evidence(duty, Handed(note="Selesai."), by=budi, at=MONDAY)
    client = signed_in(agent_elsewhere)
    for address in (
        reverse("evidence-add", args=[duty.pk]),
        reverse("evidence-remove", args=[piece.pk]),
        piece.get_absolute_url(),
    ):
        assert client.get(address).status_code == 404


def test_what_is_asked_and_not_there_is_said_and_the_end_is_proposed(
    signed_in, dinsos: Department, olga: User, budi: User
) -> None:
    duty = custom_duty(
        dinsos, olga, evidence_kinds=(EvidenceKind.PHOTO, EvidenceKind.NOTE), evidence_days=90
    )
    add_evidence(duty, Handed(note="Selesai."), by=budi, at=MONDAY)
    client = signed_in(budi)
    page = client.get(duty.get_absolute_url()).content.decode()
    assert "Foto atau tangkapan layar, Catatan; berlaku 90 hari" in page
    assert missing_evidence(duty, at=MONDAY) == ["Foto atau tangkapan layar"]
    form = client.get(reverse("evidence-add", args=[duty.pk])).context["form"]
    assert form["valid_until"].value() == timezone.localdate() + timedelta(days=90)
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 40
    photo = check_one(SimpleUploadedFile("loket.png", png))
    handed = Handed(files=[photo], valid_until=date(2026, 12, 31))
    add_evidence(duty, handed, by=budi, at=MONDAY)
    assert missing_evidence(duty, at=MONDAY) == []
    assert missing_evidence(duty, at=MONDAY + timedelta(days=60)) == ["Foto atau tangkapan layar"]


def test_the_same_file_twice_is_refused_and_may_be_a_newer_version(duty: Duty, budi: User) -> None:
    (first,) = add_evidence(duty, Handed(files=[pdf()]), by=budi, at=MONDAY)
    with pytest.raises(EvidenceRefused, match=r"salinan\.pdf sudah ada"):
        add_evidence(duty, Handed(files=[pdf(name="salinan.pdf")]), by=budi, at=LATER)
    longer = Handed(files=[pdf()], valid_until=date(2027, 2, 28), replaces=first)
    add_evidence(duty, longer, by=budi, at=LATER)
    assert duty.evidence.standing().count() == 1


def test_a_head_states_on_no_evidence_but_what_she_was_shown(
    duty: Duty, budi: User, kartini: User, signed_in
) -> None:
    add_evidence(duty, Handed(files=[pdf()]), by=budi, at=timezone.now())
    browser, here = signed_in(kartini), reverse("duty-state", args=[duty.pk])
    page = browser.get(here)
    assert page.content.decode().count("berita-acara.pdf</a>") == 1
    given = {
        "proven": 0, "total": 2, "promised_on": "2027-12-04", "note": "",
        "evidence": page.context["form"]["evidence"].value(),
        "agree_numbers": "on", "agree_evidence": "on",
    }  # fmt: skip
    add_evidence(
        duty, Handed(files=[pdf(b"%PDF-1.7 lain", "lain.pdf")]), by=budi, at=timezone.now()
    )
    refused = browser.post(here, given, follow=True)
    assert "Bukti dukungnya baru saja berubah" in refused.content.decode()
    assert not duty.statements.exists()
    given["evidence"] = refused.context["form"]["evidence"].value()
    browser.post(here, given)
    assert "2 bukti dukung yang dilampirkan: berita-acara.pdf, lain.pdf" in (
        duty.statements.get().text
    )


def test_a_head_reads_which_evidence_is_asked_and_not_there(
    dinsos: Department, olga: User, budi: User, kartini: User, signed_in
) -> None:
    duty = custom_duty(dinsos, olga, evidence_kinds=(EvidenceKind.PHOTO, EvidenceKind.DOCUMENT))
    here = reverse("duty-state", args=[duty.pk])
    said = "Bukti dukung yang diminta belum ada: Foto atau tangkapan layar, Dokumen."
    assert said in signed_in(kartini).get(here).content.decode()
    add_evidence(duty, Handed(files=[pdf()]), by=budi, at=timezone.now())
    left = "Bukti dukung yang diminta belum ada: Foto atau tangkapan layar."
    assert left in signed_in(kartini).get(here).content.decode()
