""" "Ingatkan yang gilirannya": seen before it goes, an example to oneself, undone in time."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.models import Department, Person
from accounts.roles import Permission
from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries import Desk, desk_of
from secops.outbox.actions import BatchRefused, cancel_batch
from secops.reminders.actions import ExampleRefused, remind_departments, send_digest_example
from secops.reminders.composers import example as example_of
from secops.reminders.items import example_items
from secops.reminders.queries import batch_to_undo, reminding_of


def _desk(request: HttpRequest, *, at: datetime) -> Desk:
    """The reader's own desk; or one department he may answer for, where a page names it."""
    user, code = user_of(request), request.GET.get("department", "")
    if not code:
        return desk_of(user, at=at)
    found = get_object_or_404(Department.objects.visible_to(user), code=code)
    if not user.may(Permission.ANSWER_FOR, found.pk):
        raise Http404
    return Desk(frozenset({found.pk}))


def _here(request: HttpRequest) -> str:
    """This page, about the same department."""
    code = request.GET.get("department", "")
    return reverse("my-work-remind") + (f"?{urlencode({'department': code})}" if code else "")


def _campaign(desk: Desk) -> Campaign | None:
    """The newest campaign of the desk whose holders are told: the example is of its accounts."""
    campaigns = Campaign.objects.running().filter(
        messages_from__isnull=False, pk__in=desk.rotations().order_by().values("campaign")
    )
    return campaigns.order_by("-ordered_at", "-pk").first()


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_FOR)
def remind(request: HttpRequest) -> HttpResponse:
    """Whom it reaches and what it says; then the button that says how many."""
    user, at = user_of(request), timezone.now()
    desk = _desk(request, at=at)
    if request.method == "POST":
        try:
            remind_departments(desk.departments, by=user, at=at)
        except BatchRefused as refused:
            messages.error(request, str(refused))
        return redirect(_here(request))
    campaign = _campaign(desk)
    items = example_items(campaign) if campaign else []
    person = user.person or Person(name=user.display_name)
    batch = batch_to_undo(user, at=at)
    context = {
        "title": _("Ingatkan yang gilirannya"),
        "breadcrumbs": [(_("Pekerjaan saya"), reverse("my-work")), (_("Ingatkan"), "")],
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "recipients": reminding_of(desk.departments, at=at),
        "example": example_of({"items": items, "digest": True}, person, person.language, at)
        if items
        else None,
        "batch": batch,
        "seconds": int((batch.not_before - at).total_seconds()) if batch else 0,
    }
    return render(request, "desk/remind.html", context)


@require_POST
@requires(Permission.ANSWER_FOR)
def example(request: HttpRequest) -> HttpResponse:
    """ "Kirim contoh ke saya"."""
    user, at = user_of(request), timezone.now()
    desk = _desk(request, at=at)
    campaign = _campaign(desk)
    try:
        if campaign is None:
            raise ExampleRefused(_("Pesan ke pemegang akun belum dimulai kantor."))
        address = send_digest_example(campaign, desk.departments, by=user, at=at)
    except ExampleRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Contoh dikirim ke %(address)s.") % {"address": address})
    return redirect(_here(request))


@require_POST
@requires(Permission.ANSWER_FOR)
def undo(request: HttpRequest) -> HttpResponse:
    """Take back one's own newest send while it waits."""
    user, at = user_of(request), timezone.now()
    batch = batch_to_undo(user, at=at)
    if batch is None:
        messages.error(request, _("Waktu pembatalan sudah lewat."))
    else:
        cancel_batch(batch, by=user, at=at)
        messages.success(request, _("Pengiriman dibatalkan."))
    return redirect(_here(request))
