"""Jobs as a list."""

from typing import Any

import django_filters
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn, PillColumn, TimeColumn
from secops.jobs.models import Job

_LOOKS = {
    Job.State.QUEUED: ("quiet", "○"),
    Job.State.RUNNING: ("info", "●"),
    Job.State.DONE: ("ok", "✓"),
    Job.State.FAILED: ("late", "▲"),
    Job.State.CANCELLED: ("quiet", "–"),
}


def look_of(state: Any) -> tuple[str, str, Any]:
    """Tone, symbol and word of a state."""
    known = Job.State(state)
    return (*_LOOKS[known], known.label)


class JobFilter(django_filters.FilterSet):
    """Find jobs by what they work on and how they stand."""

    title = django_filters.CharFilter(
        lookup_expr="icontains", label=_("Cari pekerjaan"), widget=SearchInput
    )
    state = django_filters.ChoiceFilter(
        choices=Job.State.choices, label=_("Keadaan"), empty_label=_("Semua keadaan")
    )

    class Meta:
        model = Job
        fields: list[str] = []


class JobTable(HouseTable):
    """Long work, newest first."""

    caption = _("Pekerjaan panjang")
    title = "what"
    phone_hidden = ("started_by",)

    what = LinkColumn(verbose_name=_("Pekerjaan"), accessor="title", orderable=False)
    state = PillColumn(verbose_name=_("Keadaan"), look=look_of, orderable=False)
    done = NumberColumn(verbose_name=_("Baris terbaca"), orderable=False)
    created_at = TimeColumn(verbose_name=_("Diminta"), orderable=False)
    started_by = Column(
        verbose_name=_("Oleh"), accessor="started_by__display_name", orderable=False
    )

    def render_state(self, record: Job, column: PillColumn) -> Any:
        # django-tables2 hands over the word of the choice; the look starts from its value.
        return column.render(value=record.state)
