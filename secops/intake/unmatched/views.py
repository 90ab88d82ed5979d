"""Doors of the unmatched queue."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.compliance.rotations.personal import is_personal_shown
from secops.house.lists import Empty, list_page
from secops.house.text import angka, shown_login
from secops.intake.unmatched import queries
from secops.intake.unmatched.actions import (
    AssignmentRefused,
    assign_host,
    assign_login,
    ignore_logins,
    refuse_host,
    take_back,
    try_again,
)
from secops.intake.unmatched.forms import HostAssignment, Ignoring
from secops.intake.unmatched.placing import Placed
from secops.intake.unmatched.tables import (
    HostFilter,
    HostTable,
    IgnoredTable,
    LoginFilter,
    LoginTable,
)
from secops.inventory.models import Account, LeakReport, UnmatchedLogin

MOST_IGNORED = 500


@requires(Permission.IMPORT)
@require_safe
def hosts(request: HttpRequest) -> HttpResponseBase:
    """Hosts nobody knows."""
    report = request.GET.get("report", "")
    return list_page(
        request,
        title=_("Belum dikenali"),
        table=HostTable,
        queryset=queries.hosts(report),
        filterset=HostFilter,
        order=("-findings", "host"),
        export_name="alamat-belum-dikenal",
        on_export=log_export(user_of(request)),
        template="intake/unmatched.html",
        empty=Empty(
            _("Semua alamat sudah dikenali"),
            _("Alamat dari laporan yang belum dimiliki aplikasi mana pun muncul di sini."),
            icon="circle-check",
        ),
        extra={"tabs_items": queries.tabs(report, "hosts")},
    )


@requires(Permission.IMPORT)
@require_safe
def logins(request: HttpRequest) -> HttpResponseBase:
    """Logins nobody knows, of known applications."""
    whole = is_personal_shown(request, at=timezone.now())
    report = request.GET.get("report", "")
    return list_page(
        request,
        title=_("Belum dikenali"),
        table=LoginTable,
        queryset=queries.logins(report),
        filterset=LoginFilter,
        order=("pk",),
        paging="keyset",
        export_name="akun-belum-dikenal",
        on_export=log_export(user_of(request)),
        template="intake/unmatched_logins.html",
        empty=Empty(
            _("Semua nama pengguna sudah dikenali"),
            _("Nama pengguna dari laporan yang tidak ada di daftar akun muncul di sini."),
            icon="circle-check",
        ),
        table_kwargs={"whole": whole},
        extra={
            "whole": whole,
            "tabs_items": queries.tabs(report, "logins"),
            "verbs": [("ignore", _("Abaikan dengan alasan…"))],
        },
    )


@requires(Permission.IMPORT)
@require_safe
def ignored(request: HttpRequest) -> HttpResponseBase:
    """What was put aside."""
    return list_page(
        request,
        title=_("Belum dikenali"),
        table=IgnoredTable,
        queryset=UnmatchedLogin.objects.filter(ignored_at__isnull=False).select_related(
            "application"
        ),
        order=("-ignored_at", "-pk"),
        paging="keyset",
        template="intake/unmatched.html",
        empty=Empty(_("Tidak ada yang diabaikan")),
        extra={"tabs_items": queries.tabs("", "ignored")},
    )


@requires(Permission.IMPORT)
def host(request: HttpRequest) -> HttpResponseBase:
    """Assign one host, once."""
    name = request.POST.get("host") or request.GET.get("host", "")
    if not name:
        raise Http404
    waiting = queries.waiting().filter(application=None, host=name)
    form = HostAssignment(
        request.POST if request.method == "POST" else None, initial={"host": name}
    )
    if request.method == "POST" and form.is_valid():
        by, now = user_of(request), timezone.now()
        if form.cleaned_data["not_ours"]:
            deleted = refuse_host(name, by=by, at=now)
            messages.success(
                request, _("%(n)s temuan dihapus: bukan milik kota.") % {"n": angka(deleted)}
            )
        else:
            _say(request, assign_host(name, form.cleaned_data["application"], by=by, at=now))
        return redirect("unmatched")
    return render(
        request,
        "intake/unmatched_host.html",
        {
            "title": name,
            "breadcrumbs": [(_("Belum dikenali"), reverse("unmatched")), (name, "")],
            "form": form,
            "findings": waiting.count(),
            "examples": [
                shown_login(login) for login in waiting.values_list("login", flat=True)[:5]
            ],
        },
        status=422 if form.errors else 200,
    )


def _say(request: HttpRequest, placed: Placed) -> None:
    messages.success(
        request,
        _("%(findings)s temuan menemukan akunnya (%(accounts)s akun). Aturan ini diingat.")
        % {"findings": angka(placed.findings), "accounts": angka(placed.accounts)},
    )


@requires(Permission.IMPORT)
def login(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Assign one login, once."""
    row = get_object_or_404(UnmatchedLogin.objects.select_related("application"), pk=pk)
    problem = ""
    if request.method == "POST":
        account = get_object_or_404(Account, pk=_number(request.POST.get("account", "")))
        try:
            _say(request, assign_login(row, account, by=user_of(request), at=timezone.now()))
            return redirect("unmatched-logins")
        except AssignmentRefused as refused:
            problem = str(refused)
    words = request.GET.get("q", "")
    whole = is_personal_shown(request, at=timezone.now())
    return render(
        request,
        "intake/unmatched_login.html",
        {
            "title": shown_login(row.login),
            "breadcrumbs": [
                (_("Belum dikenali"), reverse("unmatched")),
                (_("Akun belum dikenal"), reverse("unmatched-logins")),
                (shown_login(row.login), ""),
            ],
            "row": row,
            "report": LeakReport.objects.defer("rejects", "picture").get(pk=row.report_id),
            "login": row.login if whole else shown_login(row.login),
            "hidden": not whole and row.login != shown_login(row.login),
            "words": words,
            "candidates": [
                (account, account.username if whole else shown_login(account.username))
                for account in queries.candidates(row, words)
            ],
            "problem": problem,
            "form": Ignoring(),
        },
        status=422 if problem else 200,
    )


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 18 else 0


@requires(Permission.IMPORT)
@require_POST
def ignore(request: HttpRequest) -> HttpResponseBase:
    """Put logins aside with a reason; ticked in the list, or one from its page."""
    picked = [_number(words) for words in request.POST.getlist("pick")][:MOST_IGNORED]
    rows = list(UnmatchedLogin.objects.filter(pk__in=picked).select_related("application"))
    form = Ignoring(request.POST if "why" in request.POST else None)
    if rows and form.is_valid():
        count = ignore_logins(
            rows, form.cleaned_data["why"], by=user_of(request), at=timezone.now()
        )
        messages.success(request, _("%(n)s temuan diabaikan.") % {"n": angka(count)})
        return redirect("unmatched-logins")
    if not rows:
        messages.error(request, _("Pilih dahulu nama penggunanya."))
        return redirect("unmatched-logins")
    return render(
        request,
        "intake/unmatched_ignore.html",
        {
            "title": _("Abaikan %(n)s nama pengguna") % {"n": angka(len(rows))},
            "breadcrumbs": [(_("Belum dikenali"), reverse("unmatched")), (_("Abaikan"), "")],
            "rows": rows,
            "form": form,
            "submit_label": _("Abaikan"),
            "cancel_url": reverse("unmatched-logins"),
            "lead": _("Temuan ini tetap tersimpan dan dapat dikembalikan ke antrean."),
        },
        status=422 if form.errors else 200,
    )


@requires(Permission.IMPORT)
@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put an ignored login into the queue again."""
    take_back(get_object_or_404(UnmatchedLogin, pk=pk), by=user_of(request), at=timezone.now())
    messages.success(request, _("Kembali ke antrean."))
    return redirect("unmatched-login", pk)


@requires(Permission.IMPORT)
@require_POST
def again(request: HttpRequest) -> HttpResponseBase:
    """Compare the queue with the registers as they are now."""
    placed = try_again(by=user_of(request), at=timezone.now())
    messages.success(
        request,
        _("%(findings)s temuan menemukan akunnya (%(accounts)s akun).")
        % {"findings": angka(placed.findings), "accounts": angka(placed.accounts)},
    )
    return redirect("unmatched")
