"""Everything one person was told, and what he answered: the log and its answer in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Contact, Person, User
from accounts.roles import Permission
from dashboard.told.entries import Entry, entries_of, shortened, with_all
from dashboard.told.scope import about, messages_for
from secops.compliance.duties.models import Duty, HeadStatement
from secops.compliance.rotations.models import Answer, Campaign, Rotation
from secops.compliance.rotations.words import say
from secops.house.text import angka, wib
from secops.inbox.models import Incoming
from secops.inbox.tables import look as reply_look
from secops.outbox.models import Message
from secops.outbox.voices import next_opening
from secops.reminders.models import Slip
from secops.reminders.receipts import in_words
from secops.reminders.slips import short_name
from secops.rules.rotation import AnswerKind, TroubleReason, Turn

S = Message.State


@dataclass(frozen=True, slots=True)
class Log:
    """The sentence on top, and the lines below it."""

    sentence: str
    entries: list[Entry]
    told: int


def log_of(person: Person, user: User, *, whole: bool, at: datetime) -> Log:
    """Return what the reader may know of what this person was told."""
    messages = with_all(messages_for(user).filter(_his(person)))
    entries = [
        *entries_of(messages, user, whole=whole),
        *_slips(person, user),
        *_answers(person, user),
        *_words_for_duties(person, user),
        *_replies(person, user),
    ]
    entries.sort(key=lambda one: one.at, reverse=True)
    told = [one for one in entries if one.told]
    sentence = _told(person, told, messages) if told else _never(person, user, messages, at)
    answered = next((one.at for one in entries if one.is_answer), None)
    if answered is not None:
        sentence += " " + _("Terakhir menjawab %(when)s.") % {"when": wib(answered)}
    return Log(sentence, entries, len(told))


def _his(person: Person) -> Q:
    """Messages to him; without a NIP he may stand in several records with one address."""
    if person.nip:
        return Q(person=person)
    addresses = person.contacts.filter(kind=Contact.Kind.MAIL).values_list("address", flat=True)
    same: set[int] = set()
    for address in addresses:
        same |= set(
            Contact.objects.of_address(address)
            .filter(kind=Contact.Kind.MAIL, person__nip="")
            .values_list("person_id", flat=True)
        )
    other = Q(person_id__in=same - {person.pk}, payload__people__contains=[person.pk])
    return Q(person=person) | other


def _slips(person: Person, user: User) -> list[Entry]:
    rows = list(
        about(Slip.objects.filter(person=person), user).select_related(
            "link", "printed_by__person", "handed_over_by__person"
        )
    )
    ids = {pk for row in rows for pk in row.rotation_ids}
    names = dict(
        about(Rotation.objects.filter(pk__in=ids), user).values_list("pk", "application__name")
    )
    return [_slip(row, [names[pk] for pk in row.rotation_ids if pk in names]) for row in rows]


def _slip(row: Slip, names: Sequence[str]) -> Entry:
    applications = ", ".join(shortened(list(dict.fromkeys(names))))
    channel = _("lembar kode")
    if row.handed_over_at is None:
        return Entry(
            row.printed_at, _("Lembar kode dicetak"), "quiet", "", _("Belum diserahkan"),
            channel=channel, about=applications, by=str(row.printed_by),
        )  # fmt: skip
    return Entry(
        row.handed_over_at, _("Lembar kode diserahkan"), "ok", "", _("Ditandatangani"),
        channel=channel, about=applications, by=str(row.handed_over_by), told=True,
        note=_("foto lembar terlampir") if row.photo_id else "",
    )  # fmt: skip


def _answers(person: Person, user: User) -> list[Entry]:
    rows = Answer.objects.filter(person=person).select_related(
        "rotation__application", "recorded_by__person"
    )
    seen = set(
        about(Rotation.objects.filter(answers__person=person), user).values_list("pk", flat=True)
    )
    return [_answer(row) for row in rows if row.rotation_id in seen]


def _answer(row: Answer) -> Entry:
    words = in_words(AnswerKind(row.kind))
    if row.kind == AnswerKind.TROUBLE and row.reason:
        words = f"{words}: {say(TroubleReason(row.reason))}"
    return Entry(
        row.given_at,
        _("Menjawab: %(words)s") % {"words": words},
        "soon" if row.kind == AnswerKind.TROUBLE else "info",
        "",
        _("Dijawab"),
        channel=str(row.get_channel_display()),
        note=_("setelah batas waktu") if row.late else "",
        about=row.rotation.application.name,
        by=str(row.recorded_by) if row.recorded_by else "",
        is_answer=True,
    )


def _replies(person: Person, user: User) -> list[Entry]:
    """What he wrote, in his words; the office alone reads them."""
    if not user.may(Permission.RUN_CAMPAIGN):
        return []
    return [_reply(row) for row in person.replies.select_related("recorded_by__person")]


def _reply(row: Incoming) -> Entry:
    tone, symbol, result = reply_look(row.state)
    return Entry(
        row.sent_at,
        _("Menulis: “%(words)s”") % {"words": Truncator(row.text or row.word).chars(90)},
        tone,
        symbol,
        str(result),
        channel=str(row.get_channel_display()),
        note=row.note,
        by=str(row.recorded_by) if row.recorded_by else "",
        url=row.get_absolute_url(),
        is_answer=True,
    )


def _words_for_duties(person: Person, user: User) -> list[Entry]:
    """What he said for his department: received, stated."""
    received = about(Duty.objects.filter(received_by=person), user).select_related(
        "directive", "department", "received_recorded_by__person"
    )
    seen = about(Duty.objects.filter(statements__person=person), user).values("pk")
    statements = HeadStatement.objects.filter(person=person, duty__in=seen).select_related(
        "duty__directive", "duty__department", "recorded_by__person"
    )
    return [
        *(received_entry(duty) for duty in received if duty.received_at),
        *(stated_entry(one) for one in statements),
    ]


def received_entry(duty: Duty) -> Entry:
    """That the order was received."""
    assert duty.received_at is not None
    by = duty.received_recorded_by
    return Entry(
        duty.received_at, _("Menyatakan arahan diterima"), "ok", "", _("Diterima"),
        to=duty.received_by.name if duty.received_by else "",
        channel=str(duty.get_received_channel_display()),
        about=f"{duty.directive.code} {duty.department.name}", by=str(by) if by else "",
        url=duty.get_absolute_url(),
    )  # fmt: skip


def stated_entry(one: HeadStatement) -> Entry:
    """A head's statement."""
    return Entry(
        one.stated_at, _("Memberi pernyataan %(number)s") % {"number": one.number}, "ok", "",
        _("Dinyatakan"), to=one.person.name, channel=str(one.get_channel_display()),
        about=f"{one.duty.directive.code} {one.duty.department.name}",
        by=str(one.recorded_by) if one.recorded_by else "", url=one.duty.get_absolute_url(),
    )  # fmt: skip


# --- the answer --------------------------------------------------------------------------------


def _told(person: Person, told: Sequence[Entry], messages: Sequence[Message]) -> str:
    last = told[0]
    said = ngettext(
        "%(name)s diberi tahu %(n)s kali, terakhir %(when)s lewat %(channel)s: %(result)s.",
        "%(name)s diberi tahu %(n)s kali, terakhir %(when)s lewat %(channel)s: %(result)s.",
        len(told),
    ) % {
        "name": short_name(person.name),
        "n": angka(len(told)),
        "when": wib(last.at),
        "channel": last.channel,
        "result": last.result.lower(),
    }
    return " ".join([said, *_besides(messages)])


def _besides(messages: Sequence[Message]) -> list[str]:
    """What did not go well or did not go yet, each in a sentence."""
    counts = {state: sum(one.state == state for one in messages) for state in S.values}
    failed, unknown, queued = counts[S.FAILED], counts[S.UNKNOWN], counts[S.QUEUED]
    parts = []
    if failed:
        parts.append(
            ngettext("%(n)s pesan gagal.", "%(n)s pesan gagal.", failed) % {"n": angka(failed)}
        )
    if unknown:
        parts.append(
            ngettext(
                "%(n)s pesan tidak diketahui sampai atau tidak.",
                "%(n)s pesan tidak diketahui sampai atau tidak.",
                unknown,
            )
            % {"n": angka(unknown)}
        )
    if queued:
        parts.append(
            ngettext("%(n)s pesan menunggu dikirim.", "%(n)s pesan menunggu dikirim.", queued)
            % {"n": angka(queued)}
        )
    return parts


def _never(person: Person, user: User, messages: Sequence[Message], at: datetime) -> str:
    return _("%(name)s belum pernah diberi tahu, karena %(why)s.") % {
        "name": short_name(person.name),
        "why": _why_never(person, user, messages, at),
    }


def _why_never(person: Person, user: User, messages: Sequence[Message], at: datetime) -> str:
    contacts = list(person.contacts.all())
    by_state = {one.state: one for one in reversed(messages)}
    if not contacts:
        return _("tidak ada alamat")
    if all(one.disabled_at for one in contacts):
        why = next((one.disabled_why for one in contacts if one.disabled_why), "")
        return _("alamatnya tidak dapat dipakai") + (f" ({why})" if why else "")
    if S.SENDING in by_state:
        return _("pesannya sedang dikirim")
    if waiting := by_state.get(S.QUEUED):
        when = max(waiting.next_try_at, at)
        if not waiting.asked_for:
            when = next_opening(waiting.urgent, at=when)
        return _("pesannya masih menunggu dikirim (paling cepat %(when)s)") % {"when": wib(when)}
    if S.UNKNOWN in by_state:
        return _("pesannya tidak diketahui sampai atau tidak")
    if failed := by_state.get(S.FAILED):
        return _("pesannya gagal") + (f" ({failed.reason})" if failed.reason else "")
    if dropped := by_state.get(S.DROPPED):
        return _("pesannya tidak jadi dikirim") + (f" ({dropped.reason})" if dropped.reason else "")
    if S.CANCELLED in by_state:
        return _("pengirimannya dibatalkan")
    return _nothing_to_say(person, user, at)


def _nothing_to_say(person: Person, user: User, at: datetime) -> str:
    mine = Q(account__holder=person) | Q(account__owner=person)
    rows = about(Rotation.objects.filter(mine, campaign__state=Campaign.State.RUNNING), user)
    rotations = list(rows.select_related("campaign"))
    if not rotations:
        return _("tidak ada akunnya dalam penggantian serentak yang berjalan")
    begun = [
        one for one in rotations if one.campaign.messages_from and one.campaign.messages_from <= at
    ]
    if not begun:
        return _("pesan penggantian serentaknya belum dimulai")
    if not any(one.turn == Turn.HOLDER for one in begun):
        return _("tidak ada yang menjadi gilirannya")
    return _("pesannya belum dibuat")
