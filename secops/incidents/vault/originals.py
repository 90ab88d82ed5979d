"""Originals of leak reports, for the pages of intake, which knows nothing of the vault."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.incidents.vault.actions import EvidenceRefused, can_be_kept, keep_original
from secops.incidents.vault.models import SealedOriginal
from secops.intake.leaks.originals import OriginalLine
from secops.intake.leaks.uploading import UploadRefused
from secops.intake.models import Upload


def keep(upload: Upload, by: User, at: datetime) -> None:
    """Keep the original as soon as it arrived."""
    try:
        keep_original(upload, by=by, at=at)
    except EvidenceRefused as refused:
        raise UploadRefused(str(refused)) from None


def original_told(upload: Upload, user: User) -> OriginalLine:
    """Where an original is kept, or that it can be."""
    kept = SealedOriginal.objects.filter(upload=upload).select_related("item").first()
    if kept is not None:
        reads = user.may(Permission.READ_EVIDENCE)
        return OriginalLine(kept.item.code, kept.item.get_absolute_url() if reads else "")
    if user.may(Permission.HANDLE_EVIDENCE) and can_be_kept(upload):
        return OriginalLine(keep_url=reverse("evidence-original", args=[upload.pk]))
    return OriginalLine()
