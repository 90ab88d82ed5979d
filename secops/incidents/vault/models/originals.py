"""Originals of leak reports in the vault: as they arrived, still sealed."""

from __future__ import annotations

from django.db import models

from secops.incidents.vault.models.items import Item
from secops.intake.models import Upload


class SealedOriginal(models.Model):
    """The item that holds the sealed file of an upload. Only who has the worker's private key opens
    it; the product never does. The hash of what is inside was taken before it was sealed."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="original")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="Of the content before it was sealed.")
    bytes = models.BigIntegerField()

    def __str__(self) -> str:
        return self.sha256[:12]
