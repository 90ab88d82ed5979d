"""How an advisory reads in messages and chats; the content stays out where its marking says so."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.advisories.bulletins.models import Bulletin
from secops.advisories.bulletins.queries import Counts
from secops.house.text import angka, wib
from secops.house.words import say
from secops.rules import bulletin as law
from secops.rules.tlp import MAIL, PRINTED, MailRule

#: Of the link in a message.
PURPOSE = "bulletin"


def travels(bulletin: Bulletin) -> bool:
    """Whether a message, and a page behind its link alone, may hold the content."""
    return MAIL[bulletin.marking] is MailRule.FULL


def heading(bulletin: Bulletin) -> str:
    """``[TLP:AMBER] IM-2026-003: Sesi lama``"""
    return f"[{PRINTED[bulletin.marking]}] {bulletin.code}: {bulletin.title}"


def answer_until(bulletin: Bulletin) -> str:
    return _("Jawab paling lambat %(when)s.") % {"when": wib(bulletin.answer_by)}


def stand_sentence(counts: Counts) -> str:
    """``12 dari 30 OPD menjawab: 3 menyangkut, 7 tidak, 2 belum tahu.``"""
    answered = ngettext(
        "%(n)s dari %(all)s OPD menjawab", "%(n)s dari %(all)s OPD menjawab", counts.departments
    ) % {"n": angka(counts.answered), "all": angka(counts.departments)}
    words = _("%(concerns)s menyangkut, %(not)s tidak, %(unknown)s belum tahu") % {
        "concerns": angka(counts.concerns),
        "not": angka(counts.not_ours),
        "unknown": angka(counts.unknown),
    }
    return f"{answered}: {words}."


def for_chat(bulletin: Bulletin, counts: Counts, *, at: datetime) -> str:
    """True lines and the next step; what may not travel is named by its number alone."""
    lines = [
        _("Posko Siber, %(when)s") % {"when": wib(at)},
        f"{bulletin.code}: {bulletin.title}" if travels(bulletin) else bulletin.code,
    ]
    if counts.departments:
        lines.append(stand_sentence(counts))
    if bulletin.standing is law.State.SENT:
        lines.append(answer_until(bulletin))
    else:
        lines.append(say(bulletin.standing))
    lines.append(PRINTED[bulletin.marking])
    return "\n".join(lines)
