"""Who is invited, who no longer is, and what each is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops.advisories.consultations.actions.holding import hold
from secops.advisories.consultations.models import Consultation, Invitation
from secops.advisories.models import Organisation
from secops.audit.actions import record
from secops.compliance.duties.actions.sending import contact_of
from secops.incidents.refused import DeskRefused
from secops.outbox.actions import Promise, promise_many
from secops.rules.tlp import Marking, may_see

INVITED = "consultation.invited"


@transaction.atomic
def invite(
    consultation: Consultation, people: Sequence[Person], *, by: User, at: datetime
) -> list[Invitation]:
    """Invite more people; each once, and none above his organisation's clearance."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    consultation = hold(consultation)
    made = []
    for person in people:
        organisation = person.organisations.order_by("pk").first()
        if organisation is None:
            raise DeskRefused(_("%(name)s bukan orang mitra.") % {"name": person.name}, "people")
        refuse_unfit(organisation, consultation, at)
        invitation, new = Invitation.objects.get_or_create(
            consultation=consultation,
            person=person,
            defaults={"organisation": organisation, "invited_at": at},
        )
        if not new and invitation.withdrawn_at is not None:
            invitation.withdrawn_at, new = None, True
            invitation.turns += 1
            invitation.save(update_fields=["withdrawn_at", "turns"])
        if new:
            made.append(invitation)
            record("consultation.invited", consultation, by=by, at=at, person=person.name)
    tell(consultation, made, at)
    return made


@transaction.atomic
def take_off(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Take the invitation of one person back: his calendar drops it, his code opens nothing more.
    What he said so far stays."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    consultation = hold(invitation.consultation)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(
        "organisation", "person"
    )
    invitation = rows.get(pk=invitation.pk, consultation=consultation)
    if invitation.withdrawn_at is not None:
        return invitation
    invitation.withdrawn_at, invitation.turns = at, invitation.turns + 1
    invitation.save(update_fields=["withdrawn_at", "turns"])
    name = invitation.person.name
    record("consultation.taken_off", consultation, by=by, at=at, person=name)
    tell(consultation, [invitation], at)
    return invitation


def refuse_unfit(organisation: Organisation, consultation: Consultation, at: datetime) -> None:
    """Nobody is invited above the clearance of his organisation, or past its agreement."""
    if not may_see(Marking(organisation.clearance), consultation.marked):
        raise DeskRefused(
            _("%(name)s hanya boleh melihat sampai %(tlp)s.")
            % {"name": organisation.name, "tlp": organisation.get_clearance_display()},
            "people",
        )
    if organisation.ended(at):
        raise DeskRefused(
            _("Kerja sama dengan %(name)s sudah berakhir.") % {"name": organisation.name}, "people"
        )


def tell(consultation: Consultation, invitations: Sequence[Invitation], at: datetime) -> None:
    """Invitation, change or cancellation, for all or for one, as the composer finds it."""
    promises = []
    for one in invitations:
        contact = contact_of(one.person)
        if contact is not None and one.organisation.reaches(one.person, at=at):
            sequence = consultation.sequence + one.turns
            key = f"{INVITED}:{one.pk}:{sequence}"
            payload = {"invitation": one.pk, "sequence": sequence, "turns": one.turns}
            promises.append(Promise(key, INVITED, one.person_id, contact, payload))
    promise_many(promises, at=at)
