"""Everything that changes consultations: calling, changing, cancelling, minutes, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops.advisories.actions import (
    Advice,
    RecommendationRefused,
    submit_recommendation,
)
from secops.advisories.consultations.models import Consultation, Invitation, Word
from secops.advisories.models import Organisation, Recommendation
from secops.audit.actions import record
from secops.compliance.duties.actions.sending import contact_of
from secops.documents.numbering import draw_yearly
from secops.incidents.meetings.actions import Held, record_meeting
from secops.incidents.meetings.models import Meeting
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.outbox.actions import Promise, promise_many
from secops.rules.secrets import kept_words
from secops.rules.tlp import Marking, may_see

#: Messages to partners.
INVITED, CONFIRM = "consultation.invited", "consultation.confirm"
#: Purposes of links.
CODE_PURPOSE, WORD_PURPOSE = "consultation", "consultation-word"
#: So long after its end the code of a meeting still takes a word (policy).
CODE_HOLDS = timedelta(days=7)
#: So many words one invitation takes; more is a machine, or a letter.
MOST_WORDS = 5
LONGEST_WORD = 4000


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
def invite(
    consultation: Consultation, people: Sequence[Person], *, by: User, at: datetime
) -> list[Invitation]:
    """Invite more people; each once, and none above his organisation's clearance."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    consultation = _open(consultation)
    made = []
    for person in people:
        organisation = person.organisations.order_by("pk").first()
        if organisation is None:
            raise DeskRefused(_("%(name)s bukan orang mitra.") % {"name": person.name}, "people")
        _refuse_unfit(organisation, consultation, at)
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
    _tell(consultation, made, at)
    return made


@transaction.atomic
def take_off(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Take the invitation of one person back: his calendar drops it, his code opens nothing more.
    What he said so far stays."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    consultation = _open(invitation.consultation)
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
    _tell(consultation, [invitation], at)
    return invitation


@transaction.atomic
def change(consultation: Consultation, wanted: Wanted, *, by: User, at: datetime) -> Consultation:
    """Another time, place or agenda: the entry in every calendar follows."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    consultation = _open(consultation)
    _refuse_past(wanted, at)
    for one in consultation.invitations.standing().select_related("organisation"):
        _refuse_unfit(one.organisation, _as_wanted(consultation, wanted), at)
    _set(consultation, wanted)
    consultation.sequence += 1
    consultation.save()
    record("consultation.changed", consultation, by=by, at=at)
    _tell(consultation, list(consultation.invitations.standing()), at)
    return consultation


@transaction.atomic
def cancel(consultation: Consultation, *, by: User, at: datetime) -> Consultation:
    """Call it off: the entry leaves every calendar, and codes open nothing more."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    consultation = _open(consultation)
    consultation.cancelled_at = at
    consultation.sequence += 1
    consultation.save(update_fields=["cancelled_at", "sequence"])
    record("consultation.cancelled", consultation, by=by, at=at)
    _tell(consultation, list(consultation.invitations.standing()), at)
    return consultation


@transaction.atomic
def minute(
    consultation: Consultation,
    held: Held,
    came: Sequence[Invitation],
    *,
    by: User,
    at: datetime,
) -> Meeting:
    """Who came, and the minutes: a meeting of the incident, whose decisions become tasks and
    orders there."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    consultation = _open(consultation)
    present = [str(one) for one in came]
    meeting = record_meeting(
        consultation.incident,
        replace(held, present=[*present, *held.present], tlp=consultation.tlp),
        by=by,
        at=at,
    )
    there = {one.pk for one in came}
    for one in consultation.invitations.standing():
        one.attended = one.pk in there
        one.save(update_fields=["attended"])
    consultation.meeting = meeting
    consultation.save(update_fields=["meeting"])
    record("consultation.held", consultation, by=by, at=at, code=meeting.code)
    return meeting


@dataclass(frozen=True, slots=True)
class Said:
    """One word of a partner."""

    text: str
    target: str = Recommendation.Target.UNKNOWN
    urgency: str = Recommendation.Urgency.WEEK


@transaction.atomic
def say_by_code(invitation: Invitation, said: Said, *, by: User, at: datetime) -> Word:
    """The partner's own word, by the code of his invitation; the same word twice is one."""
    invitation = _with_words(invitation)
    if not invitation_holds(invitation, at):
        raise DeskRefused(_("Kode ini sudah tidak berlaku."))
    text = _text(said)
    same = invitation.words.filter(text=text, typed_by=None).first()
    if same is not None:
        return same
    if invitation.words.count() >= MOST_WORDS:
        raise DeskRefused(
            _("Undangan ini sudah menerima %(n)s saran. Masuk (login) untuk menambah.")
            % {"n": MOST_WORDS}
        )
    word = Word(
        invitation=invitation, text=text, target=said.target, urgency=said.urgency, typed_at=at
    )
    return _confirm(word, by=by, at=at)


@transaction.atomic
def type_word(invitation: Invitation, said: Said, *, by: User, at: datetime) -> Word:
    """What the minute-taker heard, in the partner's name; it counts when he confirms it."""
    check(by, Permission.POST_RECOMMENDATION_FOR)
    invitation = _with_words(invitation)
    if not invitation_holds(invitation, at):
        raise DeskRefused(_("Rapat ini batal, atau sudah lebih dari 7 hari yang lalu."))
    contact = contact_of(invitation.person)
    if contact is None:
        raise DeskRefused(_("Orang ini belum mempunyai alamat untuk memastikannya."), "invitation")
    word = Word.objects.create(
        invitation=invitation, text=_text(said), target=said.target, urgency=said.urgency,
        typed_by=by, typed_at=at,
    )  # fmt: skip
    record("consultation.word_typed", invitation.consultation, by=by, at=at,
           person=invitation.person.name)  # fmt: skip
    promise_many(
        [Promise(f"{CONFIRM}:{word.pk}", CONFIRM, invitation.person_id, contact,
                 {"word": word.pk})],
        at=at,
    )  # fmt: skip
    return word


@transaction.atomic
def confirm_word(word: Word, *, by: User, at: datetime) -> Word:
    """The partner says that these are his words."""
    rows = Word.objects.select_for_update(of=("self",)).select_related("invitation__consultation")
    word = rows.get(pk=word.pk)
    if word.confirmed_at is not None:
        return word
    if not invitation_holds(word.invitation, at):
        raise DeskRefused(_("Tautan ini sudah tidak berlaku."))
    return _confirm(word, by=by, at=at)


def code_holds(consultation: Consultation, at: datetime) -> bool:
    """Whether the codes of its invitations still open their form."""
    return consultation.cancelled_at is None and at <= consultation.ends_at + CODE_HOLDS


def invitation_holds(invitation: Invitation, at: datetime) -> bool:
    """Whether the code of one invitation still opens its form."""
    return invitation.withdrawn_at is None and code_holds(invitation.consultation, at)


def _confirm(word: Word, *, by: User, at: datetime) -> Word:
    """Nobody but the partner himself says that these are his words."""
    invitation = word.invitation
    if by.person_id != invitation.person_id:
        raise PermissionDenied
    advice = Advice(
        text=word.text, target=word.target, urgency=word.urgency,
        tlp=invitation.consultation.marked, incident=invitation.consultation.incident,
    )  # fmt: skip
    try:
        made = submit_recommendation(
            advice, invitation.organisation, invitation.person, by=by, at=at
        )
    except RecommendationRefused as refused:
        raise DeskRefused(str(refused)) from refused
    word.confirmed_at, word.recommendation = at, made
    word.save()
    record("recommendation.from_meeting", made, by=by, at=at, code=invitation.consultation.code)
    return word


def _text(said: Said) -> str:
    text = kept_words(said.text, LONGEST_WORD)
    if not text:
        raise DeskRefused(_("Tuliskan sarannya, satu kalimat pun cukup."), "text")
    return text


def _with_words(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(
        "consultation", "organisation", "person"
    )
    return rows.get(pk=invitation.pk)


def _open(consultation: Consultation) -> Consultation:
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("incident")
    consultation = rows.get(pk=consultation.pk)
    if consultation.cancelled_at is not None:
        raise DeskRefused(_("Konsultasi ini sudah dibatalkan."))
    if consultation.meeting_id is not None:
        raise DeskRefused(_("Notulanya sudah dicatat."))
    return consultation


def _refuse_past(wanted: Wanted, at: datetime) -> None:
    if wanted.starts_at <= at:
        raise DeskRefused(_("Waktunya sudah lewat."), "starts_at")
    if wanted.ends_at <= wanted.starts_at:
        raise DeskRefused(_("Selesainya harus sesudah mulainya."), "ends_at")


def _as_wanted(consultation: Consultation, wanted: Wanted) -> Consultation:
    """The same as it will be marked, for the question who may still be invited."""
    return Consultation(tlp=wanted.tlp.value, starts_at=wanted.starts_at)


def _refuse_unfit(organisation: Organisation, consultation: Consultation, at: datetime) -> None:
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


def _set(consultation: Consultation, wanted: Wanted) -> None:
    consultation.subject = kept_words(wanted.subject, 200)
    consultation.agenda = kept_words(wanted.agenda, 4000)
    consultation.place = kept_words(wanted.place, 200)
    consultation.starts_at, consultation.ends_at = wanted.starts_at, wanted.ends_at
    consultation.tlp = wanted.tlp.value


def _tell(consultation: Consultation, invitations: Sequence[Invitation], at: datetime) -> None:
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
