"""The accounts an incident hit: of its leak reports, of log-ins in question, picked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from secops.house.text import angka
from secops.incidents.models import AffectedAccount, Incident
from secops.inventory.models import Account, Exposure


def accounts_of(incident: Incident) -> QuerySet[Account]:
    """All of them, of the incident and what was merged into it."""
    return _any_of(*_named(incident), _picked(incident))


def reports_of(family: Sequence[Incident]) -> list[int]:
    """The leak reports that are linked and hold."""
    links = Incident.leak_reports.through.objects.filter(
        incident__in=family, leakreport__withdrawn_at=None
    )
    return sorted(set(links.values_list("leakreport_id", flat=True)))


def accounts_url(incident: Incident) -> str:
    """The list of them; empty where nobody knows any."""
    page = reverse("incident-accounts", args=[incident.code])
    return page if accounts_of(incident).exists() else ""


def accounts_words(incident: Incident) -> str:
    """How many, by how they are known."""
    named = _any_of(*_named(incident)).count()
    picked = accounts_of(incident).count() - named
    words = []
    if named:
        words.append(
            ngettext("%(n)s akun dalam laporan", "%(n)s akun dalam laporan", named)
            % {"n": angka(named)}
        )
    if picked:
        words.append(
            ngettext("%(n)s akun dipilih posko", "%(n)s akun dipilih posko", picked)
            % {"n": angka(picked)}
        )
    if incident.accounts_stated is not None:
        words.append(
            ngettext(
                "%(n)s akun menurut catatan", "%(n)s akun menurut catatan", incident.accounts_stated
            )
            % {"n": angka(incident.accounts_stated)}
        )
    return ", ".join(words)


def _any_of(*parts: QuerySet[Any, Any]) -> QuerySet[Account]:
    first, *others = parts
    return Account.objects.filter(pk__in=first.union(*others))


def _named(incident: Incident) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    family = incident.family
    named = Exposure.objects.filter(report_id__in=reports_of(family), account_id__isnull=False)
    entered = Incident.log_ins.through.objects.filter(incident__in=family)
    return named.values("account_id"), entered.values("loginreview__rotation__account_id")


def _picked(incident: Incident) -> QuerySet[Any, Any]:
    rows = AffectedAccount.objects.filter(incident__in=incident.family)
    return rows.order_by().values("account_id")
