"""A public statement as it is read: its text, then when the next word comes."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import dateformat
from django.utils.translation import gettext as _

from secops.house.text import local, wib_clock
from secops.incidents.models import PublicStatement


def next_word(next_word_at: datetime | None, *, at: datetime) -> str:
    """``Kabar berikutnya pukul 13.00 WIB.``; with the day where it is not that of `at`."""
    if next_word_at is None:
        return ""
    clock = wib_clock(next_word_at)
    if local(next_word_at).date() == local(at).date():
        return _("Kabar berikutnya pukul %(time)s.") % {"time": clock}
    day = dateformat.format(local(next_word_at), "l, j F Y")
    return _("Kabar berikutnya %(day)s, pukul %(time)s.") % {"day": day, "time": clock}


def whole_text(statement: PublicStatement) -> str:
    """The words as they go out, read on the day they were written or published."""
    day = statement.published_at or statement.written_at
    return f"{statement.text} {next_word(statement.next_word_at, at=day)}".strip()


def chat_text(statement: PublicStatement) -> str:
    """The statement as it goes into a chat group: its words, what it corrects, when the next word
    comes, and where it can be checked."""
    day = statement.published_at or statement.written_at
    parts = [
        _("Pernyataan resmi %(code)s") % {"code": statement.code},
        statement.text,
        _("Ralat: %(words)s") % {"words": statement.correction} if statement.correction else "",
        next_word(statement.next_word_at, at=day),
        f"{settings.PUBLIC_SHORT_NAME}/status/{statement.code}/",
    ]
    return "\n".join(part for part in parts if part)
