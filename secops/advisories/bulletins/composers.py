"""What a head or an agent reads about an advisory.

Marked TLP:AMBER+STRICT or TLP:RED, a message says only that something waits behind the sign-in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import issue_link
from secops.advisories.bulletins.actions.telling import REMINDER, SENT, WITHDRAWN, taken_back
from secops.advisories.bulletins.models import Addressee, Bulletin
from secops.advisories.bulletins.words import PURPOSE, answer_until, heading, travels
from secops.advisories.looks import audience_of
from secops.advisories.notices import closed_notice, web
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import Part, as_html, as_text, big, go, p, small, typed
from secops.outbox.models import Message
from secops.rules import bulletin as law
from secops.rules.tlp import PRINTED


def _found(message: Message) -> Addressee | None:
    rows = Addressee.objects.select_related("bulletin", "department")
    return rows.filter(pk=message.payload.get("addressee")).first()


def _sent(message: Message, at: datetime) -> Words:
    found = _found(message)
    if found is None or found.bulletin.standing is not law.State.SENT:
        return Dropped(_("Imbauannya sudah ditutup atau ditarik."))
    return _asking(message, found, [], at)


def _reminder(message: Message, at: datetime) -> Words:
    found = _found(message)
    if found is None or found.bulletin.standing is not law.State.SENT:
        return Dropped(_("Imbauannya sudah ditutup atau ditarik."))
    if found.answers.exists():
        return Dropped(_("OPD-nya sudah menjawab."))
    words = _("%(department)s belum menjawab imbauan ini.") % {"department": found.department.name}
    return _asking(message, found, [p(words)], at)


def _withdrawn(message: Message, at: datetime) -> Words:
    found = _found(message)
    if found is None or found.bulletin.standing is not law.State.WITHDRAWN:
        return Dropped(_("Imbauannya tidak ditarik."))
    bulletin = found.bulletin
    if not travels(bulletin):
        return closed_notice(message, web(found.get_absolute_url()))
    subject = _("%(heading)s ditarik") % {"heading": heading(bulletin)}
    parts = [
        p(_("Imbauan ini kami tarik; tidak perlu dijawab lagi.")),
        p(_("Alasannya: %(reason)s") % {"reason": bulletin.state_reason}),
    ]
    return _composed(message, subject, parts, [_marking(bulletin)])


def _asking(message: Message, found: Addressee, first: list[Part], at: datetime) -> Composed:
    bulletin = found.bulletin
    if not travels(bulletin):
        return closed_notice(message, web(found.get_absolute_url()))
    subjects = {"addressee": found.pk, "message": message.pk}
    link = issue_link(message.person, PURPOSE, subjects, channel=message.contact_kind, at=at)
    severity = _("Imbauan keamanan untuk %(department)s, keparahan %(severity)s.") % {
        "department": found.department.name,
        "severity": bulletin.get_severity_display(),
    }
    asked = _("Yang perlu diperiksa: %(asked)s") % {"asked": bulletin.asked}
    parts = [
        *first,
        p(severity),
        *([] if message.is_chat else [p(_plain(bulletin.text))]),
        p(asked),
        *([] if message.is_chat or not bulletin.references else [_references(bulletin)]),
        p(_("%(until)s Apakah ini menyangkut OPD Anda?") % {"until": answer_until(bulletin)}),
    ]
    hidden = (link.url, link.token, link.code_shown, link.code)
    way = [] if message.is_chat else [go(_("Baca dan jawab"), link.url)]
    ends = [*way, typed(link.code_shown), _marking(bulletin)]
    return _composed(message, heading(bulletin), parts, ends, hidden)


def _plain(words: str) -> str:
    """Markdown as a letter shows it: lists as they are typed, without the signs of emphasis."""
    return words.replace("**", "").replace("`", "")


def _references(bulletin: Bulletin) -> Part:
    return p(_("Rujukan: %(list)s") % {"list": ", ".join(bulletin.references)})


def _marking(bulletin: Bulletin) -> Part:
    return small(f"{PRINTED[bulletin.marking]}: {audience_of(bulletin.marking)}")


def _composed(
    message: Message,
    subject: str,
    parts: Sequence[Part],
    ends: Sequence[Part],
    hidden: tuple[str, ...] = (),
) -> Composed:
    whole = [big(subject), *parts, *ends]
    html = "" if message.is_chat else as_html(subject, whole)
    return Composed(subject, as_text(whole), html, hidden=hidden)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    SENT: Composer(
        gettext_lazy("Imbauan keamanan"), one_by_one(_sent), True, taken_back=taken_back
    ),
    REMINDER: Composer(gettext_lazy("Imbauan belum dijawab"), one_by_one(_reminder)),
    WITHDRAWN: Composer(gettext_lazy("Imbauan ditarik"), one_by_one(_withdrawn), True),
}
