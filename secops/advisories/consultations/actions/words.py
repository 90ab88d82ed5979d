"""What partners say in a meeting: by their code, or typed for them and confirmed by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.advisories.actions import (
    Advice,
    RecommendationRefused,
    submit_recommendation,
)
from secops.advisories.consultations.actions.holding import invitation_holds
from secops.advisories.consultations.models import Invitation, Word
from secops.advisories.models import Recommendation
from secops.audit.actions import record
from secops.compliance.duties.actions.sending import contact_of
from secops.house.files import Checked
from secops.incidents.refused import DeskRefused
from secops.inventory.models import Application
from secops.outbox.actions import Promise, promise_many
from secops.rules.secrets import kept_words

#: The message that asks him.
CONFIRM = "consultation.confirm"
#: Purposes of links.
CODE_PURPOSE, WORD_PURPOSE = "consultation", "consultation-word"
#: So many words one invitation takes; more is a machine, or a letter.
MOST_WORDS = 5
LONGEST_WORD = 4000
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Said:
    """One word of a partner."""

    text: str
    target: str = Recommendation.Target.UNKNOWN
    urgency: str = Recommendation.Urgency.WEEK
    #: As he calls it; of what we have nothing is shown to him.
    application: str = ""
    files: Sequence[Checked] = ()


@transaction.atomic
def say_by_code(invitation: Invitation, said: Said, *, by: User, at: datetime) -> Word:
    """The partner's own word, by the code of his invitation; the same word twice is one."""
    invitation = _with_words(invitation)
    if not invitation_holds(invitation, at):
        raise DeskRefused(_("Kode ini sudah tidak berlaku."))
    found = _application(said)
    text = _text(said) if found is not None else _with_name(said)
    rows = invitation.words.filter(text=text, typed_by=None, recommendation__application=found)
    for same in rows.select_related("recommendation"):
        if _has_all(same, said.files):
            return same
    if invitation.words.count() >= MOST_WORDS:
        raise DeskRefused(
            _("Undangan ini sudah menerima %(n)s saran. Masuk (login) untuk menambah.")
            % {"n": MOST_WORDS}
        )
    target = Recommendation.Target.APPLICATION if found is not None else said.target
    word = Word(invitation=invitation, text=text, target=target, urgency=said.urgency, typed_at=at)
    return _confirm(word, by=by, at=at, application=found, files=said.files)


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


def _confirm(
    word: Word,
    *,
    by: User,
    at: datetime,
    application: Application | None = None,
    files: Sequence[Checked] = (),
) -> Word:
    """Nobody but the partner himself says that these are his words."""
    invitation = word.invitation
    if by.person_id != invitation.person_id:
        raise PermissionDenied
    advice = Advice(
        text=word.text, target=word.target, urgency=word.urgency,
        tlp=invitation.consultation.marked, incident=invitation.consultation.incident,
        application=application,
    )  # fmt: skip
    try:
        made = submit_recommendation(
            advice, invitation.organisation, invitation.person, files=files, by=by, at=at
        )
    except RecommendationRefused as refused:
        raise DeskRefused(str(refused)) from refused
    word.confirmed_at, word.recommendation = at, made
    word.save()
    record("recommendation.from_meeting", made, by=by, at=at, code=invitation.consultation.code)
    return word


def _application(said: Said) -> Application | None:
    """The one he means, by its code or its name; None for a name we do not know, or none."""
    name = " ".join(said.application.split())
    if not name:
        return None
    return Application.objects.filter(Q(code__iexact=name) | Q(name__iexact=name)).first()


def _with_name(said: Said) -> str:
    """His words, and below them the application that only he knows by that name."""
    name = kept_words(said.application, LONGEST_NAME)
    return f"{_text(said)}\n\nAplikasi: {name}" if name else _text(said)


def _has_all(word: Word, files: Sequence[Checked]) -> bool:
    """Whether what he attaches now came with it before."""
    assert word.recommendation is not None
    kept = word.recommendation.attachments.values_list("sha256", flat=True)
    return {one.sha256 for one in files} <= set(kept)


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
