"""Evidence for the tests of the vault."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from secops.incidents.actions import record_incident
from secops.incidents.models import Incident
from secops.incidents.vault.actions import take_in
from secops.incidents.vault.models import Item
from secops.incidents.vault.store import path_of
from secops.rules.intervals import WIB

FOUND = datetime(2026, 11, 20, 8, 10, tzinfo=WIB)
NOW = FOUND + timedelta(hours=1)


def make_incident(by: User) -> Incident:
    return record_incident(description="Data ditawarkan di forum.", found_at=FOUND, by=by, at=NOW)


def make_item(
    by: User, *, incident: Incident | None = None, body: bytes = b"log akses\n", **given: Any
) -> Item:
    """An item with these bytes."""
    about = {"description": "Log akses server web", "source": "web01", "at": NOW} | given
    upload = SimpleUploadedFile(about.pop("file_name", "access.log"), body)
    return take_in(incident=incident, upload=upload, by=by, **about)


def overwrite(item: Item, body: bytes) -> None:
    """What somebody with a shell on the server could do."""
    path = path_of(item.content.sha256)
    path.chmod(0o600)
    path.write_bytes(body)
