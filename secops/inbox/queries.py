"""What the inbox shows beside a reply: who wrote, what waits for him, what we last told him."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Contact, Person, Tenure
from accounts.roles import Role
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Duty
from secops.compliance.duties.numbers import sentence_of_statement
from secops.compliance.duties.words import mark
from secops.compliance.rotations.models import Rotation
from secops.house.text import angka, wib
from secops.inbox.answering import OPENS, Question
from secops.inbox.answering.heads import ORDERED, STATEMENT
from secops.inbox.answering.holders import ACCOUNTS, LOG_IN, REASONS
from secops.inbox.answering.vendors import WINDOW
from secops.inbox.models import Incoming
from secops.inventory.models import Account
from secops.outbox.models import Message
from secops.rules.chat import Word
from secops.rules.intervals import WIB
from secops.rules.labels import label
from secops.rules.rotation import SETTLED, State, TroubleReason

#: So many open items and messages stand beside a reply.
SHOWN = 10
#: From so many of somebody's last messages an answer may be chosen.
OFFERED = 4
_OWN_DUTIES = (Role.HEAD, Role.AGENT, Role.APPLICATION_ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to count a reply: ``message:WORD``, and how it reads."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The ways to count a reply to one message."""

    message: Message
    options: tuple[Option, ...]


def wanting_a_call() -> QuerySet[Incoming]:
    """Who asked to be telephoned, the longest first."""
    rows = Incoming.objects.waiting().filter(why=Incoming.Why.CALL_ME)
    return rows.select_related("person", "contact").order_by("sent_at", "pk")


def positions_of(person: Person, *, at: datetime) -> list[str]:
    """What he is today: ``Kepala Dinas Sosial``."""
    return [str(tenure.position.title) for tenure in _tenures(person, at)]


def phones_of(people: Iterable[int]) -> dict[int, list[str]]:
    """The telephones of these persons, the best first."""
    rows = Contact.objects.usable().filter(person__in=list(people), kind=Contact.Kind.WHATSAPP)
    found: dict[int, list[str]] = {}
    for person, address in rows.order_by("rank", "pk").values_list("person", "address"):
        found.setdefault(person, []).append(address)
    return found


def open_accounts(person: Person) -> list[tuple[Rotation, tuple[str, str, str]]]:
    """His accounts that are not done, the most pressing first."""
    rows = (
        Rotation.objects.filter(campaign__state="running", written_off_at=None)
        .filter(account__in=_accounts_of(person))
        .exclude(state__in=[state.value for state in SETTLED])
        .select_related("account", "application", "campaign")
        .order_by("due_at", "pk")
    )
    return [(row, mark(label(State(row.state)))) for row in rows[:SHOWN]]


def open_duties(person: Person, *, at: datetime) -> list[tuple[Duty, tuple[str, str, str]]]:
    """Duties of the departments for which he speaks today."""
    departments = {
        tenure.position.department_id
        for tenure in _tenures(person, at)
        if tenure.position.role in _OWN_DUTIES and tenure.position.department_id is not None
    }
    rows = (
        Duty.objects.open(at)
        .filter(department_id__in=departments)
        .select_related("directive", "department", "application")
        .order_by("due_at", "pk")
    )
    return [(row, mark(label(row.state_at(at)))) for row in rows[:SHOWN]]


def last_messages(person: Person) -> QuerySet[Message]:
    return Message.objects.filter(person=person).order_by("-pk")[:SHOWN]


def offers(people: Iterable[int], *, at: datetime) -> list[Offer]:
    """From which answers to which of his last messages the office may choose.

    A reminder asks what the message before it asked: the newest one stands for all.
    """
    rows = (
        Message.objects.filter(person_id__in=list(people), kind__in=list(OPENS))
        .exclude(sent_at=None)
        .select_related("person")
        .order_by("-pk")
    )
    found: list[Offer] = []
    asked: list[Question] = []
    for message in rows[: 3 * OFFERED]:
        questions = [one for one in OPENS[message.kind](message) if one not in asked]
        asked += questions
        options = [
            Option(f"{message.pk}:{said}", words)
            for question in questions
            for said, words in _ways_to_answer(question, at)
        ]
        if options:
            found.append(Offer(message, tuple(options)))
    return found[:OFFERED]


def _ways_to_answer(question: Question, at: datetime) -> list[tuple[str, str]]:
    match question.code:
        case code if code == ACCOUNTS:
            return _about_accounts(len(question.data["rotations"]))
        case code if code == ORDERED:
            return [(Word.RECEIVED, _("TERIMA: arahan diterima"))]
        case code if code == STATEMENT and len(question.data["statements"]) == 1:
            return _about_statement(question, at)
        case code if code == WINDOW:
            return [
                (Word.AGREE, _("SETUJU: jadwalnya disepakati")),
                (Word.OTHER_TIME, _("WAKTU LAIN: seperti yang ia tulis")),
            ]
        case code if code == LOG_IN:
            return [
                (Word.YES, _("YA: ia sendiri yang masuk")),
                (Word.NO, _("BUKAN: bukan ia yang masuk")),
                (Word.UNSURE, _("TIDAK INGAT")),
            ]
    return []


def _about_accounts(n: int) -> list[tuple[str, str]]:
    many = ngettext("%(n)s akun", "%(n)s akun", n) % {"n": angka(n)}
    ways = [
        ("1A", _("SUDAH, kata sandi dan nama pengguna (%(n)s)") % {"n": many}),
        ("1B", _("SUDAH, kata sandi saja (%(n)s)") % {"n": many}),
        (str(Word.GUIDE), _("BELUM, minta panduan")),
    ]
    if n == 1:
        ways += [
            (f"3{letter}", _("KENDALA: %(why)s") % {"why": _trouble(reason)})
            for letter, reason in REASONS.items()
        ]
    return ways


def _trouble(reason: TroubleReason) -> str:
    return {
        TroubleReason.CANNOT_LOG_IN: _("tidak bisa masuk"),
        TroubleReason.SHARED: _("akun dipakai bersama"),
        TroubleReason.LEFT: _("sudah pindah atau pensiun"),
        TroubleReason.NOT_MINE: _("bukan akunnya"),
        TroubleReason.OTHER: _("lainnya"),
    }[reason]


def _about_statement(question: Question, at: datetime) -> list[tuple[str, str]]:
    asked = question.data["statements"][0]
    duty = Duty.objects.select_related("directive__campaign", "department", "application").filter(
        pk=asked["duty"]
    ).first()  # fmt: skip
    if duty is None:
        return []
    numbers = numbers_of(duty, at=at)
    if [numbers.proven, numbers.total] != asked["shown"]:
        return [(Word.MISTAKEN, _("KELIRU: seperti yang ia tulis"))]
    promised = asked.get("promised_on")
    sentence = sentence_of_statement(
        numbers, wib(datetime.fromisoformat(promised).date()) if promised else ""
    )
    return [
        (Word.AGREE, _("SETUJU: “%(sentence)s”") % {"sentence": sentence}),
        (Word.MISTAKEN, _("KELIRU: seperti yang ia tulis")),
    ]


def _accounts_of(person: Person) -> QuerySet[Account]:
    """Accounts that he is asked about (`present_holder_id`, as a condition)."""
    own = Q(kind=Account.Kind.PERSON, holder=person)
    shared = ~Q(kind=Account.Kind.PERSON) & (Q(owner=person) | Q(owner=None, holder=person))
    return Account.objects.filter(own | shared)


def _tenures(person: Person, at: datetime) -> list[Tenure]:
    rows = Tenure.objects.current(at.astimezone(WIB).date()).filter(person=person)
    return list(rows.select_related("position").order_by("pk"))
