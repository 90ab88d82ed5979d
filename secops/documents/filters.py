"""What the list of documents can be narrowed to."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from secops.documents.models import Document
from secops.documents.queries import kind_choices
from secops.house.words import choices
from secops.rules.document import Nature, State


def kinds() -> list[tuple[str, str]]:
    """The kinds, in the reader's language."""
    return kind_choices()


def states() -> list[tuple[str, str]]:
    """The states, in the reader's language."""
    return choices(State)


def natures() -> list[tuple[str, str]]:
    """The natures, in the reader's language."""
    return choices(Nature)


class DocumentFilter(django_filters.FilterSet):
    """By words, kind, state, nature, what waits for somebody."""

    q = django_filters.CharFilter(
        method="by_words",
        label=_("Cari"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = django_filters.ChoiceFilter(choices=kinds, label=_("Jenis"), empty_label=_("Semua"))
    state = django_filters.ChoiceFilter(choices=states, label=_("Keadaan"), empty_label=_("Semua"))
    nature = django_filters.ChoiceFilter(choices=natures, label=_("Sifat"), empty_label=_("Semua"))
    waiting = django_filters.ChoiceFilter(
        choices=[("yes", _("Ya"))],
        method="by_waiting",
        label=_("Menunggu persetujuan atau tanda tangan"),
        empty_label=_("Semua"),
    )

    def by_words(self, rows: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        rows = rows.annotate(to=Cast("addressees", TextField()))
        return rows.filter(
            Q(number__icontains=value) | Q(subject__icontains=value) | Q(to__icontains=value)
        )

    def by_waiting(self, rows: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        return rows.filter(pk__in=Document.objects.waiting().values("pk"))
