"""Why a text may not stand in a message, in the words of the page."""

import re

from django.utils.translation import gettext as _

from secops.outbox.passages import LONGEST, Passage
from secops.outbox.places import is_balanced, places_of, written

#: Something a phone makes into a link: an address, a domain, a mailbox.
_LINK = re.compile(r"https?|www\.|://|@|\b[\w-]{2,}\.[a-z]{2,}", re.IGNORECASE)
_SECRET = re.compile(r"\b(kata sandi|sandi|password\w*|passcode\w*)\b", re.IGNORECASE)
#: Nothing in a message has to speak of these but the sentence that is no passage.
_CODES = re.compile(r"\b(otp|pin|kode verifikasi|verification codes?)\b", re.IGNORECASE)
_GIVE = re.compile(
    r"\b\w*(kirim|balas|sebut|tulis|ketik|masukkan|laporkan|serahkan)\w*\b|\b(minta|meminta|beri|"
    r"berikan|memberikan|beritahu\w*|isi|isikan|send|reply|give|tell|enter|share|type|write|provide|"
    r"ask\w*|submit)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?;\n]")


def tidy(body: str) -> str:
    """The text on one line, single blanks between its words."""
    return " ".join(body.split())


def fault_of(passage: Passage, body: str) -> str:
    """Why the office may not say this; empty where it may."""
    body = tidy(body)
    return _fault_of_form(passage, body) or _fault_of_trust(body)


def _fault_of_form(passage: Passage, body: str) -> str:
    if not body:
        return _("Tuliskan teksnya, atau kembali ke teks Siaga.")
    if len(body) > LONGEST:
        return _("Teks ini %(n)s huruf; paling banyak %(most)s.") % {
            "n": len(body),
            "most": LONGEST,
        }
    if not is_balanced(body):
        return _("Kurung kurawal harus berpasangan: {{nama}}.")
    found = places_of(body)
    unknown = [name for name in found if name not in passage.places]
    if unknown:
        return _("Tempat ini tidak dikenal di sini: %(names)s.") % {
            "names": ", ".join(map(written, unknown))
        }
    missing = [written(name) for name in passage.required if name not in found]
    missing += [word for word in passage.keep if word not in body]
    if missing:
        return _("Teks ini harus memuat %(names)s.") % {"names": ", ".join(missing)}
    return ""


def _fault_of_trust(body: str) -> str:
    if _LINK.search(body):
        return _(
            "Tidak boleh ada tautan, alamat web, atau alamat email: penerima dilatih untuk tidak "
            "mengikutinya. Bila ini bukan alamat, beri spasi sesudah titik."
        )
    if _CODES.search(body):
        return _(
            "OTP, PIN, dan kode verifikasi tidak disebut di sini. Kalimat pengamannya selalu ada "
            "di pesan."
        )
    for sentence in _SENTENCE.split(body):
        if _SECRET.search(sentence) and _GIVE.search(sentence):
            return _("Pesan tidak boleh meminta kata sandi. Tulis ulang kalimat ini.")
    return ""
