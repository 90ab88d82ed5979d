"""The chain of custody of one item as a paper, for whoever examines it elsewhere (FACTS 5)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from secops.house.text import wib, wib_short
from secops.incidents.paper import Paper, Part
from secops.incidents.vault.models import Item
from secops.incidents.vault.queries import chain_words, facts_of
from secops.rules.tlp import PRINTED


@override("id")
def custody_paper(item: Item, *, at: datetime) -> bytes:
    """What it is, its SHA-256, and every link of its chain with its own hash."""
    facts = [(str(name), str(value)) for name, value in facts_of(item) if value]
    facts.insert(2, ("SHA-256", item.content.sha256))
    facts += [(_("Uraian"), item.description), (_("Insiden"), str(item.incident or "–"))]
    rows = [
        [str(one.number), wib_short(one.at), str(one.get_kind_display()), one.by_label,
         one.reason or "–", one.digest]
        for one in item.custody.order_by("number")
    ]  # fmt: skip
    return Paper(
        heading=_("Riwayat Penguasaan Barang Bukti Digital"),
        number=item.code,
        facts=facts,
        parts=[
            Part(
                _("Riwayat penguasaan"),
                columns=(
                    _("No."), _("Waktu (WIB)"), _("Kejadian"), _("Oleh"), _("Alasan"),
                    _("SHA-256 catatan"),
                ),
                widths=("12mm", "24mm", "24mm", "26mm", "1fr", "46mm"),
                rows=rows,
            )
        ],
        note=chain_words(item),
        footer=f"{item.code} · {wib(at)}",
        marking=PRINTED[item.marking],
    ).made()  # fmt: skip
