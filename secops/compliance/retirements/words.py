"""How retirements are spoken of: states, turns, the letter's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from secops.compliance.retirements.models import HostLook, Retirement
from secops.compliance.retirements.probe.looking import Fault, TlsFault
from secops.compliance.rotations.words import TONES, choices, say, word
from secops.house.text import angka, wib
from secops.inventory.models import Application
from secops.rules.labels import label
from secops.rules.retirement import State
from secops.rules.retirement_signs import Gap, Sign
from secops.rules.tone import DUE_SOON, LATE, Label

__all__ = ["choices", "say"]

#: Kinds of messages.
QUESTION, REMINDER, CODE = "retirement.question", "retirement.reminder", "retirement.code"
DEEMED, OFFICE = "retirement.deemed", "retirement.office"
#: The purpose of the owner's link.
PURPOSE = "retirement"

Look = tuple[str, str, str]

#: A certificate that ends within this time is told.
CERTIFICATE_SOON = timedelta(days=30)


def mark(found: Label) -> Look:
    """Tone, symbol and word, as `pill` takes them."""
    tone = "claim" if found.symbol == "◐" else TONES[found.tone]
    return tone, found.symbol, word(found)


def look(code: StrEnum) -> Look:
    """The look of a code."""
    return mark(label(code))


def due_look(retirement: Retirement, *, at: datetime) -> Look | None:
    """Late or due soon while the owner is asked; None while there is time."""
    if retirement.law_state is not State.QUESTIONED or retirement.due_at is None:
        return None
    if retirement.due_at < at:
        return mark(LATE)
    assert retirement.delivered_at is not None
    gone = at - retirement.delivered_at
    length = retirement.due_at - retirement.delivered_at
    return mark(DUE_SOON) if gone * 4 >= length * 3 else None


def look_of_host(answered: bool, fault: str) -> Look:
    """What one look at a host found."""
    if answered:
        return "info", "●", _("menjawab")
    return {
        Fault.NOT_OURS: ("unknown", "", _("di luar domain pemerintah: tidak diperiksa")),
        Fault.REFUSED: ("unknown", "", _("alamatnya di jaringan internal: tidak diperiksa")),
        Fault.RESOLVER: ("unknown", "", _("pencari nama sedang tidak menjawab")),
        Fault.NO_NAME: ("quiet", "", _("namanya tidak dikenal lagi (DNS)")),
    }.get(Fault(fault or Fault.NO_ANSWER), ("quiet", "", _("tidak menjawab")))


def seen_words(seen: HostLook, *, at: datetime) -> list[tuple[str, str]]:
    """What else a look found, each with its tone."""
    found = []
    if seen.status:
        found.append(("", _("status HTTP %(status)s") % {"status": seen.status}))
    if seen.title:
        found.append(("", _("judul: %(title)s") % {"title": seen.title}))
    if seen.leads_to:
        found.append(("soon", _("mengalihkan ke %(host)s") % {"host": seen.leads_to}))
    if seen.fault in (Fault.TOO_SLOW, Fault.BROKEN):
        slow = seen.fault == Fault.TOO_SLOW
        found.append(("soon", _("jawabannya terlalu lambat") if slow else _("jawabannya rusak")))
    if seen.tls_until is not None:
        over = seen.tls_until < at
        soon = seen.tls_until - at < CERTIFICATE_SOON
        words = _("sertifikat sampai %(day)s") % {"day": wib(seen.tls_until.date())}
        found.append(("late" if over else "soon" if soon else "", words))
    if seen.tls_fault:
        found.append(("late", _TLS[TlsFault(seen.tls_fault)]()))
    return found


_TLS: dict[TlsFault, Callable[[], str]] = {
    TlsFault.EXPIRED: lambda: _("sertifikatnya sudah kedaluwarsa"),
    TlsFault.OTHER_NAME: lambda: _("sertifikatnya untuk nama lain"),
    TlsFault.UNTRUSTED: lambda: _("sertifikatnya tidak dikeluarkan pihak tepercaya"),
    TlsFault.INVALID: lambda: _("sertifikatnya tidak sah"),
}


def say_all(codes: Iterable[Sign | Gap]) -> str:
    """Reasons in one line; only the first begins large."""
    said = [say(code) for code in codes]
    return ", ".join([*said[:1], *(small(one) for one in said[1:])])


def small(words: str) -> str:
    """Inside a sentence a reason begins small, an abbreviation stays."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def turn_of(
    retirement: Retirement | None, *, suggested: bool = False, open_followers: int = 0
) -> str:
    """Whose turn it is and what for; a dash where nobody's."""
    state = retirement.law_state if retirement else State.ACTIVE
    if state is State.KEPT and suggested:
        return _("Kantor: kembalikan menjadi aktif, lalu tanyakan lagi")
    if state in (State.ACTIVE, State.KEPT):
        return _("Kantor: tanyakan kepada pemiliknya") if suggested else "–"
    if state is State.QUESTIONED:
        assert retirement is not None
        return _turn_of_question(retirement)
    if state is State.DNS_REMOVED and open_followers:
        return ngettext(
            "Kantor: tutup %(n)s hal yang harus ikut",
            "Kantor: tutup %(n)s hal yang harus ikut",
            open_followers,
        ) % {"n": angka(open_followers)}
    return {
        State.AGREED: _("Kantor: tangguhkan aplikasinya"),
        State.DEEMED_AGREED: _("Kantor: tangguhkan aplikasinya"),
        State.SUSPENDED: _("Kantor: cadangkan datanya"),
        State.DATA_BACKED_UP: _("Kantor: hapus DNS-nya"),
        State.DNS_REMOVED: _("Kantor: arsipkan"),
    }.get(state, "–")


def _turn_of_question(retirement: Retirement) -> str:
    if retirement.call_asked_at is not None:
        return _("Kantor: hubungi pemiliknya")
    if retirement.delivered_at is None:
        return _("Kantor: pastikan suratnya diterima")
    return _("Pemilik: jawab paling lambat %(due)s") % {"due": wib(retirement.due_at)}


@override("id")
def default_letter(application: Application, signs: Iterable[Sign]) -> str:
    """The question as a letter, in Indonesian; the office may change every word of it."""
    reasons = [f"- {say(sign)}" for sign in signs] or [_("- Belum ada catatan pemakaiannya")]
    host = application.url or _("tanpa alamat tercatat")
    paragraphs = [
        _(
            "Aplikasi %(name)s (%(host)s) tercatat sebagai milik %(owner)s. Menurut catatan kami, "
            "aplikasi ini tampaknya tidak dipakai lagi:"
        )
        % {"name": application.name, "host": host, "owner": application.owner or "–"},
        "\n".join(reasons),
        _(
            "Aplikasi yang tidak dipakai dan tidak dirawat tetap dapat dimasuki orang lain. "
            "Peraturan BSSN Nomor 4 Tahun 2021 Pasal 27 ayat (13) huruf c meminta agar yang tidak "
            "diperlukan dihapus."
        ),
        _(
            "Kami meminta jawaban Bapak/Ibu dalam 14 hari sejak surat ini diterima: setuju "
            "dihentikan, atau masih dipakai dengan mengisi formulir penilaian. Bila sampai batas "
            "waktu itu belum ada jawaban, aplikasi ini dianggap disetujui untuk dihentikan."
        ),
        _(
            "Datanya dicadangkan lebih dahulu, dan setiap langkah dapat dibatalkan sebelum "
            "aplikasi diarsipkan."
        ),
    ]
    return "\n\n".join(paragraphs)
