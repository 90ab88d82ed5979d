"""Doors of the office administrator: days off, years, working hours."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.models import Department
from accounts.roles import Permission
from secops.house.lists import Empty, list_page
from secops.house.text import angka, wib
from secops.reminders.actions import (
    HolidayRefused,
    add_holiday,
    change_holiday,
    confirm_holiday,
    remove_holiday,
)
from secops.reminders.forms import HolidayForm, HoursForm, UnitForm, YearForm
from secops.reminders.hours import (
    HoursRefused,
    change_hours,
    end_shifts,
    hours_row,
    shown_hours,
)
from secops.reminders.models import Holiday
from secops.reminders.tables import HolidayTable
from secops.reminders.years import (
    YearRefused,
    mark_year,
    next_year_to_seed,
    seed_year,
    shown_years,
)

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@requires(Permission.MANAGE_PEOPLE)
def holidays(request: HttpRequest) -> HttpResponseBase:
    """The days on which nobody works, how full each year is, and the form for one day more."""
    user, now = user_of(request), timezone.now()
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            holiday = add_holiday(**form.cleaned_data, by=user, at=now)
        except HolidayRefused as refused:
            form.add_error("day", str(refused))
        else:
            notes.success(request, _("%(name)s tercatat.") % {"name": holiday.name})
            return redirect("holidays")
    years = shown_years(at=now)
    full = ", ".join(str(one.year) for one in years if one.complete)
    response = list_page(
        request,
        title=_("Hari libur"),
        subtitle=_("Cuti bersama lengkap untuk tahun: %(years)s") % {"years": full or "–"},
        table=HolidayTable,
        queryset=Holiday.objects.filter(day__year__gte=now.year),
        order=("day", "pk"),
        empty=Empty(_("Belum ada hari libur"), _("Batas waktu dihitung menurut hari kerja.")),
        template="reminders/holidays.html",
        extra={"form": form, "years": years, "next_year": next_year_to_seed(at=now)},
    )
    if form.errors:
        response.status_code = 422
    return response


@GET_OR_POST
@requires(Permission.MANAGE_PEOPLE)
def holiday(request: HttpRequest, pk: int) -> HttpResponse:
    """One day: confirm, correct or remove it."""
    row = get_object_or_404(Holiday, pk=pk)
    initial = {"day": row.day, "name": row.name, "kind": row.kind, "estimated": row.estimated}
    form = HolidayForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_holiday(row, **form.cleaned_data, by=user_of(request), at=timezone.now())
        except HolidayRefused as refused:
            form.add_error("day", str(refused))
        else:
            notes.success(request, _("Hari libur diperbarui."))
            return redirect("holidays")
    context = {
        "title": row.name,
        "subtitle": wib(row.day),
        "holiday": row,
        "form": form,
        "breadcrumbs": [(_("Hari libur"), reverse("holidays")), (row.name, "")],
    }
    return render(request, "reminders/holiday.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def holiday_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm an estimated day, or take a day out."""
    row = get_object_or_404(Holiday, pk=pk)
    deed = confirm_holiday if request.POST.get("deed") == "confirm" else remove_holiday
    deed(row, by=user_of(request), at=timezone.now())
    notes.success(request, _("Hari libur diperbarui."))
    return redirect("holidays")


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def holiday_year(request: HttpRequest) -> HttpResponse:
    """Enter a year's estimates, or say whether a year is full."""
    user, now, form = user_of(request), timezone.now(), YearForm(request.POST)
    if not form.is_valid():
        notes.error(request, _("Tahun ini tidak dikenal."))
        return redirect("holidays")
    year, deed = form.cleaned_data["year"], request.POST.get("deed")
    try:
        if deed == "seed":
            added = seed_year(year, by=user, at=now)
            words = _("%(n)s hari libur tahun %(year)s masuk sebagai perkiraan.")
            notes.success(request, words % {"n": angka(added), "year": year})
        else:
            mark_year(year, complete=deed == "complete", by=user, at=now)
            notes.success(request, _("Keterangan tahun %(year)s diperbarui.") % {"year": year})
    except YearRefused as refused:
        notes.error(request, str(refused))
    return redirect("holidays")


@GET_OR_POST
@requires(Permission.MANAGE_PEOPLE)
def hours(request: HttpRequest) -> HttpResponse:
    """The hours of the city and of the units in shifts; a further unit is chosen here."""
    form = UnitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("hours-unit", form.cleaned_data["department"].code)
    context = {
        "title": _("Jam kerja"),
        "subtitle": _("Suara biasa hanya berbicara pada jam kerja penerimanya."),
        "rows": shown_hours(),
        "form": form,
    }
    return render(request, "reminders/hours.html", context, status=422 if form.errors else 200)


@GET_OR_POST
@requires(Permission.MANAGE_PEOPLE)
def hours_city(request: HttpRequest) -> HttpResponse:
    """The hours of the whole city."""
    return _hours(request, None)


@GET_OR_POST
@requires(Permission.MANAGE_PEOPLE)
def hours_unit(request: HttpRequest, code: str) -> HttpResponse:
    """The hours of one unit in shifts."""
    department = get_object_or_404(Department, code=code)
    if request.method == "POST" and request.POST.get("deed") == "end":
        end_shifts(department, by=user_of(request), at=timezone.now())
        notes.success(request, _("%(unit)s mengikuti jam kerja kota.") % {"unit": department})
        return redirect("hours")
    return _hours(request, department)


def _hours(request: HttpRequest, department: Department | None) -> HttpResponse:
    row = hours_row(department)
    form = HoursForm(
        request.POST if request.method == "POST" else None,
        stored=row.hours,
        shifts=department is not None,
        initial={"on_holidays": row.on_holidays},
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_hours(
                department,
                form.hours(),
                on_holidays=form.cleaned_data.get("on_holidays", False),
                by=user_of(request),
                at=timezone.now(),
            )
        except HoursRefused as refused:
            form.add_error(None, str(refused))
        else:
            notes.success(request, _("Jam kerja disimpan."))
            return redirect("hours")
    name = department.name if department else _("Seluruh kota")
    context = {
        "title": _("Jam kerja: %(unit)s") % {"unit": name},
        "form": form,
        "department": department,
        "breadcrumbs": [(_("Jam kerja"), reverse("hours")), (name, "")],
    }
    return render(request, "reminders/hours_of.html", context, status=422 if form.errors else 200)
