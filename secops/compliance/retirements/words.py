"""How retirements are spoken of: states, turns, the letter's own words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from secops.compliance.retirements.models import Retirement
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


def mark(found: Label) -> Look:
    """Tone, symbol and word, as `pill` takes them."""
    tone = "claim" if found.symbol == "◐" else TONES[found.tone]
    return tone, found.symbol, word(found)


def look(code: StrEnum) -> Look:
    """The look of a code."""
    return mark(label(code))


def look_of_state(value: str) -> Look:
    """For a column of stored states; an application never asked about is active."""
    return look(State(value or State.ACTIVE))


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


def say_all(codes: Iterable[Sign | Gap]) -> str:
    """Reasons in one line."""
    return ", ".join(say(code) for code in codes)


def turn_of(
    retirement: Retirement | None, *, suggested: bool = False, open_followers: int = 0
) -> str:
    """Whose turn it is and what for; a dash where nobody's."""
    state = retirement.law_state if retirement else State.ACTIVE
    if state in (State.ACTIVE, State.KEPT):
        return _("Giliran kantor: tanyakan kepada pemiliknya") if suggested else "–"
    if state is State.QUESTIONED:
        assert retirement is not None
        return _turn_of_question(retirement)
    if state is State.DNS_REMOVED and open_followers:
        return ngettext(
            "Giliran kantor: tutup %(n)s hal yang harus ikut",
            "Giliran kantor: tutup %(n)s hal yang harus ikut",
            open_followers,
        ) % {"n": angka(open_followers)}
    return {
        State.AGREED: _("Giliran kantor: tangguhkan aplikasinya"),
        State.DEEMED_AGREED: _("Giliran kantor: tangguhkan aplikasinya"),
        State.SUSPENDED: _("Giliran kantor: cadangkan datanya"),
        State.DATA_BACKED_UP: _("Giliran kantor: hapus DNS-nya"),
        State.DNS_REMOVED: _("Giliran kantor: arsipkan"),
    }.get(state, "–")


def _turn_of_question(retirement: Retirement) -> str:
    if retirement.call_asked_at is not None:
        return _("Giliran kantor: hubungi pemiliknya")
    if retirement.delivered_at is None:
        return _("Giliran kantor: pastikan suratnya diterima")
    return _("Giliran pemilik: jawab paling lambat %(due)s") % {"due": wib(retirement.due_at)}


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
