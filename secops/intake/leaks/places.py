"""Where a leaked row points: the register of our hosts, the rules made by hand, unknown hosts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings

from secops.intake.models import HostRule
from secops.intake.parsers import HostIndex, LeakRow
from secops.inventory.models import Host


@dataclass(frozen=True, slots=True)
class Places:
    """The index the parsers judge by, and the hosts somebody said are not ours."""

    index: HostIndex
    not_ours: frozenset[str]


def our_places() -> Places:
    """Read the register and the rules: once for a report."""
    index = HostIndex(settings.GOVERNMENT_DOMAINS, settings.GOVERNMENT_NETWORKS)
    for application, name, port in Host.objects.values_list("application_id", "name", "port"):
        index.add(application, with_port(name, port))
    not_ours = set()
    for rule in HostRule.objects.all():
        if rule.application_id is None:
            not_ours.add(rule.host)
        else:
            index.add(rule.application_id, rule.host)
    return Places(index, frozenset(not_ours))


def with_port(name: str, port: int | None) -> str:
    """`name:port`; an IPv6 address stands in brackets."""
    shown = f"[{name}]" if ":" in name else name
    return f"{shown}:{port}" if port else shown


def host_of(row: LeakRow) -> str:
    """The host as the queue shows it and as rules remember it.

    A bare IP address is told apart by its port: behind each stands another application.
    """
    if row.port and (row.host[-1].isdigit() or ":" in row.host):
        return with_port(row.host, row.port)
    return row.host


def place_of_host(host: str) -> int:
    """The place of a host of no application: a negative number, the same in every report."""
    digest = hashlib.blake2b(host.encode(), digest_size=8).digest()
    return -1 - (int.from_bytes(digest, "big") >> 1)
