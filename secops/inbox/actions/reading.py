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
from secops.compliance.duties.queries import refusal_words
from secops.compliance.rotations.actions import RotationRefused
from secops.inbox.answering import ALWAYS, HANDLERS, OPENS, Answered, Question, Turn, taking
from secops.inbox.models import Incoming
from secops.inbox.senders import contacts_of
from secops.outbox.actions import heard_from, mark_reached, promise
from secops.outbox.actions.arrivals import disable_contacts
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
#: More answers than this to one address in an hour are a machine's conversation with a machine.
REPLIES_AN_HOUR = 20
#: A stranger who writes more often than this in a day fills the inbox no further.
STRANGER_A_DAY = 20
#: Clocks of channels and of ours differ by so much.
CLOCKS = timedelta(seconds=30)
#: Words that answer a message further back; all others answer the last one that asks.
_FURTHER_BACK = frozenset({Word.RECEIVED, Word.LOOK, Word.DONE, Word.TROUBLE})


def read_new(*, at: datetime, again: bool = True) -> int:
    """Read everything that was not read yet, in the order in which it was written.

    `again`: also what failed before; the clock tries that, not every knock at the door.
    """
    rows = Incoming.objects.unread() if again else Incoming.objects.unread().filter(tries=0)
    waiting = rows.order_by("sent_at", "pk").values_list("pk", flat=True)
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
        _note_stranger(incoming)
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


def _note_stranger(incoming: Incoming) -> None:
    before = Incoming.objects.waiting().filter(
        channel=incoming.channel,
        address=incoming.address,
        sent_at__gt=incoming.sent_at - timedelta(days=1),
    )
    if before.count() < STRANGER_A_DAY:
        _put_before_office(incoming, Why.STRANGER)
        return
    incoming.state, incoming.why = State.SETTLED, Why.TOO_MANY
    incoming.save()


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
    pointed = bool(incoming.button or incoming.quoted)
    named = _named(incoming, contacts) if pointed else None
    if named is None and len({contact.person_id for contact in contacts}) > 1:
        _put_before_office(incoming, Why.SHARED)
        return
    if named is not None:
        contacts = [one for one in contacts if one.person_id == named.person_id]
        incoming.contact, incoming.person = contacts[0], contacts[0].person
    if said is not None and said.word in ALWAYS:
        incoming.word = said.word.value
        with translation.override(contacts[0].person.language):
            _settle(incoming, _always(said, contacts, at), at)
        return
    if pointed:
        message, question = named, taking(named, said) if named is not None else None
    else:
        message, question = _asked(incoming, contacts, said)
    if message is None or question is None:
        _put_before_office(incoming, Why.UNCLEAR if message is not None else Why.NO_QUESTION)
        return
    if _too_many_replies(contacts, at):
        _put_before_office(incoming, Why.TOO_MANY)
        return
    incoming.message, incoming.word = message, said.word.value if said else ""
    with translation.override(message.person.language):
        turn = Turn(incoming, message, message.person, said, at)
        _settle(incoming, answered_by(question, turn), at)
    mark_reached(message.pk, at=incoming.sent_at)


def _too_many_replies(contacts: list[Contact], at: datetime) -> bool:
    """An answering machine at the other end would go on for ever."""
    lately = Message.objects.filter(
        kind=REPLY, contact__in=contacts, created_at__gt=at - timedelta(hours=1)
    )
    return lately.count() >= REPLIES_AN_HOUR


def answered_by(question: Question, turn: Turn) -> Answered:
    """What a question makes of an answer; a refusal in words, for him and for the office."""
    try:
        with transaction.atomic():
            return HANDLERS[question.code].answer(turn, question.data)
    except (RotationRefused, MoveRefused) as refused:
        return Answered(refusal_words(refused), waits=Why.REFUSED, counted=False)
    except PermissionDenied:
        return Answered(
            _("Jabatan Anda tidak lagi tercatat untuk tugas ini. Posko memeriksanya."),
            waits=Why.REFUSED,
            counted=False,
        )


def _said(incoming: Incoming) -> Said | None:
    button = read_button(incoming.button) if incoming.button else None
    return read(button[1] if button else incoming.text)


def _asked(
    incoming: Incoming, contacts: list[Contact], said: Said | None
) -> tuple[Message | None, Question | None]:
    """The message that a bare word answers, and its question; the message alone where the word
    does not fit."""
    last = _last_messages(contacts, incoming.sent_at)
    for place, message in enumerate(last):
        if place and (said is None or said.word not in _FURTHER_BACK):
            break
        old = incoming.sent_at - message.created_at > LETTER_WITHIN
        if old and (said is None or said.word in LETTERS):
            break
        question = taking(message, said)
        if question is not None:
            return message, question
    return (last[0] if last else None), None


def _named(incoming: Incoming, contacts: list[Contact]) -> Message | None:
    """The message whose button he pressed, or which he quoted; only one of his own that asks."""
    his = Message.objects.filter(
        person_id__in={contact.person_id for contact in contacts},
        kind__in=list(OPENS),
        created_at__gt=incoming.sent_at - ANSWERED_WITHIN,
    ).select_related("person")
    button = read_button(incoming.button) if incoming.button else None
    if incoming.button:
        return his.filter(pk=button[0]).first() if button else None
    return his.filter(provider_id=incoming.quoted).first()


def _last_messages(contacts: Iterable[Contact], written: datetime) -> list[Message]:
    """The newest messages to these addresses that ask something and that he had before he wrote;
    none from before an officer spoke to him in his own words."""
    gone = [Message.State.FAILED, Message.State.DROPPED, Message.State.CANCELLED]
    rows = (
        Message.objects.filter(
            contact__in=list(contacts),
            kind__in=list(OPENS),
            created_at__gt=written - ANSWERED_WITHIN,
        )
        .filter(Q(kind=REPLY) | Q(sent_at__lte=written + CLOCKS))
        .exclude(state__in=gone)
        .select_related("person")
        .order_by("-pk")
    )
    found: list[Message] = []
    for row in rows[: 4 * LOOKED_AT]:
        if "text" in row.payload:
            break
        if OPENS[row.kind](row):
            found.append(row)
    return found[:LOOKED_AT]


def _always(said: Said, contacts: list[Contact], at: datetime) -> Answered:
    """What may be said at any time."""
    if said.word is Word.STOP:
        numbers = [c.pk for c in contacts if c.kind == Contact.Kind.WHATSAPP]
        Contact.objects.filter(pk__in=numbers).update(
            opted_in_at=None, opted_in_how=_("ia meminta berhenti")
        )
        chats = [c.pk for c in contacts if c.kind == Contact.Kind.TELEGRAM]
        disable_contacts(dict.fromkeys(chats, _("ia meminta berhenti")), at=at)
        return Answered("")
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
    incoming.receipt = answered.receipt
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
    given_up = Incoming.objects.filter(pk=pk, state=State.NEW, tries__gte=TRIES).first()
    if given_up is not None:
        given_up.contact = next(iter(contacts_of(given_up)), None)
        given_up.person = given_up.contact.person if given_up.contact else None
        _put_before_office(given_up, Why.FAILED)


def actor_of(incoming: Incoming) -> User:
    """Who acts in the trail: the officer who typed it in, else the person himself."""
    if incoming.recorded_by is not None:
        return incoming.recorded_by
    if incoming.person is not None:
        return User.objects.acting_for(incoming.person)
    return User.objects.system().acting_as(incoming.sender)
