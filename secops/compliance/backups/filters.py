"""What the list of backups can be narrowed to."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import user_of
from accounts.models import Department
from secops.compliance.backups.models import BackupPlan, Ping
from secops.house.words import choices
from secops.inventory.models import Application
from secops.rules.backup import BROKEN, State


def states() -> list[tuple[str, str]]:
    """The states, and both in which a backup is missing."""
    return [("broken", gettext("Gagal atau lewat batas waktu")), *choices(State)]


def departments(request: HttpRequest | None) -> QuerySet[Department]:
    """Departments with plans that the user sees."""
    if request is None:
        return Department.objects.none()
    plans = BackupPlan.objects.visible_to(user_of(request)).running()
    return Department.objects.filter(pk__in=plans.values("department"))


def applications(request: HttpRequest | None) -> QuerySet[Application]:
    """Applications with plans that the user sees."""
    if request is None:
        return Application.objects.none()
    plans = BackupPlan.objects.visible_to(user_of(request)).running()
    return Application.objects.filter(pk__in=plans.values("application"))


class PlanFilter(django_filters.FilterSet):
    """By words, state, department, application."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        choices=states, method="by_state", label=_("Keadaan"), empty_label=_("Semua")
    )
    department = django_filters.ModelChoiceFilter(
        queryset=departments, to_field_name="code", label=_("OPD"), empty_label=_("Semua")
    )
    application = django_filters.ModelChoiceFilter(
        queryset=applications, to_field_name="code", label=_("Aplikasi"), empty_label=_("Semua")
    )

    def by_words(self, rows: QuerySet[BackupPlan], name: str, value: str) -> QuerySet[BackupPlan]:
        return rows.filter(
            Q(name__icontains=value) | Q(what__icontains=value) | Q(slug__icontains=value)
        )

    def by_state(self, rows: QuerySet[BackupPlan], name: str, value: str) -> QuerySet[BackupPlan]:
        wanted = [state.value for state in BROKEN] if value == "broken" else [value]
        return rows.filter(standing__state__in=wanted)


class PingFilter(django_filters.FilterSet):
    """By what was told."""

    kind = django_filters.ChoiceFilter(
        choices=Ping.Kind.choices, label=_("Kabar"), empty_label=_("Semua")
    )
