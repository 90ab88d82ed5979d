"""The persons of a notice as a table."""

from django.utils.translation import gettext_lazy as _

from secops.house.tables import Column, HouseTable, PickColumn, PillColumn, TimeColumn
from secops.house.words import look
from secops.rules.privacy import Standing


class PeopleTable(HouseTable):
    """Who was told, how, when; who was not."""

    caption = _("Orang yang datanya terungkap")
    title = "name"
    personal = ("name",)
    pick = PickColumn(key="bulk")
    name = Column(verbose_name=_("Nama"), orderable=False)
    standing = PillColumn(verbose_name=_("Keadaan"), look=look(Standing), orderable=False)
    channel = Column(verbose_name=_("Lewat"), orderable=False)
    at = TimeColumn(verbose_name=_("Pada"), orderable=False)
    origin = Column(accessor="subject__get_origin_display", verbose_name=_("Dari"), orderable=False)
