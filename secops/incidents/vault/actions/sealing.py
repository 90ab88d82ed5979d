"""The original of a leak report goes into the vault sealed, as it lies on our disk."""

from __future__ import annotations

from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.house.text import angka
from secops.incidents.vault.actions.taking import take_in
from secops.incidents.vault.models import Item, SealedOriginal
from secops.incidents.vault.refusals import EvidenceRefused
from secops.intake.models import Upload
from secops.intake.receiving import path_of
from secops.rules.tlp import Marking


def can_be_kept(upload: Upload) -> bool:
    """Whether the sealed file is still there and not in the vault yet."""
    waits = upload.discarded_at is None and upload.report_id is None
    return (
        waits
        and path_of(upload).is_file()
        and not SealedOriginal.objects.filter(upload=upload).exists()
    )


@transaction.atomic
def keep_original(upload: Upload, *, by: User, at: datetime, where: str = "") -> Item:
    """Put the sealed file into the vault. It is copied as it is: nothing is opened, and what lies
    in the vault holds no readable password."""
    check(by, Permission.HANDLE_EVIDENCE)
    check(by, Permission.IMPORT)
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.purpose != Upload.Purpose.LEAK or not can_be_kept(upload):
        raise EvidenceRefused(
            _("Berkas asli sudah dihapus atau sudah ada di brankas. Unggah lagi bila perlu.")
        )
    words = _(
        "Berkas asli laporan kebocoran, tersegel. SHA-256 isinya sebelum disegel: %(sha256)s "
        "(%(n)s byte). Hanya dapat dibuka dengan kunci penerima."
    )
    with path_of(upload).open("rb") as sealed:
        item = take_in(
            incident=None,
            upload=File(sealed),
            name=f"{upload.file_name}.sealed"[-255:],
            description=words % {"sha256": upload.sha256, "n": angka(upload.bytes)},
            source=str(upload.options.get("source") or _("Unggahan")),
            acquired_at=min(upload.uploaded_at, at),
            acquired_by=upload.uploaded_by.display_name,
            how=_("Disegel saat diunggah"),
            tlp=Marking.RED,
            by=by,
            at=at,
            where=where,
        )
    SealedOriginal.objects.create(
        item=item, upload=upload, sha256=upload.sha256, bytes=upload.bytes
    )
    return item
