"""Telling departments: the order in bulk, single words on the way, an example to oneself."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import AnswerLink, Contact, Person, User
from accounts.roles import Permission, Role
from accounts.speakers import holders
from secops.audit.actions import record
from secops.compliance.duties.actions.issue import OrderRefused
from secops.compliance.duties.hands import capacities
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.duties.recipients import Plan, Recipient, plan_for, worker_of
from secops.outbox.actions import Promise, promise, promise_many, start_batch
from secops.outbox.contacts import way_beside, way_to
from secops.outbox.models import Batch, Message
from secops.rules.duty import Actor, Kind
from secops.rules.working_time import Voice, voice_of

ORDER, LOCK, AGENT = "duty.order", "duty.lock", "duty.agent"
NUMBERS, REOPENED, RETURNED, CODE = "duty.numbers", "duty.reopened", "duty.returned", "duty.code"
CHANGED, EXAMPLE, PREPARE = "duty.changed", "duty.example", "duty.prepare"


def plan_of(directive: Directive, *, at: datetime) -> Plan:
    """Return whom the order still has to reach: departments that have not said "received"."""
    duties = (
        directive.duties.open(at)
        .filter(received_at=None)
        .select_related("directive", "department", "application")
        .order_by("department__sort_name", "pk")
    )
    return plan_for(list(duties), at=at)


@transaction.atomic
def send_directive(
    directive: Directive, *, by: User, at: datetime, at_any_hour_because: str = ""
) -> Batch:
    """Send the order to heads and agents; it waits 30 seconds in which it can be undone."""
    check(by, Permission.RUN_CAMPAIGN)
    locked = Directive.objects.select_for_update().get(pk=directive.pk)
    plan = plan_of(locked, at=at)
    urgent = _urgent(locked)
    batch = start_batch(
        f"{locked.code} {locked.title}"[:200],
        [
            *(_order_to(locked, one, head=True, urgent=urgent) for one in plan.heads_reached),
            *(_order_to(locked, one, head=False, urgent=urgent) for one in plan.agents_reached),
        ],
        by=by,
        at=at,
        at_any_hour_because=at_any_hour_because,
    )
    locked.batch = batch
    locked.messages_from = locked.messages_from or batch.not_before
    locked.save(update_fields=["batch", "messages_from"])
    record("directive.sent", locked, by=by, at=at, people=len(plan.reached))
    return batch


@transaction.atomic
def send_example(directive: Directive, *, by: User, at: datetime) -> Message:
    """Send the officer himself what a head would get, without a link that answers for anybody."""
    check(by, Permission.RUN_CAMPAIGN)
    duty = directive.duties.order_by("department__sort_name", "pk").first()
    contact = contact_of(by.person) if by.person else None
    if duty is None or contact is None or by.person is None:
        raise OrderRefused(
            _("Anda belum memiliki alamat email atau nomor WhatsApp yang terdaftar.")
        )
    return promise(
        f"{EXAMPLE}:{directive.pk}:{by.person.pk}:{at:%Y%m%d%H%M%S}",
        EXAMPLE,
        by.person,
        contact,
        payload={"duties": [duty.pk]},
        at=at,
        asked_for=True,
    )


@transaction.atomic
def promise_numbers(duty: Duty, *, at: datetime) -> None:
    """Ask the head for his statement on today's numbers (after a report, or by the office)."""
    _promise_to(Role.HEAD, NUMBERS, f"{NUMBERS}:{duty.pk}:{at:%Y%m%d}", duty, at=at)


def promise_reopened(duty: Duty, *, at: datetime) -> None:
    """Tell head and agent that a statement is open again for some accounts."""
    for role in (Role.HEAD, Role.AGENT):
        key = f"{REOPENED}:{duty.pk}:{role}:{at:%Y%m%d%H%M}"
        _promise_to(role, REOPENED, key, duty, at=at, urgent=True)


def promise_returned(duty: Duty, *, at: datetime) -> None:
    """Tell head and agent why the office gave it back."""
    for role in (Role.HEAD, Role.AGENT):
        key = f"{RETURNED}:{duty.pk}:{role}:{at:%Y%m%d%H%M}"
        _promise_to(role, RETURNED, key, duty, at=at)


@transaction.atomic
def pass_to_agent(
    duty: Duty, *, by: User, at: datetime, person: Person | None = None
) -> Person | None:
    """The head asks his agent to prepare it; returns the agent, None where there is none."""
    if not {Actor.HEAD, Actor.DEPUTY} & set(capacities(person or by.person, duty, at=at)):
        raise PermissionDenied
    agent = worker_of(duty, at=at)
    if agent is None:
        return None
    # Accounts are worked off at the agent's own desk; everything else is reported by a link.
    kind = AGENT if duty.kind is Kind.ROTATION else PREPARE
    _promise_to(Role.AGENT, kind, f"{kind}:{duty.pk}:{at:%Y%m%d}", duty, at=at)
    record("duty.passed_to_agent", duty, by=by, at=at, agent=agent.name)
    return agent


@transaction.atomic
def send_code(link: AnswerLink, duty: Duty, *, at: datetime) -> Contact | None:
    """Promise six digits by another channel than the link came by; None where there is none.

    The digits are made when the message is composed, so they are never stored.
    """
    contact = other_channel(link)
    if contact is not None:
        promise(
            f"{CODE}:{link.pk}:{at:%Y%m%d%H%M}",
            CODE,
            link.person,
            contact,
            payload={"link": link.pk, "duty": duty.pk},
            at=at,
            urgent=True,
            asked_for=True,
            code_beside=_came_by(link),
        )
    return contact


def taken_back(batch: Batch, at: datetime) -> None:
    """A send of an order was undone: if it was the first, the order has not gone out."""
    if not batch.messages.exclude(state=Message.State.CANCELLED).exists():
        begun = Directive.objects.filter(batch=batch, messages_from=batch.not_before)
        begun.update(messages_from=None)


def other_channel(link: AnswerLink) -> Contact | None:
    """The best trusted address of the person that is not the channel of his link."""
    return way_beside(link.person_id, link.channel)


def _came_by(link: AnswerLink) -> str:
    return link.channel or Contact.Kind.MAIL


def contact_of(person: Person) -> Contact | None:
    """The best address of a person: his own choice, else trusted mail, else another channel."""
    found = way_to(person.pk)
    return next(iter(found.chosen), None) if found else None


def _promise_to(
    role: Role, kind: str, key: str, duty: Duty, *, at: datetime, urgent: bool = False
) -> None:
    if role is Role.AGENT:
        person = worker_of(duty, at=at)
    else:
        person = holders(role, [duty.department_id], at=at).get(duty.department_id)
    contact = contact_of(person) if person else None
    if person is not None and contact is not None:
        wanted = Promise(key, kind, person.pk, contact, {"duties": [duty.pk]}, urgent)
        promise_many([wanted], at=at)


def _order_to(directive: Directive, one: Recipient, *, head: bool, urgent: bool) -> Promise:
    assert one.contact is not None
    kind = AGENT
    if head:
        kind = LOCK if directive.kind == Kind.LOCK else ORDER
    return Promise(
        f"{kind}:{directive.pk}:{one.person.pk}",
        kind,
        one.person.pk,
        one.contact,
        {"duties": [duty.pk for duty in one.duties]},
        urgent,
    )


def _urgent(directive: Directive) -> bool:
    return voice_of(directive.ordered_at, directive.due_at) is Voice.URGENT
