"""Finding whom somebody asks about, and in one line each whether they were told."""

from __future__ import annotations

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Lower, Replace

from accounts.models import Contact, Department, Person, Tenure, User
from accounts.roles import Role
from dashboard.told.entries import OUT
from dashboard.told.scope import about, messages_for, people_for
from secops.compliance.duties.models import Directive, Duty
from secops.inventory.models import Account
from secops.outbox.models import Message
from secops.reminders.models import Slip

S = Message.State
NIP = 18
#: Telephone numbers are compared from this many digits on.
DIGITS = 7


def found_by(rows: QuerySet[Person], words: str) -> QuerySet[Person]:
    """By all words of the name, or the whole NIP, username, mail address or telephone number."""
    words = " ".join(words.split())
    if not words:
        return rows
    digits = "".join(sign for sign in words if sign.isdigit())
    named = Q()
    for word in words.casefold().split():
        named &= Q(sort_name__contains=word)
    accounts = Account.objects.filter(login_key=words.casefold())
    wanted: Combinable | Q = (
        named
        | Exists(accounts.filter(Q(holder=OuterRef("pk")) | Q(owner=OuterRef("pk"))))
        | Exists(Contact.objects.of_address(words).filter(person=OuterRef("pk")))
    )
    if len(digits) == NIP and digits == "".join(words.split()):
        wanted |= Q(nip=digits)
    elif len(digits) >= DIGITS and not any(sign.isalpha() for sign in words):
        wanted |= Exists(_numbers(digits).filter(person=OuterRef("pk")))
    return rows.filter(Q(wanted) | _twins_of(rows.filter(wanted)))


def _twins_of(found: QuerySet[Person]) -> Exists:
    """Other records of the same people: without a NIP, with the same mail address. One message
    goes to all of them and stands with one."""
    mails = Contact.objects.filter(kind=Contact.Kind.MAIL, disabled_at=None).annotate(
        low=Lower("address")
    )
    known = mails.filter(person__in=found.filter(nip="").order_by().values("pk"))
    return Exists(
        mails.filter(person=OuterRef("pk"), person__nip="", low__in=known.order_by().values("low"))
    )


def _numbers(digits: str) -> QuerySet[Contact]:
    """Telephone numbers with these digits, however they are spaced or begin."""
    core = digits.removeprefix("62").removeprefix("0")
    bare = F("address")
    for sign in (" ", "-", "(", ")", "."):
        bare = Replace(bare, Value(sign), Value(""))  # type: ignore[assignment]
    return (
        Contact.objects.filter(kind=Contact.Kind.WHATSAPP)
        .alias(bare=bare)
        .filter(bare__endswith=core)
    )


def in_department(rows: QuerySet[Person], department: Department) -> QuerySet[Person]:
    """Those with an account or a position there."""
    accounts = Account.objects.filter(department=department)
    return rows.filter(
        Exists(accounts.filter(Q(holder=OuterRef("pk")) | Q(owner=OuterRef("pk"))))
        | Exists(Tenure.objects.filter(person=OuterRef("pk"), position__department=department))
    )


def of_directive(rows: QuerySet[Person], directive: Directive, user: User) -> QuerySet[Person]:
    """Who speaks or works for the departments that were ordered."""
    departments = about(Duty.objects.filter(directive=directive), user).values("department")
    helpers = (Role.HEAD, Role.AGENT, Role.APPLICATION_ADMINISTRATOR)
    held = Tenure.objects.filter(
        person=OuterRef("pk"), position__role__in=helpers, position__department__in=departments
    )
    return rows.filter(Exists(held))


def with_answers(user: User, rows: QuerySet[Person] | None = None) -> QuerySet[Person]:
    """People with what stands in the line of each: how often told, when last and how."""
    his = messages_for(user).filter(person=OuterRef("pk")).order_by()
    out = his.filter(state__in=OUT)
    last = out.order_by("-sent_at", "-pk")
    handed = about(
        Slip.objects.filter(person=OuterRef("pk"), handed_over_at__isnull=False), user
    ).order_by()
    people = people_for(user) if rows is None else rows
    return people.annotate(
        told_messages=_count(out),
        told_slips=_count(handed),
        last_at=Subquery(last.values("sent_at")[:1]),
        last_channel=Subquery(last.values("channel")[:1]),
        last_state=Subquery(last.values("state")[:1]),
        slip_at=Subquery(handed.order_by("-handed_over_at").values("handed_over_at")[:1]),
        is_reached=Exists(Contact.objects.usable().filter(person=OuterRef("pk"))),
        waits=Exists(his.filter(state__in=[S.QUEUED, S.SENDING])),
        failed=Exists(his.filter(state=S.FAILED)),
        unknown=Exists(his.filter(state=S.UNKNOWN)),
    )


def ever_told(rows: QuerySet[Person]) -> int:
    """How many of these people were told at least once."""
    return rows.filter(Q(told_messages__gt=0) | Q(told_slips__gt=0)).count()


def _count(rows: QuerySet[Message] | QuerySet[Slip]) -> Coalesce:
    counted = rows.values("person").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
