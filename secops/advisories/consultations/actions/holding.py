"""What every deed on a consultation has in common: the row held, how long its codes hold."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from secops.advisories.consultations.models import Consultation, Invitation
from secops.incidents.refused import DeskRefused

#: So long after its end the code of a meeting still takes a word (policy).
CODE_HOLDS = timedelta(days=7)


def hold(consultation: Consultation) -> Consultation:
    """The row, locked; refused where it was called off, or its minutes are kept."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("incident")
    consultation = rows.get(pk=consultation.pk)
    if consultation.cancelled_at is not None:
        raise DeskRefused(_("Konsultasi ini sudah dibatalkan."))
    if consultation.meeting_id is not None:
        raise DeskRefused(_("Notulanya sudah dicatat."))
    return consultation


def code_holds(consultation: Consultation, at: datetime) -> bool:
    """Whether the codes of its invitations still open their form."""
    return consultation.cancelled_at is None and at <= consultation.ends_at + CODE_HOLDS


def invitation_holds(invitation: Invitation, at: datetime) -> bool:
    """Whether the code of one invitation still opens its form."""
    return invitation.withdrawn_at is None and code_holds(invitation.consultation, at)
