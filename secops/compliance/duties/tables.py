"""Tables of directives and duties."""

from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.words import look, say
from secops.house.tables import (
    CodeColumn,
    Column,
    HouseTable,
    LinkColumn,
    NumberColumn,
    PickColumn,
    PillColumn,
    TimeColumn,
)
from secops.rules.duty import Kind, State


class DirectiveTable(HouseTable):
    """Directives, with how far each is."""

    caption = _("Arahan")
    title = "code"
    phone_hidden = ("kind", "ordered_at")
    code = CodeColumn(verbose_name=_("Nomor"))
    title_of = Column(
        accessor="title", verbose_name=_("Judul"), attrs={"td": {"class": "is-full is-bare"}}
    )
    kind = Column(verbose_name=_("Jenis"))
    received = NumberColumn(
        verbose_name=_("Diterima"), url=lambda row: f"{row.get_absolute_url()}?received=yes"
    )
    departments = NumberColumn(verbose_name=_("Tugas OPD"), url=lambda row: row.get_absolute_url())
    done = NumberColumn(
        verbose_name=_("Selesai"), url=lambda row: f"{row.get_absolute_url()}?done=yes"
    )
    late = NumberColumn(
        verbose_name=_("Lewat batas waktu"), url=lambda row: f"{row.get_absolute_url()}?late=yes"
    )
    ordered_at = TimeColumn(verbose_name=_("Diterbitkan"))
    due_at = TimeColumn(verbose_name=_("Batas waktu"))

    def render_kind(self, value: str) -> str:
        return say(Kind(value))

    def value_kind(self, value: str) -> str:
        return say(Kind(value))


class DutyTable(HouseTable):
    """Duties of departments, within one directive or over all of them."""

    caption = _("Tugas OPD")
    title = "department"
    phone_hidden = ("received_by",)
    pick = PickColumn(key="duties")
    department = LinkColumn(
        accessor="department__name",
        order_by=("department__sort_name",),
        verbose_name=_("OPD"),
    )
    directive = LinkColumn(
        accessor="directive__title",
        order_by=("directive__code",),
        verbose_name=_("Arahan"),
        url=lambda row: row.directive.get_absolute_url(),
    )
    application = Column(accessor="application__name", verbose_name=_("Aplikasi"))
    state = PillColumn(verbose_name=_("Keadaan"), look=look(State))
    received_at = TimeColumn(verbose_name=_("Diterima"))
    received_by = Column(accessor="received_by__name", verbose_name=_("Diterima oleh"))
    due_at = TimeColumn(verbose_name=_("Batas waktu"))
