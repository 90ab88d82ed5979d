"""Claims as a table, and what it can be narrowed to."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.words import choices, say
from secops.house.tables import CodeColumn, Column, HouseTable, PillColumn, TimeColumn
from secops.incidents.claims.models import Claim
from secops.incidents.claims.words import look_of_disposition
from secops.rules.claim import Disposition, Platform


class ClaimTable(HouseTable):
    """Claims, the newest first."""

    caption = _("Klaim kebocoran")
    title = "code"
    phone_hidden = ("actor",)
    code = CodeColumn(verbose_name=_("Nomor"))
    content = Column(verbose_name=_("Yang diklaim"), orderable=False)
    platform = Column(verbose_name=_("Di mana"))
    actor = Column(verbose_name=_("Oleh"))
    grade = Column(verbose_name=_("Nilai"), orderable=False)
    disposition = PillColumn(
        verbose_name=_("Keputusan"), look=look_of_disposition, empty_values=(None,)
    )
    seen_at = TimeColumn(verbose_name=_("Terlihat"))

    def render_platform(self, value: str) -> str:
        return say(Platform(value))

    def render_content(self, value: str) -> str:
        return value if len(value) <= 160 else f"{value[:159]}…"


def dispositions() -> list[tuple[str, str]]:
    """The decisions, in the reader's language; and that there is none yet."""
    return [("none", str(_("Belum diputuskan"))), *choices(Disposition)]


class ClaimFilter(django_filters.FilterSet):
    """By words and by what a claim was."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    disposition = django_filters.ChoiceFilter(
        choices=dispositions, method="by_disposition", label=_("Keputusan"), empty_label=_("Semua")
    )

    def by_words(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return rows.filter(
            Q(code__icontains=value) | Q(content__icontains=value) | Q(actor__icontains=value)
        )

    def by_disposition(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return rows.filter(disposition="" if value == "none" else value)
