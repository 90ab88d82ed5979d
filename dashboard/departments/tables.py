"""Departments as a list."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from secops.house.tables import BarColumn, HouseTable, LinkColumn, NumberColumn, PillColumn

#: How the orders to a department stand -> look of its pill.
LOOKS = {
    "late": ("late", "▲", gettext_lazy("Melewati batas waktu")),
    "unreceived": ("soon", "◆", gettext_lazy("Belum menerima")),
    "received": ("quiet", "○", gettext_lazy("Diterima")),
    "none": ("quiet", "○", gettext_lazy("Tidak ada arahan")),
}


class DepartmentTable(HouseTable):
    """One row a department."""

    caption = gettext_lazy("OPD")
    title = "name"

    name = LinkColumn(
        verbose_name=gettext_lazy("OPD"),
        url=lambda row: reverse("department", args=[row.department.code]),
        order_by=("sort_name",),
    )
    order_state = PillColumn(
        verbose_name=gettext_lazy("Arahan"), look=lambda value: LOOKS[value], orderable=False
    )
    total = NumberColumn(verbose_name=gettext_lazy("Akun"), url=lambda row: row.accounts())
    usable = NumberColumn(
        verbose_name=gettext_lazy("Masih dapat dipakai"),
        url=lambda row: row.accounts(mark="usable"),
    )
    late = NumberColumn(
        verbose_name=gettext_lazy("Akun lewat batas waktu"),
        url=lambda row: row.accounts(stage="late"),
    )
    proven = BarColumn(verbose_name=gettext_lazy("Terbukti"), orderable=False)
