"""The question to the owner: letter, proof that it arrived, time that runs from there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.access import check
from accounts.models import Contact, Person, User
from accounts.roles import Permission, Role
from accounts.speakers import holders
from secops.audit.actions import record
from secops.compliance.retirements.actions.taking import keep, locked, refused, take
from secops.compliance.retirements.models import Retirement
from secops.compliance.retirements.signs import signs_of
from secops.compliance.retirements.words import QUESTION, default_letter, say_all
from secops.house.files import Checked
from secops.inventory.models import Application
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to
from secops.outbox.models import Message
from secops.outbox.voices import city_calendar
from secops.rules.clocks import CLOCKS, ClockCode, deadline
from secops.rules.retirement import State


def head_of(application: Application, *, at: datetime) -> Person | None:
    """Who speaks for the application's owner today; None where nobody does."""
    if application.owner_id is None:
        return None
    return holders(Role.HEAD, [application.owner_id], at=at).get(application.owner_id)


@transaction.atomic
def ask_owner(
    application: Application, *, number: str, text: str, by: User, at: datetime
) -> Retirement:
    """Ask the owner whether the application is still needed, and send him the letter.

    Without an owner or a head to ask the question is refused in words; a head without any address
    gets the letter on paper, whose receipt is then uploaded.
    """
    check(by, Permission.RETIRE_APPLICATION)
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    retirement, _made = Retirement.objects.get_or_create(
        application=application, defaults={"opened_by": by, "changed_at": at}
    )
    retirement = locked(retirement)
    head = head_of(application, at=at)
    _refuse_without_head(application, head)
    if not number.strip():
        raise refused(
            "number_missing", "Tuliskan nomor suratnya.", "Give the number of the letter."
        )
    signs = signs_of([application.pk], at=at)[application.pk]
    retirement.opened_by = by
    retirement.reasons = [sign.value for sign in signs.found]
    retirement.letter_number, retirement.letter_version = (
        number.strip(),
        retirement.letter_version + 1,
    )
    retirement.letter_text = text.strip() or default_letter(application, signs.found)
    retirement.sent_at, retirement.delivered_at, retirement.due_at = at, None, None
    retirement.delivered_how, retirement.call_asked_at, retirement.call_note = "", None, ""
    take(
        retirement,
        State.QUESTIONED,
        by=by,
        at=at,
        facts={
            "letter": retirement.letter_number,
            "version": retirement.letter_version,
            "text": retirement.letter_text,
            "reasons": say_all(signs.found),
            "to": head.name if head else "",
        },
    )
    assert head is not None
    _promise(retirement, head, at=at)
    return retirement


def _refuse_without_head(application: Application, head: Person | None) -> None:
    if application.owner_id is None:
        raise refused(
            "no_owner",
            "Aplikasi ini belum memiliki pemilik. Isi kolom owner_code pada daftar aplikasi dulu.",
            "This application has no owner yet. Fill in owner_code in the register first.",
        )
    if head is None:
        raise refused(
            "no_head",
            "OPD pemiliknya belum memiliki Kepala OPD. Tetapkan pejabatnya dulu.",
            "The department that owns it has no head. Appoint one first.",
        )


def question_keys(retirement: Retirement) -> list[str]:
    """The keys under which the present letter went out, one for each kind of address."""
    return [f"{QUESTION}:{retirement.pk}:{retirement.letter_version}:{k}" for k in Contact.Kind]


def _promise(retirement: Retirement, head: Person, *, at: datetime) -> None:
    ways = ways_to([head.pk]).get(head.pk)
    if ways is None:
        return
    chosen = [one for one in (ways.whatsapp, ways.mail) if one] or ways.chosen
    payload = {"retirement": retirement.pk, "version": retirement.letter_version}
    promise_many(
        [
            Promise(
                f"{QUESTION}:{retirement.pk}:{retirement.letter_version}:{contact.kind}",
                QUESTION,
                head.pk,
                contact,
                payload,
            )
            for contact in chosen
        ],
        at=at,
    )


@transaction.atomic
def note_receipt(
    retirement: Retirement,
    *,
    received_at: datetime,
    files: Sequence[Checked],
    by: User,
    at: datetime,
) -> None:
    """The office has the signed receipt of the letter: the owner's time runs from there."""
    check(by, Permission.RETIRE_APPLICATION)
    retirement = locked(retirement)
    if not files:
        raise refused("proof_missing", "Unggah tanda terimanya.", "Upload the receipt.")
    if received_at > at or (retirement.sent_at and received_at < retirement.sent_at):
        raise refused(
            "not_between",
            "Waktu diterima harus sesudah surat dikirim dan tidak di masa depan.",
            "It can only have been received after the letter was sent, and not in the future.",
        )
    note_delivery(retirement, received_at, Retirement.Delivery.RECEIPT, by=by, at=at)
    step = retirement.steps.filter(to_state=State.QUESTIONED).last()
    for file in files:
        keep(retirement, file, step=step, by=by, at=at)


def note_delivery(
    retirement: Retirement,
    delivered_at: datetime,
    how: Retirement.Delivery,
    *,
    by: User,
    at: datetime,
) -> bool:
    """Note the proof that the letter arrived and start the owner's time; the row is locked.

    The first proof counts; False where there was one, or nothing is asked any more.
    """
    if retirement.law_state is not State.QUESTIONED or retirement.delivered_at is not None:
        return False
    retirement.delivered_at, retirement.delivered_how = delivered_at, how
    retirement.due_at = deadline(
        CLOCKS[ClockCode.RETIREMENT_ANSWER], delivered_at, calendar=city_calendar()
    )
    retirement.save(update_fields=["delivered_at", "delivered_how", "due_at"])
    record(
        "retirement.delivered", retirement, by=by, at=at,
        how=str(how.label), due=retirement.due_at,
    )  # fmt: skip
    return True


def letter_arrived(retirement: Retirement, *, at: datetime) -> datetime | None:
    """When a channel said that the letter arrived, or None."""
    found = Message.objects.filter(
        key__in=question_keys(retirement), state=Message.State.REACHED, reached_at__lte=at
    )
    return found.order_by("reached_at").values_list("reached_at", flat=True).first()
