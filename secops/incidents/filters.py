"""What the register of incidents can be narrowed to."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.words import choices
from secops.incidents.models import Incident
from secops.rules.incident import OVER, Phase, Risk, Severity


def phases() -> list[tuple[str, str]]:
    """The phases, in the reader's language."""
    return choices(Phase)


def risks() -> list[tuple[str, str]]:
    """The risks, in the reader's language."""
    return choices(Risk)


def severities() -> list[tuple[str, str]]:
    """How bad, in the reader's language."""
    return choices(Severity)


class IncidentFilter(django_filters.FilterSet):
    """By words, severity, phase, risk, open or over."""

    q = django_filters.CharFilter(
        method="by_words",
        label=_("Cari"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    severity = django_filters.ChoiceFilter(
        choices=severities, label=_("Keparahan"), empty_label=_("Semua")
    )
    phase = django_filters.ChoiceFilter(choices=phases, label=_("Tahap"), empty_label=_("Semua"))
    risk = django_filters.ChoiceFilter(choices=risks, label=_("Risiko"), empty_label=_("Semua"))
    open = django_filters.ChoiceFilter(
        choices=[("yes", _("Ya")), ("no", _("Tidak"))],
        method="by_open",
        label=_("Masih ditangani"),
        empty_label=_("Semua"),
    )

    def by_words(self, rows: QuerySet[Incident], name: str, value: str) -> QuerySet[Incident]:
        return rows.filter(
            Q(code__icontains=value) | Q(title__icontains=value) | Q(description__icontains=value)
        )

    def by_open(self, rows: QuerySet[Incident], name: str, value: str) -> QuerySet[Incident]:
        over = Q(phase__in=[phase.value for phase in OVER]) | Q(merged_into__isnull=False)
        return rows.filter(~over if value == "yes" else over)
