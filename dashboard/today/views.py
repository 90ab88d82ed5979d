"""The page of the day, and the wall of the operations room."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, signed_in, user_of
from accounts.roles import Permission
from dashboard.navigation import home_of
from dashboard.today.leadership import for_leaders, send_to_leaders
from dashboard.today.message import text_for_leaders, text_of_today
from dashboard.today.queries import Today, help_rows, today_for
from secops.compliance.rotations.sentences import change_since
from secops.compliance.rotations.tables import accounts_url
from secops.house.text import angka, wib
from secops.outbox.actions import BatchRefused
from secops.reminders.duties.summary import late_lines


@require_safe
@signed_in("the office sees the day; everybody else is sent to his own first page")
def today(request: HttpRequest) -> HttpResponse:
    """Where it stands, what is next, what waits for us."""
    user, at = user_of(request), timezone.now()
    if not user.may(Permission.SEE_SUMMARIES):
        return redirect(home_of(user))
    page = today_for(user, code=request.GET.get("campaign", ""), at=at)
    yesterday = page.progress.usable_yesterday if page.progress and not page.several else None
    opens = user.may(Permission.SEE_DEPARTMENTS)
    late = late_lines(for_leaders(at=at), at=at) if page.orders.late else []
    context = {
        "title": _("Hari ini"),
        "subtitle": wib(at),
        "page": page,
        "chat": text_of_today(page),
        "lines": text_for_leaders(page, late),
        "campaign_tabs": _tabs(page),
        "urls": _urls(page) if opens else {},
        "late_detail": _late(page, opens),
        "next_detail": page.next and f"{page.next.words}, {page.next.in_full}",
        "waiting_detail": _new(page),
        "help_first": help_rows(page.progress) if page.progress else [],
        "usable_trend": change_since(page.safety.usable, yesterday),
        "received_trend": change_since(page.orders.unreceived, page.orders.unreceived_yesterday),
        "may_send": user.may(Permission.RUN_CAMPAIGN),
        "may_open": opens,
    }
    return render(request, "dashboard/today.html", context)


@require_POST
@requires(Permission.RUN_CAMPAIGN)
def send_lines(request: HttpRequest) -> HttpResponse:
    """ "Kirim ke pimpinan": the three lines, with thirty seconds to undo."""
    try:
        batch = send_to_leaders(by=user_of(request), at=timezone.now())
    except BatchRefused:
        messages.error(request, _("Kontak pimpinan belum diisi. Salin tiga barisnya."))
        return redirect("today")
    return redirect("batch", batch.pk)


@require_safe
@requires(Permission.SEE_SUMMARIES)
def wall(request: HttpRequest) -> HttpResponse:
    """Six numbers that can be read across a room; the page fetches itself anew."""
    at = timezone.now()
    page = today_for(user_of(request), at=at)
    template = "dashboard/_wall.html" if request.headers.get("HX-Request") else None
    context = {"title": _("Layar posko"), "page": page, "at": at}
    return render(request, template or "dashboard/wall.html", context)


def _tabs(page: Today) -> list[dict[str, Any]]:
    """The campaigns that run, where there is more than one."""
    chosen = page.progress.campaign.pk if page.progress else None
    return [
        {"label": one.name, "url": f"?campaign={one.code}", "active": one.pk == chosen}
        for one in page.running
    ]


def _urls(page: Today) -> dict[str, str]:
    """Where the four numbers lead: to exactly their rows."""
    urls = {
        "usable": reverse("leak-reports"),
        "unreceived": reverse("departments") + "?order=unreceived",
        "next": page.next.url if page.next else "",
    }
    if page.several:
        urls["usable"] = reverse("campaigns")
    elif page.progress:
        urls["usable"] = accounts_url(page.progress.campaign, mark="usable")
    return urls


def _late(page: Today, opens: bool) -> str:
    late = page.orders.late
    words = ngettext("%(n)s OPD melewati batas waktu", "%(n)s OPD melewati batas waktu", late) % {
        "n": angka(late)
    }
    if not late or not opens:
        return words
    return format_html('<a href="{}?order=late">{}</a>', reverse("departments"), words)


def _new(page: Today) -> str:
    new = page.decisions_new
    if not new:
        return _("tidak ada yang baru sejak kemarin")
    return ngettext("%(n)s baru sejak kemarin", "%(n)s baru sejak kemarin", new) % {"n": angka(new)}
