"""Public statements as a table."""

from django.utils.translation import gettext_lazy as _

from secops.house.tables import CodeColumn, Column, HouseTable, PillColumn, TimeColumn
from secops.incidents.statements.queries import look_of_state


class StatementTable(HouseTable):
    """What was said in public, the newest first."""

    caption = _("Pernyataan resmi")
    title = "code"
    phone_hidden = ("next_word_at",)
    code = CodeColumn(verbose_name=_("Nomor"))
    text = Column(verbose_name=_("Isi"), orderable=False)
    state = PillColumn(verbose_name=_("Keadaan"), look=look_of_state)
    published_at = TimeColumn(verbose_name=_("Diterbitkan"))
    next_word_at = TimeColumn(verbose_name=_("Kabar berikutnya"))
