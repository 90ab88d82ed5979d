"""Which kind of message opens which questions, and who takes the answers."""

from __future__ import annotations

from secops.compliance.duties.actions.sending import NUMBERS
from secops.compliance.rotations.log_ins.words import KIND as LOG_IN
from secops.compliance.rotations.schedules.words import KIND as SCHEDULE
from secops.inbox.actions.reading import REPLY
from secops.inbox.answering import HANDLERS, OPENS, Question, heads, holders, vendors, words_for
from secops.inbox.models import Incoming
from secops.outbox.models import Message
from secops.outbox.replies import BUTTONS, REPLIES
from secops.reminders.composers import DIGEST, REEXPOSED, START


def opens_digest(message: Message) -> list[Question]:
    """A digest holds a person's accounts and what he is asked as a head."""
    return [*holders.opens(message), *heads.opens_digest(message)]


def opens_reply(message: Message) -> list[Question]:
    """Our answer may ask the next thing; an officer's own words ask nothing that we could read."""
    if "text" in message.payload:
        return []
    found = Incoming.objects.filter(pk=message.payload.get("incoming")).first()
    if found is None:
        return []
    asked = [Question(one["code"], one["data"]) for one in found.asks]
    return [one for one in asked if not (HANDLERS[one.code].free and _answered(message))]


def _answered(message: Message) -> bool:
    """Words of his own answer a question once; whatever he writes next is about something else."""
    done = [Incoming.State.TAKEN, Incoming.State.SETTLED]
    return message.pk is not None and message.replies.filter(state__in=done).exists()


def fill() -> None:
    """Fill the tables; called once, by `secops/wiring.py`."""
    OPENS.update(heads.OPENS)
    OPENS.update(
        {
            START: holders.opens,
            REEXPOSED: holders.opens,
            DIGEST: opens_digest,
            LOG_IN: holders.opens_log_in,
            SCHEDULE: vendors.opens,
            REPLY: opens_reply,
        }
    )
    HANDLERS.update(heads.HANDLERS | holders.HANDLERS | vendors.HANDLERS)
    REPLIES.update(dict.fromkeys(OPENS, words_for))
    BUTTONS.update(
        dict.fromkeys((START, REEXPOSED, DIGEST), ("1 SUDAH", "2 PANDUAN", "3 KENDALA"))
        | dict.fromkeys(heads.ORDERS, ("TERIMA", "TELEPON SAYA"))
        | {NUMBERS: ("SETUJU", "LIHAT", "KELIRU"), SCHEDULE: ("SETUJU", "WAKTU LAIN")}
    )  # fmt: skip
