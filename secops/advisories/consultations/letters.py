"""The official invitation: a letter to the head of each organisation, which names no other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.advisories.consultations.models import Consultation
from secops.advisories.models import Organisation
from secops.audit.actions import record
from secops.documents.actions import DocumentRefused, draft_document
from secops.documents.models import Document
from secops.house.text import wib, wib_clock
from secops.incidents.refused import DeskRefused
from secops.rules.tlp import PRINTED


@transaction.atomic
def draft_letters(consultation: Consultation, *, by: User, at: datetime) -> list[Document]:
    """Draft what is missing, one for each invited organisation; return all of them."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    rows = Consultation.objects.select_for_update(of=("self",))
    consultation = rows.get(pk=consultation.pk)
    if consultation.cancelled_at is not None:
        raise DeskRefused(_("Konsultasi ini sudah dibatalkan."))
    invitations = consultation.invitations.standing().select_related("organisation", "letter")
    letters: dict[int, Document] = {
        one.organisation_id: one.letter for one in invitations if one.letter is not None
    }
    for one in invitations:
        if one.organisation_id not in letters:
            letters[one.organisation_id] = _draft(consultation, one.organisation, by, at)
            record("consultation.letter_drafted", consultation, by=by, at=at)
        if one.letter is None:
            one.letter = letters[one.organisation_id]
            one.save(update_fields=["letter"])
    if not letters:
        raise DeskRefused(_("Belum ada mitra yang diundang."))
    return list(letters.values())


def _draft(
    consultation: Consultation, organisation: Organisation, by: User, at: datetime
) -> Document:
    parts = [
        f"Kami mengundang Bapak/Ibu untuk membahas {consultation.subject}, "
        f"{wib(consultation.starts_at)} sampai {wib_clock(consultation.ends_at)}, bertempat di "
        f"{consultation.place}.",
        consultation.agenda,
        f"Kode distribusi informasi: {PRINTED[consultation.marked]}, untuk lembaga Bapak/Ibu saja.",
    ]
    try:
        return draft_document(
            "letter", subject=f"Undangan {consultation.subject}"[:200],
            fields={"text": "\n\n".join(one for one in parts if one)},
            addressees=[f"Pimpinan {organisation.name}"],
            about_url=consultation.get_absolute_url(), by=by, at=at,
        )  # fmt: skip
    except DocumentRefused as refused:
        raise DeskRefused(str(refused)) from refused
