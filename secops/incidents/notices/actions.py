"""Everything that changes a warning of the agency."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.documents.numbering import draw_yearly
from secops.house.files import Checked
from secops.incidents.actions import IncidentRefused, record_incident
from secops.incidents.models import Incident
from secops.incidents.notices.models import Notice
from secops.incidents.refused import DeskRefused
from secops.inventory.models import LeakReport
from secops.rules.incident import DetectionBasis
from secops.rules.secrets import kept_words


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a warning says, and when and how it came."""

    received_at: datetime
    tlp: str
    indication: str
    assets: str
    number: str = ""
    sender: str = "BSSN"
    way: str = Notice.Way.MAIL.value
    advice: str = ""


@transaction.atomic
def receive_notice(
    arrived: Arrived,
    *,
    incident: Incident | None = None,
    leak_report: LeakReport | None = None,
    document: Sequence[Checked] = (),
    by: User,
    at: datetime,
) -> Notice:
    """Keep a warning, typed or with the document itself; the same number twice is refused."""
    check(by, Permission.WRITE_INCIDENT)
    _refuse_wrong(arrived, document, at)
    made = Notice(
        code=draw_yearly("PB", at=at),
        incident=incident,
        leak_report=leak_report,
        recorded_by=by,
        recorded_at=at,
    )
    _set(made, arrived)
    made.take_in(list(document))
    made.save()
    record("notice.received", made, by=by, at=at, number=made.number, sha256=made.file_sha256)
    return made


@transaction.atomic
def change_notice(
    notice: Notice,
    arrived: Arrived,
    *,
    incident: Incident | None,
    leak_report: LeakReport | None,
    document: Sequence[Checked] = (),
    by: User,
    at: datetime,
) -> Notice:
    """Correct what was typed, add links and the document; a kept document is not replaced."""
    check(by, Permission.WRITE_INCIDENT)
    notice = _held(notice)
    _refuse_wrong(arrived, document, at, but=notice)
    if document and notice.file:
        raise DeskRefused(_("Dokumen asli sudah disimpan dan tidak dapat diganti."), "document")
    if notice.answered_at is not None and arrived.received_at > notice.answered_at:
        raise DeskRefused(_("Waktu diterima harus sebelum dijawab."), "received_at")
    _set(notice, arrived)
    notice.incident, notice.leak_report = incident, leak_report
    notice.take_in(list(document))
    notice.save()
    record("notice.changed", notice, by=by, at=at, sha256=notice.file_sha256)
    return notice


@transaction.atomic
def judge_notice(
    notice: Notice,
    finding: Notice.Finding,
    *,
    why: str,
    incident: Incident | None = None,
    by: User,
    at: datetime,
) -> Notice:
    """Say whether what it warns of is an incident. Confirmed without one opens a new incident, on
    the basis of a confirmed warning (BSSN 1/2024 Art 15(2)c)."""
    check(by, Permission.WRITE_INCIDENT)
    notice = _held(notice)
    reason = kept_words(why)
    if notice.finding == Notice.Finding.CONFIRMED:
        raise DeskRefused(_("Peringatan ini sudah dinyatakan terbukti."))
    if finding is Notice.Finding.OPEN or not reason:
        raise DeskRefused(_("Tuliskan apa yang diperiksa dan hasilnya."), "why")
    notice.finding, notice.finding_why = finding, reason
    notice.found_by, notice.found_at = by, at
    if finding is Notice.Finding.CONFIRMED:
        notice.incident = incident or notice.incident or _incident_of(notice, by=by, at=at)
    notice.save()
    if finding is Notice.Finding.CONFIRMED:
        record("notice.confirmed", notice, by=by, at=at, code=str(notice.incident), reason=reason)
    else:
        record("notice.not_confirmed", notice, by=by, at=at, reason=reason)
    return notice


@transaction.atomic
def answer_notice(
    notice: Notice,
    *,
    answered_at: datetime,
    proof: str,
    files: Sequence[Checked] = (),
    by: User,
    at: datetime,
) -> Notice:
    """Note that we answered, with its proof; once."""
    check(by, Permission.WRITE_INCIDENT)
    notice = _held(notice)
    words = kept_words(proof, 500)
    if notice.answered_at is not None:
        raise DeskRefused(_("Jawaban sudah dicatat."))
    if not words:
        raise DeskRefused(_("Tuliskan buktinya, misalnya nomor surat atau tanda terima."), "proof")
    if not notice.received_at <= answered_at <= at:
        raise DeskRefused(
            _("Waktu jawab harus sesudah diterima dan tidak di masa depan."), "answered_at"
        )
    notice.answered_at, notice.answer_proof, notice.answered_by = answered_at, words, by
    for checked in files[:1]:
        checked.upload.seek(0)
        notice.answer_file_name, notice.answer_file_type = checked.name, checked.content_type
        notice.answer_file_sha256 = checked.sha256
        notice.answer_file.save(uuid.uuid4().hex, checked.upload, save=False)
    notice.save()
    record(
        "notice.answered", notice, by=by, at=at, proof=words, answered_at=answered_at.isoformat(),
        sha256=notice.answer_file_sha256,
    )  # fmt: skip
    return notice


@transaction.atomic
def note_notice_file_view(
    notice: Notice, name: str, sha256: str, *, by: User, at: datetime
) -> None:
    """Note that somebody fetched the document or the proof."""
    record("notice.file_viewed", notice, by=by, at=at, file=name, sha256=sha256)


def _held(notice: Notice) -> Notice:
    return Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)


def _set(notice: Notice, arrived: Arrived) -> None:
    notice.number, notice.sender = _number(arrived), kept_words(arrived.sender, 200) or "BSSN"
    notice.received_at, notice.way, notice.tlp = arrived.received_at, arrived.way, arrived.tlp
    notice.indication = kept_words(arrived.indication, 300)
    notice.assets, notice.advice = kept_words(arrived.assets), kept_words(arrived.advice)


def _number(arrived: Arrived) -> str:
    return " ".join(arrived.number.split())[:120]


def _refuse_wrong(
    arrived: Arrived, document: Sequence[Checked], at: datetime, but: Notice | None = None
) -> None:
    if arrived.received_at > at:
        raise DeskRefused(_("Waktu diterima belum terjadi."), "received_at")
    if any(one.content_type != "application/pdf" for one in document):
        raise DeskRefused(_("Unggah dokumen aslinya sebagai PDF."), "document")
    number, sender = _number(arrived), kept_words(arrived.sender, 200) or "BSSN"
    same = Notice.objects.filter(number__iexact=number, sender__iexact=sender)
    if but is not None:
        same = same.exclude(pk=but.pk)
    before = same.first() if number else None
    if before is not None:
        raise DeskRefused(
            _("Nomor ini sudah tercatat sebagai %(code)s.") % {"code": before.code}, "number"
        )


def _incident_of(notice: Notice, *, by: User, at: datetime) -> Incident:
    """A new incident from what the warning says; found when the warning came."""
    try:
        made = record_incident(
            description=f"{notice.indication}. {notice.assets}",
            found_at=notice.received_at,
            by=by,
            at=at,
            title=notice.indication[:200],
            detection_basis=DetectionBasis.CONFIRMED_WARNING,
        )
    except IncidentRefused as refused:
        raise DeskRefused(str(refused)) from refused
    if notice.leak_report is not None:
        made.leak_reports.add(notice.leak_report)
    return made
