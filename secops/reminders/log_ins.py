"""The message that asks a holder about log-ins: "Apakah ini Anda?", one for all his accounts."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import issue_link
from secops.compliance.rotations.log_ins.words import KIND, question, subject
from secops.compliance.rotations.models import LoginReview
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import as_html, as_text, big, go, item, p, small, typed
from secops.outbox.models import Message
from secops.reminders import words
from secops.reminders.composers import PURPOSE


def _compose(message: Message, at: datetime) -> Words:
    """The log-ins that still wait for his word at the moment of sending."""
    reviews = list(
        LoginReview.objects.filter(
            pk__in=message.payload.get("reviews", []),
            word="",
            finding="",
            rotation__campaign__state="running",
        )
        .select_related("rotation__application")
        .order_by("login_at", "pk")
    )
    if not reviews:
        return Dropped(_("Pertanyaannya sudah terjawab."))
    link = issue_link(
        message.person,
        PURPOSE,
        {
            "rotations": [review.rotation_id for review in reviews],
            "people": [message.person_id],
            "message": message.pk,
            "log_in": True,
            "untrusted": bool(message.contact and message.contact.untrusted_at),
        },
        channel=message.contact_kind,
        at=at,
    )
    hidden = (link.url, link.token, link.code_shown, link.code)
    names = [review.rotation.application.name for review in reviews]
    title = subject(list(dict.fromkeys(names)))
    lines = [question(review.rotation.application.name, review.login_at) for review in reviews]
    what = _("Jawab dengan satu ketukan: ya, bukan, atau tidak ingat. Kantor memeriksa sisanya.")
    if message.is_chat:
        if len(reviews) == 1:
            what = _(
                "Jawab dengan satu kata: YA, BUKAN, atau TIDAK INGAT. Kantor memeriksa sisanya."
            )
        text = "\n\n".join([*lines, what, typed(link.code_shown).words, words.never()])
        return Composed(title, text, hidden=hidden)
    parts = [
        big(title),
        *(item(line) for line in lines),
        p(what),
        go(_("Jawab di sini"), link.url),
        typed(link.code_shown),
        small(f"{words.why_you(names)} {words.never()}"),
    ]
    return Composed(title, as_text(parts), as_html(title, parts), hidden)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    KIND: Composer(gettext_lazy("Pertanyaan: apakah ini Anda?"), one_by_one(_compose), True)
}
