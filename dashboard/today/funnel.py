"""The way of an account from the list to the proof, each step with exactly its rows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries import Counts
from secops.compliance.rotations.tables import accounts_url


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the funnel. `apart` = no step of the way, but worth a line of its own."""

    label: str
    n: int
    whole: int
    url: str
    tone: str = ""
    apart: bool = False


def funnel(campaign: Campaign, counts: Counts, **part: str) -> list[Stage]:
    """Return listed, told, answered, claimed, proven; and apart what is not on the way.

    `part` narrows the links as the counts are narrowed (department, application).
    """

    def stage(label: str, n: int, tone: str = "", *, apart: bool = False, **query: str) -> Stage:
        url = accounts_url(campaign, **part, **query)
        return Stage(label, n, counts.total, url, tone, apart)

    stages = [
        stage(_("Terdaftar"), counts.total),
        stage(_("Sudah diberi tahu"), counts.told, stage="told"),
        stage(_("Menjawab"), counts.answered, stage="answered"),
        stage(_("Dinyatakan sudah"), counts.claimed, stage="claimed"),
        stage(_("Terbukti"), counts.verified, "ok", state="verified"),
        stage(_("Dikunci sampai diganti"), counts.contained, apart=True, state="contained"),
    ]
    others = (
        (_("Dinonaktifkan atau dikecualikan"), counts.done - counts.verified, {"stage": "excused"}),
        (_("Dinyatakan, lulus uji petik"), counts.attested, {"state": "attested"}),
        (
            _("Terbukti, sesi login belum"),
            counts.sessions_unproven,
            {"mark": "sessions_unproven"},
        ),
        (_("Dikeluarkan dari hitungan"), counts.written_off, {"stage": "written_off"}),
    )
    stages += [stage(label, n, apart=True, **query) for label, n, query in others if n]
    return stages
