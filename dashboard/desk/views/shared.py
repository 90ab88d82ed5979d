""" "Siapa saja yang memakai?": what becomes of an account that several people use."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import check, requires, user_of
from accounts.roles import Permission
from dashboard.account.actions import HolderRefused
from dashboard.desk.actions import settle_shared
from dashboard.desk.forms import SharedForm
from secops.compliance.rotations.actions import RotationRefused
from secops.compliance.rotations.models import Rotation
from secops.house.text import shown_login


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_FOR)
def shared(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who uses it; personal accounts are advised, else somebody answers for it."""
    user = user_of(request)
    rows = Rotation.objects.visible_to(user).select_related("account__application", "department")
    rotation = get_object_or_404(rows, pk=pk)
    check(user, Permission.ANSWER_FOR, rotation.department_id)
    form = SharedForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            said = settle_shared(rotation, form, by=user, at=timezone.now())
        except (RotationRefused, HolderRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect("my-work")
    login = shown_login(rotation.account.username)
    context = {
        "title": _("Siapa saja yang memakai?"),
        "subtitle": _("Akun bersama “%(login)s” · %(application)s")
        % {"login": login, "application": rotation.account.application},
        "breadcrumbs": [
            (_("Pekerjaan saya"), reverse("my-work")),
            (login, rotation.account.get_absolute_url()),
            (_("Akun bersama"), ""),
        ],
        "lead": _("Dicatat sebagai keterangan Agen, belum sebagai bukti."),
        "form": form,
        "submit_label": _("Catat akun bersama"),
        "cancel_url": reverse("my-work"),
    }
    return render(request, "house/confirm.html", context, status=422 if form.errors else 200)
