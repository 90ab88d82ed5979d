"""What the office may say to holders, heads and agents in its own words (`secops/outbox/passages`).

The sentence that we never ask for a password, links and codes are no passages: they always stand.
"""

from django.utils.translation import gettext_lazy as _

from secops.outbox.passages import Passage, register
from secops.reminders.sample_keys import (
    AGAIN,
    AGENT_DIGEST,
    DIGEST,
    HEAD_DIGEST,
    RECEIPT,
    START,
    START_MANY,
)

_HOLDERS = (START, AGAIN, START_MANY, DIGEST)

GREETING = Passage(
    "greeting",
    _("Salam"),
    _("Awal pesan pertama, dan awal pengingat untuk Agen dan Kepala OPD."),
    _("Yth. Bapak/Ibu {{nama}},"),
    (START, AGAIN, START_MANY, AGENT_DIGEST, HEAD_DIGEST),
    ("nama",),
    ("nama",),
)
LEAKED = Passage(
    "leaked",
    _("Yang terjadi"),
    _("Pesan pertama tentang satu akun, setelah salam."),
    _("kata sandi (password) {{aplikasi}} Anda tercatat bocor {{tanggal}}."),
    (START,),
    ("aplikasi", "tanggal"),
    ("aplikasi", "tanggal"),
)
LEAKED_AGAIN = Passage(
    "leaked-again",
    _("Yang terjadi, bocor lagi"),
    _("Pesan tentang akun yang bocor lagi, setelah salam."),
    _("kata sandi (password) {{aplikasi}} Anda bocor lagi, tercatat {{tanggal}}."),
    (AGAIN,),
    ("aplikasi", "tanggal"),
    ("aplikasi", "tanggal"),
)
PLEASE = Passage(
    "please",
    _("Yang diminta"),
    _("Pesan pertama tentang satu akun, setelah yang terjadi."),
    _("Mohon diganti sebelum {{batas_waktu}}."),
    (START, AGAIN),
    ("batas_waktu",),
    ("batas_waktu",),
)
DIGEST_GREETING = Passage(
    "digest-greeting",
    _("Salam pengingat harian"),
    _("Awal pengingat harian kepada pemegang akun, di atas daftar akunnya."),
    _("Yth. Bapak/Ibu {{nama}}, yang masih menunggu Anda:"),
    (DIGEST,),
    ("nama",),
    ("nama",),
)
HOW = Passage(
    "how",
    _("Caranya, satu aplikasi"),
    _("Cara mengganti, bila hanya satu aplikasi."),
    _("Buka {{aplikasi}} seperti biasa, jangan lewat tautan."),
    (START, AGAIN),
    ("aplikasi",),
    ("aplikasi",),
)
HOW_MANY = Passage(
    "how-many",
    _("Caranya, beberapa aplikasi"),
    _("Cara mengganti, bila aplikasinya lebih dari satu."),
    _("Buka tiap aplikasi seperti biasa, jangan lewat tautan."),
    (START_MANY, DIGEST),
)
DOUBT = Passage(
    "doubt",
    _("Bila ragu, dengan nama Agen"),
    _("Kepada siapa bertanya; kalimat pengaman selalu menyusul."),
    _("Ragu? Agen OPD Anda: {{agen}}, atau {{posko}}."),
    (START, AGAIN),
    ("agen", "posko"),
    ("posko",),
)
DOUBT_MANY = Passage(
    "doubt-many",
    _("Bila ragu, tanpa nama Agen"),
    _("Sama, bila Agennya belum ada atau lebih dari satu; kalimat pengaman selalu menyusul."),
    _("Ragu? Tanyakan kepada Agen OPD Anda, atau {{posko}}."),
    (START_MANY, DIGEST),
    ("posko",),
    ("posko",),
)
WHY = Passage(
    "why",
    _("Mengapa menerima, satu aplikasi"),
    _("Kaki email kepada pemegang akun, bila hanya satu aplikasi."),
    _("Anda menerima pesan ini karena tercatat sebagai pemegang akun {{aplikasi}}."),
    (START, AGAIN),
    ("aplikasi",),
    ("aplikasi",),
)
WHY_MANY = Passage(
    "why-many",
    _("Mengapa menerima, beberapa aplikasi"),
    _("Kaki email kepada pemegang akun, bila aplikasinya lebih dari satu."),
    _("Anda menerima pesan ini karena tercatat sebagai pemegang akun-akun tersebut."),
    (START_MANY, DIGEST),
)
NEXT = Passage(
    "next",
    _("Yang terjadi sesudahnya"),
    _("Kaki email kepada pemegang akun."),
    _(
        "Sesudah Anda menjawab, kami cocokkan dengan data sistem. Bila sesuai, Anda tidak "
        "dihubungi lagi."
    ),
    _HOLDERS,
)
DUTIES = Passage(
    "duties",
    _("Di atas daftar tugas OPD"),
    _("Pengingat harian untuk Kepala OPD dan Agen."),
    _("Tugas OPD yang menunggu Anda:"),
    (AGENT_DIGEST, HEAD_DIGEST),
)
HELPING = Passage(
    "helping",
    _("Di atas daftar untuk OPD atau aplikasi"),
    _("Pengingat harian untuk yang membantu: akun yang perlu ditutup, layanan, jadwal vendor."),
    _("Juga menunggu Anda, untuk OPD atau aplikasi Anda:"),
    (AGENT_DIGEST,),
)
WHY_HEAD = Passage(
    "why-head",
    _("Mengapa menerima, Kepala OPD"),
    _("Kaki email pengingat kepada Kepala OPD."),
    _("Anda menerima pesan ini karena tercatat memimpin OPD tersebut."),
    (HEAD_DIGEST,),
)
WHY_AGENT = Passage(
    "why-agent",
    _("Mengapa menerima, Agen"),
    _("Kaki email pengingat kepada Agen dan admin aplikasi."),
    _("Anda menerima pesan ini karena tercatat sebagai Agen Siber OPD atau pengelola aplikasi."),
    (AGENT_DIGEST,),
)
CHECKED = Passage(
    "checked",
    _("Tanda terima: yang terjadi sesudahnya"),
    _("Tanda terima, bila ia menjawab sudah mengganti."),
    _("Kami cocokkan dengan data sistem. Bila sesuai, Anda tidak dihubungi lagi."),
    (RECEIPT,),
)
NOT_YOU = Passage(
    "not-you",
    _("Tanda terima: bila bukan ia sendiri"),
    _("Tanda terima; kalimat pengaman selalu menyusul."),
    _("Bukan Anda yang menjawab? Hubungi Agen OPD Anda atau {{posko}}."),
    (RECEIPT,),
    ("posko",),
    ("posko",),
)

#: key -> passage, for `secops.wiring`.
PASSAGES = register(
    GREETING, LEAKED, LEAKED_AGAIN, PLEASE, DIGEST_GREETING, HOW, HOW_MANY, DOUBT, DOUBT_MANY, WHY,
    WHY_MANY, NEXT, DUTIES, HELPING, WHY_HEAD, WHY_AGENT, CHECKED, NOT_YOU,
)  # fmt: skip
