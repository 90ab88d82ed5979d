"""What each verb of the trail says to its reader; a guard keeps the table complete.

Placeholders are keys of the entry's `data`, plus `object`. What a sentence does not need stays in
the data for who opens the entry.
"""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secops.audit.models import Entry

SENTENCES: dict[str, Any] = {
    "leak_upload.received": _("mengunggah berkas {object}"),
    "leak_upload.discarded": _("menghapus berkas unggahan {object}"),
    "leak_report.imported": _(
        "memasukkan laporan kebocoran {object}: {rows} baris, {new} baru, {accounts} akun"
    ),
    "leak_report.withdrawn": _("mencabut laporan kebocoran {object}: {why}"),
    "leak_report.original_deleted": _(
        "menyatakan berkas asli {object} sudah dihapus atau disimpan di brankas bukti"
    ),
    "leak_report.register_made": _(
        "membuat {applications} aplikasi dan {accounts} akun dari laporan {object}"
    ),
    "application.made_from_report": _("membuat aplikasi {object} dari laporan kebocoran"),
    "host_rule.made": _("menetapkan alamat {object} sebagai {application}: {accounts} akun cocok"),
    "host_rule.not_ours": _("menyatakan alamat {object} bukan milik kota"),
    "login_rule.made": _("menetapkan login bocor sebagai akun {object}"),
    "unmatched.ignored": _("mengabaikan login yang belum dikenali: {why}"),
    "unmatched.taken_back": _("mengembalikan login yang diabaikan ke antrean"),
    "device.disconnected": _("mencatat komputer {object} diputus dari jaringan"),
    "device.cleaned": _("mencatat komputer {object} sudah dibersihkan"),
    "device.mark_removed": _("menarik tanda pada komputer {object}: {why}"),
    "device.department_set": _("menetapkan OPD komputer {object}: {department}"),
    "department.renamed": _("mengubah nama {object}"),
}


def sentence(entry: Entry) -> str:
    """The entry in words, in the active language; an unknown verb speaks for itself."""
    words = SENTENCES.get(entry.verb)
    if words is None:
        return f"{entry.verb} {entry.object_label}"
    values: defaultdict[str, Any] = defaultdict(lambda: gettext("tanpa keterangan"))
    values.update(entry.data)
    values["object"] = entry.object_label
    return str(words).format_map(values)
