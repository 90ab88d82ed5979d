"""What people do in the simulation, by chance and by the product's own actions.

Each deed takes the life and a moment and returns whether there was anything to do; one that the
laws refuse in words is counted and nothing more.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from accounts.actions import add_contact, appoint, end_tenure
from accounts.models import Contact, Person, Position, Tenure
from accounts.roles import Role
from dashboard.account.actions import name_holder
from dashboard.demo.files import csv_file, sha256
from secops.compliance.duties.actions import close_directive, write_off_duty
from secops.compliance.rotations.actions import (
    ClosingReason,
    Given,
    ask_closing,
    close_campaign,
    note_leave,
    record_answer,
    write_off,
)
from secops.compliance.rotations.models import Answer, Campaign, Rotation
from secops.intake.brought import Brought
from secops.intake.leaks.importing import import_leak
from secops.intake.leaks.outcome import LeakOrder
from secops.intake.readings.actions import import_readings
from secops.inventory.models import Account
from secops.outbox.actions import mark_sent_by_hand, take_next
from secops.reminders.calendar import city_calendar
from secops.rules.rotation import AnswerKind, TroubleReason
from tests.soak.city import soon
from tests.soak.mailbox import Received

if TYPE_CHECKING:
    from tests.soak.life import Life

Deed = Callable[["Life", datetime], bool]

_ANSWERS = (
    (AnswerKind.DONE_BOTH, None, 50),
    (AnswerKind.DONE_PASSWORD, None, 15),
    (AnswerKind.NOT_YET, None, 15),
    (AnswerKind.TROUBLE, TroubleReason.CANNOT_LOG_IN, 10),
    (AnswerKind.TROUBLE, TroubleReason.NOT_MINE, 4),
    (AnswerKind.TROUBLE, TroubleReason.OTHER, 6),
)


# --- holders -------------------------------------------------------------------------------------


def answer(life: Life, at: datetime) -> bool:
    """A holder who was told answers: done, the guide, trouble. Half of those who say so changed."""
    told = Rotation.objects.open().filter(
        turn="holder", told_at__isnull=False, campaign__state=Campaign.State.RUNNING
    )
    row = life.one_of(told.select_related("account__holder"))
    if row is None:
        return False
    kinds = [(kind, reason) for kind, reason, _weight in _ANSWERS]
    kind, reason = life.dice.choices(kinds, [weight for *_what, weight in _ANSWERS])[0]
    record_answer(
        [row], Given(kind, Answer.Channel.LINK, reason), person=row.account.holder,
        calendar=city_calendar(), at=at,
    )  # fmt: skip
    if kind is not AnswerKind.TROUBLE and life.dice.random() < 0.6:
        life.changed[row.account_id] = at - timedelta(seconds=life.dice.randrange(1, 900))
    return True


def help_a_holder(life: Life, at: datetime) -> bool:
    """An agent looks after a trouble: done with him, or it is the holder's turn again."""
    row = life.one_of(
        Rotation.objects.open()
        .filter(state="needs_help", closing_asked_at=None)
        .select_related("department")
    )
    if row is None:
        return False
    by = life.city.agent_of(row.department, at.date())
    kind = life.dice.choice((AnswerKind.DONE_BOTH, AnswerKind.NOT_YET))
    if kind is AnswerKind.DONE_BOTH:
        life.changed[row.account_id] = at - timedelta(minutes=5)
    record_answer(
        [row], Given(kind, Answer.Channel.DESK, said_by="Sari Uji"), person=None,
        calendar=city_calendar(), by=by, at=at,
    )  # fmt: skip
    return True


def note_away(life: Life, at: datetime) -> bool:
    """A holder is on leave for some days."""
    row = life.one_of(Rotation.objects.open().filter(turn="holder").select_related("department"))
    if row is None:
        return False
    by = life.city.agent_of(row.department, at.date())
    note_leave([row], soon(at, life.dice.randrange(2, 12)), by=by, at=at)
    return True


def another_holder(life: Life, at: datetime) -> bool:
    """An account passes to somebody else."""
    account = life.one_of(Account.objects.filter(holder__isnull=False))
    taker = life.someone(with_mail=True)
    if account is None or taker is None:
        return False
    give_to(life, account, taker, at)
    return True


def give_to(life: Life, account: Account, taker: Person, at: datetime) -> None:
    """By the product's own action, which finds the person by his mail address."""
    mail = taker.contacts.filter(kind=Contact.Kind.MAIL, disabled_at=None).first()
    if mail is None:
        return
    by = life.city.agent_of(account.department, at.date())
    name_holder(account, nip="", email=mail.address, name=taker.name, by=by, at=at)


# --- systems -------------------------------------------------------------------------------------


def readings(life: Life, at: datetime) -> bool:
    """An application's owner sends what the system knows."""
    app = life.dice.choice(life.city.apps)
    rows = []
    for account in Account.objects.filter(application=app).order_by("pk"):
        changed = life.changed.get(account.pk, at - timedelta(days=400, seconds=account.pk))
        disabled = life.disabled.get(account.pk)
        rows.append(
            {
                "application_code": app.code,
                "username": account.username,
                "read_at": at.isoformat(),
                "password_changed_at": changed.isoformat(),
                "username_changed_at": changed.isoformat(),
                "sessions_revoked_at": changed.isoformat(),
                "disabled_at": disabled.isoformat() if disabled else "",
            }
        )
    file = csv_file(rows)
    order = Brought(file_name="bacaan.csv", sha256=sha256(file.getvalue()))
    import_readings(file, order, by=life.city.olga, at=at)
    return True


def leak(life: Life, at: datetime) -> bool:
    """A leak report of some accounts; some of them had been changed and leak again."""
    accounts = list(Account.objects.select_related("application").order_by("pk"))
    few = life.dice.sample(accounts, min(len(accounts), life.dice.choice((3, 8, 15))))
    take_leak(life, few, at)
    return True


def mass_import(life: Life, at: datetime) -> bool:
    """A report of half the city."""
    accounts = list(Account.objects.select_related("application").order_by("pk"))
    take_leak(life, life.dice.sample(accounts, len(accounts) // 2), at)
    return True


def take_leak(life: Life, accounts: list[Account], at: datetime) -> None:
    """As a list of URL, login and password, which is read and forgotten."""
    life.reports += 1
    lines = [
        f"https://{one.application.code}.kotacontoh.example/masuk:{one.username}:Uji{life.reports}!"
        for one in accounts
    ]
    content = ("\n".join(lines) + "\n").encode()
    order = LeakOrder(
        file_name=f"laporan{life.reports}.txt", sha256=sha256(content), bytes=len(content),
        received_at=at, format="ulp",
    )  # fmt: skip
    import_leak(io.BytesIO(content), order, by=life.city.olga, at=at)


def close_asked(life: Life, at: datetime) -> bool:
    """An owner disables what he was asked to."""
    asked = Rotation.objects.open().filter(closing_asked_at__isnull=False)
    row = life.one_of(asked)
    if row is None:
        return False
    life.disabled[row.account_id] = at - timedelta(minutes=10)
    return True


# --- people --------------------------------------------------------------------------------------


def leave(life: Life, at: datetime) -> bool:
    """Somebody retires or moves away: his positions and accounts pass to others, or are closed."""
    person = life.someone()
    if person is None or life.present_for(person, at) is None:
        return False
    successor = life.someone(with_mail=True, other_than=person)
    if successor is None:
        return False
    for tenure in Tenure.objects.filter(person=person).exclude(ends_on__lt=at.date()):
        if tenure.kind == Tenure.Kind.DEFINITIVE and life.dice.random() < 0.8:
            _appoint(life, tenure.position, successor, Tenure.Kind.DEFINITIVE, None, at)
    for tenure in Tenure.objects.filter(person=person).exclude(ends_on__lt=at.date()):
        end_tenure(tenure, by=life.city.adi, at=at)
    accounts = list(Account.objects.filter(holder=person).select_related("department"))
    for account in accounts:
        rows = list(account.rotations.filter(campaign__state="running", written_off_at=None))
        if rows and life.dice.random() < 0.5:
            given = Given(AnswerKind.TROUBLE, Answer.Channel.DESK, TroubleReason.LEFT)
            by = life.city.agent_of(account.department, at.date())
            ask_closing(rows, ClosingReason.LEFT, given, calendar=city_calendar(), by=by, at=at)
        else:
            give_to(life, account, successor, at)
    life.city.left[person.pk] = at
    return True


def newcomer(life: Life, at: datetime) -> bool:
    """Somebody new, with accounts of his own."""
    person = life.city.newcomer()
    life.city.staff.append(person)
    life.city.give_accounts(person)
    return True


def absence(life: Life, at: datetime) -> bool:
    """A head or agent is away; mostly somebody acts for him or stands in."""
    position = life.dice.choice(life.city.positions(Role.HEAD, Role.AGENT))
    other = life.someone()
    if other is None or Tenure.objects.filter(position=position, person=other).exists():
        return False
    kind = life.dice.choice((Tenure.Kind.PLH, Tenure.Kind.PLT, Tenure.Kind.DEPUTY))
    _appoint(life, position, other, kind, life.dice.randrange(2, 12), at)
    return True


def vacancy(life: Life, at: datetime) -> bool:
    """A position falls vacant, and is filled some days later."""
    position = life.dice.choice(life.city.positions(Role.HEAD, Role.AGENT))
    held = Tenure.objects.current(at.date()).filter(position=position)
    if held.exists() and life.dice.random() < 0.3:
        for tenure in held:
            end_tenure(tenure, by=life.city.adi, at=at)
        return True
    return fill_vacancy(life, at)


def fill_vacancy(life: Life, at: datetime) -> bool:
    """Somebody is appointed where nobody is."""
    for position in life.city.positions(Role.HEAD, Role.AGENT):
        if not Tenure.objects.current(at.date()).filter(position=position).exists():
            other = life.someone(with_mail=True)
            if other is not None:
                _appoint(life, position, other, Tenure.Kind.DEFINITIVE, None, at)
                return True
    return False


def hand_over(life: Life, at: datetime) -> bool:
    """A position passes to another person today."""
    position = life.dice.choice(life.city.positions(Role.HEAD, Role.AGENT))
    other = life.someone(with_mail=True)
    if other is None:
        return False
    _appoint(life, position, other, Tenure.Kind.DEFINITIVE, None, at)
    return True


def _appoint(
    life: Life, position: Position, person: Person, kind: str, days: int | None, at: datetime
) -> None:
    appoint(
        position, person, kind=kind, starts_on=at.date(),
        ends_on=soon(at, days) if days else None, order_number="800/1/2026",
        by=life.city.adi, at=at,
    )  # fmt: skip


# --- addresses -----------------------------------------------------------------------------------


def address_dies(life: Life, at: datetime) -> bool:
    """A mailbox is gone: the server refuses it for good from now on."""
    contact = life.one_of(Contact.objects.filter(kind="mail", disabled_at=None))
    if contact is None:
        return False
    life.mailbox.refuse[contact.address] = "550 5.1.1 no such user"
    return True


def address_mended(life: Life, at: datetime) -> bool:
    """The office enters a new address where one died."""
    dead = Contact.objects.exclude(disabled_at=None).exclude(person__in=list(life.city.left))
    contact = life.one_of(dead.exclude(person__contacts__disabled_at=None))
    if contact is None:
        return False
    address = life.city.mailbox()
    add_contact(contact.person, kind="mail", address=address, by=life.city.adi, at=at)
    return True


def send_by_hand(life: Life, at: datetime) -> bool:
    """The officer sends what waits for her thumbs; these arrive too."""
    sent = False
    for _n in range(50):
        held = take_next(by=life.city.olga, at=at)
        if held is None:
            break
        text = f"{held.composed.subject}\n{held.composed.text}"
        address = held.message.address
        mark_sent_by_hand(held.message.pk, by=life.city.olga, at=at)
        life.watcher.by_hand.append(Received(at, address, f"hand:{held.message.pk}", text))
        sent = True
    return sent


# --- campaigns end -------------------------------------------------------------------------------


def end_campaign(life: Life, at: datetime) -> bool:
    """An old campaign is closed; the lead writes off what would not come to an end."""
    old = Campaign.objects.running().filter(ordered_at__lte=at - timedelta(days=38))
    campaign = old.order_by("pk").first()
    if campaign is None:
        return False
    rest = list(Rotation.objects.open().filter(campaign=campaign))
    if rest:
        write_off(rest, "Tidak menanggapi sampai akhir", by=life.city.leo, at=at)
    close_campaign(campaign, by=life.city.olga, at=at)
    for directive in campaign.directives.filter(closed_at=None):
        for duty in directive.duties.open(at):
            write_off_duty(duty, reason="Penggantian ditutup.", by=life.city.leo, at=at)
        close_directive(directive, by=life.city.olga, at=at)
    return True
