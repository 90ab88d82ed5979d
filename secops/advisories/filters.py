"""What lists of recommendations can be narrowed to."""

from decimal import Decimal

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secops.advisories.looks import OUTCOME_WORDS
from secops.advisories.models import Organisation, Recommendation, RecommendationQuerySet
from secops.advisories.yearly import in_year, outcomes_of
from secops.rules.tlp import PRINTED


class RecommendationFilter(django_filters.FilterSet):
    """By words, state, marking, organisation."""

    q = django_filters.CharFilter(
        method="by_words",
        label=_("Cari"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = django_filters.ChoiceFilter(
        method="by_state",
        choices=[
            ("waiting", _("Belum diputuskan")),
            ("objected", _("Diputuskan, mitra keberatan")),
            *(one for one in Recommendation.State.choices if one[0] != "discarded"),
        ],
        label=_("Keadaan"),
        empty_label=_("Semua"),
    )
    tlp = django_filters.ChoiceFilter(
        choices=[(marking.value, printed) for marking, printed in PRINTED.items()],
        label=_("Tanda"),
        empty_label=_("Semua"),
    )
    organisation = django_filters.ModelChoiceFilter(
        queryset=Organisation.objects.all(), label=_("Mitra"), empty_label=_("Semua")
    )

    year = django_filters.NumberFilter(method="by_year", label=_("Tahun"))
    outcome = django_filters.ChoiceFilter(
        method="by_outcome",
        choices=list(OUTCOME_WORDS.items()),
        label=_("Hasil"),
        empty_label=_("Semua"),
    )

    def by_year(
        self, rows: RecommendationQuerySet, name: str, value: Decimal
    ) -> QuerySet[Recommendation]:
        year = int(value)
        return in_year(rows.given(), year) if 2000 <= year <= 9998 else rows.none()

    def by_outcome(
        self, rows: RecommendationQuerySet, name: str, value: str
    ) -> QuerySet[Recommendation]:
        became = outcomes_of(rows.given().select_related("merged_into"), at=timezone.now())
        return rows.filter(pk__in=[pk for pk, outcomes in became.items() if value in outcomes])

    def by_state(
        self, rows: RecommendationQuerySet, name: str, value: str
    ) -> QuerySet[Recommendation]:
        if value == "objected":
            return rows.objected()
        return rows.undecided() if value == "waiting" else rows.filter(state=value)

    def by_words(
        self, rows: QuerySet[Recommendation], name: str, value: str
    ) -> QuerySet[Recommendation]:
        return rows.filter(
            Q(code__icontains=value) | Q(title__icontains=value) | Q(text__icontains=value)
        )


class OwnFilter(RecommendationFilter):
    """The same for a stakeholder, who learns no other organisation's name from it."""

    organisation = None
