"""What the accounts of a desk can be narrowed to; every number of the desk leads here."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.queries import (
    Desk,
    Group,
    Pile,
    in_pile,
    label_of_group,
    label_of_pile,
    only_untrusted,
)
from secops.inventory.models import Application


def piles() -> list[tuple[str, str]]:
    return [(pile.value, label_of_pile(pile)) for pile in Pile]


def groups() -> list[tuple[str, str]]:
    return [(group.value, label_of_group(group).capitalize()) for group in Group]


class DeskFilter(django_filters.FilterSet):
    """By words, pile, what holds it up, application and department."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari akun atau nama"), widget=forms.SearchInput
    )
    pile = django_filters.ChoiceFilter(
        choices=piles, method="by_pile", label=_("Giliran"), empty_label=_("Semua")
    )
    group = django_filters.ChoiceFilter(
        choices=groups, method="by_group", label=_("Yang menahan"), empty_label=_("Semua")
    )
    contact = django_filters.ChoiceFilter(
        choices=[("only_untrusted", _("Hanya email yang mungkin ikut bocor"))],
        method="by_contact",
        label=_("Kontak"),
        empty_label=_("Semua"),
    )
    application = django_filters.ChoiceFilter(
        method="by_application", label=_("Aplikasi"), empty_label=_("Semua")
    )
    department = django_filters.ChoiceFilter(
        method="by_department", label=_("OPD"), empty_label=_("Semua")
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        applications = Application.objects.filter(
            pk__in=desk.rotations().order_by().values("application")
        )
        self.filters["application"].extra["choices"] = list(
            applications.values_list("code", "name")
        )
        if len(desk.departments) > 1:
            departments = Department.objects.filter(pk__in=desk.departments)
            self.filters["department"].extra["choices"] = list(
                departments.values_list("code", "name")
            )
        else:
            del self.filters["department"]

    def by_words(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Rotation]:
        return rows.filter(
            Q(account__username__icontains=value)
            | Q(account__holder__name__icontains=value)
            | Q(account__owner__name__icontains=value)
        )

    def by_pile(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Rotation]:
        return in_pile(rows, Pile(value))

    def by_group(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Any]:
        grouped: QuerySet[Any] = in_pile(rows, Pile.MINE)
        return grouped.filter(group=value)

    def by_contact(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Any]:
        return only_untrusted(rows)

    def by_application(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Rotation]:
        return rows.filter(application__code=value)

    def by_department(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Rotation]:
        return rows.filter(department__code=value)
