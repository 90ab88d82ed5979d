"""Tasks as a table, and what it can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import user_of
from secops.house.tables import Column, HouseTable, LinkColumn, PillColumn, TimeColumn
from secops.house.words import choices, say
from secops.incidents.models import Incident
from secops.incidents.tasks.models import Task, TaskQuerySet
from secops.incidents.tasks.words import owner_words, shown_title, state_look
from secops.rules.incident import PATH, Phase


class TaskTable(HouseTable):
    """Tasks, the first due first."""

    caption = _("Tugas insiden")
    title = "name"
    phone_hidden = ("phase", "points")
    name = LinkColumn(accessor="title", verbose_name=pgettext_lazy("incident task", "Tugas"))
    state = PillColumn(verbose_name=_("Keadaan"), look=lambda value: value, order_by=("state",))
    due_at = TimeColumn(verbose_name=_("Batas waktu (WIB)"))
    owner = Column(accessor="pk", verbose_name=_("Pemegang"), orderable=False, empty_values=())
    points = Column(accessor="n_points", verbose_name=_("Butir"), orderable=False)
    phase = Column(verbose_name=_("Tahap"), orderable=False)
    incident = Column(
        accessor="incident__code",
        verbose_name=_("Insiden"),
        attrs={"td": {"class": "ps-nowrap"}},
    )

    def render_name(self, record: Task, column: LinkColumn) -> Any:
        return column.render(shown_title(record), record=record)

    def value_name(self, record: Task) -> str:
        return shown_title(record)

    def render_state(self, record: Task, column: PillColumn) -> Any:
        return column.render(state_look(record, at=timezone.now()))

    def value_state(self, record: Task) -> str:
        return state_look(record, at=timezone.now())[2]

    def render_owner(self, record: Task) -> str:
        return owner_words(record) or str(_("belum ada pemegang"))

    def value_owner(self, record: Task) -> str:
        return self.render_owner(record)

    def render_points(self, record: Task) -> str:
        return f"{record.n_done}/{record.n_points}" if record.n_points else "–"  # type: ignore[attr-defined]

    def value_points(self, record: Task) -> str:
        return self.render_points(record)

    def render_phase(self, record: Task) -> str:
        return say(Phase(record.phase))

    def value_phase(self, record: Task) -> str:
        return say(Phase(record.phase))


def phases() -> list[tuple[str, str]]:
    """The phases of handling, in the reader's language."""
    return choices(PATH[:-1])


def incidents(request: HttpRequest | None) -> QuerySet[Incident]:
    """Incidents with tasks, as far as the user reads them: their titles stand in the list."""
    if request is None:
        return Incident.objects.none()
    rows = Task.objects.all().values("incident")
    return Incident.objects.visible_to(user_of(request)).filter(pk__in=rows)


class TaskFilter(django_filters.FilterSet):
    """By words, state, whose, phase, incident."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    show = django_filters.ChoiceFilter(
        choices=[
            ("open", _("Belum selesai")),
            ("mine", _("Tugas saya")),
            ("late", _("Lewat batas waktu")),
            ("pressing", _("Lewat batas waktu atau tanpa pemegang")),
            ("done", _("Selesai")),
            ("dropped", _("Tidak dikerjakan")),
        ],
        method="by_show",
        label=_("Tampilkan"),
        empty_label=_("Semua"),
    )
    phase = django_filters.ChoiceFilter(choices=phases, label=_("Tahap"), empty_label=_("Semua"))
    incident = django_filters.ModelChoiceFilter(
        queryset=incidents, to_field_name="code", label=_("Insiden"), empty_label=_("Semua")
    )

    def by_words(self, rows: QuerySet[Task], _name: str, value: str) -> QuerySet[Task]:
        return rows.filter(
            Q(title__icontains=value)
            | Q(text__icontains=value)
            | Q(owner_person__name__icontains=value)
            | Q(owner_position__title__icontains=value)
            | Q(department__name__icontains=value)
        )

    def by_show(self, rows: TaskQuerySet, _name: str, value: str) -> TaskQuerySet:
        now = timezone.now()
        if value == "mine":
            return rows.open().mine(user_of(self.request))
        if value == "late":
            return rows.late(now)
        if value == "pressing":
            return rows.pressing(now)
        return rows.filter(state=value)
