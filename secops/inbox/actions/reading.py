"""Reading what came in: whose it is, which question it answers, what becomes of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Contact, User
from secops.audit.actions import record
from secops.compliance.duties.actions import PromiseMissing
from secops.compliance.duties.queries import refusal_words
from secops.compliance.rotations.actions import RotationRefused
from secops.inbox.answering import ALWAYS, HANDLERS, OPENS, Answered, Question, Turn, taking
from secops.inbox.models import Incoming
from secops.inbox.senders import contacts_of
from secops.outbox.actions import heard_from, mark_reached, promise
from secops.outbox.models import Message
from secops.outbox.replies import read_button
from secops.outbox.voices import city_calendar
from secops.reminders.words import day_and_time
from secops.rules.chat import LETTERS, Said, Word, read
from secops.rules.refusal import MoveRefused
from secops.rules.working_time import Voice, next_moment

log = logging.getLogger(__name__)

State, Why = Incoming.State, Incoming.Why
#: Kind of the message that answers a reply.
REPLY = "chat.reply"
#: So long a message may be answered by a word, and the last one by a letter.
ANSWERED_WITHIN, LETTER_WITHIN = timedelta(days=14), timedelta(days=3)
#: So many of somebody's last messages are looked through for the one that he answers.
LOOKED_AT = 5
#: A reply that cannot be processed is tried so often, then the office reads it.
TRIES = 3
#: A letter that overtook the answer it belongs to is read again within so long.
OVERTAKES_BY = timedelta(minutes=10)
AT_ONCE = 100


def read_new(*, at: datetime) -> int:
    """Read everything that was not read yet, in the order in which it was written."""
    waiting = Incoming.objects.unread().order_by("sent_at", "pk").values_list("pk", flat=True)
    n = 0
    for pk in list(waiting[:AT_ONCE]):
        try:
            n += _read_one(pk, at)
        except Exception:
            log.exception("a reply could not be processed")
            _count_failure(pk)
    return n


@transaction.atomic
def _read_one(pk: int, at: datetime) -> int:
    rows = Incoming.objects.select_for_update(skip_locked=True)
    incoming = rows.filter(pk=pk, state=State.NEW).first()
    if incoming is None:
        return 0
    contacts = contacts_of(incoming)
    if not contacts:
        _put_before_office(incoming, Why.STRANGER)
        return 1
    # One person's messages are read one after the other, whoever reads them.
    list(Contact.objects.select_for_update().filter(pk__in=[c.pk for c in contacts]).order_by("pk"))
    for contact in contacts:
        heard_from(contact, at=incoming.sent_at)
        _note_agreement(contact, at)
    incoming.contact, incoming.person = contacts[0], contacts[0].person
    _answer(incoming, contacts, at)
    _read_overtaken(incoming, at)
    return 1


def _note_agreement(contact: Contact, at: datetime) -> None:
    """Who writes to the city's number himself may be answered there, unless he said stop."""
    if contact.kind == Contact.Kind.WHATSAPP and contact.opted_in_at is None:
        Contact.objects.filter(pk=contact.pk, opted_in_at=None, opted_in_how="").update(
            opted_in_at=at, opted_in_how=_("menulis sendiri kepada nomor ini")
        )


def _answer(incoming: Incoming, contacts: list[Contact], at: datetime) -> None:
    if incoming.media:
        _put_before_office(incoming, Why.MEDIA)
        return
    said = _said(incoming)
    if said is not None and said.word in ALWAYS:
        incoming.word = said.word.value
        with translation.override(contacts[0].person.language):
            _settle(incoming, _always(said, contacts, at), at)
        return
    message, question = _asked(incoming, contacts, said, at)
    if message is None or question is None:
        _put_before_office(incoming, Why.UNCLEAR if message is not None else Why.NO_QUESTION)
        return
    person = message.person
    incoming.message, incoming.person = message, person
    incoming.contact = next((c for c in contacts if c.person_id == person.pk), contacts[0])
    incoming.word = said.word.value if said else ""
    with translation.override(person.language):
        turn = Turn(incoming, message, person, said, at)
        _settle(incoming, answered_by(question, turn), at)
    mark_reached(message.pk, at=incoming.sent_at)


def answered_by(question: Question, turn: Turn) -> Answered:
    """What a question makes of an answer; a refusal in words, for him and for the office."""
    try:
        with transaction.atomic():
            return HANDLERS[question.code].answer(turn, question.data)
    except (RotationRefused, MoveRefused, PromiseMissing) as refused:
        return Answered(refusal_words(refused), waits=Why.REFUSED)
    except PermissionDenied:
        return Answered(
            _("Jabatan Anda tidak lagi tercatat untuk tugas ini. Posko memeriksanya."),
            waits=Why.REFUSED,
        )


def _said(incoming: Incoming) -> Said | None:
    button = read_button(incoming.button) if incoming.button else None
    return read(button[1] if button else incoming.text)


def _asked(
    incoming: Incoming, contacts: list[Contact], said: Said | None, at: datetime
) -> tuple[Message | None, Question | None]:
    """The message he answers, and its question; the message alone where it does not take this."""
    named = _named(incoming, contacts)
    if named is not None:
        return named, taking(named, said)
    last = _last_messages(contacts, incoming.sent_at)
    for place, message in enumerate(last):
        letters = said is None or said.word in LETTERS
        if letters and (place or incoming.sent_at - message.created_at > LETTER_WITHIN):
            break
        question = taking(message, said)
        if question is not None:
            return message, question
    return (last[0] if last else None), None


def _named(incoming: Incoming, contacts: list[Contact]) -> Message | None:
    """The message whose button he pressed, or which he quoted; only one of his own."""
    his = Message.objects.filter(person_id__in={contact.person_id for contact in contacts})
    his = his.select_related("person")
    button = read_button(incoming.button) if incoming.button else None
    if button is not None:
        return his.filter(pk=button[0]).first()
    if incoming.quoted:
        quoted = his.filter(provider_id=incoming.quoted, kind__in=[*OPENS]).first()
        return quoted if quoted is None or quoted.kind != REPLY or OPENS[REPLY](quoted) else None
    return None


def _last_messages(contacts: Iterable[Contact], before: datetime) -> list[Message]:
    """The newest messages to these addresses that ask something."""
    gone = [Message.State.FAILED, Message.State.DROPPED, Message.State.CANCELLED]
    rows = (
        Message.objects.filter(
            contact__in=list(contacts),
            kind__in=list(OPENS),
            created_at__gt=before - ANSWERED_WITHIN,
        )
        .filter(Q(kind=REPLY) | Q(sent_at__isnull=False))
        .exclude(state__in=gone)
        .select_related("person")
        .order_by("-pk")
    )
    return [row for row in rows[: 4 * LOOKED_AT] if OPENS[row.kind](row)][:LOOKED_AT]


def _always(said: Said, contacts: list[Contact], at: datetime) -> Answered:
    """What may be said at any time."""
    if said.word is Word.STOP:
        numbers = [c.pk for c in contacts if c.kind == Contact.Kind.WHATSAPP]
        Contact.objects.filter(pk__in=numbers).update(
            opted_in_at=None, opted_in_how=_("ia meminta berhenti")
        )
        return Answered(
            _(
                "Tercatat. Nomor ini tidak lagi mengirim pesan otomatis kepada Anda. Kabar "
                "berikutnya datang lewat jalan lain."
            )
        )
    when = next_moment(Voice.ORDINARY, city_calendar(), at=at)
    if when <= at:
        words = _("Baik. Posko menelepon Ibu/Bapak hari ini. Mendesak? %(phone)s.")
    else:
        words = _("Baik. Posko menelepon Ibu/Bapak %(when)s. Mendesak? %(phone)s.")
    phone = settings.HELP_DESK_PHONE or settings.OFFICE_NAME
    return Answered(
        words % {"phone": phone, "when": day_and_time(when)}, waits=Incoming.Why.CALL_ME
    )


def _settle(incoming: Incoming, answered: Answered, at: datetime) -> None:
    """Keep what became of it, and promise the answer."""
    incoming.reply, incoming.link = answered.words, answered.link
    incoming.asks = [question.stored for question in answered.asks]
    incoming.state = State.WAITING if answered.waits else State.TAKEN
    incoming.why = answered.waits or ""
    incoming.save()
    record(
        "reply.taken", incoming, by=actor_of(incoming), at=at, word=incoming.word,
        channel=incoming.channel,
    )  # fmt: skip
    if not incoming.by_hand and incoming.contact is not None and incoming.word != Word.STOP:
        send_reply(incoming, at=at)


def send_reply(incoming: Incoming, *, at: datetime, n: int = 0) -> Message:
    """Promise our answer by the channel on which he wrote; he asked, so it goes at any hour."""
    assert incoming.person is not None
    assert incoming.contact is not None
    message = promise(
        f"{REPLY}:{incoming.pk}:{n}" if n else f"{REPLY}:{incoming.pk}",
        REPLY,
        incoming.person,
        incoming.contact,
        payload={"incoming": incoming.pk},
        at=at,
        urgent=True,
        asked_for=True,
    )
    # By the channel on which he wrote, also while another of that kind of contact comes first.
    Message.objects.filter(pk=message.pk, state=Message.State.QUEUED).update(
        channel=incoming.channel
    )
    return message


def _read_overtaken(incoming: Incoming, at: datetime) -> None:
    """A letter may arrive before the answer after which it was asked for: read it once more."""
    if not incoming.asks or incoming.contact_id is None:
        return
    later = Incoming.objects.select_for_update().filter(
        contact=incoming.contact,
        state=State.WAITING,
        why__in=[Why.UNCLEAR, Why.NO_QUESTION],
        sent_at__gte=incoming.sent_at,
        sent_at__lt=incoming.sent_at + OVERTAKES_BY,
    )
    first = later.exclude(pk=incoming.pk).order_by("sent_at", "pk").first()
    said = _said(first) if first is not None else None
    if first is not None and said is not None and said.word in LETTERS:
        _answer(first, contacts_of(first), at)


def _put_before_office(incoming: Incoming, why: Incoming.Why) -> None:
    incoming.state, incoming.why = State.WAITING, why
    incoming.save()


def _count_failure(pk: int) -> None:
    Incoming.objects.filter(pk=pk, state=State.NEW).update(tries=F("tries") + 1)
    Incoming.objects.filter(pk=pk, state=State.NEW, tries__gte=TRIES).update(
        state=State.WAITING, why=Why.FAILED
    )


def actor_of(incoming: Incoming) -> User:
    """Who acts in the trail: the officer who typed it in, else the person himself."""
    if incoming.recorded_by is not None:
        return incoming.recorded_by
    own = User.objects.filter(person=incoming.person_id).first() if incoming.person_id else None
    name = incoming.person.name if incoming.person else incoming.sender
    return own or User.objects.system().acting_as(name)
