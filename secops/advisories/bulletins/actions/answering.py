"""A department reads an advisory and answers; it may change its mind until it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.roles import Permission
from secops.advisories.bulletins.models import Addressee, Answer, Reading
from secops.advisories.bulletins.recipients import speaks_for
from secops.audit.actions import record
from secops.compliance.duties.queries import refusal_words
from secops.incidents.refused import DeskRefused
from secops.rules import bulletin as law
from secops.rules.refusal import MoveRefused
from secops.rules.secrets import kept_words

#: So much is enough; what is longer is a report of an incident.
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody answers. `seen`: the answer that stood on his page, None where none did."""

    word: law.Word
    note: str = ""
    seen: int | None = None


@transaction.atomic
def answer_bulletin(
    addressee: Addressee, reply: Reply, *, person: Person, channel: str, by: User, at: datetime
) -> Answer:
    """Take a department's answer; the same answer twice is one, an older one is kept. What was
    said by telephone is noted by the office in the name of who said it, and marked so.

    Who answers beside an answer that he has not seen (two tabs, two people) is shown it first.
    """
    rows = Addressee.objects.select_for_update(of=("self",)).select_related("bulletin")
    addressee = rows.get(pk=addressee.pk)
    _refuse_stranger(addressee, person, channel, by, at)
    note = kept_words(reply.note, LONGEST_NOTE)
    try:
        law.accept(addressee.bulletin.standing, reply.word, note)
    except MoveRefused as refused:
        field = "note" if refused.code == law.Refusal.NOTE_MISSING else None
        raise DeskRefused(refusal_words(refused), field) from refused
    before = addressee.answers.filter(replaced_at=None).first()
    if before is not None and (before.word, before.note) == (reply.word.value, note):
        return before
    if before is not None and before.pk != reply.seen:
        raise DeskRefused(
            _("Sementara itu %(who)s sudah menjawab. Lihat jawabannya, lalu kirim lagi bila perlu.")
            % {"who": before.person.name}
        )
    if before is not None:
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
    made = Answer.objects.create(
        addressee=addressee, word=reply.word.value, note=note, person=person, channel=channel,
        given_by=by, given_at=at,
    )  # fmt: skip
    if channel == Answer.Channel.PHONE:
        record("bulletin.answered_for", addressee, by=by, at=at, person=person.name,
               bulletin_word=reply.word.value)  # fmt: skip
    else:
        record("bulletin.answered", addressee, by=by, at=at, bulletin_word=reply.word.value)
    return made


def note_reading(addressee: Addressee, *, by: User, at: datetime) -> None:
    """Note who of the department opened it first, and when."""
    if by.person is not None:
        Reading.objects.get_or_create(
            addressee=addressee, person=by.person, defaults={"read_at": at}
        )


def _refuse_stranger(
    addressee: Addressee, person: Person, channel: str, by: User, at: datetime
) -> None:
    speaks = speaks_for(person, [addressee.department_id], at=at)
    if channel == Answer.Channel.LINK:
        allowed = speaks
    elif channel == Answer.Channel.PHONE:
        allowed = speaks and by.may(Permission.DECIDE_RECOMMENDATION)
    else:
        allowed = by.person_id == person.pk and by.may(
            Permission.REPORT_DUTY, addressee.department_id
        )
    if not allowed:
        raise PermissionDenied
