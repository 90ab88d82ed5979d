"""What lists of directives and duties can be narrowed to; the numbers on pages lead here."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.models import Duty, Objection, still_asked
from secops.compliance.duties.promises import broken_promises
from secops.compliance.duties.queries import not_received
from secops.compliance.duties.words import choices
from secops.rules.duty import Kind, State

YES = [("yes", _("Ya")), ("no", _("Tidak"))]


def kinds() -> list[tuple[str, str]]:
    """The kinds of duty, in the reader's language."""
    return choices(Kind)


def states() -> list[tuple[str, str]]:
    """The states of a duty, in the reader's language."""
    return choices(State)


class DirectiveFilter(django_filters.FilterSet):
    """By words and kind."""

    q = django_filters.CharFilter(
        method="by_words",
        label=_("Cari"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = django_filters.ChoiceFilter(choices=kinds, label=_("Jenis"), empty_label=_("Semua"))

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(Q(code__icontains=value) | Q(title__icontains=value))


class DutyFilter(django_filters.FilterSet):
    """By words, state, received or not, late, or silent for a working day."""

    q = django_filters.CharFilter(
        method="by_words",
        label=_("Cari"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = django_filters.ChoiceFilter(choices=states, label=_("Keadaan"), empty_label=_("Semua"))
    received = django_filters.ChoiceFilter(
        choices=YES, method="by_received", label=_("Diterima"), empty_label=_("Semua")
    )
    done = django_filters.ChoiceFilter(
        choices=YES, method="by_done", label=_("Selesai"), empty_label=_("Semua")
    )
    late = django_filters.ChoiceFilter(
        choices=YES[:1], method="by_late", label=_("Lewat batas waktu"), empty_label=_("Semua")
    )
    silent = django_filters.ChoiceFilter(
        choices=YES[:1], method="by_silent", label=_("Perlu ditelepon"), empty_label=_("Semua")
    )
    promise = django_filters.ChoiceFilter(
        choices=YES[:1], method="by_promise", label=_("Janji lewat"), empty_label=_("Semua")
    )
    objected = django_filters.ChoiceFilter(
        choices=YES[:1],
        method="by_objected",
        label=_("Ada yang keliru"),
        empty_label=_("Semua"),
    )

    def by_words(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        return rows.filter(
            Q(department__name__icontains=value)
            | Q(directive__code__icontains=value)
            | Q(directive__title__icontains=value)
        )

    def by_received(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        return rows.filter(received_at__isnull=value == "no")

    def by_done(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        asked = still_asked(timezone.now())
        return rows.filter(~asked if value == "yes" else asked)

    def by_late(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        return rows & Duty.objects.late(timezone.now())

    def by_objected(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        unanswered = Objection.objects.filter(duty=OuterRef("pk"), answered_at=None)
        return rows.filter(Exists(unanswered))

    def by_promise(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        broken = broken_promises(Duty.objects.all(), at=timezone.now())
        return rows.filter(pk__in=broken.values("pk"))

    def by_silent(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        return not_received(rows, at=timezone.now())
