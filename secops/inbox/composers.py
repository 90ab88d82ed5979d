"""The message that answers a reply, on the channel it came by."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import issue_link
from secops.compliance.duties.papers import receipt_pdf
from secops.inbox.actions.reading import REPLY
from secops.inbox.models import Incoming
from secops.outbox.composers import Attachment, Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.models import Message

#: What the receipt of a statement is written from.
_RECEIPT = ("receipt__person", "receipt__duty__directive", "receipt__duty__department")


def _compose(message: Message, at: datetime) -> Words:
    """The office's own words, or what was answered at once, with a code where one goes along."""
    own = message.payload.get("text")
    if own:
        return Composed("", f"{own}\n")
    answered = Incoming.objects.select_related(*_RECEIPT)
    incoming = answered.filter(pk=message.payload["incoming"]).first()
    if incoming is None or not incoming.reply:
        return Dropped(_("Balasannya tidak ada lagi."))
    file = _receipt(incoming)
    if not incoming.link:
        return Composed("", f"{incoming.reply}\n", attachment=file)
    subjects = {name: value for name, value in incoming.link.items() if name != "purpose"}
    link = issue_link(
        message.person,
        incoming.link["purpose"],
        subjects | {"message": message.pk},
        channel=message.contact_kind,
        at=at,
    )
    typed = _("Ketik %(address)s/k, kode %(code)s") % {
        "address": settings.PUBLIC_SHORT_NAME,
        "code": link.code_shown,
    }
    hidden = (link.url, link.token, link.code_shown, link.code)
    return Composed("", f"{incoming.reply}\n\n{typed}\n", hidden=hidden, attachment=file)


def _receipt(incoming: Incoming) -> Attachment | None:
    if incoming.receipt is None:
        return None
    name = f"tanda-terima-{incoming.receipt.number}.pdf"
    return Attachment(name, "application/pdf", receipt_pdf(incoming.receipt))


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    REPLY: Composer(gettext_lazy("Jawaban atas balasan"), one_by_one(_compose), stays=True)
}
