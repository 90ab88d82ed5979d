"""How applications and accounts read: tones, symbols and words."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from secops.house import text
from secops.inventory.models import Account, Application, YesNoUnknown

Look = tuple[str, str, str]


def status_look(value: str) -> Look:
    """Whether an application is in use."""
    return {
        Application.Status.ACTIVE.value: ("ok", "", _("aktif")),
        Application.Status.DORMANT.value: ("soon", "", _("tidak terpakai")),
    }.get(value, ("quiet", "", _("dihentikan")))


def criticality_word(value: str) -> str:
    """How much depends on it."""
    return str(Application.Criticality(value).label)


def reading_look(application: Application, read_at: datetime | None) -> Look:
    """Whether the application's system tells about its accounts, and since when."""
    if read_at is not None:
        return "info", "", _("data %(when)s") % {"when": text.wib_short(read_at)}
    if not application.reads_passwords:
        return "unknown", "", _("tidak dapat memberi data")
    return "unknown", "", _("belum ada data")


def yes_no(value: str) -> str | None:
    """Yes, no, or None where nobody has said."""
    return None if value == YesNoUnknown.UNKNOWN else str(YesNoUnknown(value).label)


def account_look(account: Account) -> Look:
    """What the facts alone say of an account; the state in a campaign stands there."""
    facts = getattr(account, "facts", None)
    if facts is None:
        return "unknown", "", _("belum ada data")
    if facts.disabled_at is not None:
        return "quiet", "", _("dinonaktifkan")
    if facts.newest_exposure is None:
        return "info", "", _("tidak ada temuan kebocoran")
    if facts.change_from is not None and facts.change_from > facts.newest_exposure:
        return "info", "", _("bocor, kata sandi diganti sesudahnya")
    return "late", "", _("akun bocor")
