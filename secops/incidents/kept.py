"""A file that belongs to a row of the incident desk: kept as it came, with its SHA-256."""

from __future__ import annotations

import uuid

from django.db import models

from secops.house.files import Checked


class KeptFile(models.Model):
    """At most one file. It is handed out as an attachment and never shown inside a page."""

    file = models.FileField(upload_to="incidents/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file_bytes = models.PositiveIntegerField(null=True, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True

    def take_in(self, files: list[Checked]) -> None:
        """Keep the first of these checked files under a name of ours; without one, none."""
        for checked in files[:1]:
            checked.upload.seek(0)
            self.file_name, self.file_type = checked.name, checked.content_type
            self.file_bytes, self.file_sha256 = checked.bytes, checked.sha256
            self.file.save(uuid.uuid4().hex, checked.upload, save=False)
