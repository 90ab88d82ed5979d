"""Doors of the schedule of a service or vendor account."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import check, requires, user_of
from accounts.roles import Permission
from secops.compliance.rotations.models import Rotation, Schedule
from secops.compliance.rotations.refusals import RotationRefused
from secops.compliance.rotations.schedules.actions import (
    agree_as_owner,
    agree_as_vendor,
    decline_window,
    is_vendor_asked,
    note_check,
    open_schedule,
    propose_window,
    write_sheet,
)
from secops.compliance.rotations.schedules.forms import (
    CheckForm,
    OtherTimeForm,
    SheetForm,
    VendorForm,
    WindowForm,
)
from secops.compliance.rotations.schedules.words import to_vendor, window
from secops.house.text import shown_login
from secops.inventory.models import ServiceSheet

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _find(request: HttpRequest, pk: int) -> Rotation:
    user = user_of(request)
    rows = Rotation.objects.visible_to(user).select_related(
        "account__application", "account__owner", "application", "campaign"
    )
    found = get_object_or_404(rows, pk=pk)
    check(user, P.ANSWER_FOR, found.department_id)
    return found


@GET_OR_POST
@requires(P.ANSWER_FOR)
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Jangan diganti sebelum jadwal disepakati": who agreed, what is next."""
    rotation, at = _find(request, pk), timezone.now()
    form = WindowForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = propose_window(rotation, **form.cleaned_data, by=user_of(request), at=at)
        except RotationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _proposed(made))
            return redirect("rotation-schedule", rotation.pk)
    running = open_schedule(rotation)
    login = shown_login(rotation.account.username)
    context = {
        "title": _("Jadwal %(login)s") % {"login": login},
        "breadcrumbs": [(login, rotation.account.get_absolute_url()), (_("Jadwal"), "")],
        "rotation": rotation,
        "sheet": ServiceSheet.objects.filter(account=rotation.account).first(),
        "schedule": running,
        "window": window(running.window_from, running.window_to) if running else "",
        "words": to_vendor(running) if running else "",
        "due_for_check": running is not None and running.agreed and running.window_from <= at,
        "past": rotation.schedules.exclude(pk=running.pk if running else 0),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "rotations/schedule.html", context, status=status)


def _proposed(made: Schedule) -> str:
    """What happens next, once a window was proposed."""
    if made.agreed:
        return _("Jadwal tercatat. Batas waktu akun ini mengikutinya.")
    if not made.asks_vendor:
        return _("Usul tercatat. Menunggu persetujuan pemilik.")
    if is_vendor_asked(made):
        return _("Usul tercatat. Vendor ditanya lewat kontaknya.")
    return _("Usul tercatat. Kontak vendor belum diisi: salin pesannya di bawah.")


@GET_OR_POST
@requires(P.ANSWER_FOR)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The vendor's contact and where the secret is used."""
    rotation = _find(request, pk)
    known = ServiceSheet.objects.filter(account=rotation.account).first()
    form = SheetForm(request.POST or None, initial=SheetForm.of(known))
    return _step(
        request, rotation, form, _("Kontak dan tempat pemakaian"), _("Simpan"),
        lambda: write_sheet(
            rotation.account, **form.cleaned_data, by=user_of(request), at=timezone.now()
        ),
    )  # fmt: skip


@GET_OR_POST
@requires(P.ANSWER_FOR)
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Agree, record the vendor's word, another time, or the check after the change."""
    rotation = _find(request, pk)
    running = open_schedule(rotation)
    if running is None or name not in _STEPS:
        return redirect("rotation-schedule", rotation.pk)
    make, title, act = _STEPS[name]
    form = make(request.POST or None)
    user = user_of(request)

    def go() -> None:
        act(running, form, user)

    return _step(request, rotation, form, str(title()), _("Catat"), go)


class NothingForm(Form):
    """A step that asks for nothing but the button."""


def _agree(schedule: Schedule, form: Form, user: Any) -> None:
    agree_as_owner(schedule, by=user, at=timezone.now())


def _vendor(schedule: Schedule, form: Form, user: Any) -> None:
    agree_as_vendor(schedule, way=form.cleaned_data["way"], by=user, at=timezone.now())


def _other(schedule: Schedule, form: Form, user: Any) -> None:
    why = form.cleaned_data["why"]
    decline_window(schedule, side=Schedule.Side.OWNER, why=why, by=user, at=timezone.now())


def _check(schedule: Schedule, form: Form, user: Any) -> None:
    given = form.cleaned_data
    works = given["works"] == "yes"
    note_check(schedule, works=works, note=given["note"], by=user, at=timezone.now())


_STEPS: dict[str, tuple[type[Form], Callable[[], str], Callable[[Schedule, Form, Any], None]]] = {
    "accept": (NothingForm, lambda: _("Setujui jadwal ini"), _agree),
    "vendor": (VendorForm, lambda: _("Catat persetujuan vendor"), _vendor),
    "other": (OtherTimeForm, lambda: _("Waktu lain"), _other),
    "check": (CheckForm, lambda: _("Pemeriksaan setelah diganti"), _check),
}


def _take(request: HttpRequest, form: Form, act: Callable[[], object], said: str) -> bool:
    try:
        act()
    except RotationRefused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, said)
    return True


def _step(
    request: HttpRequest,
    rotation: Rotation,
    form: Form,
    title: str,
    submit: str,
    act: Callable[[], object],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and _take(request, form, act, _("Tercatat.")):
        return redirect("rotation-schedule", rotation.pk)
    context = {
        "title": title,
        "breadcrumbs": [
            (shown_login(rotation.account.username), rotation.account.get_absolute_url()),
            (_("Jadwal"), redirect("rotation-schedule", rotation.pk).url),
            (title, ""),
        ],
        "facts": [
            (_("Aplikasi"), rotation.application.name),
            (_("Akun"), shown_login(rotation.account.username)),
        ],
        "form": form,
        "submit_label": submit,
        "cancel_url": redirect("rotation-schedule", rotation.pk).url,
    }
    return render(request, "house/confirm.html", context, status=422 if form.errors else 200)
