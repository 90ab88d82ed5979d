"""Examples of messages to heads, with a made-up order of a made-up department."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.links import no_link
from accounts.models import Department, Person
from secops.compliance.duties import texts
from secops.compliance.duties.composers import letter_of, statement_parts
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.duties.numbers import Numbers
from secops.compliance.duties.passages import ASK_SAMPLE, NO_LETTER_SAMPLE, ORDER_SAMPLE
from secops.outbox.composers import Composed
from secops.outbox.letter import p
from secops.outbox.models import Message
from secops.outbox.samples import Sample
from secops.rules.duty import Kind
from secops.rules.intervals import WIB
from secops.rules.rotation import State

_DUE = datetime(2026, 11, 30, 16, 0, tzinfo=WIB)
_LEFT = {State.VERIFIED.value: 28, State.NEEDS_HELP.value: 2, State.TOLD.value: 1}
_NUMBERS = Numbers(
    Kind.ROTATION, 28, 31, facts=_LEFT, read_at=_DUE.replace(hour=7, minute=30),
    application="SIMPATIK",
)  # fmt: skip


def _duty(letter_number: str = "Sekda 000.6/123/2026") -> Duty:
    directive = Directive(
        code="A-2026-009",
        title="Pegawai mengganti kata sandi SIMPATIK",
        kind=Kind.ROTATION,
        letter_number=letter_number,
    )
    return Duty(directive=directive, department=Department(name="Dinas Sosial"), due_at=_DUE)


def _order(message: Message, at: datetime) -> Composed:
    return _order_of(_duty(), message, at)


def _order_without_letter(message: Message, at: datetime) -> Composed:
    return _order_of(_duty(letter_number=""), message, at)


def _order_of(duty: Duty, message: Message, at: datetime) -> Composed:
    link = not message.is_chat
    lines = texts.order_lines([duty], Person(name="Budi"), link=link, at=at, numbers=_NUMBERS)
    subject = texts.order_subject(duty)
    if message.is_chat:
        return Composed(subject, " ".join(lines) + "\n")
    return letter_of(message, subject, [p(line) for line in lines], no_link())


def _ask(message: Message, at: datetime) -> Composed:
    duty, morning = _duty(), _DUE - timedelta(hours=8)
    parts = statement_parts(duty, _NUMBERS, chat=message.is_chat, at=morning)
    return letter_of(message, texts.numbers_subject(duty), parts, no_link())


_HEAD = _("Kepala OPD")
#: key -> example, for `secops.wiring`.
SAMPLES: dict[str, Sample] = {
    ORDER_SAMPLE: Sample(_("Arahan"), _HEAD, _order),
    NO_LETTER_SAMPLE: Sample(_("Arahan tanpa surat"), _HEAD, _order_without_letter),
    ASK_SAMPLE: Sample(_("Permintaan pernyataan"), _HEAD, _ask),
}
