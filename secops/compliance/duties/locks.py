"""The lock at the source as pages read it: which applications, which accounts, which steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.models import Duty
from secops.compliance.duties.words import mark, say
from secops.house.text import english, wib
from secops.inventory.models import Account, AccountFacts, Application, Containment
from secops.rules.duty import Kind, State
from secops.rules.intervals import WIB
from secops.rules.labels import label
from secops.rules.lock import ASK_VENDOR, READING_COLUMNS, STEPS, Stack, stack_of


def locked(prefix: str = "") -> Q:
    """That a leaked password of such an account opens nothing any more, as a condition."""
    newest = F(f"{prefix}newest_exposure")
    return (
        Q(**{f"{prefix}contained_at__gt": newest})
        | Q(**{f"{prefix}change_from__gt": newest})
        | Q(**{f"{prefix}disabled_at__isnull": False})
    )


LOCKED = locked()
#: An owner is proposed this long, to the nearest full hour (policy).
PROPOSED = timedelta(hours=4)
#: So many applications stand on the page; a form with more is not read.
SHOWN = 60


@dataclass(frozen=True, slots=True)
class LockStep:
    """One step as the page shows it."""

    title: str
    words: str
    run: str
    is_cancel: bool
    is_readings: bool


@dataclass(frozen=True, slots=True)
class LockPanel:
    """What the page of a lock adds to that of any duty."""

    application: Application
    stack: Stack
    stack_word: str
    ask: str
    steps: list[LockStep]
    left: int
    may_take: bool
    list_url: str
    columns: str
    read_at: datetime | None
    containments: list[Containment]
    may_name_stack: bool


def leaked_of(application_id: int) -> QuerySet[AccountFacts]:
    """Leaked accounts of an application, locked or not."""
    return AccountFacts.objects.filter(account__application_id=application_id, exposures__gt=0)


def unlocked_of(application_id: int) -> QuerySet[AccountFacts]:
    """Leaked accounts of an application whose leaked password may still open something."""
    leaked = leaked_of(application_id)
    return leaked.exclude(pk__in=leaked.filter(LOCKED).values("pk"))


@dataclass(frozen=True, slots=True)
class LockNumbers:
    """How far an application is locked, and what its system told, in numbers."""

    accounts: int
    leaked: int
    locked: int
    read: int
    read_at: datetime | None


def lock_numbers(application_id: int) -> LockNumbers:
    """Count the accounts of one application in one go."""
    leaked = Q(facts__exposures__gt=0)
    return LockNumbers(
        **Account.objects.filter(application_id=application_id).aggregate(
            accounts=Count("pk"),
            leaked=Count("pk", filter=leaked),
            locked=Count("pk", filter=leaked & locked("facts__")),
            read=Count("facts__read_at"),
            read_at=Max("facts__read_at"),
        )
    )


def to_lock() -> QuerySet[Application]:
    """Applications with leaked accounts that nobody is ordered to lock yet, the most hit first."""
    unlocked = AccountFacts.objects.filter(exposures__gt=0).exclude(
        pk__in=AccountFacts.objects.filter(LOCKED).values("pk")
    )
    per_application = (
        unlocked.filter(account__application=OuterRef("pk"))
        .order_by()
        .values("account__application")
        .annotate(n=Count("pk"))
        .values("n")
    )
    ordered = (
        Duty.objects.filter(directive__kind=Kind.LOCK, directive__closed_at=None)
        .exclude(state__in=[State.WITHDRAWN, State.WRITTEN_OFF])
        .values("application")
    )
    return (
        Application.objects.exclude(status=Application.Status.RETIRED)
        .exclude(pk__in=ordered)
        .select_related("owner")
        .annotate(leaked=Coalesce(Subquery(per_application, output_field=IntegerField()), 0))
        .filter(leaked__gt=0)
        .order_by("-leaked", "sort_name", "pk")
    )


@dataclass(frozen=True, slots=True)
class OrderedLock:
    """A lock that somebody is ordered to set, and how far it is."""

    duty: Duty
    state: tuple[str, str, str]
    leaked: int
    locked: int


def ordered_locks(duties: QuerySet[Duty], *, at: datetime) -> list[OrderedLock]:
    """How far each ordered lock is; two queries."""
    rows = list(duties.select_related("directive", "application", "department")[:SHOWN])
    counted = (
        AccountFacts.objects.filter(
            exposures__gt=0, account__application__in={row.application_id for row in rows}
        )
        .order_by()
        .values("account__application")
        .annotate(leaked=Count("pk"), locked=Count("pk", filter=LOCKED))
    )
    found = {one["account__application"]: (one["leaked"], one["locked"]) for one in counted}
    return [
        OrderedLock(row, mark(label(row.state_at(at))), *found.get(row.application_id or 0, (0, 0)))
        for row in rows
    ]


def proposed_due(at: datetime) -> datetime:
    """The full hour nearest to four hours from now."""
    moment = at.astimezone(WIB) + PROPOSED + timedelta(minutes=30)
    return moment.replace(minute=0, second=0, microsecond=0)


def lock_panel(duty: Duty, user: User) -> LockPanel | None:
    """The steps of a lock for its stack; None for any other duty."""
    application = duty.application
    if duty.kind is not Kind.LOCK or application is None:
        return None
    stack = stack_of(application.stack)
    read_at: datetime | None = leaked_of(application.pk).aggregate(newest=Max("read_at"))["newest"]
    return LockPanel(
        application=application,
        stack=stack,
        stack_word=say(stack),
        ask=ASK_VENDOR[english()] if stack is Stack.UNKNOWN else "",
        steps=steps_of(stack),
        left=unlocked_of(application.pk).count(),
        may_take=may_take_list(user, application),
        list_url=reverse("duty-usernames", args=[duty.pk]),
        columns=", ".join(READING_COLUMNS),
        read_at=read_at,
        containments=list(application.containments.select_related("recorded_by__person")[:5]),
        may_name_stack=user.may(Permission.IMPORT)
        or user.may(Permission.REPORT_LOCK, application.owner_id),
    )


def steps_of(stack: Stack) -> list[LockStep]:
    """The steps of a stack in the reader's language."""
    return [
        LockStep(
            say(step.part),
            step.en if english() else step.id,
            step.run,
            step.part.value == "cancel",
            step.part.value == "readings",
        )
        for step in STEPS[stack]
    ]


def may_take_list(user: User, application: Application) -> bool:
    """The list goes to who locks the application, and to the office that hands it to him."""
    return user.may(Permission.RUN_CAMPAIGN) or user.may(
        Permission.REPORT_LOCK, application.owner_id
    )


def locked_sentence(application: Application) -> str:
    """Since when it is locked, in words; empty while it is not."""
    newest = application.containments.first()
    if newest is None:
        return ""
    return _("Dikunci di sumber sejak %(when)s.") % {"when": wib(newest.contained_at)}
