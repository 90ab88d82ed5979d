"""What the office may say to heads in its own words (`secops/outbox/passages`).

The order itself, its numbers, its letter and the sentence of a statement are no passages.
"""

from django.utils.translation import gettext_lazy as _

from secops.outbox.passages import Passage, register

#: What the examples are called in addresses.
ORDER_SAMPLE, NO_LETTER_SAMPLE, ASK_SAMPLE = "order", "order-no-letter", "statement"

GREETING = Passage(
    "order-greeting",
    _("Salam arahan"),
    _("Awal arahan kepada Kepala OPD."),
    _("Yth. Kepala {{opd}}."),
    (ORDER_SAMPLE, NO_LETTER_SAMPLE),
    ("opd",),
    ("opd",),
)
ENOUGH_BY_MAIL = Passage(
    "order-enough-mail",
    _("Yang cukup dari Kepala OPD, email"),
    _("Arahan lewat email, di atas tombol."),
    _("Dari Ibu/Bapak cukup TERIMA, di halaman di bawah ini atau lewat telepon."),
    (ORDER_SAMPLE, NO_LETTER_SAMPLE),
    keep=("TERIMA",),
)
ENOUGH_BY_CHAT = Passage(
    "order-enough-chat",
    _("Yang cukup dari Kepala OPD, WhatsApp"),
    _("Arahan lewat WhatsApp atau saluran obrolan lain."),
    _("Dari Ibu/Bapak cukup balas TERIMA. Tidak ada tautan yang perlu dibuka."),
    (ORDER_SAMPLE, NO_LETTER_SAMPLE),
    keep=("TERIMA",),
)
DOUBT = Passage(
    "order-doubt",
    _("Bila Kepala OPD ragu, dengan surat"),
    _("Akhir arahan yang memiliki nomor surat."),
    _("Ragu? {{posko}}, nomor ini tercantum dalam surat."),
    (ORDER_SAMPLE,),
    ("posko",),
    ("posko",),
)
DOUBT_NO_LETTER = Passage(
    "order-doubt-no-letter",
    _("Bila Kepala OPD ragu, tanpa surat"),
    _("Akhir arahan tanpa nomor surat."),
    _("Ragu? {{posko}}."),
    (NO_LETTER_SAMPLE,),
    ("posko",),
    ("posko",),
)
YOU_CAN_STATE = Passage(
    "statement-lead",
    _("Di atas kalimat pernyataan"),
    _("Permintaan pernyataan lewat email, di antara angka dan kalimatnya."),
    _("Di halaman di bawah ini Ibu/Bapak dapat menyatakan:"),
    (ASK_SAMPLE,),
)

#: key -> passage, for `secops.wiring`.
PASSAGES = register(
    GREETING, ENOUGH_BY_MAIL, ENOUGH_BY_CHAT, DOUBT, DOUBT_NO_LETTER, YOU_CAN_STATE
)  # fmt: skip
