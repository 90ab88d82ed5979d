"""The agent's sheet: out as XLSX, in again, row by row."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires, user_of
from accounts.models import Department
from accounts.roles import Permission
from dashboard.desk.filters import DeskFilter
from dashboard.desk.forms import SheetForm
from dashboard.desk.queries import rows_of
from dashboard.desk.sheet import ROWS, lines_of, write_sheet
from dashboard.desk.sheet_reading import apply_sheet
from secops.audit.actions import record
from secops.compliance.rotations.queries import desk_of
from secops.house.export import TYPES
from secops.house.text import local
from secops.intake.tabular import FileRefused

#: Which accounts a sheet holds where nothing is chosen: the agent's own pile.
USUAL = "pile=mine"


@require_safe
@requires(Permission.SEE_PERSONAL)
@transaction.atomic
def download(request: HttpRequest) -> HttpResponse:
    """The accounts that the list's filter finds, with names and addresses in full; noted."""
    user, at = user_of(request), timezone.now()
    desk = desk_of(user, at=at)
    query = QueryDict(request.GET.urlencode() or USUAL)
    rows = DeskFilter(query, queryset=rows_of(desk), desk=desk).qs
    lines = lines_of(list(rows.order_by("department__sort_name", "due_at", "pk")[:ROWS]))
    record("list.exported", user, by=user, at=at, name="lembar-agen", format="xlsx",
           query=query.urlencode(), rows=len(lines), personal=True)  # fmt: skip
    response = HttpResponse(
        write_sheet(lines, list(Department.objects.all())), content_type=TYPES["xlsx"]
    )
    name = f"lembar-agen-{local(at):%Y%m%d-%H%M}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_FOR)
def sheet(request: HttpRequest) -> HttpResponse:
    """Where the sheet is fetched and brought back; POST shows what became of each row."""
    user, at = user_of(request), timezone.now()
    form = SheetForm(request.POST or None, request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        upload: Any = form.cleaned_data["file"]
        try:
            result = apply_sheet(upload.file, desk_of(user, at=at), by=user, at=at)
        except FileRefused as refused:
            english = (get_language() or "id").startswith("en")
            form.add_error("file", refused.sentence_en if english else refused.sentence_id)
    context = {
        "title": _("Lembar Excel Agen"),
        "breadcrumbs": [(_("Pekerjaan saya"), reverse("my-work")), (_("Lembar Excel"), "")],
        "form": form if result is None else SheetForm(),
        "result": result,
        "query": request.GET.urlencode() or USUAL,
        "may_download": user.may(Permission.SEE_PERSONAL),
    }
    return render(request, "desk/sheet.html", context, status=422 if form.errors else 200)
