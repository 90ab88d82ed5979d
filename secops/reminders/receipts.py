"""The receipt of an answer, to the mailbox of the person: so that nobody answers for him unseen."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Contact, Person
from secops.compliance.rotations.models import Answer
from secops.house.text import wib
from secops.outbox.actions import Promise, promise_many
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import as_html, as_text, big, item, p, small
from secops.outbox.models import Message
from secops.reminders import passages, words
from secops.rules.rotation import AnswerKind

RECEIPT = "answer.receipt"


def promise_receipt(
    person: Person, mailbox: Contact, answers: Sequence[Answer], *, at: datetime
) -> None:
    """Promise the receipt of answers given together; it goes at any hour."""
    key = f"receipt:{answers[0].pk}"
    payload = {"answers": [answer.pk for answer in answers]}
    promise_many(
        [Promise(key, RECEIPT, person.pk, mailbox, payload, asked_for=True)],
        at=at,
    )


def compose_receipt(message: Message, at: datetime) -> Words:
    """What was recorded, when, and whom to call if somebody else did it."""
    answers = list(
        Answer.objects.filter(pk__in=message.payload.get("answers", []))
        .select_related("rotation__application")
        .order_by("rotation__application__sort_name", "pk")
    )
    if not answers:
        return Dropped(_("Jawabannya tidak ada lagi."))
    said = [(one.rotation.application.name, AnswerKind(one.kind)) for one in answers]
    return receipt(said, answers[0].given_at)


def receipt(answers: Sequence[tuple[str, AnswerKind]], given_at: datetime) -> Composed:
    """The letter: (application, answer) one under the other."""
    subject = _("Jawaban Anda tercatat %(when)s") % {"when": wib(given_at)}
    parts = [big(subject)]
    for name, kind in answers:
        answer = in_words(kind)
        parts.append(item(f"{name}: {answer}", (name, answer)))
    if any(kind in (AnswerKind.DONE_BOTH, AnswerKind.DONE_PASSWORD) for _name, kind in answers):
        parts.append(p(passages.CHECKED.say()))
    parts.append(p(f"{passages.NOT_YOU.say(posko=words.desk())} {words.never()}"))
    parts.append(small(_("Anda menerima pesan ini karena jawaban atas nama Anda baru dicatat.")))
    return Composed(subject, as_text(parts), as_html(subject, parts))


def in_words(kind: AnswerKind) -> str:
    """The answer as its giver chose it."""
    return {
        AnswerKind.DONE_BOTH: _("sudah, kata sandi dan nama pengguna"),
        AnswerKind.DONE_PASSWORD: _("sudah, kata sandi saja"),
        AnswerKind.NOT_YET: _("belum"),
        AnswerKind.TROUBLE: _("ada kendala"),
    }[kind]


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    RECEIPT: Composer(gettext_lazy("Tanda terima jawaban"), one_by_one(compose_receipt)),
}
