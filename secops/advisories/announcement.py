"""What is read about words below recommendations: one letter for all of a quarter of an hour.

The text of a word marked TLP:AMBER+STRICT or TLP:RED, and the number of its recommendation, stay
behind the sign-in.
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Person
from accounts.roles import Permission
from secops.advisories.actions.announcing import ANSWERED, TOGETHER
from secops.advisories.hearers import hearers_of
from secops.advisories.models import Response
from secops.advisories.notices import closed_notice, web
from secops.house.text import angka, wib
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import Part, as_html, as_text, big, go, p, quote, small
from secops.outbox.models import Message
from secops.rules.tlp import MAIL, PRINTED, MailRule, Marking, strictest

#: So many words are quoted, each so long; the page has the rest.
QUOTED, LONGEST = 10, 600


def _answered(message: Message, at: datetime) -> Words:
    words = _words_for(message, at)
    if not words:
        return Dropped(_("Tidak ada tanggapan yang boleh dibacanya."))
    free = [one for one in words if MAIL[Marking(one.tlp)] is MailRule.FULL]
    if not free:
        return closed_notice(message, _page_of(message.person, []))
    marking = PRINTED[strictest(Marking(one.tlp) for one in free)]
    subject = f"[{marking}] {_subject(free)}"
    parts: list[Part] = [big(subject)]
    for one in free[:QUOTED]:
        parts += [
            p(_line(one, message.person)),
            quote(Truncator(one.text).chars(LONGEST)),
        ]
    if rest := len(words) - len(free[:QUOTED]):
        more = ngettext(
            "%(n)s tanggapan lain dapat Anda baca setelah masuk (login).",
            "%(n)s tanggapan lain dapat Anda baca setelah masuk (login).",
            rest,
        )
        parts.append(p(more % {"n": angka(rest)}))
    parts += [
        go(_("Baca dan tanggapi"), _page_of(message.person, words)),
        small(marking),
    ]
    html = "" if message.is_chat else as_html(subject, parts)
    return Composed(subject, as_text(parts), html)


def _words_for(message: Message, at: datetime) -> list[Response]:
    """What was said in its quarter of an hour and concerns its reader, as he may read it now."""
    since = datetime.fromisoformat(message.payload["since"])
    rows = Response.objects.filter(given_at__gte=since, given_at__lt=since + TOGETHER)
    rows = rows.exclude(person=message.person).select_related(
        "person", "recommendation__organisation", "recommendation__author",
        "recommendation__decided_by__person",
    )  # fmt: skip
    return [one for one in rows if message.person in hearers_of(one, at=at)]


def _subject(words: list[Response]) -> str:
    first = words[0]
    if len(words) > 1:
        return ngettext("%(n)s tanggapan baru", "%(n)s tanggapan baru", len(words)) % {
            "n": angka(len(words))
        }
    objects = first.kind == Response.Kind.OBJECTION
    said = _("%(code)s: keberatan baru") if objects else _("%(code)s: tanggapan baru")
    return said % {"code": first.recommendation.code}


def _line(word: Response, reader: Person) -> str:
    """``R-2026-014, keberatan dari Ratna Dosen, Universitas Contoh, 27 November 2026, …``"""
    kind = str(word.get_kind_display())
    return _("%(code)s, %(kind)s dari %(who)s, %(when)s") % {
        "code": word.recommendation.code,
        "kind": kind,
        "who": _who(word, reader),
        "when": wib(word.given_at),
    }


def _who(word: Response, reader: Person) -> str:
    """A partner reads no names of the office."""
    organisation = word.recommendation.organisation
    if organisation.members.filter(pk=word.person_id).exists():
        return f"{word.person.name}, {organisation.name}"
    return word.person.name if _of_office(reader) else _("Posko Siber")


def _of_office(person: Person) -> bool:
    return person.user.may(Permission.READ_RECOMMENDATION)


def _page_of(person: Person, words: list[Response]) -> str:
    """The recommendation, where all were said below one that may be named; else his own list."""
    closed = any(MAIL[Marking(one.tlp)] is not MailRule.FULL for one in words)
    about = {one.recommendation_id: one.recommendation for one in words}
    if len(about) == 1 and not closed:
        return web(next(iter(about.values())).get_absolute_url())
    return web(reverse("recommendations" if _of_office(person) else "partner"))


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    ANSWERED: Composer(gettext_lazy("Tanggapan pada rekomendasi"), one_by_one(_answered)),
}
