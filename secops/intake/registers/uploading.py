"""A register or readings file by upload: looked at by a worker, shown, applied, deleted.

The file lies sealed until its receipt; what the preview shows of it is kept with the job and
forgotten together with the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO, Final, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.intake.brought import Brought
from secops.intake.models import Upload
from secops.intake.parsers.row import Note
from secops.intake.readings import rows as readings
from secops.intake.readings.actions import import_readings, own_departments
from secops.intake.receiving import discard_upload, drop_sealed_file, keep_upload, opened
from secops.intake.registers.actions import REGISTERS, import_register
from secops.intake.registers.fields import DAY
from secops.intake.registers.outcome import Change, Outcome
from secops.intake.registers.problems import Problem
from secops.intake.registers.staging import OnRows
from secops.intake.sessions import rows as sessions
from secops.intake.sessions.actions import import_sessions
from secops.intake.tabular import Columns, FileRefused, read_table
from secops.intake.uploads import SealedFile
from secops.inventory.models import ReadingsFile
from secops.jobs.actions import start_job
from secops.jobs.models import Job
from secops.jobs.registry import JobRefused, Progress

PREVIEW, APPLY, READINGS = "register.preview", "register.apply", "readings.import"
SESSIONS = "sessions.import"
#: Failed rows kept for the download; a file with more has one mistake in all of them.
FAILED_KEPT: Final = 2000
PURPOSES: Final = {
    Upload.Purpose.DEPARTMENTS,
    Upload.Purpose.APPLICATIONS,
    Upload.Purpose.ACCOUNTS,
    Upload.Purpose.READINGS,
    Upload.Purpose.SESSIONS,
}


class UploadRefused(Exception):
    """The upload cannot take this step; the message is fit for the page."""


def columns_of(purpose: str) -> Columns:
    """The columns of a kind of file."""
    if purpose == Upload.Purpose.SESSIONS:
        return sessions.FILE
    return readings.FILE if purpose == Upload.Purpose.READINGS else REGISTERS[purpose].file


# ── What people do ───────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def receive_register(file: SealedFile, kind: str, *, by: User, at: datetime) -> Upload:
    """Take a register and have a worker compare it with what is stored."""
    check(by, Permission.IMPORT)
    assert kind in REGISTERS
    upload = keep_upload(file, kind, {}, by=by, at=at)
    record("register_upload.received", upload, by=by, at=at, kind=kind, sha256=upload.sha256)
    upload.preview_job = start_job(PREVIEW, upload.file_name, {"upload": upload.pk}, by=by, at=at)
    upload.save(update_fields=["preview_job"])
    return upload


@transaction.atomic
def receive_readings(
    file: SealedFile,
    *,
    source: str,
    origin: str,
    read_at: datetime | None,
    application_code: str,
    by: User,
    at: datetime,
    kind: str = Upload.Purpose.READINGS,
) -> Upload:
    """Take a file of readings, or of open sessions, and have a worker import it. Who brings only
    his own applications' readings brings them as their owner."""
    if own_departments(by) is not None:
        origin = ReadingsFile.Origin.OWNER
    options = {
        "source": source,
        "origin": origin,
        "read_at": read_at.isoformat() if read_at else None,
        "application_code": application_code,
    }
    work = SESSIONS if kind == Upload.Purpose.SESSIONS else READINGS
    upload = keep_upload(file, kind, options, by=by, at=at)
    record("register_upload.received", upload, by=by, at=at, kind=kind, sha256=upload.sha256)
    upload.job = start_job(work, upload.file_name, {"upload": upload.pk}, by=by, at=at)
    upload.save(update_fields=["job"])
    return upload


@transaction.atomic
def start_applying(upload: Upload, *, by: User, at: datetime) -> Upload:
    """Apply what the preview showed; the comparison is made anew at that moment."""
    check(by, Permission.IMPORT)
    upload = _waiting(upload)
    if upload.job is not None and upload.job.state in (Job.State.QUEUED, Job.State.RUNNING):
        return upload
    if upload.preview_job is None or upload.preview_job.state != Job.State.DONE:
        raise UploadRefused(_("Tunggu sampai pratinjau selesai."))
    upload.job = start_job(APPLY, upload.file_name, {"upload": upload.pk}, by=by, at=at)
    upload.job.total = upload.preview_job.result.get("rows")
    upload.job.save(update_fields=["total"])
    upload.save(update_fields=["job"])
    return upload


@transaction.atomic
def give_up(upload: Upload, *, by: User, at: datetime) -> None:
    """Delete an upload that is not to be applied."""
    own_departments(by)
    upload = _waiting(upload)
    record("register_upload.discarded", upload, by=by, at=at, kind=upload.purpose)
    _forget(upload.preview_job)
    transaction.on_commit(partial(discard_upload, upload, at=at))


def _waiting(upload: Upload) -> Upload:
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if "receipt" in upload.options:
        raise UploadRefused(_("Berkas ini sudah disimpan dan tidak disimpan dua kali."))
    if upload.discarded_at is not None:
        raise UploadRefused(_("Berkas ini sudah dihapus. Unggah lagi bila perlu."))
    return upload


# ── What workers do ──────────────────────────────────────────────────────────────────────────────
def preview_register(
    *, payload: dict[str, Any], by: User, at: datetime, progress: Progress
) -> dict[str, Any]:
    """Job `register.preview`: what the file would change; nothing is written."""
    upload = Upload.objects.get(pk=payload["upload"])
    outcome = _import(upload, by=by, at=at, on_rows=progress, dry_run=True)
    return told(outcome) | {"failed_rows": failed_rows(upload, outcome.problems)}


def apply_register(
    *, payload: dict[str, Any], by: User, at: datetime, progress: Progress
) -> dict[str, Any]:
    """Job `register.apply`: all good rows in one transaction, then the file is deleted.

    A worker that dies leaves nothing. Where only the job's end was lost the receipt is there.
    """
    upload = Upload.objects.select_related("preview_job").get(pk=payload["upload"])
    if "receipt" not in upload.options:
        with transaction.atomic():
            outcome = _import(upload, by=by, at=at, on_rows=progress, dry_run=False)
            upload.options["receipt"] = outcome.counts() | {
                "matched": outcome.matched,
                "seconds": round(outcome.seconds, 1),
            }
            upload.discarded_at = at
            upload.save(update_fields=["options", "discarded_at"])
            _keep_failed_rows_only(upload.preview_job)
    drop_sealed_file(upload)
    return dict(upload.options["receipt"])


def import_readings_upload(
    *, payload: dict[str, Any], by: User, at: datetime, progress: Progress
) -> dict[str, Any]:
    """Job `readings.import`: the readings in one transaction, then the file is deleted."""

    def take(stream: BinaryIO, brought: Brought) -> TakenIn:
        receipt = import_readings(stream, brought, by=by, at=at, on_rows=progress)
        assert receipt.file is not None
        counts = receipt.counts() | {"file": receipt.file.pk}
        return TakenIn(counts, receipt.notes, receipt.unknown_names, receipt.problems)

    return _take_in(payload["upload"], take, at=at)


def import_sessions_upload(
    *, payload: dict[str, Any], by: User, at: datetime, progress: Progress
) -> dict[str, Any]:
    """Job `sessions.import`: the open sessions in one transaction, then the file is deleted."""

    def take(stream: BinaryIO, brought: Brought) -> TakenIn:
        receipt = import_sessions(stream, brought, by=by, at=at, on_rows=progress)
        assert receipt.file is not None
        counts = receipt.counts() | {"file": receipt.file.pk, "known": receipt.known}
        return TakenIn(counts, receipt.notes, receipt.unknown_names, receipt.problems)

    return _take_in(payload["upload"], take, at=at)


class TakenIn(NamedTuple):
    """What became of a file from a system, as its receipt keeps it."""

    counts: Mapping[str, Any]
    notes: Sequence[Note]
    unknown_names: list[tuple[int, str, str]]
    problems: list[Problem]


def _take_in(
    pk: int, take: Callable[[BinaryIO, Brought], TakenIn], *, at: datetime
) -> dict[str, Any]:
    """Take a file from a system in once; done before the worker died, only its file is left."""
    upload = Upload.objects.get(pk=pk)
    if "receipt" not in upload.options:
        read_at = upload.options.get("read_at")
        brought = Brought(
            file_name=upload.file_name,
            sha256=upload.sha256,
            source=upload.options["source"],
            origin=upload.options["origin"],
            read_at=datetime.fromisoformat(read_at) if read_at else None,
            application_code=upload.options["application_code"],
        )
        with transaction.atomic():
            try:
                with opened(upload) as stream:
                    taken = take(stream, brought)
            except FileRefused as refused:
                raise JobRefused(refused.sentence_id, refused.sentence_en) from None
            upload.options["receipt"] = {
                **taken.counts,
                "warnings": [note.pair for note in taken.notes],
                "unknown_names": taken.unknown_names,
                "failed_rows": failed_rows(upload, taken.problems),
            }
            upload.discarded_at = at
            upload.save(update_fields=["options", "discarded_at"])
    drop_sealed_file(upload)
    return {"file": upload.options["receipt"]["file"]}


def _import(upload: Upload, *, by: User, at: datetime, on_rows: OnRows, dry_run: bool) -> Outcome:
    try:
        with opened(upload) as stream:
            return import_register(
                upload.purpose,
                stream,
                file_name=upload.file_name,
                sha256=upload.sha256,
                by=by,
                at=at,
                dry_run=dry_run,
                on_rows=on_rows,
            )
    except FileRefused as refused:
        raise JobRefused(refused.sentence_id, refused.sentence_en) from None


def told(outcome: Outcome) -> dict[str, Any]:
    """An outcome as a job keeps it."""

    def lines(changes: Iterable[Change]) -> list[dict[str, Any]]:
        return [{"row": c.row, "key": c.key, "name": c.name, "cells": c.cells} for c in changes]

    return outcome.counts() | {
        "warnings": [note.pair for note in outcome.notes],
        "new": lines(outcome.new),
        "changed": lines(outcome.changed),
    }


def failed_rows(upload: Upload, problems: list[Problem]) -> dict[str, Any]:
    """The failed rows as they came, each with all that is wrong, for the table and the download."""
    reasons: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.row in reasons or len(reasons) < FAILED_KEPT:
            reasons.setdefault(problem.row, []).append(problem)
    if not reasons:
        return {"titles": [], "rows": []}
    kept: list[dict[str, Any]] = []
    with opened(upload) as stream:
        table = read_table(
            stream,
            columns=columns_of(upload.purpose),
            defaults={"application_code": upload.options.get("application_code", "")},
        )
        titles = [c.name for c in table.columns.columns if c.name in table.present and not c.secret]
        for row in table.rows():
            if row.number in reasons:
                kept.append(
                    {
                        "row": row.number,
                        "cells": [row.cells.get(title, "") for title in titles],
                        "problems": [
                            [p.column, p.value, p.problem_id, p.problem_en]
                            for p in reasons[row.number]
                        ],
                    }
                )
    return {"titles": titles, "rows": kept}


# ── Forgetting ───────────────────────────────────────────────────────────────────────────────────
def _keep_failed_rows_only(job: Job | None) -> None:
    if job is not None:
        job.result = {"failed_rows": job.result.get("failed_rows", {})}
        job.save(update_fields=["result"])


def _forget(job: Job | None) -> None:
    if job is not None:
        job.result = {}
        job.save(update_fields=["result"])


def forget_previews(*, at: datetime) -> int:
    """Empty what previews and receipts still show of rows, a day after their file is gone."""
    gone = 0
    done = Upload.objects.filter(purpose__in=PURPOSES, discarded_at__lt=at - DAY)
    for upload in done.filter(preview_job__result__has_key="failed_rows").select_related(
        "preview_job"
    ):
        _forget(upload.preview_job)
        gone += 1
    for upload in done.filter(options__receipt__has_key="failed_rows"):
        for key in ("failed_rows", "unknown_names"):
            upload.options["receipt"].pop(key, None)
        upload.save(update_fields=["options"])
        gone += 1
    return gone
