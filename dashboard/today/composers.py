"""The message that carries the three lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from dashboard.today.clocks import chat_moment
from dashboard.today.leadership import LINES
from dashboard.today.message import text_for_leaders
from dashboard.today.queries import today_for
from secops.outbox.composers import Composed, Composer, Words, one_by_one
from secops.outbox.letter import as_html, as_text, big, p
from secops.outbox.models import Message
from secops.reminders.duties.asks import note_told
from secops.reminders.duties.summary import late_lines, untold, weekly


def _lines(message: Message, at: datetime) -> Words:
    by = message.batch.started_by if message.batch else User.objects.system()
    late = untold(weekly(at=at), [message.person_id])
    words = text_for_leaders(today_for(by, at=at), late_lines(late, at=at))
    said = {"duty_steps": [row.as_said(message.person_id) for row in late]}
    subject = _("Posko Siber, %(when)s") % {"when": chat_moment(at)}
    if message.channel != Message.Channel.MAIL:
        return Composed(subject, f"{subject}\n{words}\n", said=said)
    parts = [big(subject), *(p(line) for line in words.splitlines())]
    return Composed(subject, as_text(parts), as_html(subject, parts), said=said)


def _told(messages: Sequence[Message], at: datetime) -> None:
    """A channel took the summary: its reader was told of the weekly rungs in it."""
    for message in messages:
        note_told(message.payload.get("duty_steps", []), message.pk, at=at)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    LINES: Composer(
        gettext_lazy("Tiga baris untuk pimpinan"), one_by_one(_lines), handed_over=_told
    )
}
