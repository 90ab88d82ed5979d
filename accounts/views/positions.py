"""Positions: which there are, who holds them, who stands in."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.access import requires, user_of
from accounts.forms import AppointmentForm, PositionForm, SuperiorForm
from accounts.models import Person, Position, Tenure
from accounts.queries import find_people, positions_with_holders, role_words
from accounts.roles import Permission
from accounts.tables import PositionFilter, PositionTable
from accounts.views.exports import log_export
from secops.house.files import hand_out
from secops.house.lists import Empty, list_page
from secops.rules.refusal import MoveRefused

P = Permission


@requires(P.MANAGE_PEOPLE)
@require_safe
def positions(request: HttpRequest) -> HttpResponseBase:
    """Jabatan."""
    return list_page(
        request,
        title=pgettext("list", "Jabatan"),
        table=PositionTable,
        queryset=positions_with_holders(timezone.localdate()),
        filterset=PositionFilter,
        order=("department_name", "role", "pk"),
        empty=Empty(_("Belum ada jabatan"), _("Jabatan datang bersama daftar OPD."), icon="id"),
        export_name="jabatan",
        on_export=log_export(user_of(request)),
        template="accounts/positions.html",
    )


@requires(P.MANAGE_PEOPLE)
def add_position(request: HttpRequest) -> HttpResponse:
    """Make a position."""
    form = PositionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_position(**form.cleaned_data, by=user_of(request), at=timezone.now())
        return redirect("position", made.pk)
    return render(
        request,
        "accounts/form.html",
        {
            "title": _("Tambah jabatan"),
            "form": form,
            "submit_label": _("Simpan jabatan"),
            "cancel_url": reverse("positions"),
            "breadcrumbs": [
                (pgettext("list", "Jabatan"), reverse("positions")),
                (_("Tambah jabatan"), ""),
            ],
        },
        status=422 if form.errors else 200,
    )


@requires(P.MANAGE_PEOPLE)
@require_safe
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """One position with its history of holders."""
    found = get_object_or_404(Position.objects.select_related("department"), pk=pk)
    return _page(request, found, AppointmentForm(found=_candidates(request)))


def _candidates(request: HttpRequest) -> list[Person]:
    """Those found by name; the one chosen stays, whatever the words."""
    found = find_people(request.GET.get("q", ""))
    chosen = request.POST.get("person", "")
    if chosen.isascii() and chosen.isdigit():
        found += list(Person.objects.filter(pk=int(chosen)))
    return found


def _page(
    request: HttpRequest, found: Position, form: AppointmentForm, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    tenures = list(found.tenures.select_related("person"))
    context: dict[str, Any] = {
        "title": found.title,
        "subtitle": role_words(found.role),
        "breadcrumbs": [(pgettext("list", "Jabatan"), reverse("positions")), (found.title, "")],
        "position": found,
        "tenures": [
            (tenure, tenure.starts_on <= today and (not tenure.ends_on or tenure.ends_on >= today))
            for tenure in tenures
        ],
        "today": today,
        "form": form,
        "superior_form": SuperiorForm(position=found, initial={"superior": found.superior_id}),
        "q": request.GET.get("q", ""),
        "candidates": len(_candidates(request)),
    }
    return render(request, "accounts/position.html", context, status=status)


@requires(P.MANAGE_PEOPLE)
@require_POST
def set_superior(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who stands above the position."""
    found = get_object_or_404(Position, pk=pk)
    form = SuperiorForm(request.POST, position=found)
    if not form.is_valid():
        messages.error(request, _("Pilih atasan dari daftar."))
        return redirect("position", pk)
    try:
        actions.set_superior(found, **form.cleaned_data, by=user_of(request), at=timezone.now())
    except MoveRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Atasan dicatat."))
    return redirect("position", pk)


@requires(P.MANAGE_PEOPLE)
@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the position to somebody."""
    found = get_object_or_404(Position.objects.select_related("department"), pk=pk)
    form = AppointmentForm(request.POST, request.FILES, found=_candidates(request))
    if form.is_valid():
        try:
            actions.appoint(found, **form.cleaned_data, by=user_of(request), at=timezone.now())
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Pemegang jabatan dicatat."))
            return redirect("position", pk)
    return _page(request, found, form, status=422)


@requires(P.MANAGE_PEOPLE)
@require_POST
def end_tenure(request: HttpRequest, pk: int, tenure: int) -> HttpResponse:
    """End a tenure now."""
    found = get_object_or_404(Tenure, pk=tenure, position_id=pk)
    actions.end_tenure(found, by=user_of(request), at=timezone.now())
    messages.success(request, _("Masa jabatan diakhiri hari ini."))
    return redirect("position", pk)


@requires(P.MANAGE_PEOPLE)
@require_safe
def tenure_order(request: HttpRequest, pk: int, tenure: int) -> FileResponse:
    """The scanned order of a Plt. or Plh.; the view is noted."""
    found = get_object_or_404(
        Tenure.objects.exclude(order_scan="").select_related("position"), pk=tenure, position_id=pk
    )
    actions.record_order_view(found, by=user_of(request), at=timezone.now())
    return hand_out(found.order_scan, found.order_scan_name, found.order_scan_type)
