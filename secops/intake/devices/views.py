"""Doors of infected computers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.lists import Empty, list_page
from secops.house.photos import SUFFIXES, PhotoRefused, type_of
from secops.intake.devices import queries
from secops.intake.devices.actions import (
    DeviceRefused,
    PhotoMissing,
    mark_cleaned,
    mark_disconnected,
    remove_mark,
    set_department,
    set_private,
)
from secops.intake.devices.forms import CleanedForm, DepartmentForm, RemovalForm
from secops.intake.devices.tables import (
    DeviceAccountTable,
    DeviceFilter,
    DeviceTable,
    state_of,
)
from secops.inventory.models import Device


def _hidden(user: User) -> tuple[str, ...]:
    """Inside a department nobody sees since when it leaked (RULES 8)."""
    return () if user.scope(Permission.SEE_DEPARTMENTS).everything else ("last_seen",)


@requires(Permission.SEE_DEPARTMENTS)
@require_safe
def devices(request: HttpRequest) -> HttpResponseBase:
    """Infected computers, those with the most accounts first."""
    user = user_of(request)
    return list_page(
        request,
        title=_("Komputer terinfeksi"),
        subtitle=queries.worst(user).sentence,
        table=DeviceTable,
        queryset=queries.devices(user),
        filterset=DeviceFilter,
        order=("-seen", "name", "pk"),
        exclude=_hidden(user),
        export_name="komputer-terinfeksi",
        on_export=log_export(user_of(request)),
        empty=Empty(
            _("Tidak ada komputer terinfeksi yang diketahui"),
            _("Komputer yang disebut dalam catatan stealer muncul di sini."),
            icon="circle-check",
        ),
    )


def _device(request: HttpRequest, pk: int) -> Device:
    visible = Device.objects.visible_to(user_of(request)).select_related("department")
    return get_object_or_404(visible, pk=pk)


@requires(Permission.SEE_DEPARTMENTS)
@require_safe
def device(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One computer: what was done about it, and the accounts seen on it."""
    return _page(request, _device(request, pk))


def _page(request: HttpRequest, found: Device, form: CleanedForm | None = None) -> HttpResponseBase:
    user = user_of(request)
    whole = not _hidden(user)
    unsafe = set(queries.changed_before_clean(found, user).values_list("pk", flat=True))
    response: Any = list_page(
        request,
        title=found.name,
        breadcrumbs=[(_("Komputer terinfeksi"), reverse("devices")), (found.name, "")],
        table=DeviceAccountTable,
        queryset=queries.accounts_on(found, user),
        order=("application__sort_name", "login_key", "pk"),
        personal=user.may(Permission.SEE_PERSONAL),
        export_name=f"akun-komputer-{found.pk}",
        on_export=log_export(user_of(request)),
        template="intake/device.html",
        table_kwargs={"unsafe": unsafe},
        empty=Empty(_("Tidak ada akun Anda di komputer ini")),
        extra={
            "device": found,
            "state": state_of(found),
            "facts_of": [
                (_("OPD"), found.department),
                (_("Pengguna komputer"), found.machine_user),
                *([(_("Alamat jaringan"), found.address)] if whole else []),
                *([(_("Pertama dilaporkan"), found.first_seen)] if whole else []),
                *([(_("Terakhir dilaporkan"), found.last_seen)] if whole else []),
            ],
            "may_mark": user.may(Permission.ANSWER_FOR),
            "may_place": user.may(Permission.IMPORT),
            "renewed_early": len(unsafe),
            "guidance": _guidance() if found.private and not found.cleaned_at else "",
            "form": form or CleanedForm(private=found.private),
            "removal": RemovalForm(),
            "place_form": DepartmentForm(initial={"department": found.department_id}),
        },
    )
    if form is not None and form.errors:
        response.status_code = 422
    return response  # type: ignore[no-any-return]


def _guidance() -> str:
    """What the owner of a private computer is told, as one text for chat."""
    return _(
        "Komputer pribadi Anda tercatat terinfeksi pencuri kata sandi.\n"
        "1. Ganti kata sandi dari ponsel, jangan dari komputer itu.\n"
        "2. Pindai dengan antivirus, atau minta tukang servis memasang ulang.\n"
        "3. Hapus kata sandi yang tersimpan di browser, lalu keluar (log out) dari semua "
        "perangkat.\n"
        "4. Kabari Agen OPD Anda bila sudah. Foto tidak diminta."
    )


@requires(Permission.ANSWER_FOR)
@require_POST
def private(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The computer is somebody's own, or is not after all."""
    chosen = request.POST.get("private") == "yes"
    set_private(_device(request, pk), chosen, by=user_of(request), at=timezone.now())
    messages.success(request, _("Tercatat."))
    return redirect("device", pk)


@requires(Permission.ANSWER_FOR)
@require_POST
def disconnected(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The computer is off the network."""
    mark_disconnected(_device(request, pk), by=user_of(request), at=timezone.now())
    messages.success(request, _("Tercatat: diputus dari jaringan."))
    return redirect("device", pk)


@requires(Permission.ANSWER_FOR)
@require_POST
def cleaned(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The computer was cleaned."""
    found = _device(request, pk)
    form = CleanedForm(request.POST, request.FILES, private=found.private)
    if form.is_valid():
        try:
            mark_cleaned(
                found,
                by=user_of(request),
                at=timezone.now(),
                note=form.cleaned_data["note"],
                how=form.cleaned_data["how"],
                photo=form.cleaned_data.get("photo"),
                no_photo_why=form.cleaned_data.get("no_photo_why", ""),
            )
        except (PhotoRefused, PhotoMissing) as refused:
            form.add_error("photo", str(refused))
        except DeviceRefused as refused:
            if found.cleaned_at is not None:
                messages.info(request, str(refused))
                return redirect("device", pk)
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Tercatat: komputer sudah dibersihkan."))
            return redirect("device", pk)
    return _page(request, found, form)


@requires(Permission.ANSWER_FOR)
@require_POST
def infected_again(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A mark was wrong."""
    try:
        remove_mark(
            _device(request, pk),
            request.POST.get("why", ""),
            by=user_of(request),
            at=timezone.now(),
        )
        messages.success(request, _("Tanda ditarik. Komputer dihitung terinfeksi lagi."))
    except DeviceRefused as refused:
        messages.error(request, str(refused))
    return redirect("device", pk)


@requires(Permission.IMPORT)
@require_POST
def department(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Whose computer it is."""
    form = DepartmentForm(request.POST)
    if form.is_valid():
        set_department(
            _device(request, pk),
            form.cleaned_data["department"],
            by=user_of(request),
            at=timezone.now(),
        )
        messages.success(request, _("Tercatat."))
    return redirect("device", pk)


@requires(Permission.SEE_DEPARTMENTS)
@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The photo that shows the cleaning."""
    found = _device(request, pk)
    if not found.photo:
        raise Http404
    kind = type_of(found.photo.name or "")
    name = f"komputer-{found.pk}{SUFFIXES.get(kind, '')}"
    return FileResponse(
        found.photo.open("rb"), as_attachment=True, filename=name, content_type=kind
    )
