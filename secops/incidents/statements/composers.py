"""The words about a statement that no longer fits, and about the next word that was promised."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.house.text import wib
from secops.house.words import say
from secops.incidents.models import PublicStatement, StatementWarning
from secops.incidents.statements.actions.noticing import NEXT_WORD_LATE, NEXT_WORD_NEAR, WARNING
from secops.incidents.statements.contradictions import sentence
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import as_html, as_text, big, go, p, small
from secops.outbox.models import Message
from secops.rules.fact_change import Change
from secops.rules.statement import State


def _warning(message: Message, at: datetime) -> Words:
    row = (
        StatementWarning.objects.select_related("statement")
        .filter(pk=message.payload.get("warning"))
        .first()
    )
    if row is None or row.settled_at or State(row.statement.state) is not State.PUBLISHED:
        return Dropped(_("Pernyataannya sudah diganti atau dinyatakan tetap berlaku."))
    change = Change(row.change)
    subject = _("%(code)s perlu dilihat lagi: %(change)s") % {
        "code": row.statement.code,
        "change": say(change).lower(),
    }
    todo = _("Terbitkan pernyataan baru, atau tuliskan mengapa kalimatnya tetap berlaku.")
    return _letter(message, subject, [sentence(change, row.words), todo], row.statement)


def _next_word(message: Message, at: datetime) -> Words:
    row = PublicStatement.objects.promising().filter(pk=message.payload.get("statement")).first()
    if row is None or row.next_word_at is None:
        return Dropped(_("Kabar berikutnya sudah terbit."))
    late = row.next_word_at <= at
    words = {"code": row.code, "when": wib(row.next_word_at)}
    if late:
        subject = _("Kabar publik yang dijanjikan lewat: %(when)s") % words
        todo = _(
            "%(code)s menjanjikan kabar pada %(when)s dan belum ada. Terbitkan walau hanya "
            "“masih kami periksa”, dengan janji waktu yang baru."
        )
    else:
        subject = _("Kabar publik ditunggu %(when)s") % words
        todo = _("%(code)s menjanjikan kabar pada %(when)s. Siapkan pernyataannya sekarang.")
    return _letter(message, subject, [todo % words], row)


def _letter(
    message: Message, subject: str, lines: list[str], statement: PublicStatement
) -> Composed:
    address = settings.PUBLIC_BASE_URL.rstrip("/") + statement.get_absolute_url()
    parts = [
        big(subject),
        *(p(line) for line in lines),
        go(_("Buka %(code)s") % {"code": statement.code}, address),
        small(_("Pesan ini dikirim sekali untuk setiap perubahan.")),
    ]
    html = as_html(subject, parts) if message.channel == Message.Channel.MAIL else ""
    return Composed(subject, as_text(parts), html)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    WARNING: Composer(
        gettext_lazy("Pernyataan resmi perlu dilihat lagi"), one_by_one(_warning), repeat_once=True
    ),
    NEXT_WORD_NEAR: Composer(
        gettext_lazy("Kabar publik mendekati waktunya"), one_by_one(_next_word), repeat_once=True
    ),
    NEXT_WORD_LATE: Composer(
        gettext_lazy("Kabar publik lewat waktunya"), one_by_one(_next_word), repeat_once=True
    ),
}
