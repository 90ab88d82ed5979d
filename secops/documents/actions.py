"""Everything that changes a document. Higher apps call these; nobody else writes its rows.

    document = draft_document(
        "hand_over",                              # a key of `documents.kinds.KINDS`
        subject="Serah terima barang bukti digital",
        fields={"held_at": at, "place": "Kantor Diskominfo", "items": [[...], ...]},
        addressees=["Kepala Kepolisian Daerah"],
        about_url=incident.get_absolute_url(),
        by=user, at=now,
    )
    document = approve_document(document, by=lead, at=now)  # draws the number, keeps the PDF
    document.number, document.code, document.sha256, document.pdf, document.get_absolute_url()

`fields` are those the kind asks for: text as str, days and moments as `date`/`datetime` or ISO
text, rows as lists of cells. DocumentRefused (and MoveRefused, where the state or the number is at
fault) carry sentences for the page. An upper app links to a document by a foreign key of its own,
and adds kinds in `secops/wiring.py`: `KINDS["dossier"] = Kind(...)`.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.links import ALPHABET
from accounts.models import Position, Tenure, User
from accounts.roles import Permission, Role
from secops.audit.actions import record
from secops.documents.kinds import KINDS, FieldRefused
from secops.documents.models import Document, SignedCopy
from secops.documents.numbering import draw_letter, take_letter
from secops.documents.papers import approved_pdf
from secops.house.files import Checked
from secops.rules import document as law
from secops.rules.document import Nature, State, Step
from secops.rules.intervals import WIB
from secops.rules.public_words import plain, trimmed

CODE_SIGNS = 12
LINES = 300


class DocumentRefused(Exception):
    """The document cannot be taken; the words are fit for the page. `field` is empty or a name."""

    def __init__(self, words: str, field: str = "") -> None:
        """Keep the field beside the words."""
        super().__init__(words)
        self.field = field


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who is to sign, as the paper names him."""

    title: str = ""
    name: str = ""
    id: str = ""


@transaction.atomic
def draft_document(
    kind: str,
    *,
    subject: str,
    fields: dict[str, Any],
    addressees: Sequence[str] = (),
    copies: Sequence[str] = (),
    attachments: Sequence[str] = (),
    about_url: str = "",
    nature: Nature | None = None,
    classification: str = "",
    signatory: Signatory | None = None,
    supersedes: Document | None = None,
    by: User,
    at: datetime,
) -> Document:
    """Write a draft. DocumentRefused for what is missing, cannot be read or is no letter."""
    check(by, Permission.WRITE_DOCUMENT)
    law_of = KINDS[kind]
    document = Document(
        code=_new_code(),
        kind=kind,
        second_person=law_of.second_person,
        about_url=about_url[:300],
        supersedes=supersedes,
        drafted_by=by,
        drafted_at=at,
    )
    _fill(
        document,
        subject=subject,
        fields=fields,
        addressees=addressees or [named(name) for name in law_of.addressees],
        copies=copies or law_of.copies,
        attachments=attachments,
        nature=nature or law_of.nature,
        classification=classification or law_of.classification,
        signatory=signatory or head_of_office(at),
        by=by,
        at=at,
    )
    document.save()
    record("document.drafted", document, by=by, at=at, kind=kind)
    return document


@transaction.atomic
def change_document(
    document: Document,
    *,
    subject: str,
    fields: dict[str, Any],
    addressees: Sequence[str] = (),
    copies: Sequence[str] = (),
    attachments: Sequence[str] = (),
    nature: Nature | None = None,
    classification: str = "",
    signatory: Signatory | None = None,
    by: User,
    at: datetime,
) -> Document:
    """Write a draft anew. MoveRefused once it has a number."""
    check(by, Permission.WRITE_DOCUMENT)
    document = _locked(document)
    law.move(State(document.state), State.DRAFT, Step())
    _fill(
        document,
        subject=subject,
        fields=fields,
        addressees=addressees,
        copies=copies,
        attachments=attachments,
        nature=nature or Nature(document.nature),
        classification=classification,
        signatory=signatory or _signatory(document),
        by=by,
        at=at,
    )
    document.save()
    record("document.changed", document, by=by, at=at)
    return document


@transaction.atomic
def drop_document(document: Document, *, by: User, at: datetime) -> Document:
    """Give a draft up; it never had a number, so none is missing."""
    check(by, Permission.WRITE_DOCUMENT)
    document = _locked(document)
    document.state = law.move(State(document.state), State.DROPPED, Step())
    document.save(update_fields=["state"])
    record("document.dropped", document, by=by, at=at)
    return document


@transaction.atomic
def approve_document(
    document: Document,
    *,
    by: User,
    at: datetime,
    number: str | None = None,
    dated: date | None = None,
) -> Document:
    """Approve a draft: draw its number, or take that of the city's register; make and keep the PDF.

    `dated` goes with a typed number only; a drawn one bears the day of its approval. What it
    supersedes is superseded in the same moment.
    """
    check(by, Permission.APPROVE_DOCUMENT)
    document = _locked(document)
    same = document.second_person and by.pk in (document.drafted_by_id, document.changed_by_id)
    document.state = law.move(State(document.state), State.APPROVED, Step(same_person=same))
    document.approved_by, document.approved_at = by, at
    today = at.astimezone(WIB).date()
    document.dated = (dated if number else None) or today
    if document.dated > today:
        raise law.refuse(law.Refusal.DATE_AHEAD)
    document.year = document.dated.year
    if number:
        document.number, document.sequence = take_letter(number, year=document.year)
    else:
        document.number, document.sequence = draw_letter(
            document.classification, year=document.year
        )
    _keep_pdf(document)
    document.save()
    record("document.approved", document, by=by, at=at, number=document.number,
           sha256=document.sha256)  # fmt: skip
    if document.supersedes_id is not None:
        _supersede(document.supersedes_id, document, by, at)
    return document


@transaction.atomic
def take_signed_copy(
    document: Document, checked_file: Checked, *, by: User, at: datetime
) -> SignedCopy:
    """Keep the paper as it came back signed, beside the file that was approved."""
    check(by, Permission.WRITE_DOCUMENT)
    document = _locked(document)
    document.state = law.move(State(document.state), State.SIGNED, Step())
    if checked_file.content_type != "application/pdf":
        raise DocumentRefused(_("Salinan bertanda tangan diunggah sebagai PDF."), "file")
    if checked_file.sha256 == document.sha256:
        raise DocumentRefused(
            _("Berkas ini sama dengan yang disetujui: belum ditandatangani."), "file"
        )
    if document.signed_copies.filter(sha256=checked_file.sha256).exists():
        raise DocumentRefused(_("Berkas ini sudah disimpan."), "file")
    copy = SignedCopy(
        document=document,
        name=checked_file.name,
        content_type=checked_file.content_type,
        bytes=checked_file.bytes,
        sha256=checked_file.sha256,
        taken_by=by,
        taken_at=at,
    )
    checked_file.upload.seek(0)
    copy.file.save(f"{checked_file.sha256}.pdf", checked_file.upload, save=False)
    copy.save()
    document.save(update_fields=["state"])
    record("document.signed", document, by=by, at=at, sha256=copy.sha256)
    return copy


@transaction.atomic
def withdraw_document(document: Document, *, reason: str, by: User, at: datetime) -> Document:
    """Take back what went out; its number, its file and its public page stay and say so."""
    check(by, Permission.APPROVE_DOCUMENT)
    document = _locked(document)
    why = trimmed(reason, law.TEXT_SIGNS)
    document.state = law.move(State(document.state), State.WITHDRAWN, Step(reason=why))
    document.withdrawn_by, document.withdrawn_at, document.withdrawn_why = by, at, why
    document.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
    record("document.withdrawn", document, by=by, at=at, why=why)
    return document


def head_of_office(at: datetime) -> Signatory:
    """Who signs for the office unless somebody else is named: its head, or who acts for him."""
    position = Position.objects.filter(department__is_office=True, role=Role.HEAD).first()
    return signatory_of(position, at) if position is not None else Signatory()


def signatory_of(position: Position, at: datetime) -> Signatory:
    """A position with its holder of that day, named as an acting one is named (Plt., Plh.)."""
    tenure = (
        Tenure.objects.present(at.astimezone(WIB).date())
        .filter(position=position)
        .select_related("person")
        .order_by("kind", "-starts_on")
        .first()
    )
    if tenure is None:
        return Signatory(position.title)
    acting = tenure.kind in (Tenure.Kind.PLT, Tenure.Kind.PLH)
    title = f"{tenure.get_kind_display()} {position.title}" if acting else position.title
    return Signatory(title, tenure.person.name, tenure.person.nip or "")


def _fill(
    document: Document,
    *,
    subject: str,
    fields: dict[str, Any],
    addressees: Iterable[str],
    copies: Iterable[str],
    attachments: Iterable[str],
    nature: Nature,
    classification: str,
    signatory: Signatory,
    by: User,
    at: datetime,
) -> None:
    document.subject = " ".join(plain(subject).split())
    if not document.subject:
        raise DocumentRefused(_("Isi hal surat ini."), "subject")
    if len(document.subject) > 300:
        raise DocumentRefused(_("Hal surat paling panjang 300 tanda."), "subject")
    try:
        document.fields = KINDS[document.kind].clean(fields)
    except FieldRefused as refused:
        raise DocumentRefused(str(refused), refused.name) from refused
    document.addressees = _lines(addressees, "addressees")
    document.copies = _lines(copies, "copies")
    document.attachments = _lines(attachments, "attachments")
    document.nature = nature
    document.classification = classification or settings.DOCUMENT_CLASSIFICATION
    law.check_number(document.classification)
    document.signatory_title = trimmed(signatory.title, 200)
    document.signatory_name = trimmed(signatory.name, 200)
    document.signatory_id = trimmed(signatory.id, 30)
    document.changed_by, document.changed_at = by, at
    if len(json.dumps(document.fields)) > law.DOCUMENT_SIGNS:
        raise DocumentRefused(_("Terlalu panjang untuk sebuah surat. Jadikan lampiran."))


def _lines(given: Iterable[str], field: str) -> list[str]:
    found = [" ".join(plain(str(one)).split()) for one in given]
    found = list(dict.fromkeys(one for one in found if one))
    if len(found) > LINES or any(len(one) > 300 for one in found):
        raise DocumentRefused(
            _("Paling banyak %(n)s baris, masing-masing 300 tanda.") % {"n": LINES}, field
        )
    return found


def named(name: str) -> str:
    """An addressee of a kind, with the city's own names filled in."""
    return name.format(
        city=settings.CITY_NAME, data_protection_agency=settings.DATA_PROTECTION_AGENCY
    )


def _signatory(document: Document) -> Signatory:
    return Signatory(document.signatory_title, document.signatory_name, document.signatory_id)


def _keep_pdf(document: Document) -> None:
    """Store the paper under its hash; the same bytes are stored once."""
    made = approved_pdf(document)
    document.sha256 = hashlib.sha256(made).hexdigest()
    field = document.pdf.field
    name = field.generate_filename(document, "x.pdf")
    storage = document.pdf.storage
    document.pdf.name = name if storage.exists(name) else storage.save(name, ContentFile(made))


def _supersede(pk: int, by_this: Document, by: User, at: datetime) -> None:
    old = Document.objects.select_for_update().get(pk=pk)
    if State(old.state) is State.WITHDRAWN:
        return
    old.state, old.superseded_at = law.move(State(old.state), State.SUPERSEDED, Step()), at
    old.save(update_fields=["state", "superseded_at"])
    record("document.superseded", old, by=by, at=at, number=by_this.number)


def _locked(document: Document) -> Document:
    return Document.objects.select_for_update().get(pk=document.pk)


def _new_code() -> str:
    signs = "".join(secrets.choice(ALPHABET) for _n in range(CODE_SIGNS))
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"
