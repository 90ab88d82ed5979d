"""The queue of troubles: what stands still because somebody cannot go on by himself."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from dashboard.trouble.queries import KINDS, count_by_kind, trouble_rows
from dashboard.trouble.tables import TroubleTable
from secops.house.lists import Empty, list_page
from secops.house.text import angka


@require_safe
@requires(Permission.RUN_CAMPAIGN)
def trouble(request: HttpRequest) -> HttpResponseBase:
    """Every trouble with whose turn it is, by when, and one button; takeovers on top."""
    rows = trouble_rows(at=timezone.now())
    kind = request.GET.get("kind", "")
    counts, here = count_by_kind(rows), reverse("trouble")
    shown = [row for row in rows if row.kind == kind] if kind in KINDS else rows
    late = sum(row.late for row in rows)
    said = ngettext("%(n)s kendala", "%(n)s kendala", len(rows)) % {"n": angka(len(rows))}
    if late:
        said = f"{said}, " + _("%(n)s lewat batas waktu") % {"n": angka(late)}
    tabs = [{"label": _("Semua"), "url": here, "active": kind not in KINDS, "count": len(rows)}]
    tabs += [
        {"label": str(words), "url": f"{here}?kind={name}", "active": kind == name,
         "count": counts[name]}
        for name, words in KINDS.items()
        if counts[name] or kind == name
    ]  # fmt: skip
    return list_page(
        request,
        title=_("Antrean kendala"),
        subtitle=said,
        table=TroubleTable,
        queryset=shown,
        order=(),
        export_name="antrean-kendala",
        on_export=log_export(user_of(request)),
        template="dashboard/trouble.html",
        extra={"kind_tabs": tabs},
        empty=Empty(
            _("Tidak ada kendala yang menunggu"),
            _("Yang tidak bisa masuk, bukan pemegangnya, atau menyanggah data muncul di sini."),
            icon="circle-check",
        ),
    )
