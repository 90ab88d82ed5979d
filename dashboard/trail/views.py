"""The trail's pages: who did what when, and whether the record is whole."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.forms import SearchInput
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission
from secops.audit.chain import seal_all, verify
from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.house.lists import Empty, list_page
from secops.house.tables import Column, HouseTable, TimeColumn


class EntryFilter(django_filters.FilterSet):
    """Find entries by who, by object and by day."""

    actor = django_filters.CharFilter(
        field_name="actor_label",
        lookup_expr="icontains",
        label=gettext_lazy("Cari orang"),
        widget=SearchInput,
    )
    about = django_filters.CharFilter(
        field_name="object_label", lookup_expr="icontains", label=gettext_lazy("Objek")
    )
    since = django_filters.DateFilter(
        field_name="at", lookup_expr="date__gte", label=gettext_lazy("Sejak tanggal")
    )

    class Meta:
        model = Entry
        fields: list[str] = []


class EntryTable(HouseTable):
    """The trail as a list."""

    caption = gettext_lazy("Catatan audit")
    title = "deed"

    at = TimeColumn(verbose_name=gettext_lazy("Waktu"), orderable=False)
    actor_label = Column(
        verbose_name=gettext_lazy("Oleh"),
        orderable=False,
        attrs={"td": {"class": "ps-nowrap"}},
    )
    deed = Column(empty_values=(), verbose_name=gettext_lazy("Tindakan"), orderable=False)

    def render_deed(self, record: Entry) -> str:
        return sentence(record)

    def value_deed(self, record: Entry) -> str:
        return sentence(record)


def visible_entries(user: User) -> QuerySet[Entry]:
    """All for the office and the inspector; a head reads what concerns his department."""
    scope = user.scope(Permission.READ_TRAIL)
    if scope.everything:
        return Entry.objects.all()
    return Entry.objects.filter(department_id__in=scope.departments)


@requires(Permission.READ_TRAIL)
def trail(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first."""
    user = user_of(request)
    extra: dict[str, Any] = {"may_verify": user.may(Permission.VERIFY_TRAIL)}
    return list_page(
        request,
        title=_("Catatan audit"),
        subtitle=_("Siapa melakukan apa, kapan. Catatan tidak dapat diubah atau dihapus."),
        table=EntryTable,
        queryset=visible_entries(user),
        filterset=EntryFilter,
        order=("-pk",),
        paging="keyset",
        empty=Empty(
            _("Belum ada catatan"),
            _("Setiap tindakan di Siaga tercatat di sini begitu dilakukan."),
        ),
        export_name="catatan-audit",
        template="dashboard/trail.html",
        extra=extra,
    )


@require_POST
@requires(Permission.VERIFY_TRAIL)
def check_trail(request: HttpRequest) -> HttpResponseBase:
    """Compute every digest anew and say what was found."""
    seal_all(at=timezone.now())
    verdict = verify()
    if verdict.ok:
        messages.success(
            request,
            _("Catatan audit utuh: %(n)s baris diperiksa. Sidik: %(head)s")
            % {"n": verdict.entries, "head": verdict.head[:16]},
        )
    else:
        messages.error(
            request,
            _("Catatan audit tidak utuh mulai dari %(where)s. Amankan basis data dan hubungi tim.")
            % {"where": verdict.first_bad},
        )
    return redirect("trail")
