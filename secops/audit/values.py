"""The words of the codes that entries hold: stored once as a code, said in the reader's language.

What is not in a table (a name, a number, words of an entry from before this table) is said as it
stands.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from secops.rules.clocks import ClockCode
from secops.rules.incident import Phase
from secops.rules.labels import label
from secops.rules.log_in import Finding, Word
from secops.rules.snooze import SnoozeReason

#: Key of an entry's data -> code -> words.
VALUES: Mapping[str, Mapping[str, str | Promise]] = {
    "channel": {
        "page": _("halaman, setelah masuk"),
        "link": _("tautan dan 6 angka"),
        "phone": _("telepon"),
        "desk": _("tatap muka"),
        "letter": _("surat"),
        "chat": _("pesan"),
        "by_hand": _("WhatsApp petugas"),
        "sms": _("SMS"),
        "mail": _("Email"),
        "whatsapp": _("WhatsApp"),
        "telegram": _("Telegram"),
    },
    "kind": {
        "definitive": _("definitif"),
        "plt": _("Plt."),
        "plh": _("Plh."),
        "deputy": _("pengganti saat berhalangan"),
        "mail": _("Email"),
        "whatsapp": _("WhatsApp"),
        "telegram": _("Telegram"),
        "webhook": _("Webhook"),
        "apprise": _("Apprise"),
    },
    "fields": {
        "title": _("judul"),
        "description": _("uraian"),
        "impact": _("dampak"),
        "reporter_name": _("pelapor"),
        "reporter_contact": _("kontak pelapor"),
        "detection_basis": _("dasar penetapan"),
        "on_iiv": _("IIV"),
        "risk": _("risiko"),
        "rsit_class": _("kelas"),
        "occurred_at": _("waktu terjadi"),
        "found_at": _("waktu ditemukan"),
        "personal_data_known_at": _("waktu kegagalan pelindungan data pribadi diketahui"),
        "applications": _("aplikasi"),
        "departments": _("OPD"),
        "leak_reports": _("laporan kebocoran"),
        "campaigns": _("penggantian serentak"),
        "directives": _("arahan"),
    },
}
#: Key of an entry's data -> the law whose codes it holds.
LAWS: Mapping[str, type[StrEnum]] = {
    "origin": Phase,
    "target": Phase,
    "receiver": ClockCode,
    "word": Word,
    "finding": Finding,
    "why_later": SnoozeReason,
}


def say_value(key: str, value: str) -> str:
    """One value of an entry's data in the reader's language."""
    words = VALUES.get(key, {}).get(value)
    if words is not None:
        return str(words)
    law = LAWS.get(key)
    if law is None or value not in list(law):
        return value
    found = label(law(value))
    return found.en if (get_language() or "id").startswith("en") else found.id
