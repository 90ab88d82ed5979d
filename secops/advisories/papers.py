"""The receipt of a follow-up (tanda terima): what was advised, when, what became of it; in numbers.

A document of the office: it speaks Indonesian whoever downloads it, names no department and no
person, and carries its marking on every page.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from secops.advisories.adoption import Adoption
from secops.advisories.models import Recommendation
from secops.house.pdf import pdf
from secops.house.text import angka, wib
from secops.house.words import say

HERE = Path(__file__).parent


@override("id")
def receipt_pdf(found: Recommendation, adoption: Adoption) -> bytes:
    """One page."""
    chief = found.merged_into or found
    orders = ", ".join(one.code for one in chief.directives.order_by("pk"))
    facts = [
        (_("Nomor"), found.code),
        (_("Judul"), found.title),
        (_("Dari"), found.organisation.name),
        (_("Diterima"), wib(found.submitted_at)),
        (_("Diputuskan"), wib(found.decided_at)),
        (_("Arahan"), orders),
        (_("Sesuai"), _of(adoption.fit, adoption)),
        (_("Tidak dapat ditindaklanjuti"), _of(adoption.not_followable, adoption)),
        (_("Belum sesuai"), _of(adoption.unfit, adoption)),
        (_("Dipastikan posko"), wib(chief.finished_at)),
    ]
    if adoption.why:
        facts.insert(8, (_("Alasan"), adoption.why))
    data: dict[str, Any] = {
        "lang": "id",
        "title": _("Tanda terima tindak lanjut %(code)s") % {"code": found.code},
        "city": settings.CITY_NAME,
        "office": settings.OFFICE_NAME,
        "marking": found.get_tlp_display(),
        "words": f"{say(adoption.word)}: {adoption.sentence}",
        "facts": facts,
        "note": _("Dihitung dari tugas OPD dan dipastikan oleh posko. Tercatat di Siaga."),
    }
    return pdf(HERE / "receipt.typ", data)


def _of(part: int, adoption: Adoption) -> str:
    return _("%(n)s dari %(all)s OPD") % {"n": angka(part), "all": angka(adoption.total)}
