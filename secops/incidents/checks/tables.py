"""Checks as a table, and what it can be narrowed to."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access import user_of
from secops.house.tables import Column, HouseTable, LinkColumn, PillColumn, TimeColumn
from secops.incidents.checks.models import ServiceCheck, ServiceCheckQuerySet
from secops.incidents.checks.words import look_of_result, standing_of
from secops.incidents.models import Incident


class CheckTable(HouseTable):
    """Looks at services, the newest first."""

    caption = _("Pemeriksaan layanan")
    title = "subject"
    phone_hidden = ("method", "tester")
    subject = LinkColumn(verbose_name=_("Layanan"), orderable=False)
    result = PillColumn(verbose_name=_("Hasil"), look=look_of_result)
    standing = PillColumn(
        accessor="pk", verbose_name=_("Berlaku"), orderable=False, look=lambda value: value
    )
    tested_at = TimeColumn(verbose_name=_("Diperiksa (WIB)"))
    tester = Column(verbose_name=_("Oleh"))
    method = Column(verbose_name=_("Cara"), orderable=False)
    incident = Column(
        accessor="incident__code", verbose_name=_("Insiden"), attrs={"td": {"class": "ps-nowrap"}}
    )

    def render_standing(self, record: ServiceCheck, column: PillColumn) -> object:
        return column.render(standing_of(record))

    def value_standing(self, record: ServiceCheck) -> str:
        return standing_of(record)[2]


def incidents(request: HttpRequest | None) -> QuerySet[Incident]:
    """Incidents with checks, as far as the user reads them: their titles stand in the list."""
    if request is None:
        return Incident.objects.none()
    rows = ServiceCheck.objects.all().values("incident")
    return Incident.objects.visible_to(user_of(request)).filter(pk__in=rows)


class CheckFilter(django_filters.FilterSet):
    """By words, result, the newest alone, incident."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    result = django_filters.ChoiceFilter(
        choices=ServiceCheck.Result.choices, label=_("Hasil"), empty_label=_("Semua")
    )
    show = django_filters.ChoiceFilter(
        choices=[
            ("newest", _("Terbaru per layanan")),
            ("contradicted", _("Dibantah pemeriksaan yang lebih baru")),
        ],
        method="by_show",
        label=_("Tampilkan"),
        empty_label=_("Semua"),
    )
    incident = django_filters.ModelChoiceFilter(
        queryset=incidents,
        to_field_name="code",
        label=_("Insiden"),
        empty_label=_("Semua"),
    )

    def by_words(self, rows: QuerySet[ServiceCheck], _n: str, value: str) -> QuerySet[ServiceCheck]:
        return rows.filter(
            Q(name__icontains=value)
            | Q(application__name__icontains=value)
            | Q(note__icontains=value)
            | Q(tester__icontains=value)
        )

    def by_show(self, rows: ServiceCheckQuerySet, _n: str, value: str) -> ServiceCheckQuerySet:
        return rows.newest() if value == "newest" else rows.contradicted()
