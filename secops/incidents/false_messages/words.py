"""How the real messages are known, and the warning for the group."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from secops.house.text import wib
from secops.incidents.models import FalseMessage


def report_address() -> str:
    """``siaga.kotacontoh.example/lapor``, to be typed."""
    return f"{settings.PUBLIC_SHORT_NAME}/lapor"


def signs() -> list[tuple[str, str]]:
    """Number, sender and address of the real ones, and what they never ask."""
    return [
        (_("Nomor"), _("Posko Siber %(phone)s") % {"phone": settings.HELP_DESK_PHONE}),
        (_("Pengirim email"), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        (_("Alamat"), f"{settings.PUBLIC_SHORT_NAME}/k"),
        (_("Tidak pernah"), _("meminta kata sandi, kode OTP, uang, atau memasang aplikasi")),
    ]


def warning_of(found: FalseMessage) -> str:
    """Four lines for the group: what goes around, how the real ones are known, what to do."""
    sender = found.sender
    said = (
        _("Beredar %(channel)s palsu atas nama Posko Siber, dari %(sender)s.")
        if sender
        else _("Beredar %(channel)s palsu atas nama Posko Siber.")
    )
    lines = [
        _("PERINGATAN, %(when)s") % {"when": wib(found.handled_at or found.reported_at)},
        said % {"channel": found.get_channel_display(), "sender": sender},
        _("Jangan ditekan, jangan dibalas. Sudah terlanjur? Ganti kata sandi dan telepon Posko."),
        _("Yang asli: %(number)s, email %(sender)s, alamat %(address)s.")
        % {
            "number": settings.HELP_DESK_PHONE,
            "sender": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            "address": f"{settings.PUBLIC_SHORT_NAME}/k",
        },
        _("Kami tidak pernah meminta kata sandi atau OTP. Lapor: %(address)s")
        % {"address": report_address()},
    ]
    return "\n".join(lines)
