"""The words of the codes that entries hold: stored once as a code, said in the reader's language.

What is not in a table (a name, a number, words of an entry from before this table) is said as it
stands.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from secops.rules.bulletin import Word as BulletinWord
from secops.rules.claim import Disposition
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
    "desk_word": {"yes": _("Ya"), "no": _("Tidak"), "unknown": _("Tidak tahu")},
    "session_test": {"passed": _("sesuai dengan yang dinyatakan"), "failed": _("tidak sesuai")},
    "fields": {
        "title": _("judul"),
        "description": _("uraian"),
        "impact": _("dampak"),
        "impact_service": _("dampak pada layanan"),
        "impact_data": _("dampak pada data"),
        "impact_third_party": _("dampak pada pihak ketiga"),
        "impact_legal": _("dampak hukum"),
        "accounts_stated": _("jumlah akun terkena"),
        "attacker": _("pelaku"),
        "severity": _("tingkat keparahan"),
        "scope": _("luas dampak"),
        "sector_ticket": _("nomor tiket"),
        "owner_person": _("pemilik insiden"),
        "owner_position": _("pemilik insiden (jabatan)"),
        "next_step": _("langkah berikutnya"),
        "next_update_at": _("waktu kabar berikutnya"),
        "reporter_contact_24h": _("kontak pelapor 24 jam"),
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
    "check_result": {
        "works": _("Berfungsi"),
        "partly": _("Berfungsi sebagian"),
        "down": _("Tidak berfungsi"),
        "suspicious": _("Mencurigakan"),
    },
    "incident_class": {
        "credential_leak": _("kebocoran kata sandi"),
        "data_leak": _("kebocoran data"),
        "defacement": _("perubahan tampilan situs"),
        "gambling_content": _("konten perjudian"),
        "ransomware": _("ransomware"),
        "phishing": _("phishing"),
        "lost_device": _("perangkat hilang"),
    },
    "run": {"success": _("berhasil"), "fail": _("gagal")},
    "test_result": {
        "restored": _("dapat dipulihkan"),
        "partly": _("sebagian saja"),
        "failed": _("tidak dapat dipulihkan"),
    },
    "plan_fields": {
        "name": _("nama"),
        "what": _("data"),
        "place": _("tempat salinan"),
        "contact": _("penanggung jawab"),
        "rhythm": _("irama"),
        "every_minutes": _("selang waktu"),
        "cron": _("baris cron"),
        "working_days": _("hari kerja"),
        "grace_minutes": _("toleransi"),
        "restore_days": _("jarak uji pemulihan"),
        "rto_minutes": _("RTO"),
        "rpo_minutes": _("RPO"),
        "copies": _("jumlah salinan"),
        "media": _("media"),
        "off_site": _("lokasi lain"),
        "offline": _("terputus dari jaringan"),
        "encrypted": _("enkripsi"),
        "slug": _("slug"),
        "success_words": _("kata berhasil"),
        "failure_words": _("kata gagal"),
    },
}
#: Key of an entry's data -> the law whose codes it holds.
LAWS: Mapping[str, type[StrEnum]] = {
    "origin": Phase,
    "target": Phase,
    "receiver": ClockCode,
    "word": Word,
    "finding": Finding,
    "disposition": Disposition,
    "bulletin_word": BulletinWord,
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
