"""How a letter comes to be, goes out, is signed, withdrawn, superseded; and who may."""

import hashlib
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from accounts.models import User
from secops.audit.models import Entry
from secops.documents.actions import (
    DocumentRefused,
    approve_document,
    change_document,
    draft_document,
    take_signed_copy,
    withdraw_document,
)
from secops.documents.models import Document
from secops.house.files import check_one
from secops.rules.refusal import MoveRefused
from tests.documents.letters import NOON, approved, draft


def signed_paper(words: bytes = b"%PDF-1.7 ditandatangani") -> Any:
    return check_one(SimpleUploadedFile("surat-ttd.pdf", words))


def test_an_approved_letter_has_number_date_file_and_hash(olga: User, leo: User) -> None:
    made = approved(olga, leo)
    kept = Document.objects.get()
    assert (kept.state, kept.number, str(kept.dated)) == ("approved", "000.6/1/2026", "2026-11-27")
    with kept.pdf.open("rb") as file:
        paper = file.read()
    assert hashlib.sha256(paper).hexdigest() == kept.sha256 == made.sha256
    assert kept.sha256 in kept.pdf.name
    assert Entry.objects.get(verb="document.approved").data["sha256"] == kept.sha256


def test_who_wrote_or_changed_it_cannot_approve_it(olga: User, leo: User) -> None:
    with pytest.raises(MoveRefused) as refused:
        approve_document(draft(leo), by=leo, at=NOON)
    assert refused.value.code == "same_person"
    touched = draft(olga)
    change_document(touched, subject="Lain", fields={"text": "Lain."}, by=leo, at=NOON)
    with pytest.raises(MoveRefused):
        approve_document(touched, by=leo, at=NOON)
    with pytest.raises(IntegrityError, match="another_person"), transaction.atomic():
        Document.objects.filter(pk=touched.pk).update(approved_by=leo)


def test_minutes_may_be_approved_by_their_writer(leo: User) -> None:
    fields = {"held_at": NOON, "place": "Posko", "text": "Kabel diganti."}
    made = approve_document(
        draft(leo, kind="minutes", fields=fields, addressees=[]), by=leo, at=NOON
    )
    assert made.state == "approved"


def test_a_letter_that_went_out_is_never_changed(olga: User, leo: User) -> None:
    made = approved(olga, leo)
    with pytest.raises(MoveRefused):
        change_document(made, subject="Lain", fields={"text": "Lain."}, by=olga, at=NOON)
    with pytest.raises(MoveRefused):
        approve_document(made, by=leo, at=NOON)


def test_the_signed_copy_is_kept_beside_the_approved_file(olga: User, leo: User) -> None:
    made = approved(olga, leo)
    copy = take_signed_copy(made, signed_paper(), by=olga, at=NOON)
    made.refresh_from_db()
    assert made.state == "signed"
    assert copy.sha256 != made.sha256
    with copy.file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == copy.sha256
    with pytest.raises(DocumentRefused, match="sudah disimpan"):
        take_signed_copy(made, signed_paper(), by=olga, at=NOON)


def test_the_unsigned_file_and_other_kinds_of_files_are_no_signed_copy(
    olga: User, leo: User
) -> None:
    made = approved(olga, leo)
    with made.pdf.open("rb") as file:
        same = signed_paper(file.read())
    with pytest.raises(DocumentRefused, match="belum ditandatangani"):
        take_signed_copy(made, same, by=olga, at=NOON)
    with pytest.raises(DocumentRefused, match="PDF"):
        take_signed_copy(made, check_one(SimpleUploadedFile("a.txt", b"ttd")), by=olga, at=NOON)
    made.refresh_from_db()
    assert made.state == "approved"


def test_withdrawing_asks_for_a_reason_and_keeps_number_and_file(olga: User, leo: User) -> None:
    made = approved(olga, leo)
    with pytest.raises(MoveRefused, match="mengapa"):
        withdraw_document(made, reason="  ", by=leo, at=NOON)
    gone = withdraw_document(made, reason="Salah tujuan.", by=leo, at=NOON)
    assert (gone.state, gone.number, gone.sha256) == ("withdrawn", made.number, made.sha256)
    assert approved(olga, leo).sequence == 2  # its number is not given again
    with pytest.raises(MoveRefused):
        take_signed_copy(gone, signed_paper(), by=olga, at=NOON)


def test_a_new_version_supersedes_the_old_one_when_it_is_approved(olga: User, leo: User) -> None:
    old = approved(olga, leo)
    new = draft(olga, supersedes=old)
    old.refresh_from_db()
    assert old.state == "approved"  # until the new one is out
    approve_document(new, by=leo, at=NOON)
    old.refresh_from_db()
    assert (old.state, old.superseded_at) == ("superseded", NOON)
    again = draft(olga, supersedes=old)
    with pytest.raises(MoveRefused):  # there is a newer one already
        approve_document(again, by=leo, at=NOON)


def test_only_the_office_writes_only_the_lead_approves(
    olga: User, leo: User, ira: User, kartini: User
) -> None:
    for user in (ira, kartini):
        with pytest.raises(PermissionDenied):
            draft(user)
    with pytest.raises(PermissionDenied):
        approve_document(draft(leo), by=olga, at=NOON)
    made = approved(olga, leo)
    with pytest.raises(PermissionDenied):
        withdraw_document(made, reason="Salah.", by=olga, at=NOON)
    assert Document.objects.visible_to(ira).count() == 2
    assert not Document.objects.visible_to(kartini).exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"subject": " \u202e "}, "subject"),
        ({"subject": "x" * 301}, "subject"),
        ({"fields": {"text": ""}}, "text"),
        ({"fields": {"text": "x" * 10_000_000}}, "text"),
        ({"addressees": ["x" * 301]}, "addressees"),
        ({"copies": [f"Dinas {n}" for n in range(301)]}, "copies"),
    ],
)
def test_what_is_no_letter_is_refused_in_words(
    olga: User, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(DocumentRefused) as refused:
        draft(olga, **given)
    assert refused.value.field == field
    assert not Document.objects.exists()


def test_the_head_of_the_office_signs_unless_another_is_named(olga: User, office: Any) -> None:
    made = draft_document(
        "pdp_agency",
        subject="Pemberitahuan",
        fields={
            "known_at": NOON, "subjects": "1.204", "data": "Nama pengguna", "when": "Juni",
            "how": "Perangkat terinfeksi", "efforts": "Dikunci", "contact": "Posko",
        },
        by=olga,
        at=NOON,
    )  # fmt: skip
    assert made.addressees == ["Pimpinan Lembaga Pelindungan Data Pribadi"]
    assert made.signatory_title == ""
