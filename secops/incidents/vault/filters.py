"""What the list of evidence can be narrowed to."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from secops.incidents.models import Incident
from secops.incidents.vault.models import Content, Item
from secops.incidents.vault.queries import GONE_STATE

_STATES = [("whole", _("utuh")), *Content.Finding.choices, (GONE_STATE, _("dimusnahkan"))]


def incidents(request: HttpRequest | None) -> QuerySet[Incident]:
    """Incidents that have evidence."""
    return Incident.objects.filter(evidence_items__isnull=False).distinct()


class ItemFilter(django_filters.FilterSet):
    """By words, incident, state."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    incident = django_filters.ModelChoiceFilter(
        queryset=incidents, to_field_name="code", label=_("Insiden"), empty_label=_("Semua")
    )
    finding = django_filters.ChoiceFilter(
        choices=_STATES, method="by_finding", label=_("Keadaan"), empty_label=_("Semua")
    )

    def by_words(self, rows: QuerySet[Item], name: str, value: str) -> QuerySet[Item]:
        return rows.filter(
            Q(code__icontains=value)
            | Q(name__icontains=value)
            | Q(description__icontains=value)
            | Q(seal_number__icontains=value)
            | Q(content__sha256__startswith=value.lower())
        )

    def by_finding(self, rows: QuerySet[Item], name: str, value: str) -> QuerySet[Item]:
        wanted = {"state": "" if value == "whole" else value}
        return rows.filter(**wanted)
