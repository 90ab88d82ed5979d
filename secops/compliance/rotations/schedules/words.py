"""What is said about a window (JOURNEYS J4.6)."""

from __future__ import annotations

from datetime import datetime

from django.utils import dateformat
from django.utils.translation import gettext as _

from secops.compliance.rotations.models import Schedule
from secops.house.text import local

#: The kind of the message to a vendor, and the purpose of its link.
KIND = "rotation.schedule"
PURPOSE = "schedule"


def window(start: datetime, end: datetime) -> str:
    """``Minggu, 29 November, 21.00-22.00 WIB``"""
    begins, ends = local(start), local(end)
    day = dateformat.format(begins, "l, j F")
    if begins.date() != ends.date():
        until = dateformat.format(ends, "l, j F, H.i")
        return f"{day}, {begins:%H.%M} - {until} WIB"
    return f"{day}, {begins:%H.%M}-{ends:%H.%M} WIB"


def to_vendor(schedule: Schedule) -> str:
    """The proposal to the vendor."""
    return _(
        "Akun layanan %(application)s perlu diganti. Usul: %(window)s. Balas SETUJU / WAKTU LAIN. "
        "Jangan kirim kata sandi lewat pesan."
    ) % {
        "application": schedule.rotation.application.name,
        "window": window(schedule.window_from, schedule.window_to),
    }
