"""Templates of WhatsApp: written as new versions, their approval noted, never changed."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.outbox.actions.channels import try_channel
from secops.outbox.filling import fault_of
from secops.outbox.models import Message, WhatsAppTemplate

State = WhatsAppTemplate.State
VERBS = {
    State.SUBMITTED: "template.submitted",
    State.APPROVED: "template.approved",
    State.REJECTED: "template.rejected",
}


class TemplateRefused(Exception):
    """Not possible with this template; the sentence is fit for the page."""


@transaction.atomic
def write_template(
    *, kind: str, language: str, body: str, buttons: Sequence[str], by: User, at: datetime
) -> WhatsAppTemplate:
    """Keep a new version, as it is submitted to Meta. The one before stays what it is."""
    check(by, Permission.MANAGE_PEOPLE)
    fault = fault_of(body)
    if fault:
        raise TemplateRefused(fault)
    # Two who write at once take turns: the version is counted under the writer's lock.
    User.objects.select_for_update(of=("self",)).order_by("pk").first()
    known = WhatsAppTemplate.objects.filter(kind=kind, language=language)
    version = (known.aggregate(last=Max("version"))["last"] or 0) + 1
    template = WhatsAppTemplate.objects.create(
        kind=kind,
        language=language,
        version=version,
        name=_name_of(kind, language, version),
        body=body.strip(),
        buttons=list(buttons),
        written_by=by,
        written_at=at,
    )
    record("template.written", template, by=by, at=at)
    return template


@transaction.atomic
def decide_template(
    template: WhatsAppTemplate, state: str, *, reason: str = "", by: User, at: datetime
) -> None:
    """Note what Meta decided; it may think again later, so every state can follow another."""
    check(by, Permission.MANAGE_PEOPLE)
    template = WhatsAppTemplate.objects.select_for_update().get(pk=template.pk)
    if state == State.REJECTED and not reason.strip():
        raise TemplateRefused(_("Tuliskan alasan penolakannya."))
    template.state, template.decided_at = State(state), at
    template.reason = reason.strip()[:300] if state == State.REJECTED else ""
    template.save(update_fields=["state", "decided_at", "reason"])
    verb = VERBS[template.state]
    record(verb, template, by=by, at=at, why=template.reason)


@transaction.atomic
def try_template(template: WhatsAppTemplate, *, by: User, at: datetime) -> Message:
    """Promise the user himself this version, filled with his own name."""
    if template.state != State.APPROVED:
        raise TemplateRefused(_("WhatsApp hanya mengirim templat yang sudah disetujui."))
    return try_channel(Message.Channel.WHATSAPP, by=by, at=at, payload={"template": template.pk})


def _name_of(kind: str, language: str, version: int) -> str:
    """Small letters, digits and lines, as Meta wants names."""
    whole = f"{settings.PRODUCT_NAME}_{kind or 'pesan'}_{language}_v{version}".lower()
    return re.sub(r"[^a-z0-9]+", "_", whole)[:120]
