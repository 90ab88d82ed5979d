"""What the numbers of a campaign mean, said before they are shown."""

from __future__ import annotations

from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.compliance.rotations.queries import Projection
from secops.house.text import angka


def day_of(day: date) -> str:
    """``25 November``."""
    return dateformat.format(day, "j F")


def safety_sentence(usable: int, exposed: int) -> str:
    """``Belum aman. 1.940 dari 1.940 akun bocor masih dapat dipakai.``"""
    if not exposed:
        return _("Belum ada akun bocor yang diketahui.")
    values = {"n": angka(usable), "all": angka(exposed)}
    if usable:
        return _("Belum aman. %(n)s dari %(all)s akun bocor masih dapat dipakai.") % values
    return _("Tidak ada lagi akun bocor yang dapat dipakai, dari %(all)s yang diketahui.") % values


def projection_sentence(projection: Projection) -> str:
    """``Dengan laju saat ini selesai 25 November, lewat 1 hari. Perlu 2.100 akun terbukti per hari.``"""  # noqa: E501
    if not projection.left:
        return _("Semua akun sudah terbukti atau diselesaikan.")
    if projection.finishes_on is None:
        return f"{_no_pace(projection)} {_need(projection)}".strip()
    values = {"day": day_of(projection.finishes_on)}
    if projection.days_late:
        late = ngettext(
            "Dengan laju saat ini selesai %(day)s, lewat %(n)s hari.",
            "Dengan laju saat ini selesai %(day)s, lewat %(n)s hari.",
            projection.days_late,
        ) % (values | {"n": angka(projection.days_late)})
        return f"{late} {_need(projection)}".strip()
    return _("Dengan laju saat ini selesai %(day)s, sebelum batas waktu.") % values


def projection_short(projection: Projection) -> str:
    """``diperkirakan lewat 1 hari``, for a cell of a list."""
    if not projection.left:
        return _("selesai")
    if projection.finishes_on is None:
        return _("laju belum diketahui") if projection.per_day is None else _("tidak bergerak")
    if projection.days_late:
        return ngettext(
            "diperkirakan lewat %(n)s hari", "diperkirakan lewat %(n)s hari", projection.days_late
        ) % {"n": angka(projection.days_late)}
    return _("diperkirakan selesai %(day)s") % {"day": day_of(projection.finishes_on)}


def _no_pace(projection: Projection) -> str:
    if projection.per_day is None:
        return _("Laju belum diketahui: baru mulai, belum ada hari sebelumnya.")
    return _("Tidak ada akun yang bertambah terbukti dalam 3 hari terakhir.")


def _need(projection: Projection) -> str:
    if projection.needed_per_day is None:
        if projection.due_on is None:
            return ""
        left = ngettext(
            "Batas waktu sudah lewat; %(n)s akun belum terbukti.",
            "Batas waktu sudah lewat; %(n)s akun belum terbukti.",
            projection.left,
        )
        return left % {"n": angka(projection.left)}
    return ngettext(
        "Perlu %(n)s akun terbukti per hari.",
        "Perlu %(n)s akun terbukti per hari.",
        projection.needed_per_day,
    ) % {"n": angka(projection.needed_per_day)}


def change_since(now: int, before: int | None) -> tuple[str, str]:
    """``berkurang 1.018`` and the tone of fewer being good; empty where yesterday is not known."""
    if before is None:
        return "", "quiet"
    if now == before:
        return _("sama seperti kemarin"), "quiet"
    if now < before:
        return _("berkurang %(n)s sejak kemarin") % {"n": angka(before - now)}, "ok"
    return _("bertambah %(n)s sejak kemarin") % {"n": angka(now - before)}, "late"
