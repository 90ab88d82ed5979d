"""Which looks at services everybody may read, and what the public page says of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check as may_check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.words import say
from secops.incidents.checks.models import PublicCheck, ServiceCheck
from secops.incidents.checks.words import SAYS
from secops.incidents.refused import DeskRefused
from secops.rules.assertion import Value
from secops.rules.public_words import plain
from secops.rules.secrets import kept_words

#: What was looked at longer ago says nothing of today.
FRESH = timedelta(hours=24)


@transaction.atomic
def show_check(check: ServiceCheck, *, name: str, by: User, at: datetime) -> PublicCheck:
    """Let everybody read the result of a look, under this name."""
    may_check(by, Permission.PUBLISH_STATEMENT)
    check = ServiceCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    public = " ".join(kept_words(plain(name), 120).split())
    if check.withdrawn_at is not None:
        raise DeskRefused(_("Pemeriksaan ini sudah ditarik."))
    if check.recorded_by_id == by.pk:
        raise DeskRefused(_("Yang mencatat tidak dapat menampilkannya sendiri. Minta orang lain."))
    if not public:
        raise DeskRefused(_("Tuliskan nama layanannya untuk umum."), "name")
    if PublicCheck.objects.filter(service_check=check, hidden_at=None).exists():
        raise DeskRefused(_("Pemeriksaan ini sudah ditampilkan."))
    shown, _made = PublicCheck.objects.update_or_create(
        service_check=check,
        defaults={
            "name": public, "shown_by": by, "shown_at": at,
            "hidden_by": None, "hidden_at": None, "hidden_why": "",
        },
    )  # fmt: skip
    record("check.shown", check, by=by, at=at, name=public, check_result=check.result)
    return shown


@transaction.atomic
def hide_check(check: ServiceCheck, *, why: str, by: User, at: datetime) -> None:
    """Take it off the public page; the trail keeps that it stood there."""
    may_check(by, Permission.PUBLISH_STATEMENT)
    shown = PublicCheck.objects.select_for_update().filter(service_check=check).first()
    reason = kept_words(why, 500)
    if shown is None or shown.hidden_at is not None:
        raise DeskRefused(_("Pemeriksaan ini tidak sedang ditampilkan."))
    if not reason:
        raise DeskRefused(_("Tuliskan alasannya."), "reason")
    shown.hidden_by, shown.hidden_at, shown.hidden_why = by, at, reason
    shown.save(update_fields=["hidden_by", "hidden_at", "hidden_why"])
    record("check.hidden", check, by=by, at=at, name=shown.name, reason=reason)


@dataclass(frozen=True, slots=True)
class PublicState:
    """How one public service does, as far as everybody may know."""

    pk: int
    name: str
    state: str
    tone: str
    checked_at: datetime
    shown_at: datetime
    #: When what the line says turned last.
    changed_at: datetime


_TONES = {Value.RUNNING: "ok", Value.DISTURBED: "soon", Value.STOPPED: "bad"}


def public_states(*, at: datetime) -> list[PublicState]:
    """The newest look of each service that was released, by name. Where a newer one that was not
    released says otherwise, or it is old, the line promises nothing."""
    rows = (
        PublicCheck.objects.shown()
        .filter(service_check__tested_at__lte=at)
        .select_related("service_check")
        .order_by("-service_check__tested_at", "-service_check_id")
    )
    newest: dict[str, PublicCheck] = {}
    for row in rows:
        newest.setdefault(row.service_check.subject_key, row)
    speaking = ServiceCheck.objects.newest().filter(subject_key__in=newest)
    now = dict(speaking.values_list("subject_key", "result"))
    looks: dict[str, list[ServiceCheck]] = defaultdict(list)
    for look in ServiceCheck.objects.filter(subject_key__in=newest, recorded_at__lte=at):
        looks[look.subject_key].append(look)
    found = [_state(row, now.get(key, ""), looks[key], at) for key, row in newest.items()]
    return sorted(found, key=lambda one: (one.name.casefold(), one.pk))


def taken_back_at(*, at: datetime) -> datetime | None:
    """When a line was taken off the page last, by hand or with its look; None for never."""
    gone = [
        moment
        for moments in PublicCheck.objects.values_list("hidden_at", "service_check__withdrawn_at")
        for moment in moments
        if moment is not None and moment <= at
    ]
    return max(gone, default=None)


def _turned(row: PublicCheck, looks: list[ServiceCheck], at: datetime) -> datetime:
    """When the line last came to say something else: it was shown, a look that says otherwise
    came or was withdrawn, or it grew old."""
    check = row.service_check
    moments = [row.shown_at]
    for look in looks:
        if look.tested_at > check.tested_at and look.result != check.result:
            moments += [look.recorded_at, *([look.withdrawn_at] if look.withdrawn_at else [])]
    if at - check.tested_at > FRESH:
        moments.append(check.tested_at + FRESH)
    return max(moment for moment in moments if moment <= at)


def _state(row: PublicCheck, now: str, looks: list[ServiceCheck], at: datetime) -> PublicState:
    check = row.service_check
    value = SAYS.get(ServiceCheck.Result(check.result))
    if value is None or now != check.result:
        words, tone = _("sedang diperiksa lagi"), "mut"
    elif at - check.tested_at > FRESH:
        words, tone = _("belum diperiksa lagi"), "mut"
    else:
        words, tone = say(value).lower(), _TONES[value]
    return PublicState(
        row.pk, plain(row.name), words, tone, check.tested_at, row.shown_at, _turned(row, looks, at)
    )
