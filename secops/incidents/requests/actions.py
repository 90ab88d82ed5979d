"""Everything that changes a request of ours."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.documents.actions import DocumentRefused, draft_document
from secops.documents.models import Document
from secops.documents.numbering import draw_yearly
from secops.house.files import Checked
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.incidents.requests.letters import letter_of
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.requests.terms import usual_term
from secops.inventory.models import Application
from secops.rules.secrets import kept_words


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of whom."""

    kind: str
    receiver: str
    to: str
    text: str
    incident: Incident | None = None
    application: Application | None = None
    organisation: Any = None


@transaction.atomic
def write_request(asked: Asked, *, by: User, at: datetime) -> OutgoingRequest:
    """Write down what shall be asked; it waits until it is recorded as sent."""
    check(by, Permission.WRITE_INCIDENT)
    made = OutgoingRequest(code=draw_yearly("M", at=at), created_by=by, created_at=at)
    _set(made, asked)
    made.save()
    record("request.written", made, by=by, at=at, to=made.to)
    return made


@transaction.atomic
def change_request(
    request: OutgoingRequest, asked: Asked, *, by: User, at: datetime
) -> OutgoingRequest:
    """Correct what is asked, until it was sent."""
    check(by, Permission.WRITE_INCIDENT)
    request = _held(request)
    if request.sent_at is not None or request.withdrawn_at is not None:
        raise DeskRefused(_("Permintaan ini sudah dikirim atau ditarik dan tidak diubah lagi."))
    _set(request, asked)
    request.save()
    record("request.changed", request, by=by, at=at, to=request.to)
    return request


@transaction.atomic
def send_request(
    request: OutgoingRequest,
    *,
    sent_at: datetime,
    proof: str,
    letter_number: str = "",
    awaited_by: datetime | None = None,
    files: Sequence[Checked] = (),
    by: User,
    at: datetime,
) -> OutgoingRequest:
    """Record that it went out, with its proof; from then on an answer is awaited."""
    check(by, Permission.WRITE_INCIDENT)
    request = _held(request)
    words = kept_words(proof, 500)
    _refuse_withdrawn(request)
    if request.sent_at is not None:
        raise DeskRefused(_("Pengirimannya sudah dicatat."))
    if sent_at > at:
        raise DeskRefused(_("Waktu kirim belum terjadi."), "sent_at")
    if not words:
        raise DeskRefused(_("Tuliskan buktinya, misalnya tanda terima atau nomor tiket."), "proof")
    awaited = awaited_by or usual_term(sent_at)
    if awaited <= sent_at:
        raise DeskRefused(_("Jawaban ditunggu sampai sesudah waktu kirim."), "awaited_by")
    request.sent_at, request.sent_proof, request.sent_by = sent_at, words, by
    request.letter_number = " ".join(letter_number.split())[:120]
    request.awaited_by = awaited
    request.take_in(list(files))
    request.save()
    record(
        "request.sent", request, by=by, at=at, to=request.to, proof=words,
        sent_at=sent_at.isoformat(), sha256=request.file_sha256,
    )  # fmt: skip
    return request


@transaction.atomic
def await_longer(
    request: OutgoingRequest, *, awaited_by: datetime, why: str, by: User, at: datetime
) -> OutgoingRequest:
    """Wait until a later moment, with the reason; we are reminded anew."""
    check(by, Permission.WRITE_INCIDENT)
    request = _held(request)
    _refuse_withdrawn(request)
    reason = kept_words(why, 500)
    if request.sent_at is None or request.answered_at is not None:
        raise DeskRefused(_("Tidak ada jawaban yang ditunggu."))
    if awaited_by <= at:
        raise DeskRefused(_("Batas waktu harus di masa depan."), "awaited_by")
    if not reason:
        raise DeskRefused(_("Tuliskan alasannya."), "reason")
    request.awaited_by, request.reminded_at, request.late_told_at = awaited_by, None, None
    request.save()
    record(
        "request.awaited_longer", request, by=by, at=at, until=awaited_by.isoformat(),
        reason=reason,
    )  # fmt: skip
    return request


@transaction.atomic
def answer_request(
    request: OutgoingRequest,
    *,
    answered_at: datetime,
    answer: str,
    files: Sequence[Checked] = (),
    by: User,
    at: datetime,
) -> OutgoingRequest:
    """Record what was answered, once; the waiting ends."""
    check(by, Permission.WRITE_INCIDENT)
    request = _held(request)
    words = kept_words(answer)
    if request.sent_at is None:
        raise DeskRefused(_("Catat dulu pengirimannya."))
    if request.answered_at is not None:
        raise DeskRefused(_("Jawabannya sudah dicatat."))
    _refuse_withdrawn(request)
    if not request.sent_at <= answered_at <= at:
        raise DeskRefused(
            _("Waktu jawaban harus sesudah dikirim dan tidak di masa depan."), "answered_at"
        )
    if not words:
        raise DeskRefused(_("Tuliskan isi jawabannya."), "answer")
    request.answered_at, request.answer, request.answered_to = answered_at, words, by
    for checked in files[:1]:
        checked.upload.seek(0)
        request.answer_file_name, request.answer_file_type = checked.name, checked.content_type
        request.answer_file_sha256 = checked.sha256
        request.answer_file.save(uuid.uuid4().hex, checked.upload, save=False)
    request.save()
    record(
        "request.answered", request, by=by, at=at, to=request.to,
        answered_at=answered_at.isoformat(), sha256=request.answer_file_sha256,
    )  # fmt: skip
    return request


@transaction.atomic
def withdraw_request(
    request: OutgoingRequest, *, why: str, by: User, at: datetime
) -> OutgoingRequest:
    """Wait for it no longer, with the reason."""
    check(by, Permission.WRITE_INCIDENT)
    request = _held(request)
    reason = kept_words(why, 500)
    _refuse_withdrawn(request)
    if request.answered_at is not None:
        raise DeskRefused(_("Jawabannya sudah dicatat."))
    if not reason:
        raise DeskRefused(_("Tuliskan alasannya."), "reason")
    request.withdrawn_at, request.withdrawn_why = at, reason
    request.save()
    record("request.withdrawn", request, by=by, at=at, reason=reason)
    return request


@transaction.atomic
def draft_letter(request: OutgoingRequest, *, by: User, at: datetime) -> Document:
    """Write the draft of its letter, filled in from its incident, once; number and PDF come when it
    is approved."""
    check(by, Permission.WRITE_INCIDENT)
    request = _held(request)
    _refuse_withdrawn(request)
    if request.document is not None:
        return request.document
    if request.sent_at is not None:
        raise DeskRefused(_("Pengirimannya sudah dicatat."))
    letter = letter_of(request, by=by, at=at)
    try:
        request.document = draft_document(
            letter.kind, subject=letter.subject, fields=letter.fields,
            addressees=[letter.addressee], about_url=request.get_absolute_url(), by=by, at=at,
        )  # fmt: skip
    except DocumentRefused as refused:
        raise DeskRefused(str(refused)) from refused
    request.save(update_fields=["document"])
    record("request.letter_drafted", request, by=by, at=at, to=request.to)
    return request.document


@transaction.atomic
def note_request_file_view(
    request: OutgoingRequest, name: str, sha256: str, *, by: User, at: datetime
) -> None:
    """Note that somebody fetched a file."""
    record("request.file_viewed", request, by=by, at=at, file=name, sha256=sha256)


def _held(request: OutgoingRequest) -> OutgoingRequest:
    return OutgoingRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def _refuse_withdrawn(request: OutgoingRequest) -> None:
    if request.withdrawn_at is not None:
        raise DeskRefused(_("Permintaan ini sudah ditarik."))


def _set(request: OutgoingRequest, asked: Asked) -> None:
    to, text = kept_words(asked.to, 200), kept_words(asked.text)
    if asked.organisation is not None:
        to = to or asked.organisation.name
    if not to:
        raise DeskRefused(_("Tuliskan kepada siapa."), "to")
    if not text:
        raise DeskRefused(_("Tuliskan apa yang diminta."), "text")
    request.kind, request.receiver, request.to, request.text = asked.kind, asked.receiver, to, text
    request.incident, request.application = asked.incident, asked.application
    request.organisation = asked.organisation or _partner_named(to)


def _partner_named(to: str) -> Any:
    """The partner whose name was typed exactly."""
    partners: Any = OutgoingRequest._meta.get_field("organisation").related_model
    return partners.objects.filter(name=to).first()
