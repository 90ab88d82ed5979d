"""The message to a vendor: by WhatsApp a reply is enough, by mail there is one link."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import issue_link
from accounts.models import Contact
from secops.compliance.rotations.models import Schedule
from secops.compliance.rotations.schedules.words import KIND, PURPOSE, to_vendor
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import as_html, as_text, big, go, p, typed
from secops.outbox.models import Message


def _ask(message: Message, at: datetime) -> Words:
    schedule = (
        Schedule.objects.select_related("rotation__application")
        .filter(pk=message.payload.get("schedule"), declined_at=None, vendor_agreed_at=None)
        .first()
    )
    if schedule is None:
        return Dropped(_("Jadwalnya sudah disepakati atau diganti."))
    words = to_vendor(schedule)
    subject = _("Perlu jadwal: %(name)s") % {"name": schedule.rotation.application.name}
    if message.channel != Message.Channel.MAIL:
        return Composed(subject, f"{words}\n")
    subjects = {"schedule": schedule.pk, "message": message.pk}
    link = issue_link(message.person, PURPOSE, subjects, channel=Contact.Kind.MAIL, at=at)
    answer = go(_("Jawab usul ini"), link.url)
    parts = [big(subject), p(words), answer, typed(link.code_shown)]
    hidden = (link.url, link.token, link.code_shown, link.code)
    return Composed(subject, as_text(parts), as_html(subject, parts), hidden=hidden)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    KIND: Composer(gettext_lazy("Usul jadwal ke vendor"), one_by_one(_ask), True)
}
