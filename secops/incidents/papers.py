"""The chronology as the law's table, as PDF in Indonesian."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from secops.compliance.duties.words import say
from secops.house.pdf import pdf, tall_row
from secops.house.text import wib, wib_day, wib_short
from secops.incidents.models import ChronologyRow, Incident
from secops.incidents.queries import chronology_of
from secops.rules.incident import Certainty, Phase

HERE = Path(__file__).parent
#: Of the columns of the table, as `chronology.typ` sets them.
WIDTHS = (27, 77, 42, 28)


@override("id")
def chronology_paper(incident: Incident, *, at: datetime) -> bytes:
    """Waktu, peristiwa, sumber bukti, petugas; a row that a page holds is never cut in two."""
    data = {
        "lang": "id",
        "title": _("Kronologi insiden %(code)s") % {"code": incident.code},
        "heading": _("KRONOLOGI INSIDEN SIBER"),
        "city": settings.CITY_NAME,
        "office": settings.OFFICE_NAME,
        "code": incident.code,
        "name": incident.title,
        "facts": [
            (_("Ditemukan"), wib(incident.found_at)),
            (_("Tahap"), say(Phase(incident.phase))),
            (_("Dicetak"), wib(at)),
        ],
        "heads": [_("Waktu (WIB)"), _("Peristiwa"), _("Sumber bukti"), _("Petugas")],
        "rows": [
            {"cells": cells, "tall": tall_row(cells, WIDTHS, signs=100)}
            for cells in map(_cells, chronology_of(incident))
        ],
        "empty": _("Kronologi masih kosong."),
        "basis": _("Peraturan BSSN 1/2024 Pasal 15 ayat (4) huruf c."),
        "page": _("Halaman"),
        "of": _("dari"),
    }
    return pdf(HERE / "chronology.typ", data)


def _cells(row: ChronologyRow) -> list[str]:
    return [moment_words(row), row.event, row.source or "–", row.person or "–"]


def moment_words(row: ChronologyRow) -> str:
    """The time of a line with how sure it is."""
    certainty = Certainty(row.certainty)
    if certainty is Certainty.DATE_ONLY:
        return wib_day(row.happened_at)
    words = wib_short(row.happened_at)
    if certainty is Certainty.APPROXIMATE:
        return f"± {words}"
    if certainty is Certainty.UNKNOWN_ORDER:
        return f"{words} ({say(certainty).lower()})"
    return words
