"""Campaigns and orders in the simulation, and what departments, office and lead make of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from accounts.models import Person, Tenure
from accounts.roles import Role
from secops.compliance.duties.actions import (
    Order,
    Target,
    accept_duty,
    confirm_duty,
    dispute_duty,
    exempt_duty,
    issue_directive,
    promise_numbers,
    receive_duty,
    reject_dispute,
    report_duty,
    return_duty,
    send_directive,
    withdraw_duty,
    write_off_duty,
)
from secops.compliance.duties.actions.campaigns import start_campaign_with_duties
from secops.compliance.duties.actions.sending import promise_returned
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Channel, Directive, Duty
from secops.compliance.rotations.actions import Plan, draft_campaign
from secops.compliance.rotations.models import Campaign
from secops.ladders.actions import change_ladder
from secops.ladders.models import OfficeLadder
from secops.outbox.actions import cancel_batch
from secops.reminders.actions import add_holiday, start_messages
from secops.reminders.calendar import city_calendar
from secops.reminders.duties.acknowledging import acknowledge
from secops.reminders.duties.calling import call_tasks, note_call
from secops.reminders.duties.escalating import decide, undecided, undo_decision, unresolved
from secops.reminders.models import Call, Escalation, Holiday
from secops.rules.clocks import CLOCKS, ClockCode, deadline
from secops.rules.duty import Kind, State
from secops.rules.ladder import DEFAULTS, Anchor, Audience, LadderKind
from secops.rules.ladder_edit import made
from tests.soak.city import soon

if TYPE_CHECKING:
    from tests.soak.life import Life

_CLASSES = (
    ClockCode.ROTATION_PRIVILEGED, ClockCode.ROTATION_EXPOSED,
    ClockCode.ROTATION_OTHERS, ClockCode.ROTATION_OTHERS,
)  # fmt: skip
_TO_DO = (State.OPEN, State.RETURNED, State.REOPENED)
#: Campaigns that run at one time.
AT_ONCE = 3


# --- the office orders ---------------------------------------------------------------------------


def new_campaign(life: Life, at: datetime) -> bool:
    """A campaign over one or two applications: holders, departments, sometimes the owners' lock."""
    if Campaign.objects.running().count() >= AT_ONCE:
        return False
    life.orders += 1
    apps = life.dice.sample(life.city.apps, life.dice.choice((1, 2)))
    plan = Plan(
        name=f"Serentak {life.orders}", applications=apps, exposed_only=life.dice.random() < 0.6
    )
    olga = life.city.olga
    campaign = draft_campaign(plan, by=olga, at=at)
    started = start_campaign_with_duties(
        campaign, calendar=city_calendar(), lock=life.dice.random() < 0.3, overlap=True,
        by=olga, at=at,
    )  # fmt: skip
    for directive in (started.rotation, started.lock):
        if directive is not None:
            send_directive(directive, by=olga, at=at)
    start_messages(started.started.campaign, by=olga, at=at)
    return True


def new_order(life: Life, at: datetime) -> bool:
    """An order to some departments, due in 24 hours, 72 hours or ten working days."""
    life.orders += 1
    units = life.dice.sample(life.city.units, life.dice.randrange(1, len(life.city.units) + 1))
    code = life.dice.choice(_CLASSES)
    order = Order(
        title=f"Kerjakan TGS-{life.orders:03d}", kind=Kind.CUSTOM, text="Kerjakan dan laporkan.",
        due_at=deadline(CLOCKS[code], at, calendar=city_calendar()),
        checklist=("Langkah satu", "Langkah dua"),
    )  # fmt: skip
    olga = life.city.olga
    directive = issue_directive(order, [Target(one.pk) for one in units], by=olga, at=at)
    batch = send_directive(directive, by=olga, at=at)
    if life.dice.random() < 0.1:  # undone in time, and sent the next time round
        cancel_batch(batch, by=olga, at=at + timedelta(seconds=10))
    return True


def send_again(life: Life, at: datetime) -> bool:
    """The office sends an order whose sending was undone, or to those who have not received it."""
    row = life.one_of(Directive.objects.filter(closed_at=None, ordered_at__gte=at - _WEEK))
    if row is None:
        return False
    send_directive(row, by=life.city.olga, at=at)
    return True


def office_reminds(life: Life, at: datetime) -> bool:
    """The office presses "send" for a running campaign once more."""
    campaign = life.one_of(Campaign.objects.running())
    if campaign is None:
        return False
    start_messages(campaign, by=life.city.olga, at=at)
    return True


_WEEK = timedelta(days=7)


# --- departments ---------------------------------------------------------------------------------


def _speaker(life: Life, duty: Duty, at: datetime, *roles: Role) -> Person | None:
    tenures = Tenure.objects.current(at.date()).filter(
        position__role__in=roles, position__department=duty.department_id
    )
    tenure = life.one_of(tenures.select_related("person"))
    return tenure.person if tenure else None


def _duties(*states: State) -> QuerySet[Duty]:
    rows = Duty.objects.filter(
        state__in=[state.value for state in states],
        directive__closed_at=None,
        directive__messages_from__isnull=False,
    )
    return rows.select_related("directive__campaign", "department", "application").order_by("pk")


def _duty(life: Life, *states: State) -> Duty | None:
    found: Duty | None = life.one_of(_duties(*states))
    return found


def receive(life: Life, at: datetime) -> bool:
    """A department says "received", or the office notes it."""
    duty = _duty(life, State.OPEN)
    person = _speaker(life, duty, at, Role.HEAD, Role.AGENT) if duty else None
    if duty is None or person is None:
        return False
    receive_duty(duty, by=life.city.olga, at=at, person=person, channel=Channel.PHONE)
    return True


def report(life: Life, at: datetime) -> bool:
    """An agent reports for the head to state."""
    duty = _duty(life, *_TO_DO)
    person = _speaker(life, duty, at, Role.AGENT) if duty else None
    if duty is None or person is None:
        return False
    by = life.city.user_of(person)
    report_duty(duty, text="Sudah dikerjakan.", by=by, at=at, steps_done=["Langkah satu"])
    promise_numbers(duty, at=at)
    return True


def state_it(life: Life, at: datetime) -> bool:
    """A head states all that waits for him: the numbers of the moment, a date for the rest."""
    duty = _duty(life, *_TO_DO, State.REPORTED)
    person = _speaker(life, duty, at, Role.HEAD) if duty else None
    if duty is None or person is None:
        return False
    waiting = (*_TO_DO, State.REPORTED)
    for one in (
        _duties(*waiting).filter(department=duty.department).exclude(directive__kind=Kind.LOCK)
    ):
        numbers = numbers_of(one, at=at)
        confirm_duty(
            one, shown=(numbers.proven, numbers.total), promised_on=soon(at, 5),
            by=life.city.olga, at=at, person=person, channel=Channel.PHONE,
        )  # fmt: skip
    return True


def dispute(life: Life, at: datetime) -> bool:
    """A head says it is not his department's."""
    duty = _duty(life, *_TO_DO)
    person = _speaker(life, duty, at, Role.HEAD) if duty else None
    if duty is None or person is None:
        return False
    dispute_duty(duty, reason="Bukan tugas kami.", by=life.city.olga, at=at, person=person)
    return True


def hold(life: Life, at: datetime) -> bool:
    """A department is at it until some day."""
    duty = _duty(life, *_TO_DO, State.REPORTED)
    person = _speaker(life, duty, at, Role.HEAD, Role.AGENT) if duty else None
    if duty is None or person is None:
        return False
    until = soon(at, life.dice.randrange(1, 8))
    acknowledge(duty, until, "Sedang dikerjakan", by=life.city.olga, at=at, person=person)
    return True


# --- office and lead -----------------------------------------------------------------------------


def judge(life: Life, at: datetime) -> bool:
    """The office accepts statements or gives them back; another hand than the one that wrote."""
    waiting = list(_duties(State.CONFIRMED)[:5])
    for duty in waiting:
        if life.dice.random() < 0.7:
            accept_duty(duty, by=life.city.leo, at=at)
        else:
            return_duty(duty, reason="Belum lengkap.", by=life.city.olga, at=at)
            promise_returned(duty, at=at)
    return bool(waiting)


def give_back(life: Life, at: datetime) -> bool:
    """The office gives a mere report back."""
    duty = _duty(life, State.REPORTED)
    if duty is None:
        return False
    return_duty(duty, reason="Lengkapi langkah dua.", by=life.city.olga, at=at)
    promise_returned(duty, at=at)
    return True


def settle_dispute(life: Life, at: datetime) -> bool:
    """It is theirs after all, or it is not."""
    duty = _duty(life, State.DISPUTED)
    if duty is None:
        return False
    how = life.dice.choice((reject_dispute, withdraw_duty))
    how(duty, reason="Sudah diperiksa.", by=life.city.olga, at=at)
    return True


def lead_decides(life: Life, at: datetime) -> bool:
    """The lead sends, holds, has the head telephoned, takes it back, or lets it lie."""
    row = life.one_of(undecided(at=at))
    lot = life.dice.random()
    if row is None or lot < 0.15:
        return False
    decision = Escalation.Decision
    leo = life.city.leo
    if lot < 0.65:
        if row.needs_call and row.person_id is not None:
            note_call([row.duty], Call.Outcome.REACHED, by=life.city.olga, at=at)
        decide([row.pk], decision.SEND, by=leo, at=at)
    elif lot < 0.8:
        until = soon(at, life.dice.randrange(1, 6))
        decide([row.pk], decision.HOLD, by=leo, at=at, until=until, reason="Cuti")
    elif lot < 0.95:
        decide([row.pk], decision.CALL, by=leo, at=at)
    else:
        sent = life.one_of(unresolved().filter(decision=decision.SEND))
        if sent is not None:
            undo_decision([sent.pk], by=leo, at=at)
    return True


def telephone(life: Life, at: datetime) -> bool:
    """The office telephones whom it has to."""
    tasks = call_tasks(at=at)
    if not tasks:
        return False
    task = life.dice.choice(tasks)
    outcome = life.dice.choice((Call.Outcome.REACHED, Call.Outcome.NO_ANSWER))
    note_call(task.all, outcome, by=life.city.olga, at=at)
    return True


def let_off(life: Life, at: datetime) -> bool:
    """The lead exempts a duty for a while, or writes it off."""
    duty = _duty(life, *_TO_DO)
    if duty is None:
        return False
    if life.dice.random() < 0.7:
        until = soon(at, life.dice.randrange(3, 15))
        exempt_duty(duty, reason="Sistem dihentikan.", until=until, by=life.city.leo, at=at)
    else:
        write_off_duty(duty, reason="Tidak relevan.", by=life.city.leo, at=at)
    return True


# --- the calendar and the ladders ----------------------------------------------------------------


def holiday(life: Life, at: datetime) -> bool:
    """A day off is decreed at short notice."""
    day = soon(at, life.dice.randrange(2, 12))
    if not city_calendar().is_working_day(day):
        return False
    add_holiday(day, "Libur daerah", Holiday.Kind.LOCAL, by=life.city.adi, at=at)
    return True


def edit_ladder(life: Life, at: datetime) -> bool:
    """The office changes a ladder; what runs keeps its own."""
    kind = life.dice.choice((LadderKind.DAYS, LadderKind.HOLDERS, LadderKind.HOURS))
    who = (Audience.HOLDER,) if kind is LadderKind.HOLDERS else (Audience.AGENT, Audience.HEAD)
    more = {
        LadderKind.DAYS: made(kind, Anchor.BEFORE_DUE, who, 2),
        LadderKind.HOLDERS: made(kind, Anchor.AFTER_DUE, who, 3),
        LadderKind.HOURS: made(kind, Anchor.AFTER_DUE, who, 2),
    }
    row = OfficeLadder.objects.get(kind=kind)
    usual = row.ladder == DEFAULTS[kind]
    ladder = (*DEFAULTS[kind], more[kind]) if usual else DEFAULTS[kind]
    change_ladder(kind, ladder, version=row.version, by=life.city.adi, at=at)
    return True
