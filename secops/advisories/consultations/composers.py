"""What a partner reads: the invitation with its code, and the words typed in his name (J5.1)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import issue_link
from secops.advisories.consultations.actions import (
    CODE_PURPOSE,
    CONFIRM,
    INVITED,
    WORD_PURPOSE,
    invitation_holds,
)
from secops.advisories.consultations.calendar import entry, mail_of
from secops.advisories.consultations.models import Consultation, Invitation, Word
from secops.house.text import wib
from secops.outbox.composers import Attachment, Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import as_html, as_text, big, go, p, quote, small, typed
from secops.outbox.models import Message
from secops.rules.tlp import PRINTED


def _invited(message: Message, at: datetime) -> Words:
    rows = Invitation.objects.select_related("consultation", "person", "organisation")
    found = rows.filter(pk=message.payload.get("invitation")).first()
    if found is None or _stale(message, found):
        return Dropped(_("Sudah ada undangan yang lebih baru."))
    if found.consultation.ends_at <= at:
        return Dropped(_("Rapatnya sudah lewat."))
    consultation = found.consultation
    if found.off:
        return _cancelled(message, found, at)
    link = issue_link(
        message.person, CODE_PURPOSE, {"invitation": found.pk}, channel=message.contact_kind, at=at
    )
    marking = PRINTED[consultation.marked]
    subject = f"[{marking}] " + (
        _("Undangan berubah: %(subject)s") if consultation.sequence else _("Undangan: %(subject)s")
    ) % {"subject": consultation.subject}
    parts = [
        p(_when(consultation)),
        *([p(consultation.agenda)] if consultation.agenda else []),
        p(_("Mohon saran tertulis, satu kalimat pun cukup.")),
    ]
    ends = small(_("%(tlp)s, untuk lembaga Anda saja.") % {"tlp": marking})
    hidden = (link.url, link.token, link.code_shown, link.code)
    file = _file(message, found, at)
    way = typed(link.code_shown)
    if message.is_chat:
        text = "\n\n".join(part.words for part in (big(subject), *parts, way, ends))
        return Composed(subject, f"{text}\n", hidden=hidden, attachment=file)
    whole = [big(subject), *parts, go(_("Tulis saran"), link.url), way, ends]
    return Composed(
        subject, as_text(whole), as_html(subject, whole), hidden=hidden, attachment=file
    )


def _stale(message: Message, found: Invitation) -> bool:
    """Whether a newer one follows; after he was taken off none does."""
    if message.payload.get("turns", 0) != found.turns:
        return True
    return found.withdrawn_at is None and message.payload.get("sequence") != found.sequence


def _cancelled(message: Message, found: Invitation, at: datetime) -> Composed:
    consultation = found.consultation
    said, why = _("Rapat dibatalkan: %(subject)s"), _("Rapat ini tidak jadi. Terima kasih.")
    if consultation.cancelled_at is None:
        said = _("Undangan ditarik: %(subject)s")
        why = _("Undangan Anda untuk rapat ini kami tarik; Anda tidak perlu hadir. Terima kasih.")
    subject = f"[{PRINTED[consultation.marked]}] " + said % {"subject": consultation.subject}
    parts = [big(subject), p(_when(consultation)), p(why)]
    html = as_html(subject, parts) if message.channel == Message.Channel.MAIL else ""
    return Composed(subject, as_text(parts), html, attachment=_file(message, found, at))


def _when(consultation: Consultation) -> str:
    return f"{wib(consultation.starts_at)}, {consultation.place}."


def _file(message: Message, found: Invitation, at: datetime) -> Attachment:
    address = message.address if message.channel == Message.Channel.MAIL else ""
    method = "CANCEL" if found.off else "REQUEST"
    content = entry(found.consultation, found, address or mail_of(found), at)
    return Attachment("undangan.ics", f"text/calendar; method={method}", content)


def _confirm(message: Message, at: datetime) -> Words:
    rows = Word.objects.select_related("invitation__consultation")
    word = rows.filter(pk=message.payload.get("word")).first()
    if word is None or word.confirmed_at is not None:
        return Dropped(_("Sudah dipastikan."))
    consultation = word.invitation.consultation
    if not invitation_holds(word.invitation, at):
        return Dropped(_("Kode ini sudah tidak berlaku."))
    link = issue_link(
        message.person, WORD_PURPOSE, {"word": word.pk}, channel=message.contact_kind, at=at
    )
    marking = PRINTED[consultation.marked]
    subject = f"[{marking}] " + _("Benarkah ini saran Anda?")
    parts = [
        p(_("Dalam rapat %(subject)s kami mencatat atas nama Anda:")
          % {"subject": consultation.subject}),
        quote(word.text),
        p(_("Saran ini baru kami terima setelah Anda pastikan.")),
    ]  # fmt: skip
    hidden = (link.url, link.token, link.code_shown, link.code)
    way = typed(link.code_shown)
    if message.is_chat:
        text = "\n\n".join(part.words for part in (big(subject), *parts, way))
        return Composed(subject, f"{text}\n", hidden=hidden)
    whole = [big(subject), *parts, go(_("Pastikan"), link.url), way, small(marking)]
    return Composed(subject, as_text(whole), as_html(subject, whole), hidden=hidden)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    INVITED: Composer(gettext_lazy("Undangan rapat mitra"), one_by_one(_invited), True),
    CONFIRM: Composer(gettext_lazy("Memastikan saran dari rapat"), one_by_one(_confirm), True),
}
