"""What is said to holders, in the reader's language (JOURNEYS J2.1). No threat, no blame."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.utils import dateformat
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from secops.house.text import angka, english, local, wib_clock
from secops.outbox import letter
from secops.outbox.letter import Part
from secops.reminders import passages
from secops.reminders.items import Item
from secops.rules.rotation import State

#: So many accounts are named one by one; the others are counted.
NAMED = 10


def day_and_time(moment: datetime) -> str:
    """``Senin, 30 November, 16.00 WIB``"""
    return _day_and_time(moment, get_language())


def day_only(moment: datetime) -> str:
    """``12 November 2026``"""
    return _day_only(moment, get_language())


# Thousands of letters say the same few dates and lines; each is put into words once a language.


@lru_cache(maxsize=4096)
def _day_and_time(moment: datetime, language: str | None) -> str:
    return f"{dateformat.format(local(moment), 'l, j F')}, {wib_clock(moment)}"


@lru_cache(maxsize=4096)
def _day_only(moment: datetime, language: str | None) -> str:
    return dateformat.format(local(moment), "j F Y")


def start_subject(items: Sequence[Item]) -> str:
    """``Ganti kata sandi SIMPATIK sebelum Senin, 30 November, 16.00 WIB``"""
    due = day_and_time(min(item.due_at for item in items))
    names = _applications(items)
    if len(names) == 1:
        return _("Ganti kata sandi %(application)s sebelum %(due)s") % {
            "application": names[0],
            "due": due,
        }
    return _("Ganti kata sandi %(n)s akun Anda, paling lambat %(due)s") % {
        "n": angka(len(items)),
        "due": due,
    }


def digest_subject(items: Sequence[Item], at: datetime) -> str:
    """Says how much and how soon; a single account is named."""
    late = [item for item in items if item.is_late(at)]
    if len(items) == 1:
        text = (
            _("Lewat batas waktu: ganti kata sandi %(application)s")
            if late
            else _("Pengingat: ganti kata sandi %(application)s sebelum %(due)s")
        )
        return text % {"application": items[0].application, "due": day_and_time(items[0].due_at)}
    if late:
        return _("%(n)s akun menunggu Anda, %(late)s lewat batas waktu") % {
            "n": angka(len(items)),
            "late": angka(len(late)),
        }
    return _("%(n)s akun menunggu Anda, paling dekat %(due)s") % {
        "n": angka(len(items)),
        "due": day_and_time(min(item.due_at for item in items)),
    }


def opening(name: str, items: Sequence[Item]) -> str:
    """Who is meant, what happened, by when: the first sentences of the start message."""
    greeting = passages.GREETING.say(nama=name)
    names = _applications(items)
    due = day_and_time(min(item.due_at for item in items))
    if len(names) > 1 or len(items) > 1:
        text = ngettext(
            "kata sandi (password) %(n)s akun Anda perlu diganti sebelum %(due)s.",
            "kata sandi (password) %(n)s akun Anda perlu diganti sebelum %(due)s.",
            len(items),
        ) % {"n": angka(len(items)), "due": due}
        return f"{greeting} {text}"
    exposed = items[0].exposed_at
    if exposed:
        again = items[0].state is State.REEXPOSED
        what = passages.LEAKED_AGAIN if again else passages.LEAKED
        said = what.say(aplikasi=names[0], tanggal=day_only(exposed))
    else:
        said = _("kata sandi (password) %(application)s Anda perlu diganti.") % {
            "application": names[0]
        }
    return f"{greeting} {said} {passages.PLEASE.say(batas_waktu=due)}"


def how(items: Sequence[Item]) -> str:
    """``Buka SIMPATIK seperti biasa, jangan lewat tautan.``"""
    names = _applications(items)
    if len(names) == 1:
        return passages.HOW.say(aplikasi=names[0])
    return passages.HOW_MANY.say()


def part_of(item: Item, at: datetime) -> Part:
    """One account in a list: where, what is the matter, by when."""
    return _part(
        item.application,
        item.state,
        item.exposed_at,
        item.due_at,
        item.is_late(at),
        get_language(),
    )


@lru_cache(maxsize=8192)
def _part(
    application: str,
    state: State,
    exposed_at: datetime | None,
    due_at: datetime,
    is_late: bool,
    language: str | None,
) -> Part:
    due = _("lewat batas waktu %(due)s") if is_late else _("batas waktu %(due)s")
    due %= {"due": day_and_time(due_at)}
    what = matter(state, exposed_at)
    return letter.item(f"{application}: {what}, {due}", (application, what, due), late=is_late)


def matter(state: State, exposed_at: datetime | None) -> str:
    """Why the account is still asked about."""
    if state is State.REEXPOSED:
        return _("bocor lagi, perlu diganti sekali lagi")
    if state is State.CONTRADICTED:
        return _("jawaban “sudah” belum sesuai data sistem, mohon periksa kembali")
    if state is State.PARTIAL:
        return _("baru sebagian, tinggal nama pengguna (username) atau keluar dari semua perangkat")
    if state is State.CONTAINED:
        return _("dikunci sampai diganti")
    if exposed_at is not None:
        return _("tercatat bocor %(day)s") % {"day": day_only(exposed_at)}
    return _("perlu diganti")


def parts_of(items: Sequence[Item], at: datetime) -> list[Part]:
    """The first accounts by name, the rest as a number: ``dan 312 lainnya``."""
    parts = [part_of(item, at) for item in items[:NAMED]]
    if len(items) > NAMED:
        more = _("dan %(n)s lainnya") % {"n": angka(len(items) - NAMED)}
        parts.append(letter.item(more))
    return parts


def basis(items: Sequence[Item]) -> str:
    """``Dasar: SE Sekda 000.6/123/2026.`` and the office's own sentence, where there are any."""
    letters = sorted({item.letter_number for item in items if item.letter_number})
    words = []
    if len(items) and len({item.campaign_id for item in items}) == 1:
        words.append(items[0].reason_en if english() else items[0].reason_id)
    if letters:
        words.append(_("Dasar: %(letters)s.") % {"letters": ", ".join(letters)})
    return " ".join(word for word in words if word)


def doubt(agents: Sequence[str]) -> str:
    """Whom to ask instead of trusting a message."""
    if len(agents) == 1:
        return passages.DOUBT.say(agen=agents[0], posko=desk())
    return passages.DOUBT_MANY.say(posko=desk())


def desk() -> str:
    """The desk with its number."""
    return _("Posko Siber %(phone)s") % {"phone": settings.HELP_DESK_PHONE}


def is_this_you() -> str:
    return _("Apakah ini Anda? Jawab di tautan yang sama.")


def never() -> str:
    return _("Kami tidak pernah meminta kata sandi atau OTP.")


def why_you(names: Sequence[str]) -> str:
    """Mengapa saya menerima ini?"""
    if len(names) == 1:
        return passages.WHY.say(aplikasi=names[0])
    return passages.WHY_MANY.say()


def next_word() -> str:
    return passages.NEXT.say()


def _applications(items: Sequence[Item]) -> list[str]:
    return list(dict.fromkeys(item.application for item in items))
