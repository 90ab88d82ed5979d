"""The composers of messages about duties; `secops/wiring.py` puts them into the outbox's table.

Each reads the duty again in the transaction that sends, and stays silent where nobody needs the
words any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import IssuedLink, issue_link, issue_six_digits
from accounts.models import AnswerLink, Person
from accounts.roles import Role
from accounts.speakers import holders
from secops.compliance.duties import texts
from secops.compliance.duties.actions import sending
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Directive, DirectiveVersion, Duty
from secops.compliance.duties.numbers import Numbers
from secops.compliance.duties.readers import to_agent, to_both, to_head
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import Part, as_html, as_text, big, code, go, item, p, quote, typed
from secops.outbox.models import Message
from secops.outbox.passages import own_texts
from secops.rules.duty import Kind, State

#: The purpose of a link that leads a head to one duty.
PURPOSE = "duty"
#: The purpose of a link by which an agent reports one duty, and does nothing else.
REPORT = "duty-report"
#: What waits for an agent; a report waits for the head, too (RULES 2).
_TO_DO = (State.OPEN, State.RETURNED, State.REOPENED)


def _duties(message: Message) -> list[Duty]:
    rows: QuerySet[Duty] = Duty.objects.filter(
        pk__in=message.payload.get("duties", [])
    ).select_related("directive__campaign", "department", "application")
    return list(rows.order_by("pk"))


def _agent(duty: Duty, at: datetime) -> Person | None:
    return holders(Role.AGENT, [duty.department_id], at=at).get(duty.department_id)


def _order(message: Message, at: datetime) -> Words:
    duties = [duty for duty in _duties(message) if duty.received_at is None and _asked(duty, at)]
    if not duties:
        return Dropped(_("Sudah diterima OPD."))
    duty, agent = duties[0], _agent(duties[0], at)
    subject = texts.order_subject(duty)
    if message.is_chat:
        return Composed(subject, texts.order(duties, agent, at=at) + "\n")
    parts = [p(line) for line in texts.order_lines(duties, agent, link=True, at=at)]
    return _letter(message, at, duty, subject, parts)


def _lock(message: Message, at: datetime) -> Words:
    duties = [duty for duty in _duties(message) if _asked(duty, at)]
    if not duties:
        return Dropped(_("Sudah dikunci di sumber."))
    subject = texts.lock_subject(duties[0], at=at)
    said = [texts.lock(duty, at=at) for duty in duties]
    if message.is_chat:
        return Composed(subject, "\n\n".join(said) + "\n")
    steps = [item(f"☐ {step}") for step in duties[0].directive.checklist]
    return _letter(message, at, duties[0], subject, [*map(p, said), *steps])


def _to_agent(message: Message, at: datetime) -> Words:
    duties = [duty for duty in _duties(message) if duty.state_at(at) in _TO_DO]
    if not duties:
        return Dropped(_("Tugas sudah selesai."))
    return _plain(message, *texts.to_agent(duties, at=at))


def _prepare(message: Message, at: datetime) -> Words:
    """The head passed it on: what is asked, and a link that can only report."""
    duties = [duty for duty in _duties(message) if duty.state_at(at) in _TO_DO]
    if not duties:
        return Dropped(_("Tugas sudah selesai."))
    duty = duties[0]
    subject, words = texts.prepare_subject(duty), texts.prepare(duty, at=at)
    subjects = {"duty": duty.pk, "message": message.pk}
    link = issue_link(message.person, REPORT, subjects, channel=message.contact_kind, at=at)
    return letter_of(message, subject, [p(words)], link)


def _numbers(message: Message, at: datetime) -> Words:
    duties = [duty for duty in _duties(message) if _asked(duty, at)]
    if not duties:
        return Dropped(_("Sudah dinyatakan."))
    duty = duties[0]
    numbers = numbers_of(duty, at=at)
    parts = statement_parts(duty, numbers, chat=message.is_chat, at=at)
    letter = _letter(message, at, duty, texts.numbers_subject(duty), parts)
    return replace(letter, said={"statements": [texts.asked_of(duty, numbers, at=at)]})


def _reopened(message: Message, at: datetime) -> Words:
    duties = [duty for duty in _duties(message) if duty.state_at(at) is State.REOPENED]
    if not duties:
        return Dropped(_("Sudah dinyatakan kembali."))
    duty = duties[0]
    return _plain(message, texts.reopened_subject(duty), texts.reopened(duty, _agent(duty, at)))


def _returned(message: Message, at: datetime) -> Words:
    duties = [duty for duty in _duties(message) if duty.state_at(at) is State.RETURNED]
    if not duties:
        return Dropped(_("Sudah dilaporkan kembali."))
    return _plain(message, texts.returned_subject(duties[0]), texts.returned(duties[0]))


def _changed(message: Message, at: datetime) -> Words:
    """The newest of two changes speaks for both: an older message is left out."""
    version = DirectiveVersion.objects.select_related("directive").get(
        pk=message.payload["version"]
    )
    if version.number != version.directive.text_version:
        return Dropped(_("Arahan sudah berubah lagi."))
    if not any(_asked(duty, at) for duty in _duties(message)):
        return Dropped(_("Tugas sudah selesai."))
    before = version.directive.versions.filter(number=version.number - 1).first()
    return _plain(message, texts.changed_subject(version), texts.changed(version, before))


def _code(message: Message, at: datetime) -> Words:
    link = AnswerLink.objects.filter(pk=message.payload.get("link"), revoked_at=None).first()
    if link is None:
        return Dropped(_("Tautannya sudah tidak berlaku."))
    digits = issue_six_digits(link.person, code_purpose(message.payload["duty"]), link=link, at=at)
    shown = f"{digits[:3]} {digits[3:]}"
    words = _(
        "%(digits)s adalah 6 angka untuk pernyataan Ibu/Bapak, berlaku 15 menit. Kami tidak pernah "
        "meminta angka ini lewat telepon atau pesan."
    ) % {"digits": shown}
    subject = _("6 angka untuk pernyataan Anda")
    html = as_html(subject, [code(shown), p(words)]) if _is_mail(message) else ""
    return Composed(subject, words + "\n", html, hidden=(shown, digits))


def _example(message: Message, at: datetime) -> Words:
    duties = _duties(message)
    if not duties:
        return Dropped(_("Arahannya tidak ada lagi."))
    duty = duties[0]
    if duty.kind is Kind.LOCK:
        subject, words = texts.lock_subject(duty, at=at), texts.lock(duty, at=at)
    else:
        subject, words = texts.order_subject(duty), texts.order(duties, _agent(duty, at), at=at)
    return _plain(message, _("Contoh: %(subject)s") % {"subject": subject}, words)


def _asked(duty: Duty, at: datetime) -> bool:
    """Whether the department has something to do: what was disputed or stated waits for others."""
    return duty.state_at(at) in (*_TO_DO, State.REPORTED)


def code_purpose(duty_id: int) -> str:
    """What six digits are good for: the statement on this one duty."""
    return f"{PURPOSE}:{duty_id}"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a head would read: by WhatsApp, and by mail with its subject and steps."""

    chat: str
    subject: str
    mail: str
    steps: tuple[str, ...] = ()


def preview_of(directive: Directive, *, at: datetime) -> Preview | None:
    """The words of an order, for the page before it is sent."""
    duty = (
        directive.duties.select_related("directive__campaign", "department", "application")
        .order_by("department__sort_name", "pk")
        .first()
    )
    if duty is None:
        return None
    if duty.kind is Kind.LOCK:
        words = texts.lock(duty, at=at)
        return Preview(words, texts.lock_subject(duty, at=at), words, tuple(directive.checklist))
    agent = _agent(duty, at)
    with own_texts():
        by_mail = "\n\n".join(texts.order_lines([duty], agent, link=True, at=at))
        return Preview(texts.order([duty], agent, at=at), texts.order_subject(duty), by_mail)


def _is_mail(message: Message) -> bool:
    return not message.is_chat


def _plain(message: Message, subject: str, words: str) -> Composed:
    html = as_html(subject, [big(subject), p(words)]) if _is_mail(message) else ""
    return Composed(subject, words + "\n", html)


def statement_parts(duty: Duty, numbers: Numbers, *, chat: bool, at: datetime) -> list[Part]:
    """The numbers and the sentence a head may agree to: one paragraph in a chat (JOURNEYS J3.3)."""
    if chat:
        return [p(texts.ask_statement(duty, numbers, at=at))]
    *lines, sentence = texts.ask_statement_lines(duty, numbers, at=at)
    return [*map(p, lines), quote(sentence)]


def _letter(
    message: Message, at: datetime, duty: Duty, subject: str, parts: Sequence[Part]
) -> Composed:
    """With the one link and its code; in a chat the code alone."""
    subjects = {"duty": duty.pk, "message": message.pk}
    link = issue_link(message.person, PURPOSE, subjects, channel=message.contact_kind, at=at)
    return letter_of(message, subject, parts, link)


def letter_of(message: Message, subject: str, parts: Sequence[Part], link: IssuedLink) -> Composed:
    """The parts, then the way to answer."""
    hidden = (link.url, link.token, link.code_shown, link.code)
    code = typed(link.code_shown)
    if message.is_chat:
        text = "\n\n".join(part.words for part in (*parts, code))
        return Composed(subject, f"{text}\n", hidden=hidden)
    whole = [big(subject), *parts, go(_("Buka tugas ini"), link.url), code]
    return Composed(subject, as_text(whole), as_html(subject, whole), hidden=hidden)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    sending.ORDER: Composer(
        gettext_lazy("Arahan ke Kepala OPD"),
        one_by_one(to_head(_order)),
        True,
        taken_back=sending.taken_back,
    ),
    sending.LOCK: Composer(
        gettext_lazy("Kunci di sumber"),
        one_by_one(to_head(_lock)),
        True,
        taken_back=sending.taken_back,
    ),
    sending.AGENT: Composer(
        gettext_lazy("Arahan ke Agen"),
        one_by_one(to_agent(_to_agent)),
        True,
        taken_back=sending.taken_back,
    ),
    sending.PREPARE: Composer(
        gettext_lazy("Diteruskan Kepala OPD"), one_by_one(to_agent(_prepare)), True
    ),
    sending.NUMBERS: Composer(
        gettext_lazy("Permintaan pernyataan"), one_by_one(to_head(_numbers)), True
    ),
    sending.REOPENED: Composer(
        gettext_lazy("Dibuka kembali"), one_by_one(to_both(_reopened)), True
    ),
    sending.CHANGED: Composer(gettext_lazy("Arahan berubah"), one_by_one(to_both(_changed)), True),
    sending.RETURNED: Composer(gettext_lazy("Dikembalikan"), one_by_one(to_both(_returned)), True),
    sending.CODE: Composer(gettext_lazy("6 angka"), one_by_one(_code)),
    sending.EXAMPLE: Composer(gettext_lazy("Contoh arahan"), one_by_one(_example)),
}
