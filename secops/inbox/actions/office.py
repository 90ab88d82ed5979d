"""What the office does with replies: reads them, answers, types in what it heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Contact, Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.photos import Photo, PhotoRefused, check_photo
from secops.inbox.actions.reading import CLOCKS, answered_by, send_reply
from secops.inbox.answering import Turn, taking
from secops.inbox.models import Incoming
from secops.outbox.actions import mark_reached, promise
from secops.outbox.models import Message
from secops.rules.chat import Word, read
from secops.rules.secrets import has_secret, without_secrets

State = Incoming.State
SCREENSHOT_MEGABYTES = 5
#: Nobody types in what he heard longer ago.
HEARD_WITHIN = timedelta(days=30)


class ReplyRefused(Exception):
    """Not possible with this reply; the sentence is fit for the page."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What an officer heard from somebody: how, when, in which words.

    `choice` = what it counts as, ``message:WORD`` as `queries.offered` gives it; empty: a note.
    """

    channel: Incoming.Channel
    heard_at: datetime
    text: str = ""
    choice: str = ""


@transaction.atomic
def record_reply(
    person: Person,
    heard: Heard,
    *,
    screenshot: UploadedFile[Any] | None = None,
    by: User,
    at: datetime,
) -> Incoming:
    """Type in what somebody answered by another way; marked as recorded by the office.

    With a choice it counts at once, like his own reply, but under the officer's name; without one
    it waits in the inbox.
    """
    check(by, Permission.RUN_CAMPAIGN)
    if not heard.text.strip() and not heard.choice and screenshot is None:
        raise ReplyRefused(_("Tuliskan kata-katanya, pilih jawabannya, atau unggah gambarnya."))
    if heard.heard_at > at or heard.heard_at < at - HEARD_WITHIN:
        raise ReplyRefused(
            _("Waktunya harus sudah lewat, paling lama %(days)s hari yang lalu.")
            % {"days": HEARD_WITHIN.days}
        )
    picture = _checked(screenshot)
    text, removed = without_secrets(heard.text.strip())
    same = Incoming.objects.filter(
        recorded_by=by, person=person, channel=heard.channel, sent_at=heard.heard_at, text=text
    ).first()
    if same is not None:  # the button was pressed twice
        return same
    incoming = Incoming(
        channel=heard.channel,
        provider_id=None,
        address="",
        person=person,
        text=text,
        secret_removed=removed,
        sent_at=heard.heard_at,
        received_at=at,
        state=State.WAITING,
        why=_why(text),
        recorded_by=by,
    )
    if picture is not None:
        incoming.screenshot_type, incoming.screenshot_sha256 = picture.type, picture.sha256
        incoming.screenshot = picture.file("balasan")
    incoming.save()
    record("reply.recorded", incoming, by=by, at=at, person=person.name, channel=incoming.channel)
    if not heard.choice:
        return incoming
    try:
        return take_as(incoming, heard.choice, by=by, at=at)
    except ReplyRefused:
        if incoming.screenshot:  # the row goes back, a file would stay
            incoming.screenshot.delete(save=False)
        raise


@transaction.atomic
def take_as(incoming: Incoming, choice: str, *, by: User, at: datetime) -> Incoming:
    """Let an unclear reply count as one of the answers to a message of his; by the officer."""
    check(by, Permission.RUN_CAMPAIGN)
    incoming = _open(incoming)
    message, said = _chosen(incoming, choice)
    question = taking(message, said)
    if question is None:
        raise ReplyRefused(_("Pesan itu sudah tidak menunggu jawaban ini. Muat ulang halaman."))
    with translation.override(message.person.language):
        answered = answered_by(question, Turn(incoming, message, message.person, said, at, by))
    if not answered.counted:
        raise ReplyRefused(answered.words)
    assert said is not None
    incoming.message, incoming.word = message, said.word.value
    incoming.reply, incoming.link = answered.words, answered.link
    incoming.asks = [one.stored for one in answered.asks]
    _settled(incoming, by, at, "")
    record("reply.taken_as", incoming, by=by, at=at, word=incoming.word, person=message.person.name)
    mark_reached(message.pk, at=incoming.sent_at)
    if incoming.may_be_answered(at):
        send_reply(incoming, at=at, n=1)
    return incoming


@transaction.atomic
def answer_as_office(incoming: Incoming, text: str, *, by: User, at: datetime) -> Message:
    """Answer in one's own words on the channel by which he wrote; the reply is settled by it."""
    check(by, Permission.RUN_CAMPAIGN)
    incoming = _open(incoming)
    text = text.strip()
    if not text:
        raise ReplyRefused(_("Tuliskan jawabannya."))
    _refuse_secrets(text)
    if not incoming.may_be_answered(at) or incoming.contact is None:
        raise ReplyRefused(
            _(
                "Lewat saluran ini jawaban tidak dapat dikirim lagi: WhatsApp menerima jawaban "
                "bebas hanya 24 jam sesudah orangnya menulis. Telepon, atau kirim lewat jalan lain."
            )
        )
    message = promise(
        f"chat.reply:{incoming.pk}:office",
        "chat.reply",
        incoming.contact.person,
        incoming.contact,
        payload={"incoming": incoming.pk, "text": text[:1500]},
        at=at,
        urgent=True,
        asked_for=True,
    )
    Message.objects.filter(pk=message.pk, state=Message.State.QUEUED).update(
        channel=incoming.channel
    )
    _settled(incoming, by, at, "")
    record("reply.answered", incoming, by=by, at=at)
    return message


@transaction.atomic
def settle_reply(incoming: Incoming, note: str, *, by: User, at: datetime) -> Incoming:
    """Say what was done about it; it leaves the inbox."""
    check(by, Permission.RUN_CAMPAIGN)
    incoming = _open(incoming)
    if not note.strip():
        raise ReplyRefused(_("Tuliskan apa yang sudah dilakukan."))
    _refuse_secrets(note)
    _settled(incoming, by, at, note)
    record("reply.settled", incoming, by=by, at=at, note=incoming.note)
    return incoming


@transaction.atomic
def know_sender(incoming: Incoming, person: Person, *, by: User, at: datetime) -> Incoming:
    """Enter a stranger's address as a contact of a person, and read his message anew.

    Whoever signs in here keeps his own contacts: codes would go to whoever claims to be him.
    """
    check(by, Permission.RUN_CAMPAIGN)
    incoming = _open(incoming)
    if incoming.by_hand or incoming.contact_id is not None:
        raise ReplyRefused(_("Pengirim ini sudah dikenal."))
    if User.objects.filter(person=person).exists():
        raise ReplyRefused(
            _("Orang ini memiliki akun masuk: kontaknya diubah pada data orang, bukan di sini.")
        )
    telegram = incoming.channel == Incoming.Channel.TELEGRAM
    contact, _made = Contact.objects.update_or_create(
        person=person,
        kind=Contact.Kind.TELEGRAM if telegram else Contact.Kind.WHATSAPP,
        address=incoming.address if telegram else f"+{incoming.address}",
        defaults={"disabled_at": None, "disabled_why": ""},
    )
    incoming.state, incoming.why, incoming.tries = State.NEW, "", 0
    incoming.save(update_fields=["state", "why", "tries"])
    record("reply.sender_known", incoming, by=by, at=at, person=person.name, kind=contact.kind)
    return incoming


def _refuse_secrets(text: str) -> None:
    if has_secret(text):
        raise ReplyRefused(
            _("Tampak seperti kata sandi atau kode. Jangan kirim atau catat; hapus bagian itu.")
        )


def _why(text: str) -> Incoming.Why:
    said = read(text)
    wants_call = said is not None and said.word is Word.CALL_ME
    return Incoming.Why.CALL_ME if wants_call else Incoming.Why.NOTED


def _open(incoming: Incoming) -> Incoming:
    rows = Incoming.objects.select_for_update(of=("self",)).select_related("person", "contact")
    found = rows.get(pk=incoming.pk)
    if found.state != State.WAITING:
        raise ReplyRefused(_("Balasan ini sudah diselesaikan petugas lain."))
    return found


def _settled(incoming: Incoming, by: User, at: datetime, note: str) -> None:
    incoming.state, incoming.settled_by, incoming.settled_at = State.SETTLED, by, at
    incoming.note = note.strip()[:500]
    incoming.save()


def _chosen(incoming: Incoming, choice: str) -> tuple[Message, Any]:
    """``message:WORD``, only of this person's own messages."""
    pk, _colon, word = choice.partition(":")
    people = [incoming.person_id] if incoming.person_id else []
    rows = Message.objects.select_related("person").filter(person_id__in=people)
    message = rows.filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() else None
    if message is None:
        raise ReplyRefused(_("Pilih jawaban dari daftar."))
    if message.sent_at is not None and message.sent_at > incoming.sent_at + CLOCKS:
        raise ReplyRefused(_("Pesan itu dikirim sesudah balasan ini ditulis. Periksa waktunya."))
    said = read(word)
    if said is not None and said.word in (Word.MISTAKEN, Word.OTHER_TIME) and incoming.text:
        said = type(said)(said.word, rest=incoming.text)
    return message, said


def _checked(upload: UploadedFile[Any] | None) -> Photo | None:
    if upload is None:
        return None
    try:
        return check_photo(upload, megabytes=SCREENSHOT_MEGABYTES)
    except PhotoRefused as refused:
        raise ReplyRefused(str(refused)) from refused
