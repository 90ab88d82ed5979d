"""Meetings as a table, and what it can be narrowed to."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access import user_of
from secops.house.tables import CodeColumn, Column, HouseTable, NumberColumn, PillColumn, TimeColumn
from secops.house.words import mark
from secops.incidents.meetings.models import Decision, Meeting
from secops.incidents.models import Incident
from secops.rules.labels import label


class MeetingTable(HouseTable):
    """Evaluation meetings, the newest first."""

    caption = _("Rapat evaluasi")
    title = "code"
    phone_hidden = ("place",)
    code = CodeColumn(verbose_name=_("Nomor"))
    held_at = TimeColumn(verbose_name=_("Waktu (WIB)"))
    tlp = PillColumn(
        accessor="marking", order_by=("tlp",), verbose_name=_("Tanda"),
        look=lambda marking: mark(label(marking)),
    )  # fmt: skip
    incident = Column(
        accessor="incident__code", verbose_name=_("Insiden"), attrs={"td": {"class": "ps-nowrap"}}
    )
    chair = Column(verbose_name=_("Pimpinan rapat"))
    place = Column(verbose_name=_("Tempat"))
    n_decisions = NumberColumn(verbose_name=_("Keputusan"))
    n_became = NumberColumn(verbose_name=_("Ditindaklanjuti"))
    next_at = TimeColumn(verbose_name=_("Rapat berikutnya (WIB)"))


def incidents(request: HttpRequest | None) -> QuerySet[Incident]:
    """Incidents with meetings, as far as the user reads them: their titles stand in the list."""
    if request is None:
        return Incident.objects.none()
    rows = Meeting.objects.all().values("incident")
    return Incident.objects.visible_to(user_of(request)).filter(pk__in=rows)


class MeetingFilter(django_filters.FilterSet):
    """By words, incident, decisions nothing was made of."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    incident = django_filters.ModelChoiceFilter(
        queryset=incidents,
        to_field_name="code",
        label=_("Insiden"),
        empty_label=_("Semua"),
    )
    left = django_filters.ChoiceFilter(
        choices=[("yes", _("Ada yang belum ditindaklanjuti"))],
        method="by_left",
        label=_("Keputusan"),
        empty_label=_("Semua"),
    )

    def by_words(self, rows: QuerySet[Meeting], _name: str, value: str) -> QuerySet[Meeting]:
        found = Meeting.objects.filter(code__icontains=value)
        found |= Meeting.objects.filter(chair__icontains=value)
        found |= Meeting.objects.filter(facts__icontains=value)
        found |= Meeting.objects.filter(decisions__text__icontains=value)
        return rows.filter(pk__in=found.values("pk"))

    def by_left(self, rows: QuerySet[Meeting], _name: str, _value: str) -> QuerySet[Meeting]:
        return rows.filter(pk__in=Decision.objects.left().values("meeting"))
