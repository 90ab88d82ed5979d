"""Evidence: taken in, replaced by a newer version, removed with a reason; who looked at it."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from secops.audit.actions import record
from secops.compliance.duties.actions.taking import locked
from secops.compliance.duties.hands import capacities_of
from secops.compliance.duties.models import Duty, DutyReport, Evidence
from secops.house.files import Checked
from secops.rules.duty import CLOSED, HANDS, Refusal, State, refuse
from secops.rules.intervals import WIB
from secops.rules.secrets import kept_words, without_secrets

#: A duty holds so many standing pieces; more is nobody's proof.
MOST = 60


class EvidenceRefused(Exception):
    """Evidence cannot be taken, replaced or removed; the words are fit for the page."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What somebody hands in: files, an address, a note, each as far as given."""

    files: Sequence[Checked] = ()
    link: str = ""
    note: str = ""
    name: str = ""
    valid_until: date | None = None
    #: The piece of which this is a newer version.
    replaces: Evidence | None = field(default=None)


@transaction.atomic
def take_evidence(
    report: DutyReport, files: Sequence[Checked], *, by: User, at: datetime
) -> list[Evidence]:
    """Keep checked files of a report under names of ours."""
    return [keep_file(report.duty, file, report=report, by=by, at=at) for file in files]


@transaction.atomic
def add_evidence(duty: Duty, handed: Handed, *, by: User, at: datetime) -> list[Evidence]:
    """Keep what is handed in for a duty, beside or after its reports.

    A newer version (`replaces`) is one piece in the place of another one. Raises EvidenceRefused in
    words; MoveRefused where nothing is asked of the department any more.
    """
    duty = _taken(duty, by, at)
    count = len(handed.files) + bool(handed.link.strip()) + bool(handed.note.strip())
    if not count:
        raise EvidenceRefused(_("Pilih berkas, atau isi tautan atau catatan."))
    if duty.evidence.standing().count() + count > MOST:
        raise EvidenceRefused(
            _("Paling banyak %(n)s bukti dukung untuk satu tugas. Hapus yang tidak perlu.")
            % {"n": MOST}
        )
    if handed.valid_until is not None and handed.valid_until < at.astimezone(WIB).date():
        raise EvidenceRefused(_("Masa berlaku bukti itu sudah lewat."))
    if handed.replaces is None:
        _refuse_twice(duty, handed.files)
    made = [keep_file(duty, file, by=by, at=at, handed=handed) for file in handed.files]
    if handed.link.strip():
        made.append(_keep_words(duty, Evidence.Form.LINK, handed.link.strip(), handed, by, at))
    if handed.note.strip():
        note, _removed = without_secrets(handed.note.strip())
        made.append(_keep_words(duty, Evidence.Form.NOTE, note, handed, by, at))
    if handed.replaces is not None:
        _replace(handed.replaces, made, duty)
    names = [one.name for one in made]
    record("evidence.added", duty, by=by, at=at, files=names, hashes=[one.sha256 for one in made])
    return made


@transaction.atomic
def remove_evidence(evidence: Evidence, *, why: str, by: User, at: datetime) -> None:
    """Let one piece count no more; it stays, and a statement given on it is opened again."""
    duty = _taken(evidence.duty, by, at, final=True)
    if not why.strip():
        raise refuse(Refusal.REASON_MISSING)
    piece = duty.evidence.standing().select_for_update(of=("self",)).filter(pk=evidence.pk).first()
    if piece is None:
        raise EvidenceRefused(_("Bukti dukung itu sudah diganti atau dihapus."))
    piece.removed_at, piece.removed_by = at, by
    piece.removed_why = kept_words(why, 300)
    piece.save(update_fields=["removed_at", "removed_by", "removed_why"])
    record(
        "evidence.removed", duty, by=by, at=at,
        file=piece.name, sha256=piece.sha256, reason=piece.removed_why,
    )  # fmt: skip


def keep_file(
    duty: Duty,
    file: Checked,
    *,
    report: DutyReport | None = None,
    handed: Handed | None = None,
    by: User,
    at: datetime,
) -> Evidence:
    """Keep one checked file; without a report it is handed in alone, or a statement's letter."""
    evidence = Evidence(
        duty=duty,
        report=report,
        name=(handed.name.strip()[:255] if handed else "") or file.name,
        content_type=file.content_type,
        bytes=file.bytes,
        sha256=file.sha256,
        valid_until=handed.valid_until if handed else None,
        uploaded_by=by,
        uploaded_at=at,
    )
    file.upload.seek(0)
    evidence.file.save(uuid.uuid4().hex, file.upload, save=False)
    evidence.save()
    return evidence


@transaction.atomic
def record_evidence_view(evidence: Evidence, *, by: User, at: datetime) -> None:
    """Note that somebody fetched a file."""
    record(
        "evidence.viewed", evidence.duty, by=by, at=at, file=evidence.name, sha256=evidence.sha256
    )


def _taken(duty: Duty, by: User, at: datetime, *, final: bool = False) -> Duty:
    """The duty, held; PermissionDenied for strangers, MoveRefused once nothing is asked.

    `final`: also what was accepted can lose evidence; that is what opens it again.
    """
    duty = locked(duty)
    if not set(capacities_of(by, duty, at=at)) & HANDS:
        raise PermissionDenied
    over = CLOSED - {State.ACCEPTED} if final else CLOSED
    if duty.state_at(at) in over:
        raise refuse(Refusal.NO_SUCH_MOVE)
    return duty


def _refuse_twice(duty: Duty, files: Sequence[Checked]) -> None:
    """The same file again proves nothing more: a second tap on a slow line."""
    there = set(duty.evidence.standing().values_list("sha256", flat=True))
    for file in files:
        if file.sha256 in there:
            raise EvidenceRefused(
                _("Berkas %(name)s sudah ada di antara bukti dukung tugas ini.")
                % {"name": file.name}
            )


def _keep_words(
    duty: Duty, form: Evidence.Form, words: str, handed: Handed, by: User, at: datetime
) -> Evidence:
    name = handed.name.strip() or (words if form is Evidence.Form.LINK else _("Catatan"))
    return Evidence.objects.create(
        duty=duty,
        form=form,
        name=name[:255],
        words=words,
        bytes=len(words.encode()),
        sha256=hashlib.sha256(words.encode()).hexdigest(),
        valid_until=handed.valid_until,
        uploaded_by=by,
        uploaded_at=at,
    )


def _replace(before: Evidence, made: list[Evidence], duty: Duty) -> None:
    if len(made) != 1:
        raise EvidenceRefused(_("Versi baru adalah satu berkas, satu tautan atau satu catatan."))
    changed = duty.evidence.standing().filter(pk=before.pk).update(replaced_by=made[0])
    if not changed:
        raise EvidenceRefused(_("Bukti dukung itu sudah diganti atau dihapus."))
