"""Reviews as a table, and what it can be narrowed to."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from secops.house.tables import CodeColumn, Column, HouseTable, LinkColumn, NumberColumn, TimeColumn
from secops.incidents.lessons.models import Action, Review


class ReviewTable(HouseTable):
    """What was learnt, the newest first."""

    caption = _("Pembelajaran insiden")
    title = "code"
    only_exported = ("happened", "chair")
    code = CodeColumn(verbose_name=_("Nomor"))
    incident = LinkColumn(
        accessor="incident__code", verbose_name=_("Insiden"),
        url=lambda row: row.incident.get_absolute_url(), attrs={"td": {"class": "ps-nowrap"}},
    )  # fmt: skip
    held_at = TimeColumn(verbose_name=_("Waktu (WIB)"))
    chair = Column(verbose_name=_("Dipimpin oleh"))
    happened = Column(verbose_name=_("Yang terjadi"))
    root_cause = Column(
        verbose_name=_("Akar masalah"), attrs={"td": {"class": "is-full ps-reasons"}}
    )
    n_actions = NumberColumn(verbose_name=_("Tindakan"))
    n_became = NumberColumn(verbose_name=_("Menjadi tugas atau arahan"))


class ReviewFilter(django_filters.FilterSet):
    """By words, and by actions nothing was made of."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    left = django_filters.ChoiceFilter(
        choices=[("yes", _("Ada yang belum ditindaklanjuti"))],
        method="by_left",
        label=_("Tindakan"),
        empty_label=_("Semua"),
    )

    def by_words(self, rows: QuerySet[Review], _name: str, value: str) -> QuerySet[Review]:
        found = Review.objects.filter(code__icontains=value)
        for name in ("happened", "root_cause", "went_well", "went_badly", "actions__text"):
            found |= Review.objects.filter(**{f"{name}__icontains": value})
        found |= Review.objects.filter(incident__code__icontains=value)
        return rows.filter(pk__in=found.values("pk"))

    def by_left(self, rows: QuerySet[Review], _name: str, _value: str) -> QuerySet[Review]:
        return rows.filter(pk__in=Action.objects.left().values("review"))
