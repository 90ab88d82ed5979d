"""Examples of messages to holders and helpers, with made-up accounts."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person
from secops.compliance.duties.models import Directive, Duty
from secops.outbox.composers import Composed
from secops.outbox.models import Message
from secops.outbox.samples import Sample
from secops.reminders import sample_keys as keys
from secops.reminders.asks import Ask, AskKind
from secops.reminders.composers import sample_of
from secops.reminders.duties.asks import DutyAsk
from secops.reminders.duties.standing import Standing
from secops.reminders.helping import Helping
from secops.reminders.items import Item
from secops.reminders.receipts import receipt
from secops.rules.duty import Kind
from secops.rules.intervals import WIB
from secops.rules.ladder import Anchor, Audience, Rung, Step
from secops.rules.rotation import AnswerKind, State

#: A Friday of JOURNEYS J1 and what is due after it.
_DUE = datetime(2026, 11, 30, 16, 0, tzinfo=WIB)
_LEAKED = datetime(2026, 11, 12, 12, 0, tzinfo=WIB)
_AGENTS = {1: Person(name="Budi")}


def _account(name: str, state: State, *, days: int = 0, department: int = 1) -> Item:
    return Item(
        rotation_id=0,
        person_id=0,
        campaign_id=0,
        campaign="",
        letter_number="SE Sekda 000.6/123/2026",
        reason_id="",
        reason_en="",
        application=name,
        department_id=department,
        department="Dinas Sosial",
        state=state,
        due_at=_DUE + timedelta(days=days),
        exposed_at=_LEAKED,
        read_at=None,
    )


_ONE = [_account("SIMPATIK", State.OPEN)]
_AGAIN = [_account("SIMPATIK", State.REEXPOSED)]
_THREE = [
    _account("e-Kinerja", State.CONTRADICTED, days=-4),
    _account("SIMPATIK", State.OPEN),
    _account("e-Surat", State.PARTIAL, days=7, department=2),
]


def _start(message: Message, at: datetime) -> Composed:
    return sample_of(message, _ONE, _DUE - timedelta(days=3), agents=_AGENTS)


def _again(message: Message, at: datetime) -> Composed:
    return sample_of(message, _AGAIN, _DUE - timedelta(days=3), agents=_AGENTS)


def _many(message: Message, at: datetime) -> Composed:
    return sample_of(message, _THREE[1:], _DUE - timedelta(days=3), agents={})


def _digest(message: Message, at: datetime) -> Composed:
    return sample_of(message, _THREE, _DUE - timedelta(days=1), agents={}, digest=True)


def _duty(title: str, done: int, audience: Audience) -> DutyAsk:
    directive = Directive(code="A-2026-009", title=title, kind=Kind.ROTATION_BY_COUNT)
    duty = Duty(
        directive=directive,
        department=Department(name="Dinas Sosial"),
        due_at=_DUE,
        count_done=done,
        count_total=31,
    )
    step = Step(Rung("h-1", Anchor.BEFORE_DUE, (audience,)), _DUE)
    return DutyAsk(0, Standing(duty, (), _DUE, False), step, audience)


def _of_agent(message: Message, at: datetime) -> Composed:
    asks = [Ask(0, AskKind.CLOSING, "SIMPATIK", _LEAKED, 3)]
    duties = [_duty("Ganti kata sandi SIMPATIK", 28, Audience.AGENT)]
    return Helping(asks, duties).alone(message, _DUE - timedelta(days=1))


def _of_head(message: Message, at: datetime) -> Composed:
    titles = (("Ganti kata sandi SIMPATIK", 28), ("Ganti kata sandi e-Surat", 12))
    duties = [_duty(title, done, Audience.HEAD) for title, done in titles]
    return Helping([], duties).alone(message, _DUE - timedelta(days=1))


def _receipt(message: Message, at: datetime) -> Composed:
    return receipt([("SIMPATIK", AnswerKind.DONE_BOTH)], _DUE - timedelta(hours=2))


_HOLDER, _HELPER = _("pemegang akun"), _("Agen Siber OPD")
#: key -> example, for `secops.wiring`.
SAMPLES: dict[str, Sample] = {
    keys.START: Sample(_("Pesan awal"), _HOLDER, _start),
    keys.START_MANY: Sample(_("Pesan awal, beberapa akun"), _HOLDER, _many),
    keys.AGAIN: Sample(_("Bocor lagi"), _HOLDER, _again),
    keys.DIGEST: Sample(_("Pengingat harian"), _HOLDER, _digest),
    keys.AGENT_DIGEST: Sample(_("Pengingat harian, tugas OPD"), _HELPER, _of_agent),
    keys.HEAD_DIGEST: Sample(_("Pengingat harian, tugas OPD"), _("Kepala OPD"), _of_head),
    keys.RECEIPT: Sample(_("Tanda terima jawaban"), _HOLDER, _receipt),
}
