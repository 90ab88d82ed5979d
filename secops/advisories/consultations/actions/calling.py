"""A consultation is called, changed, called off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops.advisories.consultations.actions.holding import hold
from secops.advisories.consultations.actions.inviting import invite, refuse_unfit, tell
from secops.advisories.consultations.models import Consultation
from secops.audit.actions import record
from secops.documents.numbering import draw_yearly
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.rules.secrets import kept_words
from secops.rules.tlp import Marking


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a consultation is about, when and where."""

    subject: str
    starts_at: datetime
    ends_at: datetime
    place: str
    agenda: str = ""
    tlp: Marking = Marking.AMBER


@transaction.atomic
def call(
    incident: Incident, wanted: Wanted, people: Sequence[Person], *, by: User, at: datetime
) -> Consultation:
    """Invite people of partners to a consultation about an incident."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    _refuse_past(wanted, at)
    made = Consultation(
        code=draw_yearly("UK", at=at), incident=incident, created_by=by, created_at=at
    )
    _set(made, wanted)
    made.save()
    record("consultation.called", made, by=by, at=at, code=incident.code)
    invite(made, people, by=by, at=at)
    return made


@transaction.atomic
def change(consultation: Consultation, wanted: Wanted, *, by: User, at: datetime) -> Consultation:
    """Another time, place or agenda: the entry in every calendar follows."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    consultation = hold(consultation)
    _refuse_past(wanted, at)
    for one in consultation.invitations.standing().select_related("organisation"):
        refuse_unfit(one.organisation, _as_wanted(consultation, wanted), at)
    _set(consultation, wanted)
    consultation.sequence += 1
    consultation.save()
    record("consultation.changed", consultation, by=by, at=at)
    tell(consultation, list(consultation.invitations.standing()), at)
    return consultation


@transaction.atomic
def cancel(consultation: Consultation, *, by: User, at: datetime) -> Consultation:
    """Call it off: the entry leaves every calendar, and codes open nothing more."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    consultation = hold(consultation)
    consultation.cancelled_at = at
    consultation.sequence += 1
    consultation.save(update_fields=["cancelled_at", "sequence"])
    record("consultation.cancelled", consultation, by=by, at=at)
    tell(consultation, list(consultation.invitations.standing()), at)
    return consultation


def _refuse_past(wanted: Wanted, at: datetime) -> None:
    if wanted.starts_at <= at:
        raise DeskRefused(_("Waktunya sudah lewat."), "starts_at")
    if wanted.ends_at <= wanted.starts_at:
        raise DeskRefused(_("Selesainya harus sesudah mulainya."), "ends_at")


def _as_wanted(consultation: Consultation, wanted: Wanted) -> Consultation:
    """The same as it will be marked, for the question who may still be invited."""
    return Consultation(tlp=wanted.tlp.value, starts_at=wanted.starts_at)


def _set(consultation: Consultation, wanted: Wanted) -> None:
    consultation.subject = kept_words(wanted.subject, 200)
    consultation.agenda = kept_words(wanted.agenda, 4000)
    consultation.place = kept_words(wanted.place, 200)
    consultation.starts_at, consultation.ends_at = wanted.starts_at, wanted.ends_at
    consultation.tlp = wanted.tlp.value
