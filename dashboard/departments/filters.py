"""What the list of departments can be narrowed to; the day's numbers lead here."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import SearchInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from dashboard.today.orders import asked_duties
from secops.compliance.duties.models import Duty

ORDERS = [
    ("unreceived", _("Belum menerima arahan")),
    ("late", _("Melewati batas waktu arahan")),
]


class DepartmentFilter(django_filters.FilterSet):
    """By name, and by how an order stands."""

    q = django_filters.CharFilter(method="by_words", label=_("Cari OPD"), widget=SearchInput)
    order = django_filters.ChoiceFilter(
        choices=ORDERS, method="by_order", label=_("Arahan"), empty_label=_("Semua")
    )

    class Meta:
        model = Department
        fields: tuple[str, ...] = ()

    def by_words(self, rows: QuerySet[Department], name: str, value: str) -> QuerySet[Department]:
        return rows.filter(name__icontains=value.strip())

    def by_order(self, rows: Any, name: str, value: str) -> Any:
        duties: QuerySet[Duty]
        if value == "late":
            duties = Duty.objects.late(timezone.now()).filter(directive__closed_at=None)
        else:
            duties = asked_duties().filter(received_at=None)
        return rows.filter(pk__in=duties.values("department"))
