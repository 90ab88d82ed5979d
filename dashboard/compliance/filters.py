"""What the heat map can be narrowed to: a name in the database, a look among the rows read."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.compliance.duties.words import word
from secops.compliance.stands.subjects import SUBJECTS
from secops.rules.help_needed import BY_URGENCY, STANDS


def subjects() -> list[tuple[str, str]]:
    """The subjects, as the headings name them."""
    return [(one.key, str(one.label)) for one in SUBJECTS]


def looks() -> list[tuple[str, str]]:
    """How a cell can look, in the reader's language."""
    return [(tone.value, word(STANDS[tone])) for tone in BY_URGENCY]


class HeatFilter(django_filters.FilterSet):
    """By name; by how a department stands, with any subject or with one."""

    q = django_filters.CharFilter(method="by_words", label=_("Cari OPD"), widget=SearchInput)
    subject = django_filters.ChoiceFilter(
        choices=subjects, method="left_to_rows", label=_("Tugas"), empty_label=_("Semua")
    )
    look = django_filters.ChoiceFilter(
        choices=looks, method="left_to_rows", label=_("Keadaan"), empty_label=_("Semua")
    )

    class Meta:
        model = Department
        fields: tuple[str, ...] = ()

    def by_words(self, rows: QuerySet[Department], name: str, value: str) -> QuerySet[Department]:
        return rows.filter(name__icontains=value.strip())

    def left_to_rows(self, rows: Any, name: str, value: str) -> Any:
        return rows

    def chosen(self, name: str) -> str:
        """What was chosen; empty where nothing, or nothing there is."""
        data = getattr(self.form, "cleaned_data", {}) if self.form.is_valid() else {}
        return str(data.get(name) or "")
