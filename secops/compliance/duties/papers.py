"""The receipt of a head's statement as PDF, for his file: what he said, when, on which facts.

A document of the office: it speaks Indonesian whoever downloads it.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from secops.compliance.duties.models import HeadStatement
from secops.house.pdf import pdf
from secops.house.text import angka, wib

HERE = Path(__file__).parent
#: So many open items stand on the page; more are counted.
LISTED = 60


@override("id")
def receipt_pdf(statement: HeadStatement) -> bytes:
    """One page, more only for a long list of what was open."""
    duty, directive = statement.duty, statement.duty.directive
    facts = [
        (_("Nomor"), statement.number),
        (_("OPD"), str(duty.department)),
        (_("Dinyatakan oleh"), _by(statement)),
        (_("Waktu"), wib(statement.stated_at)),
        (_("Lewat"), str(statement.get_channel_display())),
        (_("Arahan"), f"{directive.code} {directive.title}"),
        (_("Surat"), directive.letter_number or "–"),
        (_("Teks arahan"), _("versi %(n)s") % {"n": angka(statement.text_version)}),
        (
            _("Angka saat itu"),
            _("%(n)s dari %(all)s") % {"n": angka(statement.proven), "all": angka(statement.total)},
        ),
    ]
    if statement.promised_on is not None:
        facts.append((_("Sisanya paling lambat"), wib(statement.promised_on)))
    if statement.affirmed_at is not None:
        facts.append((_("Dipastikan"), wib(statement.affirmed_at)))
    if statement.note:
        facts.append((_("Catatan"), statement.note))
    data: dict[str, Any] = {
        "lang": "id",
        "title": _("Tanda terima pernyataan %(number)s") % {"number": statement.number},
        "heading": _("Tanda terima pernyataan %(number)s") % {"number": statement.number},
        "city": settings.CITY_NAME,
        "office": settings.OFFICE_NAME,
        "subject": str(duty.department),
        "words": statement.text,
        "facts": facts,
        "lists": [_open(statement), _evidence(statement)],
        "note": _(
            "Tercatat di Siaga. Bila ada hal baru yang merugikan, pernyataan dibuka kembali untuk "
            "hal itu saja dan Ibu/Bapak dikabari."
        ),
    }
    return pdf(HERE / "receipt.typ", data)


def _by(statement: HeadStatement) -> str:
    title = f", {statement.position_title}" if statement.position_title else ""
    return f"{statement.person.name}{title}"


def _open(statement: HeadStatement) -> dict[str, Any]:
    items = statement.open_items
    lines = [
        ", ".join(part for part in (item["name"], item.get("application", ""), item["reason"])
                  if part)
        for item in items[:LISTED]
    ]  # fmt: skip
    if len(items) > LISTED:
        lines.append(_("dan %(n)s lagi") % {"n": angka(len(items) - LISTED)})
    return {"heading": _("Yang belum saat itu"), "lines": lines, "none": _("Tidak ada.")}


def _evidence(statement: HeadStatement) -> dict[str, Any]:
    kept = statement.duty.evidence.filter(sha256__in=statement.evidence_hashes).order_by("pk")
    lines = [f"{one.name} · SHA-256 {one.sha256}" for one in kept]
    return {"heading": _("Bukti dukung"), "lines": lines, "none": _("Tidak ada.")}
