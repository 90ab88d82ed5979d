"""What has neither a next step nor a reason: the list, and where each is mended."""

from __future__ import annotations

from urllib.parse import urlencode

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.models import Department
from accounts.roles import Permission
from accounts.views.exports import log_export
from dashboard.system.watched import reasons_of
from secops.compliance.rotations.filters import NOWHERE
from secops.house.lists import Empty, list_page
from secops.house.tables import ActionColumn, Column, HouseTable, NumberColumn, TimeColumn
from secops.house.text import wib
from secops.rules.rotation import Turn
from secops.watch.models import Finding, Round

K = Finding.Kind
#: What mends a finding, in the words of who has to do it.
MENDED_BY = {
    K.STUCK: gettext_lazy("Minta admin server memeriksa pekerja dan catatan lognya."),
    K.EXHAUSTED: gettext_lazy("Hubungi langsung; tidak ada pengingat lagi."),
    K.NO_ADDRESS: gettext_lazy("Isi alamatnya, atau minta Agen membagikan lembar kode."),
    K.NO_HOLDER: gettext_lazy("Tetapkan pemegang akunnya."),
    K.NO_DEPARTMENT: gettext_lazy("Tetapkan OPD akunnya."),
    K.NO_AGENT: gettext_lazy("Minta OPD menunjuk Agen, atau kerjakan lewat OPD tanpa Agen."),
    K.NO_OWNER: gettext_lazy("Tetapkan OPD pemilik aplikasinya."),
    K.NO_ADMINISTRATOR: gettext_lazy("Minta OPD pemiliknya menunjuk admin aplikasi."),
    K.NOBODY: gettext_lazy("Laporkan kepada tim pengembang: keadaan ini seharusnya tidak ada."),
    K.NOT_SENT: gettext_lazy("Kirim arahannya."),
    K.NO_HEAD: gettext_lazy("Catat Kepala OPD atau Agennya."),
}
TURNS = {
    K.EXHAUSTED: Turn.HOLDER,
    K.NO_ADDRESS: Turn.HOLDER,
    K.NO_HOLDER: Turn.HOLDER,
    K.NO_DEPARTMENT: Turn.AGENT,
    K.NO_AGENT: Turn.AGENT,
    K.NO_OWNER: Turn.APPLICATION_ADMINISTRATOR,
    K.NO_ADMINISTRATOR: Turn.APPLICATION_ADMINISTRATOR,
}


def place_of(finding: Finding) -> tuple[str, str]:
    """Where it is mended or looked at."""
    if finding.directive is not None:
        return finding.directive.get_absolute_url(), _("Buka arahan")
    if finding.duty is not None:
        return finding.duty.get_absolute_url(), _("Buka tugas")
    if finding.campaign is not None:
        query = {"stage": "open"}
        if turn := TURNS.get(K(finding.kind)):
            query["turn"] = turn.value
        query["department"] = finding.department.code if finding.department else NOWHERE
        address = reverse("campaign-rotations", args=[finding.campaign.code])
        return f"{address}?{urlencode(query)}", _("Lihat akunnya")
    return reverse("system-state"), _("Buka Kondisi sistem")


class FindingTable(HouseTable):
    """Findings, the oldest first."""

    caption = gettext_lazy("Tanpa langkah berikut")
    title = "kind"
    phone_hidden = ("first_seen_at",)

    kind = Column(verbose_name=gettext_lazy("Apa"), orderable=False)
    about = Column(empty_values=(), verbose_name=gettext_lazy("Tentang"), orderable=False)
    department = Column(
        accessor="department__name", verbose_name=gettext_lazy("OPD"), orderable=False
    )
    n = NumberColumn(verbose_name=pgettext_lazy("number", "Banyaknya"), orderable=False)
    oldest_at = TimeColumn(verbose_name=gettext_lazy("Batas waktu (WIB)"), orderable=False)
    first_seen_at = TimeColumn(verbose_name=gettext_lazy("Sejak (WIB)"), orderable=False)
    todo = Column(empty_values=(), verbose_name=gettext_lazy("Yang perlu"), orderable=False)
    go = ActionColumn(link=place_of)

    def render_kind(self, record: Finding) -> str:
        return record.get_kind_display()

    value_kind = render_kind

    def value_about(self, record: Finding) -> str:
        if record.directive is not None:
            return str(record.directive)
        if record.duty is not None:
            return str(record.duty.directive)
        if record.campaign is not None:
            return record.campaign.name
        return _("Pengingat")

    render_about = value_about

    def value_todo(self, record: Finding) -> str:
        return str(MENDED_BY[K(record.kind)])

    render_todo = value_todo


class FindingFilter(django_filters.FilterSet):
    """By kind and department."""

    kind = django_filters.ChoiceFilter(
        choices=Finding.Kind.choices, label=gettext_lazy("Apa"), empty_label=gettext_lazy("Semua")
    )
    department = django_filters.ModelChoiceFilter(
        queryset=Department.objects.all(),
        label=gettext_lazy("OPD"),
        empty_label=gettext_lazy("Semua"),
    )

    class Meta:
        model = Finding
        fields: tuple[str, ...] = ()


def open_findings() -> QuerySet[Finding]:
    """Those that stand, with all that their lines name."""
    return Finding.objects.open().select_related(
        "campaign", "department", "directive", "duty__directive"
    )


@require_safe
@requires(Permission.RUN_CAMPAIGN)
def findings(request: HttpRequest) -> HttpResponseBase:
    """Open duties and accounts that nobody would ever hear of again."""
    last = Round.objects.first()
    return list_page(
        request,
        title=_("Tanpa langkah berikut"),
        subtitle=_("Diperiksa %(when)s") % {"when": wib(last.finished_at)} if last else "",
        breadcrumbs=[
            (_("Kondisi sistem"), reverse("system-state")),
            (_("Tanpa langkah berikut"), ""),
        ],
        table=FindingTable,
        queryset=open_findings(),
        filterset=FindingFilter,
        order=("first_seen_at", "pk"),
        empty=Empty(
            _("Tidak ada yang terlupakan"),
            _(
                "Setiap tugas dan akun yang belum selesai memiliki langkah berikut atau alasan "
                "mengapa belum. Diperiksa setiap lima menit."
            ),
            icon="check",
        ),
        export_name="tanpa-langkah-berikut",
        on_export=log_export(user_of(request)),
        template="dashboard/findings.html",
        extra={"reasons": _reasons(last), "now": timezone.now()},
    )


def _reasons(last: Round | None) -> list[tuple[str, list[tuple[str, int]]]]:
    """Below the list: why everything else rests, accounts and duties apart."""
    if last is None:
        return []
    accounts, duties = sum(last.accounts.values()), sum(last.duties.values())
    titles = [
        (ngettext("%(n)s akun belum selesai", "%(n)s akun belum selesai", accounts), accounts),
        (ngettext("%(n)s tugas belum selesai", "%(n)s tugas belum selesai", duties), duties),
    ]
    parts = (last.accounts, last.duties)
    return [
        (title % {"n": n}, reasons_of(part))
        for (title, n), part in zip(titles, parts, strict=True)
        if n
    ]
