"""Rounds of looks: switched on by the office, once a day, by a worker; or one application now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.retirements.actions.taking import refused
from secops.compliance.retirements.models import HostLook, ProbeSwitch
from secops.compliance.retirements.probe.addresses import networks_of
from secops.compliance.retirements.probe.looking import Fault, Prober
from secops.inventory.models import Application, Host
from secops.jobs.actions import start_job
from secops.jobs.models import Job
from secops.jobs.registry import JobRefused, Progress

PROBE = "retirement.probe"
#: By itself a host is looked at so often at most.
EVERY = timedelta(days=1)
#: By hand, so often at most.
AT_HAND = timedelta(minutes=5)
#: Where so many hosts were asked and none answered, it is we who are cut off.
CUT_OFF = 3


def prober() -> Prober:
    """The one of this installation: its domains and networks, nothing else."""
    return Prober(settings.GOVERNMENT_DOMAINS, networks_of(settings.GOVERNMENT_NETWORKS))


def is_on() -> bool:
    """Whether hosts may be looked at."""
    return ProbeSwitch.objects.filter(on=True).exists()


@transaction.atomic
def switch(on: bool, *, by: User, at: datetime) -> ProbeSwitch:
    """Allow or forbid looks at hosts."""
    check(by, Permission.MANAGE_PEOPLE)
    found, _new = ProbeSwitch.objects.select_for_update().get_or_create(
        pk=1, defaults={"changed_at": at, "changed_by": by}
    )
    if found.on != on:
        found.on, found.changed_at, found.changed_by = on, at, by
        found.save(update_fields=["on", "changed_at", "changed_by"])
        record("probe.switched_on" if on else "probe.switched_off", found, by=by, at=at)
    return found


def start_round(*, at: datetime) -> bool:
    """Queue the round of the day, once; called by the clock."""
    due = ProbeSwitch.objects.filter(Q(looked_at=None) | Q(looked_at__lte=at - EVERY), on=True)
    with transaction.atomic():
        if not due.update(looked_at=at):
            return False
        start_job(PROBE, _("Memeriksa alamat aplikasi"), {}, by=User.objects.system(), at=at)
    return True


@transaction.atomic
def look_now(application: Application, *, by: User, at: datetime) -> Job:
    """Queue a look at one application's hosts."""
    check(by, Permission.RETIRE_APPLICATION)
    if not is_on():
        raise refused(
            "switched_off",
            "Pemeriksaan alamat belum dinyalakan oleh admin kantor.",
            "Looks at addresses are not switched on by the office administrator.",
        )
    hosts = Host.objects.filter(application=application)
    if HostLook.objects.filter(host__in=hosts, at__gt=at - AT_HAND).exists():
        raise refused(
            "too_soon",
            "Baru saja diperiksa. Coba lagi beberapa menit lagi.",
            "It was looked at just now. Try again in a few minutes.",
        )
    title = _("Memeriksa alamat %(name)s") % {"name": application.name}
    return start_job(PROBE, title, {"application": application.pk}, by=by, at=at)


def work(*, payload: dict[str, Any], by: User, at: datetime, progress: Progress) -> dict[str, Any]:
    """The work of a round: each host once, the looks noted together at the end."""
    if not is_on():
        raise JobRefused(
            "Pemeriksaan alamat sudah dimatikan.", "Looks at addresses are switched off."
        )
    application = payload.get("application")
    hosts = Host.objects.filter(application=application) if application else _of_the_day(at)
    return look_at(hosts, prober(), alone=bool(application), by=by, at=at, progress=progress)


def look_at(
    hosts: Iterable[Host],
    with_: Prober,
    *,
    alone: bool,
    by: User,
    at: datetime,
    progress: Progress,
) -> dict[str, Any]:
    """Look at hosts and note what they said.

    Where many were asked and none answered nothing is noted: it is our own line that is cut.
    """
    found = list(hosts)
    looks = []
    for n, host in enumerate(found):
        progress(n, len(found), host.name)
        seen = with_.look(host.name, host.port)
        looks.append(
            HostLook(
                host=host,
                at=at,
                answered=seen.answered,
                status=seen.status,
                title=seen.title,
                leads_to=seen.leads_to,
                tls_until=seen.tls_until,
                tls_fault=seen.tls_fault,
                fault=seen.fault,
            )
        )
    progress(len(found), len(found))
    answered = sum(one.answered for one in looks)
    asked = sum(one.fault not in (Fault.NOT_OURS, Fault.REFUSED) for one in looks)
    cut_off = not alone and asked >= CUT_OFF and not answered
    if not cut_off:
        with transaction.atomic():
            HostLook.objects.bulk_create(looks)
            counts = {"hosts": len(looks), "answered": answered}
            if alone and found:
                record("probe.looked", found[0].application, by=by, at=at, **counts)
            elif own := ProbeSwitch.objects.first():
                record("probe.went_round", own, by=by, at=at, **counts)
    return {"hosts": len(looks), "answered": answered, "cut_off": cut_off}


def _of_the_day(at: datetime) -> Iterable[Host]:
    """Hosts that nobody has looked at today."""
    rows = Host.objects.annotate(newest=Max("looks__at"))
    return rows.filter(Q(newest=None) | Q(newest__lte=at - EVERY / 2)).order_by("pk")
