"""Accounts of an incident as a table, and those that can be picked."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import HiddenInput
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secops.house.tables import Column, PickColumn
from secops.inventory.models import Account, LeakReport
from secops.inventory.tables import AccountFilter, AccountTable

_LESS = ("kind", "changed", "last_login")


class AffectedTable(AccountTable):
    """Accounts an incident hit, with where that is known from."""

    caption = _("Akun yang terkena insiden")
    pick = PickColumn(key="bulk")
    how = Column(
        empty_values=(), verbose_name=_("Diketahui dari"), orderable=False,
        attrs={"td": {"class": "ps-nowrap"}},
    )  # fmt: skip

    class Meta:
        sequence = ("pick", "...")
        exclude = _LESS

    def render_how(self, record: Any) -> str:
        return self.value_how(record)

    def value_how(self, record: Any) -> str:
        """A leak report, somebody's pick, or a log-in that was judged."""
        ways = []
        if record.named:
            ways.append(gettext("laporan kebocoran"))
        if record.picked:
            ways.append(gettext("dipilih posko"))
        return ", ".join(ways) or gettext("masuk setelah bocor")


class CandidateTable(AccountTable):
    """Accounts that can be picked."""

    caption = _("Akun yang dapat dipilih")
    pick = PickColumn(key="bulk")

    class Meta:
        sequence = ("pick", "...")
        exclude = _LESS


def reports(request: Any) -> QuerySet[LeakReport]:
    """Leak reports that hold."""
    return LeakReport.objects.filter(withdrawn_at=None)


class AffectedFilter(AccountFilter):
    """By login or holder, application, department, and where it is known from."""

    kind = None
    exposed = None
    known = None
    report = None
    how = django_filters.ChoiceFilter(
        method="by_how",
        label=_("Diketahui dari"),
        choices=[("report", _("laporan kebocoran")), ("picked", _("dipilih posko"))],
        empty_label=_("Semua"),
    )

    def by_how(self, rows: QuerySet[Account], _name: str, value: str) -> QuerySet[Account]:
        return rows.filter(**{"named" if value == "report" else "picked": True})


class CandidateFilter(AccountFilter):
    """By login or holder, application, department, and leak report."""

    kind = None
    exposed = None
    known = None
    report = django_filters.ModelChoiceFilter(
        method="by_report",
        label=_("Laporan kebocoran"),
        queryset=reports,
        empty_label=_("Semua"),
    )

    everywhere = django_filters.CharFilter(method="as_it_is", widget=HiddenInput)

    def as_it_is(self, rows: QuerySet[Account], _name: str, _value: str) -> QuerySet[Account]:
        """The door has narrowed the rows by it; here it is kept while one searches on."""
        return rows

    def by_report(self, rows: QuerySet[Account], name: str, value: LeakReport) -> QuerySet[Account]:
        return self.by_reports(rows, name, LeakReport.objects.filter(pk=value.pk))
