"""Doors of the lock at the source: the order, the list of usernames, the stack."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.actions import (
    OrderRefused,
    open_locks,
    order_locks,
    take_usernames,
)
from secops.compliance.duties.forms.locking import (
    LockForm,
    StackForm,
    ToLockForm,
    to_lock_forms,
)
from secops.compliance.duties.locks import SHOWN, ordered_locks, proposed_due, to_lock
from secops.compliance.duties.models import Directive
from secops.compliance.duties.views.duties import find_duty
from secops.inventory.actions import name_owner, name_stack
from secops.inventory.models import Application
from secops.rules.lock import Stack

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@requires(Permission.RUN_CAMPAIGN)
def lock(request: HttpRequest) -> HttpResponse:
    """ "Langkah 1: kunci di sumber": which applications, whose they are, by when."""
    user, now = user_of(request), timezone.now()
    posted = request.POST if request.method == "POST" else None
    form = LockForm(posted, initial={"due_at": proposed_due(now)})
    rows = to_lock_forms(list(to_lock()[:SHOWN]), posted)
    valid = [row.is_valid() for row in rows]
    if posted is not None and form.is_valid() and all(valid):
        try:
            made = _order(form, [row for row in rows if row.cleaned_data.get("take")], user)
        except OrderRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("directive-send", made.code)
    return render(
        request,
        "duties/lock.html",
        {
            "title": _("Langkah 1: kunci di sumber"),
            "breadcrumbs": [(_("Hari ini"), reverse("today")), (_("Kunci di sumber"), "")],
            "form": form,
            "rows": rows,
            "ordered": ordered_locks(open_locks(), at=timezone.now()),
        },
        status=422 if form.errors or (posted is not None and not all(valid)) else 200,
    )


@transaction.atomic
def _order(form: LockForm, rows: list[ToLockForm], user: User) -> Directive:
    """Owners that were chosen here are remembered with the order."""
    at = timezone.now()
    applications: list[Application] = []
    for row in rows:
        owner = row.cleaned_data.get("owner")
        one = row.application
        applications.append(name_owner(one, owner, by=user, at=at) if owner else one)
    return order_locks(applications, **form.cleaned_data, by=user, at=at)


@require_GET
@requires(Permission.REPORT_LOCK, Permission.RUN_CAMPAIGN)
def usernames(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The usernames to be locked, as a file for the owner's script."""
    found = find_duty(request, pk)
    lines = take_usernames(found, by=user_of(request), at=timezone.now())
    response = StreamingHttpResponse(lines, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="daftar.txt"'
    response["Cache-Control"] = "no-store"
    return response


@GET_OR_POST
@requires(Permission.REPORT_LOCK, Permission.IMPORT)
def application_stack(request: HttpRequest, code: str) -> HttpResponse:
    """With what an application is built, said by who knows it."""
    user = user_of(request)
    found = get_object_or_404(Application.objects.visible_to(user), code=code)
    form = StackForm(request.POST or None, application=found)
    back = request.GET.get("duty", "")
    to = reverse("duty", args=[back]) if back.isdigit() else found.get_absolute_url()
    if form.is_bound and form.is_valid():
        name_stack(found, Stack(form.cleaned_data["stack"]), by=user, at=timezone.now())
        messages.success(request, _("Teknologi %(name)s tercatat.") % {"name": found})
        return redirect(to)
    context = {
        "title": _("Dengan apa %(name)s dibuat?") % {"name": found},
        "lead": _("Langkah kunci di sumber mengikuti teknologinya."),
        "form": form,
        "submit_label": _("Simpan"),
        "cancel_url": to,
    }
    return render(request, "house/confirm.html", context, status=422 if form.errors else 200)
