"""Doors of the office: directives, their sending, their list."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.compliance.duties import queries, texts
from secops.compliance.duties.actions import (
    OrderRefused,
    close_directive,
    issue_directive,
    lock_targets,
    order_lock,
    order_rotation,
    plan_of,
    send_directive,
    send_example,
)
from secops.compliance.duties.composers import preview_of
from secops.compliance.duties.filters import DirectiveFilter, DutyFilter
from secops.compliance.duties.forms import OrderForm
from secops.compliance.duties.models import Directive
from secops.compliance.duties.origins import origins_of
from secops.compliance.duties.tables import DirectiveTable, DutyTable
from secops.compliance.duties.views.ladders import order_ladder
from secops.compliance.rotations.models import Campaign
from secops.house.lists import Empty, list_page
from secops.house.text import wib
from secops.outbox.actions import BatchRefused, cancel_batch


@require_GET
@requires(Permission.SEE_DEPARTMENTS)
def directive_list(request: HttpRequest) -> HttpResponseBase:
    """All directives that the user may see."""
    user, now = user_of(request), timezone.now()
    return list_page(
        request,
        title=pgettext("list", "Arahan"),
        subtitle=wib(now),
        table=DirectiveTable,
        queryset=queries.directives_for(user, at=now),
        filterset=DirectiveFilter,
        order=("-ordered_at", "-pk"),
        empty=Empty(
            _("Belum ada arahan"),
            _("Arahan ke OPD, dari insiden, rekomendasi mitra atau surat, muncul di sini."),
        ),
        export_name="arahan",
        on_export=log_export(user),
        template="duties/directives.html",
        extra={"may_order": user.may(Permission.RUN_CAMPAIGN)},
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_CAMPAIGN)
def directive_new(request: HttpRequest) -> HttpResponse:
    """Write an order; the next page shows whom it reaches before anything is sent."""
    first = {"kind": request.GET.get("kind", "custom")}
    if request.GET.get("preset") == "desk":
        first = texts.desk_order()
    return write_order(request, first)


def write_order(
    request: HttpRequest,
    initial: dict[str, Any],
    *,
    link: Callable[[Directive], object] = lambda _directive: None,
    crumbs: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """The page on which an order is written; `link` ties it to what it comes from, with it."""
    now = timezone.now()
    form = OrderForm(request.POST or None, initial={"ladder": "office"} | initial)
    steps = order_ladder(form, request.POST, at=now) if form.is_bound and form.is_valid() else None
    looks = bool({"look", "more"} & set(request.POST))
    if steps is not None and not looks and steps.stands:
        try:
            with transaction.atomic():
                directive = issue_directive(
                    form.order(steps.ladder), form.targets(), by=user_of(request), at=now
                )
                link(directive)
        except OrderRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("directive-send", directive.code)
    wrong = form.is_bound and not (looks and form.is_valid())
    return render(
        request,
        "duties/directive_new.html",
        {
            "form": form,
            "steps": steps,
            "title": _("Buat arahan"),
            "breadcrumbs": [*(crumbs or [(_("Arahan"), reverse("directives"))]),
                            (_("Buat arahan"), "")],
        },
        status=422 if wrong else 200,
    )  # fmt: skip


@require_GET
@requires(Permission.SEE_DEPARTMENTS)
def directive(request: HttpRequest, code: str) -> HttpResponseBase:
    """One directive: how many have it, where each department stands."""
    user, now = user_of(request), timezone.now()
    found = get_object_or_404(Directive.objects.visible_to(user), code=code)
    return list_page(
        request,
        title=f"{found.code} {found.title}",
        subtitle=_("%(kind)s · batas waktu %(due)s")
        % {"kind": queries.kind_of(found), "due": wib(found.due_at)},
        breadcrumbs=queries.crumbs(found),
        table=DutyTable,
        queryset=queries.duties_for(user).filter(directive=found),
        filterset=DutyFilter,
        order=("department__sort_name", "pk"),
        exclude=queries.hidden_columns(user, found),
        export_name=f"tugas-{found.code}",
        on_export=log_export(user),
        template="duties/directive.html",
        extra={
            "directive": found,
            "verbs": queries.bulk_verbs(user),
            "page_of": queries.directive_page(found, user, at=now),
            "undo": queries.undo_seconds(found, at=now),
            "sent": queries.sent_line(found) if user.may(Permission.RUN_CAMPAIGN) else "",
            "versions": queries.versions_of(found),
            "origins": origins_of(found, user),
            "may_order": user.may(Permission.RUN_CAMPAIGN),
            "letters": found.campaign is not None and user.may(Permission.WRITE_DOCUMENT),
            "next_step": queries.step_after(found, user, at=now),
            "unsent": queries.unsent(found, at=now) if user.may(Permission.RUN_CAMPAIGN) else 0,
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_CAMPAIGN)
def directive_send(request: HttpRequest, code: str) -> HttpResponse:
    """Whom it reaches, in counts; then the send, which can be undone for 30 seconds."""
    user, now = user_of(request), timezone.now()
    found = get_object_or_404(Directive.objects.visible_to(user), code=code)
    if request.method == "POST":
        try:
            send_directive(found, by=user, at=now)
        except BatchRefused as refused:
            messages.error(request, str(refused))
            return redirect("directive-send", found.code)
        return redirect("directive", found.code)
    return render(
        request,
        "duties/directive_send.html",
        {
            "title": _("Kirim arahan %(code)s") % {"code": found.code},
            "breadcrumbs": [*queries.crumbs(found)[:-1], (found.code, found.get_absolute_url()),
                            (_("Kirim"), "")],
            "directive": found,
            "plan": plan_of(found, at=now),
            "preview": preview_of(found, at=now),
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_CAMPAIGN)
def campaign_orders(request: HttpRequest, code: str) -> HttpResponse:
    """The two orders of a campaign: the lock at the source first, then the departments."""
    user, now = user_of(request), timezone.now()
    campaign = get_object_or_404(Campaign.objects.visible_to(user).running(), code=code)
    if request.method == "POST":
        make = order_lock if request.POST.get("order") == "lock" else order_rotation
        try:
            made = make(campaign, by=user, at=now)
        except OrderRefused as refused:
            messages.error(request, str(refused))
        else:
            if made is not None:
                return redirect("directive-send", made.code)
            messages.error(request, _("Tidak ada OPD atau pemilik aplikasi yang diketahui."))
        return redirect("campaign-orders", code)
    return render(
        request,
        "duties/campaign_orders.html",
        {
            "title": _("Arahan untuk %(campaign)s") % {"campaign": campaign},
            "campaign": campaign,
            "orders": queries.orders_of(campaign),
            "owners": len(lock_targets(campaign)),
        },
    )


@require_POST
@requires(Permission.RUN_CAMPAIGN)
def directive_example(request: HttpRequest, code: str) -> HttpResponse:
    """Send the officer what a head would get."""
    found = get_object_or_404(Directive.objects.visible_to(user_of(request)), code=code)
    try:
        message = send_example(found, by=user_of(request), at=timezone.now())
    except OrderRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            _("Contoh dikirim ke Anda lewat %(channel)s.")
            % {"channel": message.get_channel_display()},
        )
    return redirect("directive-send", found.code)


@require_POST
@requires(Permission.RUN_CAMPAIGN)
def directive_undo(request: HttpRequest, code: str) -> HttpResponse:
    """Undo the bulk send while it waits."""
    found = get_object_or_404(Directive.objects.visible_to(user_of(request)), code=code)
    if found.batch is not None:
        cancel_batch(found.batch, by=user_of(request), at=timezone.now())
        messages.success(request, _("Pengiriman dibatalkan. Arahannya tetap ada."))
    return redirect("directive", found.code)


@require_POST
@requires(Permission.RUN_CAMPAIGN)
def directive_close(request: HttpRequest, code: str) -> HttpResponse:
    """Close it, or say what is still open."""
    found = get_object_or_404(Directive.objects.visible_to(user_of(request)), code=code)
    try:
        close_directive(found, by=user_of(request), at=timezone.now())
    except OrderRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Arahan ditutup."))
    return redirect("directive", found.code)
