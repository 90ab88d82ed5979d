"""The desk itself, its list of accounts, and what is recorded for many of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from dashboard.desk.actions import record_for
from dashboard.desk.filters import DeskFilter
from dashboard.desk.forms import RecordForm
from dashboard.desk.orders import orders_on
from dashboard.desk.queries import accounts_url, desk_page, picked, rows_of
from dashboard.desk.tables import DeskTable
from secops.compliance.rotations.actions import RotationRefused
from secops.compliance.rotations.bulk import AT_ONCE, carry, matching, recorded, why_not
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.personal import is_personal_shown
from secops.compliance.rotations.queries import desk_of
from secops.house.lists import Empty, list_page
from secops.house.photos import PhotoRefused
from secops.house.text import angka, wib
from secops.incidents.tasks.queries import tasks_before


@require_safe
@requires(Permission.ANSWER_FOR)
def my_work(request: HttpRequest) -> HttpResponse:
    """Four piles by turn; inside the agent's own, what to do about each account."""
    at = timezone.now()
    user = user_of(request)
    page = desk_page(user, at=at)
    context = {
        "title": _("Pekerjaan saya"),
        "subtitle": _("%(department)s · keadaan pada %(when)s")
        % {"department": page.name, "when": wib(at)},
        "page": page,
        "orders": orders_on(page.desk, user, at=at),
        "tasks": tasks_before(user, at=at),
    }
    return render(request, "desk/desk.html", context)


#: What may be done to ticked accounts.
def verbs() -> list[tuple[str, str]]:
    return [("record", _("Catat untuk pegawai…")), ("print", _("Cetak lembar kode"))]


@require_safe
@requires(Permission.ANSWER_FOR)
def accounts(request: HttpRequest) -> HttpResponseBase:
    """The accounts of the desk; every number of it leads here."""
    user, at = user_of(request), timezone.now()
    desk = desk_of(user, at=at)
    rows = rows_of(desk)
    whole = is_personal_shown(request, at=at)
    narrowed = DeskFilter(request.GET, queryset=rows, desk=desk)
    return list_page(
        request,
        title=_("Akun di meja saya"),
        subtitle=_("Keadaan pada %(when)s") % {"when": wib(at)},
        breadcrumbs=[(_("Pekerjaan saya"), reverse("my-work")), (_("Akun"), "")],
        table=DeskTable,
        queryset=rows,
        filterset=DeskFilter,
        filter_kwargs={"desk": desk},
        order=("due_at", "pk"),
        paging="keyset",
        table_kwargs={"whole": whole},
        exclude=() if len(desk.departments) > 1 or desk.nowhere else ("department",),
        export_name="akun-meja-agen",
        on_export=log_export(user),
        empty=Empty(_("Tidak ada akun"), icon="circle-check"),
        template="desk/accounts.html",
        extra={
            "verbs": verbs(),
            "matching": matching(narrowed.qs),
            "whole": whole,
            "may_see_whole": user.may(Permission.SEE_PERSONAL),
            "group": request.GET.get("group", ""),
        },
    )


@require_POST
@requires(Permission.ANSWER_FOR)
def record(request: HttpRequest) -> HttpResponse:
    """First the form with the number of people, then the deed."""
    user, at = user_of(request), timezone.now()
    if request.POST.get("verb") == "print":
        return redirect_to_print(request)
    rows = picked(desk_of(user, at=at), request.POST)
    query = request.POST.get("query", "")
    back = f"{accounts_url()}?{query}" if query else accounts_url()
    if not rows or len(rows) > AT_ONCE:
        messages.warning(request, why_not(len(rows)))
        return redirect(back)
    bound = "confirmed" in request.POST
    form = RecordForm(request.POST, request.FILES) if bound else RecordForm()
    if bound and form.is_valid():
        if form.cleaned_data["deed"] == "shared" and len(rows) == 1:
            return redirect("rotation-shared", rows[0].pk)
        try:
            photo = form.cleaned_data["photo"]
            done = record_for(rows, form.told(), photo=photo, by=user, at=at)
        except RotationRefused as refused:
            form.add_error(None, str(refused))
        except PhotoRefused as refused:
            form.add_error("photo", str(refused))
        else:
            messages.success(request, _said(form.cleaned_data["deed"], done))
            return redirect(back)
    context = _ask(request, rows, form, back)
    return render(request, "desk/record.html", context, status=422 if form.errors else 200)


def redirect_to_print(request: HttpRequest) -> HttpResponse:
    """The bar of the list has one form for all verbs; slips are another door's."""
    from dashboard.desk.views.slips import print_slips  # noqa: PLC0415

    return print_slips(request)


def _said(deed: str, n: int) -> str:
    if deed == "moved":
        words = ngettext(
            "%(n)s akun ditawarkan. Agen OPD tujuan menerima atau menolak.",
            "%(n)s akun ditawarkan. Agen OPD tujuan menerima atau menolak.",
            n,
        )
    elif deed in ("left", "unknown"):
        words = ngettext(
            "Tercatat untuk %(n)s akun. Pemilik aplikasinya diminta menonaktifkan.",
            "Tercatat untuk %(n)s akun. Pemilik aplikasinya diminta menonaktifkan.",
            n,
        )
    else:
        return recorded(n)
    return words % {"n": angka(n)}


def _ask(request: HttpRequest, rows: list[Rotation], form: RecordForm, back: str) -> dict[str, Any]:
    n = len(rows)
    title = ngettext("Catat untuk %(n)s pegawai", "Catat untuk %(n)s pegawai", n)
    return carry(request, rows, back) | {
        "title": title % {"n": angka(n)},
        "breadcrumbs": [
            (_("Pekerjaan saya"), reverse("my-work")),
            (_("Akun"), back),
            (_("Catat"), ""),
        ],
        "form": form,
        "verb": "record",
    }
