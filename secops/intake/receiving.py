"""Uploads between their arrival and their receipt: kept sealed, opened in memory, then deleted."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from secops.intake.models import Upload
from secops.intake.sealed import SealBroken, open_sealed
from secops.intake.uploads import SealedFile
from secops.jobs.models import Job
from secops.jobs.registry import JobRefused

log = logging.getLogger(__name__)

#: An upload nobody imported is deleted after this time.
WAITS_AT_MOST = timedelta(hours=48)
#: A sealed file without an upload belongs to a request that broke off.
ORPHAN_AFTER = timedelta(hours=2)
#: Waiting uploads named on the page that takes the next one.
WAITING_SHOWN = 5


def keep_upload(
    file: SealedFile, purpose: str, options: dict[str, Any], *, by: User, at: datetime
) -> Upload:
    """Note a sealed file that arrived; `options` never hold content."""
    return Upload.objects.create(
        purpose=purpose,
        file_name=(file.name or "")[:255],
        sealed_path=file.keep().name,
        bytes=file.size or 0,
        sha256=file.sha256,
        options=options,
        uploaded_by=by,
        uploaded_at=at,
    )


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One upload that waits, with what it waits for."""

    file_name: str
    purpose: str
    uploaded_at: datetime
    standing: str
    url: str


def waiting_lines(uploads: QuerySet[Upload], page: str) -> list[WaitingLine]:
    """The newest of these uploads with their standing; `page` names the address of one."""
    newest = uploads.select_related("preview_job", "job").order_by("-pk")[:WAITING_SHOWN]
    return [
        WaitingLine(
            one.file_name,
            str(one.get_purpose_display()),
            one.uploaded_at,
            _standing(one.job or one.preview_job),
            reverse(page, args=[one.pk]),
        )
        for one in newest
    ]


def _standing(job: Job | None) -> str:
    if job is None or job.state in (Job.State.QUEUED, Job.State.RUNNING):
        return _("sedang dibaca")
    if job.state == Job.State.FAILED:
        return _("tidak dapat dibaca")
    if job.state == Job.State.CANCELLED:
        return _("dibatalkan")
    return _("siap diperiksa dan disimpan")


def path_of(upload: Upload) -> Path:
    """Where the sealed file lies."""
    return Path(settings.SEALED_DIR) / Path(upload.sealed_path).name


@contextmanager
def opened(upload: Upload) -> Iterator[BinaryIO]:
    """The content as a stream, opened in memory; a worker's key is needed.

    Raises JobRefused, with the way out, where the sealed file is gone or damaged.
    """
    try:
        stream = open_sealed(path_of(upload))
    except OSError:
        raise JobRefused(
            _("Berkas yang diunggah sudah tidak ada di server. Unggah sekali lagi.")
        ) from None
    except SealBroken:
        raise JobRefused(_broken()) from None
    try:
        yield stream
    except SealBroken:
        raise JobRefused(_broken()) from None
    finally:
        stream.close()


def _broken() -> str:
    return _("Berkas tidak sampai utuh atau kunci server sudah diganti. Unggah sekali lagi.")


def drop_sealed_file(upload: Upload) -> None:
    """Delete the sealed file; harmless when it is gone."""
    path_of(upload).unlink(missing_ok=True)


def discard_upload(upload: Upload, *, at: datetime) -> None:
    """Give an upload up: its sealed file is deleted, the row stays."""
    drop_sealed_file(upload)
    Upload.objects.filter(pk=upload.pk, discarded_at=None).update(discarded_at=at)


def tidy_uploads(*, at: datetime) -> int:
    """Delete what nobody will read any more; runs every minute. Returns how many files went."""
    gone = 0
    waiting = Upload.objects.filter(discarded_at=None)
    for upload in waiting.filter(report=None, uploaded_at__lt=at - WAITS_AT_MOST):
        discard_upload(upload, at=at)
        gone += 1
    folder = Path(settings.SEALED_DIR)
    if not folder.is_dir():
        return gone
    kept = set(waiting.filter(report=None).values_list("sealed_path", flat=True))
    limit = (at - ORPHAN_AFTER).timestamp()
    for path in folder.iterdir():
        if path.name not in kept and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
