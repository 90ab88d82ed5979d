"""A leak report by upload: looked at, mapped where it is a table, imported, deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.text import english
from secops.intake.leaks.importing import import_leak, open_reading, told
from secops.intake.leaks.originals import KEEPERS
from secops.intake.leaks.outcome import LeakOrder
from secops.intake.leaks.picture import keep_picture
from secops.intake.leaks.places import our_places
from secops.intake.models import SenderMapping, Upload
from secops.intake.parsers import ROLES, Column, FileRefused, LeakReading, guess_mapping
from secops.intake.parsers.mapping import Mapping as ColumnMapping
from secops.intake.parsers.refusals import SENTENCES
from secops.intake.receiving import discard_upload, drop_sealed_file, keep_upload, opened
from secops.intake.uploads import SealedFile
from secops.inventory.models import LeakReport
from secops.jobs.actions import start_job
from secops.jobs.models import Job
from secops.jobs.registry import JobRefused, Progress

INSPECT, IMPORT = "leak.inspect", "leak.import"
_REJECTS_SHOWN = 20
_MAPPABLE = ("no_address_column", "no_login_column")


class UploadRefused(Exception):
    """The upload cannot take this step; the message is fit for the page."""


@transaction.atomic
def receive_leak(
    file: SealedFile,
    *,
    source: str,
    received_at: datetime,
    leaked_before: datetime | None,
    format: str,
    keep_original: bool = False,
    by: User,
    at: datetime,
) -> Upload:
    """Take a sealed upload and have a worker look at it. `keep_original`: what arrived is kept as
    evidence first, sealed as it is."""
    check(by, Permission.IMPORT)
    upload = keep_upload(
        file,
        Upload.Purpose.LEAK,
        {
            "source": source,
            "received_at": received_at.isoformat(),
            "leaked_before": leaked_before.isoformat() if leaked_before else None,
            "format": format,
        },
        by=by,
        at=at,
    )
    record("leak_upload.received", upload, by=by, at=at, sha256=upload.sha256, bytes=upload.bytes)
    for keep in KEEPERS if keep_original else ():
        keep(upload, by, at)
    return inspect_again(upload, by=by, at=at)


@transaction.atomic
def inspect_again(upload: Upload, *, by: User, at: datetime, format: str | None = None) -> Upload:
    """Have a worker look at the upload, with another format where the person knows better."""
    check(by, Permission.IMPORT)
    upload = _waiting(upload)
    if format is not None:
        upload.options |= {"format": format}
    upload.preview_job = start_job(INSPECT, upload.file_name, {"upload": upload.pk}, by=by, at=at)
    upload.job = None
    upload.save(update_fields=["options", "preview_job", "job"])
    return upload


@transaction.atomic
def start_import(
    upload: Upload, roles: Mapping[str, str] | None, *, by: User, at: datetime
) -> Upload:
    """Import the upload; `roles` (title -> role) are remembered for this sender."""
    check(by, Permission.IMPORT)
    upload = _waiting(upload)
    if upload.job is not None and upload.job.state in (Job.State.QUEUED, Job.State.RUNNING):
        return upload
    seen = upload.preview_job.result if upload.preview_job else {}
    if roles is not None:
        wanted = set(roles.values())
        if not {"address", "login"} <= wanted:
            raise UploadRefused(
                _("Tunjukkan satu kolom sebagai alamat situs dan satu kolom sebagai nama pengguna.")
            )
        if wanted - set(ROLES):
            raise UploadRefused(_("Arti kolom ini tidak dikenal."))
        upload.options |= {"mapping": dict(roles)}
        SenderMapping.objects.update_or_create(
            sender=_sender(upload),
            header_key=seen.get("header_key", ""),
            defaults={"mapping": dict(roles), "used_at": at},
        )
    _start(upload, seen, by=by, at=at)
    return upload


@transaction.atomic
def give_up(upload: Upload, *, by: User, at: datetime) -> None:
    """Delete an upload that is not to be imported."""
    check(by, Permission.IMPORT)
    upload = _waiting(upload)
    record("leak_upload.discarded", upload, by=by, at=at, sha256=upload.sha256)
    transaction.on_commit(partial(discard_upload, upload, at=at))


def _waiting(upload: Upload) -> Upload:
    locked = Upload.objects.select_for_update(of=("self",), skip_locked=True)
    mine = locked.select_related("preview_job", "job").filter(pk=upload.pk).first()
    if mine is None:  # a worker holds it for as long as it imports
        raise UploadRefused(_("Berkas ini sedang diolah."))
    upload = mine
    if upload.discarded_at is not None or upload.report_id is not None:
        raise UploadRefused(
            _("Berkas ini sudah selesai diolah atau sudah dihapus. Unggah lagi bila perlu.")
        )
    return upload


# ── What workers do ──────────────────────────────────────────────────────────────────────────────
def inspect_upload(
    *, payload: dict[str, Any], by: User, at: datetime, progress: Progress
) -> dict[str, Any]:
    """Job `leak.inspect`: what is in the file, in counts and column shapes, without a database.

    Anything but a table needs no question and is imported at once.
    """
    upload = Upload.objects.get(pk=payload["upload"])
    try:
        result = _inspect(upload, progress)
    except FileRefused as refused:
        raise JobRefused(refused.sentence_id, refused.sentence_en) from None
    if not result["asks"] and upload.job_id is None:
        _start_after_look(upload, result, by=by, at=at)
    return result


def _start_after_look(upload: Upload, seen: dict[str, Any], *, by: User, at: datetime) -> None:
    with transaction.atomic():
        _start(_waiting(upload), seen, by=by, at=at)


def _start(upload: Upload, seen: Mapping[str, Any], *, by: User, at: datetime) -> None:
    upload.options |= {"format": seen.get("format", upload.options["format"])}
    upload.job = start_job(IMPORT, upload.file_name, {"upload": upload.pk}, by=by, at=at)
    upload.job.total = seen.get("rows")
    upload.job.save(update_fields=["total"])
    upload.save(update_fields=["options", "job"])


def _inspect(upload: Upload, progress: Progress) -> dict[str, Any]:
    order = order_of(upload)
    with opened(upload) as stream:
        try:
            reading = open_reading(stream, order, our_places())
        except FileRefused as refused:
            if refused.code not in _MAPPABLE:
                raise
            problem = _sentence(refused)
        else:
            for _batch in reading:
                progress(reading.rows)
            return _seen(upload, reading)
    with opened(upload) as stream:
        return _table(upload, guess_mapping(stream), "table") | {"problem": problem}


def _seen(upload: Upload, reading: LeakReading) -> dict[str, Any]:
    told_now = {
        "asks": False,
        "format": reading.format,
        "rows": reading.rows,
        "outside": reading.outside,
        "rejected": reading.rejected,
        "reasons": dict(reading.reasons),
        "rejects": [told(reject) for reject in reading.rejects[:_REJECTS_SHOWN]],
        "warnings": [note.pair for note in reading.notes],
    }
    if reading.format == "table" and reading.mapping is not None:
        return told_now | _table(upload, reading.mapping, "table")
    return told_now


def _table(upload: Upload, mapping: ColumnMapping, format: str) -> dict[str, Any]:
    key = header_key(mapping)
    remembered = SenderMapping.objects.filter(sender=_sender(upload), header_key=key).first()
    if remembered is not None:
        mapping = mapping.with_roles(remembered.mapping)
    return {
        "asks": True,
        "format": format,
        "header_key": key,
        "remembered": remembered is not None,
        "columns": [
            {"name": name, "role": column.role, "shape_id": column.shape_id,
             "shape_en": column.shape_en, "title": column.title}
            for name, column in zip(names_of(mapping), mapping.columns, strict=True)
        ],
    }  # fmt: skip


def name_of(column: Column) -> str:
    """How a column is called in a mapping: its title, or its number."""
    return column.title or f"#{column.index + 1}"


def names_of(mapping: ColumnMapping) -> list[str]:
    """A name for each column; of columns with the same title the later ones go by their number."""
    names: list[str] = []
    for column in mapping.columns:
        name = name_of(column)
        names.append(f"#{column.index + 1}" if name in names else name)
    return names


def header_key(mapping: ColumnMapping) -> str:
    """What tells one kind of table from another: its titles."""
    titles = "\0".join(name_of(column).casefold() for column in mapping.columns)
    return hashlib.sha256(titles.encode()).hexdigest()


def _sender(upload: Upload) -> str:
    return " ".join(str(upload.options.get("source", "")).casefold().split())[:200]


def order_of(upload: Upload) -> LeakOrder:
    """The order that the upload's options describe."""
    options = upload.options
    before = options.get("leaked_before")
    return LeakOrder(
        file_name=upload.file_name,
        sha256=upload.sha256,
        bytes=upload.bytes,
        source=options.get("source", ""),
        received_at=datetime.fromisoformat(options["received_at"]),
        leaked_before=datetime.fromisoformat(before) if before else None,
        format=options.get("format", "auto"),
        mapping=options.get("mapping"),
    )


def import_upload(
    *, payload: dict[str, Any], by: User, at: datetime, progress: Progress
) -> dict[str, Any]:
    """Job `leak.import`: the report in one transaction, then the sealed file is deleted.

    A worker that dies leaves nothing; the next one finds the sealed file and does it anew. Where
    only the job's end was lost the report is there already and is not imported again.
    """
    try:
        with transaction.atomic():
            # Two workers that both believe the job is theirs: the second waits, then sees it done.
            upload = Upload.objects.select_for_update(of=("self",)).get(pk=payload["upload"])
            if upload.report_id is None:
                with opened(upload) as stream:
                    receipt = import_leak(stream, order_of(upload), by=by, at=at, progress=progress)
                upload.report_id = receipt.report
                upload.save(update_fields=["report"])
    except FileRefused as refused:
        raise JobRefused(refused.sentence_id, refused.sentence_en) from None
    drop_sealed_file(upload)
    assert upload.report_id is not None, "no dry run"
    keep_picture(LeakReport.objects.get(pk=upload.report_id))
    return {"report": upload.report_id}


def _sentence(refused: FileRefused) -> str:
    # A job has no language of its own; `in_their_words` says it to who reads English.
    return refused.sentence_id


_ENGLISH = dict(SENTENCES.values())


def in_their_words(problem: str) -> str:
    """Why a file was refused, in the language in use."""
    return _ENGLISH.get(problem, problem) if english() else problem
