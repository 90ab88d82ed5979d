"""Taking evidence in, and naming its incident later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.documents.numbering import draw_yearly
from secops.incidents.models import Incident
from secops.incidents.vault import store
from secops.incidents.vault.actions.custody import add_link
from secops.incidents.vault.models import Content, CustodyEvent, Item
from secops.incidents.vault.refusals import EvidenceRefused
from secops.incidents.vault.uploads import EvidenceFile, arrived, seen_type
from secops.rules.public_words import trimmed
from secops.rules.secrets import kept_words
from secops.rules.tlp import Marking


def take_in(
    *,
    incident: Incident | None,
    upload: File[Any],
    description: str,
    source: str,
    acquired_at: datetime | None = None,
    acquired_by: str = "",
    how: str = "",
    medium: str = "",
    seal_number: str = "",
    tlp: Marking = Marking.AMBER_STRICT,
    name: str = "",
    by: User,
    at: datetime,
    where: str = "",
) -> Item:
    """Keep a file as evidence: its content once under its SHA-256, this item with its own record.

    Without a moment and a name it was acquired now, by who hands it in. Raises EvidenceRefused in
    words; what cannot be taken leaves nothing behind.
    """
    check(by, Permission.HANDLE_EVIDENCE)
    if not description.strip() or not source.strip():
        raise EvidenceRefused(_("Tuliskan apa barang buktinya dan dari mana asalnya."))
    if acquired_at is not None and acquired_at > at:
        raise EvidenceRefused(_("Waktu perolehan belum terjadi."))
    file = arrived(upload, name)
    try:
        if file.refused:
            raise EvidenceRefused(file.refused)
        if not file.size:
            raise EvidenceRefused(_("Berkasnya kosong. Pilih berkas lain."))
        record = {
            "incident": incident,
            "name": (name or file.name or _("berkas"))[:255].replace("\x00", ""),
            "seen_type": seen_type(file.path),
            "description": kept_words(description),
            "source": kept_words(source, 500),
            "acquired_at": acquired_at or at,
            "acquired_by": trimmed(acquired_by) or by.display_name,
            "how": kept_words(how),
            "medium": trimmed(medium),
            "seal_number": trimmed(seal_number),
            "tlp": tlp.value,
        }
        return _keep(file, record, by=by, at=at, where=where)
    finally:
        file.close()


@transaction.atomic
def _keep(
    file: EvidenceFile, record: dict[str, Any], *, by: User, at: datetime, where: str
) -> Item:
    content, _made = Content.objects.select_for_update().get_or_create(
        sha256=file.sha256, defaults={"bytes": file.size or 0, "stored_at": at, "checked_at": at}
    )
    if content.disposed_at is not None:  # the same file came again
        content.disposed_at, content.checked_at = None, at
        content.save(update_fields=["disposed_at", "checked_at"])
    store.put_in_place(file.path, file.sha256, doubtful=not content.whole, at=at)
    item = Item.objects.create(
        code=draw_yearly("BB", at=at), content=content, taken_in_by=by, taken_in_at=at, **record
    )
    add_link(
        item,
        CustodyEvent.Kind.TAKEN_IN,
        by=by,
        at=at,
        reason=item.how,
        where=where,
        sha256=file.sha256,
        bytes=file.size,
    )
    return item


@transaction.atomic
def link_item(item: Item, incident: Incident, *, by: User, at: datetime, where: str = "") -> Item:
    """Name the incident of an item that came without one."""
    check(by, Permission.HANDLE_EVIDENCE)
    item = Item.objects.select_for_update().get(pk=item.pk)
    if item.incident_id is not None:
        raise EvidenceRefused(_("Barang bukti ini sudah terkait dengan sebuah insiden."))
    item.incident = incident
    item.save(update_fields=["incident"])
    add_link(item, CustodyEvent.Kind.LINKED, by=by, at=at, reason=incident.code, where=where)
    return item
