"""The section of the evidence in an incident's dossier: what is kept, and through which hands."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from secops.house.text import angka, wib_short
from secops.incidents.dossier.sections import Section
from secops.incidents.models import Incident
from secops.incidents.vault.models import CustodyEvent, Item
from secops.incidents.vault.queries import state_of, with_state


def evidence(incident: Incident, at: datetime) -> Section:
    """Every item with its hash; below it each link of its chain of custody."""
    rows: list[tuple[str, ...]] = []
    items = with_state(Item.objects.filter(incident__in=incident.family)).select_related("content")
    for item in items.order_by("code"):
        rows.append(
            (item.code, item.name, item.description, item.source, wib_short(item.acquired_at),
             item.acquired_by, angka(item.content.bytes), item.content.sha256,
             state_of(item)[2])
        )  # fmt: skip
        rows += [
            (item.code, f"{link.number}.", str(CustodyEvent.Kind(link.kind).label), link.reason,
             wib_short(link.at), link.by_label, "", link.digest, "")
            for link in item.custody.order_by("number")
        ]  # fmt: skip
    heads = (_("Barang bukti"), _("Berkas"), _("Uraian"), _("Sumber atau alasan"),
             _("Waktu (WIB)"), _("Oleh"), _("Byte"), "SHA-256", _("Pemeriksaan"))  # fmt: skip
    note = _("Isi barang bukti diserahkan lewat brankas bukti, dengan berita acaranya.")
    return Section("barang-bukti", _("Barang bukti digital"), heads, rows, note)
