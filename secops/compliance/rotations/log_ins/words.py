"""What is said to a holder about a log-in (RULES 1: "Apakah ini Anda?")."""

from __future__ import annotations

from datetime import datetime

from django.utils import dateformat
from django.utils.translation import gettext as _

from secops.house.text import local, wib_clock

#: The kind of the message that asks.
KIND = "rotation.log_in"


def moment(when: datetime) -> str:
    """``Sabtu, 21 November 2026, 03.12 WIB``"""
    return f"{dateformat.format(local(when), 'l, j F Y')}, {wib_clock(when)}"


def question(application: str, when: datetime) -> str:
    """One log-in, as its holder is asked about it."""
    return _(
        "Ada yang masuk ke akun %(application)s Anda pada %(when)s, saat kata sandi yang bocor "
        "masih berlaku."
    ) % {"application": application, "when": moment(when)}


def subject(applications: list[str]) -> str:
    """``Apakah ini Anda? Ada yang masuk ke akun SIMPATIK Anda``"""
    return _("Apakah ini Anda? Ada yang masuk ke akun %(application)s Anda") % {
        "application": ", ".join(applications)
    }
