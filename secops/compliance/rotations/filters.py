"""What a list of rotations can be narrowed to. Every number on a page leads here, to its rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secops.compliance.rotations.models import Answer, MarkedLogIn, Rotation
from secops.compliance.rotations.queries import only_untrusted
from secops.compliance.rotations.words import choices
from secops.rules.rotation import DONE_ANSWERS, SETTLED, Reason, State, Turn

DONE_SAID = [kind.value for kind in DONE_ANSWERS]
#: The department of accounts of which nobody knows where they belong.
NOWHERE = "-"


def states() -> list[tuple[str, str]]:
    return choices(State)


def turns() -> list[tuple[str, str]]:
    return choices(turn for turn in Turn if turn is not Turn.NONE)


def reasons() -> list[tuple[str, str]]:
    return choices(Reason)


STAGES = [
    ("told", _("Sudah diberi tahu")),
    ("untold", _("Belum diberi tahu")),
    ("answered", _("Menjawab")),
    ("claimed", _("Dinyatakan sudah")),
    ("done", _("Terbukti atau selesai")),
    ("excused", _("Dinonaktifkan atau dikecualikan")),
    ("open", _("Belum selesai")),
    ("late", _("Lewat batas waktu")),
    ("written_off", _("Dikeluarkan dari hitungan")),
]
MARKS = [
    ("usable", _("Masih dapat dipakai")),
    ("exposed", _("Ada dalam laporan kebocoran")),
    ("alarm", _("Tanda bahaya")),
    ("misuse", _("Ada yang masuk setelah bocor, sebelum diganti")),
    ("risk", _("Jawaban bertanda risiko")),
    ("later", _("Bergabung setelah mulai")),
    ("no_address", _("Tanpa kontak")),
    ("only_untrusted", _("Hanya email yang mungkin ikut bocor")),
    ("closing", _("Diminta dinonaktifkan")),
    ("sessions_unproven", _("Terbukti, sesi login belum")),
]


class RotationFilter(django_filters.FilterSet):
    """By words, stage, state, turn, department, application, mark and reason."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari akun atau nama"), widget=forms.SearchInput
    )
    stage = django_filters.ChoiceFilter(
        choices=STAGES, method="by_stage", label=_("Tahap"), empty_label=_("Semua")
    )
    state = django_filters.ChoiceFilter(choices=states, label=_("Keadaan"), empty_label=_("Semua"))
    turn = django_filters.ChoiceFilter(choices=turns, label=_("Giliran"), empty_label=_("Semua"))
    department = django_filters.ChoiceFilter(
        method="by_department", label=_("OPD"), empty_label=_("Semua")
    )
    application = django_filters.ChoiceFilter(
        method="by_application", label=_("Aplikasi"), empty_label=_("Semua")
    )
    mark = django_filters.ChoiceFilter(
        choices=MARKS, method="by_mark", label=_("Tanda"), empty_label=_("Semua")
    )
    reason = django_filters.ChoiceFilter(
        choices=reasons, method="by_reason", label=_("Alasan"), empty_label=_("Semua")
    )

    def __init__(
        self,
        *args: Any,
        departments: Iterable[tuple[str, str]] = (),
        applications: Iterable[tuple[str, str]] = (),
        without: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        """Offer these departments and applications (code and name); leave out what is in `without`
        because the page has already narrowed it."""
        super().__init__(*args, **kwargs)
        for name in without:
            del self.filters[name]
        if "department" in self.filters:
            nowhere = (NOWHERE, _("Belum diketahui OPD-nya"))
            self.filters["department"].extra["choices"] = [*departments, nowhere]
        if "application" in self.filters:
            self.filters["application"].extra["choices"] = list(applications)

    def by_words(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Rotation]:
        return rows.filter(
            Q(account__username__icontains=value) | Q(account__holder__name__icontains=value)
        )

    def by_stage(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Rotation]:
        if value == "done":
            return rows & Rotation.objects.done()
        if value == "open":
            return rows & Rotation.objects.open()
        if value == "late":
            return rows & Rotation.objects.late(timezone.now())
        if value == "written_off":
            return rows.filter(written_off_at__isnull=False).exclude(state__in=SETTLED)
        wanted = {
            "told": Q(told_at__isnull=False),
            "untold": Q(told_at=None),
            "answered": ~Q(answer=""),
            "claimed": Q(answer__in=DONE_SAID),
            "excused": Q(state__in=[State.DISABLED, State.EXEMPT]),
        }
        return rows.filter(wanted[value])

    def by_department(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Rotation]:
        if value == NOWHERE:
            return rows.filter(department=None)
        return rows.filter(department__code=value)

    def by_application(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Rotation]:
        return rows.filter(application__code=value)

    def by_mark(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Rotation]:
        if value == "misuse":
            return rows.filter(pk__in=MarkedLogIn.objects.values("rotation"))
        if value == "only_untrusted":
            return only_untrusted(rows)
        if value == "risk":
            risky = Answer.objects.filter(rotation=OuterRef("pk")).exclude(risk="")
            return rows.filter(Exists(risky))
        wanted = {
            "usable": Q(usable=True),
            "exposed": Q(exposed=True),
            "alarm": Q(alarming=True),
            "later": Q(joined_later=True),
            "closing": Q(closing_asked_at__isnull=False),
            "no_address": Q(state=State.OPEN, turn=Turn.AGENT),
            "sessions_unproven": Q(
                state=State.VERIFIED, reasons__contains=[Reason.SESSIONS_UNPROVEN]
            ),
        }
        return rows.filter(wanted[value])

    def by_reason(self, rows: QuerySet[Rotation], name: str, value: str) -> QuerySet[Rotation]:
        return rows.filter(reasons__contains=[value])
