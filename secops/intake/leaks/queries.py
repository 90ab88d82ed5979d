"""What the pages of a leak report show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.house.text import angka, percent, wib
from secops.intake.leaks.picture import Picture, Share, picture_of
from secops.inventory.models import LeakReport, UnmatchedLogin


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The receipt of one report."""

    report: LeakReport
    picture: Picture
    unmatched: int

    @property
    def counts(self) -> dict[str, Any]:
        return dict(self.report.counts)

    @property
    def headline(self) -> str:
        """`1.940 akun bocor. Terbanyak SIMPATIK: 1.204 (62%). 73 komputer terinfeksi.`"""
        picture = self.picture
        if not picture.logins:
            return _("Tidak ada akun bocor baru dalam laporan ini.")
        parts = [
            ngettext("%(n)s akun bocor.", "%(n)s akun bocor.", picture.logins)
            % {"n": angka(picture.logins)}
        ]
        if picture.applications:
            first = picture.applications[0]
            parts.append(
                _("Terbanyak %(name)s: %(n)s (%(share)s%%).")
                % {
                    "name": first.label,
                    "n": angka(first.all),
                    "share": angka(percent(first.all, picture.logins)),
                }
            )
        if picture.device_count:
            parts.append(
                ngettext(
                    "%(n)s komputer terinfeksi.",
                    "%(n)s komputer terinfeksi.",
                    picture.device_count,
                )
                % {"n": angka(picture.device_count)}
            )
        return " ".join(parts)

    @property
    def adding_up(self) -> str:
        """`2.046 baris = 61 di luar kota + 12 ditolak + 33 ganda + 1.940 baru.`"""
        return _(
            "%(rows)s baris = %(outside)s di luar kota + %(rejected)s ditolak + "
            "%(duplicate)s ganda + %(new)s baru."
        ) % {
            name: angka(self.counts.get(name, 0))
            for name in ("rows", "outside", "rejected", "duplicate", "new")
        }

    @property
    def known_before(self) -> str:
        """How much of it earlier reports had told already."""
        known, new = self.counts.get("already_known", 0), self.counts.get("new", 0)
        if not known + new:
            return _("Tidak ada baris kota di dalamnya.")
        if not known:
            return _("Belum satu pun pernah dilaporkan.")
        return _("%(known)s dari %(all)s temuan (%(share)s%%) sudah pernah dilaporkan.") % {
            "known": angka(known),
            "all": angka(known + new),
            "share": angka(percent(known, known + new)),
        }

    @property
    def to_copy(self) -> str:
        """The receipt as text for the group chat: true lines, time, source."""
        lines = [
            _("Laporan kebocoran %(source)s, diterima %(at)s")
            % {"source": self.report.source, "at": wib(self.report.received_at)},
            self.headline,
            self.adding_up,
            self.known_before,
        ]
        if self.report.withdrawn_at:
            lines.insert(1, _("DICABUT: laporan ini tidak dihitung lagi."))
        return "\n".join(lines)

    def others(self) -> list[tuple[str, str, list[Share]]]:
        """Where else it hurts: heading, column, rows."""
        return [
            (_("OPD"), _("OPD"), self.picture.departments),
            (_("Komputer terinfeksi"), _("Komputer"), self.picture.devices),
            (_("Bulan bocor"), _("Bulan"), self.picture.months),
        ]


def report_page(report: LeakReport) -> ReportPage:
    """The receipt, counted as the rows are matched now."""
    unmatched = UnmatchedLogin.objects.filter(report_id=report.pk, ignored_at=None)
    return ReportPage(
        report=report,
        picture=picture_of(report),
        unmatched=unmatched.count(),
    )


def unmatched_url(report: LeakReport) -> str:
    """The queue with this report's rows alone."""
    return f"{reverse('unmatched')}?report={report.pk}"
