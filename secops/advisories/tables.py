"""Lists of recommendations and of the organisations that give them."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secops.advisories.looks import OUTCOME_WORDS, look_of_marking, look_of_state
from secops.house.tables import (
    CodeColumn,
    Column,
    HouseTable,
    LinkColumn,
    NumberColumn,
    PillColumn,
    TimeColumn,
)


class RecommendationTable(HouseTable):
    """Recommendations with their marking and state."""

    caption = _("Rekomendasi mitra")
    title = "code"
    phone_hidden = ("submitted_at",)
    code = CodeColumn(verbose_name=_("Nomor"))
    name = Column(
        accessor="title",
        verbose_name=_("Judul"),
        attrs={"td": {"class": "is-full is-bare"}},
    )
    tlp = PillColumn(
        accessor="marking", order_by=("tlp",), verbose_name=_("Tanda"), look=look_of_marking
    )
    organisation = Column(accessor="organisation__name", verbose_name=_("Mitra"))
    urgency = Column(
        accessor="get_urgency_display", order_by=("urgency",), verbose_name=_("Mendesak")
    )
    state = PillColumn(
        accessor="standing", order_by=("state",), verbose_name=_("Keadaan"), look=look_of_state
    )
    submitted_at = TimeColumn(verbose_name=_("Diterima"))
    decide_by = TimeColumn(verbose_name=_("Keputusan paling lambat"))


def _rows_of(outcome: str = "") -> Callable[[Any], str]:
    """The address of the rows that a number of the yearly table counts."""

    def address(line: Any) -> str:
        query = {"organisation": line.pk, "year": line.year}
        return f"{reverse('recommendations')}?{urlencode(query | _outcome)}"

    _outcome = {"outcome": outcome} if outcome else {}
    return address


class YearTable(HouseTable):
    """What became of a year's advice, per stakeholder; each number opens its rows."""

    caption = _("Rekomendasi per mitra")
    title = "name"
    name = Column(verbose_name=_("Mitra"))
    given = NumberColumn(verbose_name=_("Diberikan"), url=_rows_of())
    accepted = NumberColumn(verbose_name=OUTCOME_WORDS["accepted"], url=_rows_of("accepted"))
    fit = NumberColumn(verbose_name=OUTCOME_WORDS["fit"], url=_rows_of("fit"))
    open = NumberColumn(verbose_name=OUTCOME_WORDS["open"], url=_rows_of("open"))
    cannot = NumberColumn(verbose_name=OUTCOME_WORDS["cannot"], url=_rows_of("cannot"))
    declined = NumberColumn(verbose_name=OUTCOME_WORDS["declined"], url=_rows_of("declined"))
    waiting = NumberColumn(verbose_name=OUTCOME_WORDS["waiting"], url=_rows_of("waiting"))


class OrganisationTable(HouseTable):
    """Stakeholders with what they gave and what became of it."""

    caption = _("Mitra")
    title = "name"
    name = LinkColumn(verbose_name=_("Nama"))
    kind = Column(verbose_name=_("Jenis"))
    clearance = Column(verbose_name=_("Boleh melihat sampai"))
    people = NumberColumn(verbose_name=_("Orang"))
    given = NumberColumn(
        verbose_name=_("Rekomendasi"),
        url=lambda row: f"{reverse('recommendations')}?organisation={row.pk}",
    )
    accepted = NumberColumn(
        verbose_name=_("Diterima"),
        url=lambda row: f"{reverse('recommendations')}?organisation={row.pk}&state=accepted",
    )
    waiting = NumberColumn(
        verbose_name=_("Menunggu keputusan"),
        url=lambda row: f"{reverse('recommendations')}?organisation={row.pk}&state=waiting",
    )
    valid_until = TimeColumn(verbose_name=_("Berlaku sampai"))
