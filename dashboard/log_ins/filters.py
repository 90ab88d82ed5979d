"""What the list of log-ins after the leak can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from secops.compliance.rotations.filters import NOWHERE
from secops.compliance.rotations.words import choices
from secops.incidents.models import Incident
from secops.inventory.models import Application
from secops.rules.log_in import JUDGED, Stage

#: Groups of stages: the office has not judged; the holder has not spoken.
OPEN, WAITING = "open", "waiting"
_GROUPS = {
    OPEN: [stage.value for stage in Stage if stage not in JUDGED],
    WAITING: [Stage.UNASKED.value, Stage.ASKED.value],
}


def stages() -> list[tuple[str, str]]:
    groups = [(OPEN, _("Belum dinilai kantor")), (WAITING, _("Belum dijawab pemegang"))]
    return [*((value, str(words)) for value, words in groups), *choices(Stage)]


class LogInFilter(django_filters.FilterSet):
    """By words, department, application and stage; by the incident they belong to."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari akun atau nama"), widget=forms.SearchInput
    )
    department = django_filters.ChoiceFilter(
        method="by_department", label=_("OPD"), empty_label=_("Semua")
    )
    application = django_filters.ChoiceFilter(
        method="by_application", label=_("Aplikasi"), empty_label=_("Semua")
    )
    stage = django_filters.ChoiceFilter(
        choices=stages, method="by_stage", label=_("Penilaian"), empty_label=_("Semua")
    )
    incident = django_filters.CharFilter(method="by_incident", widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer what the user sees; nobody chooses among one department."""
        super().__init__(*args, **kwargs)
        self.user = user
        departments = list(Department.objects.visible_to(user).values_list("code", "name"))
        if len(departments) == 1:
            del self.filters["department"]
        else:
            nowhere = (NOWHERE, _("Belum diketahui OPD-nya"))
            self.filters["department"].extra["choices"] = [*departments, nowhere]
        self.filters["application"].extra["choices"] = list(
            Application.objects.order_by("sort_name", "pk").values_list("code", "name")
        )

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(
            Q(rotation__account__username__icontains=value)
            | Q(rotation__account__holder__name__icontains=value)
        )

    def by_department(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == NOWHERE:
            return rows.filter(rotation__department=None)
        return rows.filter(rotation__department__code=value)

    def by_application(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(rotation__application__code=value)

    def by_stage(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(stage__in=_GROUPS.get(value, [value]))

    def by_incident(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        incidents = Incident.objects.visible_to(self.user).filter(code=value)
        return rows.filter(review__in=incidents.values("log_ins"))
