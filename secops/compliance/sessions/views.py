"""Doors of log-out hygiene: the overview, its lists, and the page of one application."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import BooleanField, Case, Count, F, Min, Q, Value, When
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.models import User
from accounts.personal import is_personal_shown
from accounts.roles import Permission, Reach
from accounts.views.exports import log_export
from secops.compliance.sessions import pages
from secops.compliance.sessions.actions import record_test, set_policy
from secops.compliance.sessions.forms import PolicyForm, TokenForm, TriedForm
from secops.compliance.sessions.models import OpenSession, SessionPolicy, policy_of
from secops.compliance.sessions.queries import asked_of, standings
from secops.compliance.sessions.tables import (
    DepartmentTable,
    OpenSessionFilter,
    OpenSessionTable,
    PeopleTable,
    StandingFilter,
    StandingTable,
)
from secops.compliance.sessions.tokens import make_push_token, revoke_push_token
from secops.compliance.sessions.trend import trend
from secops.house.lists import Empty, list_page
from secops.house.text import wib
from secops.inventory.models import Application
from secops.rules.refusal import MoveRefused
from secops.rules.session import OLD_AFTER

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(P.SEE_DEPARTMENTS)
def overview(request: HttpRequest) -> HttpResponseBase:
    """Sesi login: the applications with their rules beside what is asked, the worst first."""
    user, at = user_of(request), timezone.now()
    visible = asked_of() & Application.objects.visible_to(user)
    found = StandingFilter(request.GET, queryset=visible)
    state = request.GET.get("state", "")
    lines = [one for one in standings(found.qs, at=at) if not state or one.state == state]
    may_upload = user.may(P.IMPORT) or user.may(P.IMPORT_READINGS)
    return list_page(
        request,
        title=_("Sesi login"),
        subtitle=_("Keadaan pada %(when)s") % {"when": wib(at)},
        table=StandingTable,
        queryset=lines,
        order=("rank", "-outlived", "-old", "sort_name", "pk"),
        per_page=100,
        export_name="sesi-login",
        on_export=log_export(user),
        template="sessions/overview.html",
        extra={
            "filterset": found,
            "filtered": any(request.GET.get(one) for one in ("q", "owner", "stack", "state")),
            "tabs": pages.tabs("sessions"),
            "top": pages.top_of(lines),
            "trend": pages.trend_picture(trend(visible, at=at)),
            "may_upload": may_upload,
            "may_order": user.may(P.RUN_CAMPAIGN),
            "desk": pages.desk_picture(user, at=at),
        },
        empty=_no_applications(user),
    )


def _no_applications(user: User) -> Empty:
    """A department that owns no application still has people who log in to those of others."""
    if user.scope(P.SEE_DEPARTMENTS).reach is Reach.OWN:
        return Empty(
            _("OPD Anda tidak memiliki aplikasi"),
            _("Pegawai OPD Anda yang lupa log out ada di tab Per orang."),
            _("Lihat per orang"),
            reverse("session-people"),
            "apps",
        )
    return Empty(
        _("Belum ada aplikasi"),
        _("Aplikasi datang dari daftar aplikasi, atau dibuat dari laporan kebocoran."),
        icon="apps",
    )


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("Sesi login"), reverse("sessions")), (last, "")]


_OUTLIVED = Q(
    started_to__lt=F("account__facts__change_from"), read_at__gt=F("account__facts__change_to")
)
_OLD = Q(read_at__gt=F("started_to") + OLD_AFTER)


@require_safe
@requires(P.SEE_DEPARTMENTS)
def open_sessions(request: HttpRequest) -> HttpResponseBase:
    """Sessions over a day and those that outlived a change of password, the oldest first."""
    user = user_of(request)
    rows = (
        OpenSession.objects.present()
        .visible_to(user)
        .filter(_OLD | _OUTLIVED)
        .select_related(
            "account__application", "account__department", "account__holder", "account__owner"
        )
        .annotate(
            is_outlived=Case(
                When(_OUTLIVED, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )
    )
    whole = is_personal_shown(request, at=timezone.now())
    return list_page(
        request,
        title=_("Lupa log out"),
        subtitle=_("Sesi login yang masih terbuka lebih dari 24 jam, menurut data terakhir"),
        table=OpenSessionTable,
        queryset=rows,
        filterset=OpenSessionFilter,
        order=("started_to", "pk"),
        paging="keyset",
        table_kwargs={"whole": whole},
        personal=user.may(P.SEE_PERSONAL),
        export_name="lupa-log-out",
        on_export=log_export(user),
        breadcrumbs=_crumbs(_("Lupa log out")),
        template="sessions/open.html",
        extra=_names(request, whole) | {"tabs": pages.tabs("open-sessions")},
        empty=Empty(
            _("Tidak ada sesi login lebih dari 24 jam"),
            _("Menurut data yang sudah ada. Aplikasi tanpa data tampil di tab Aplikasi."),
            icon="circle-check",
        ),
    )


def _names(request: HttpRequest, whole: bool) -> dict[str, Any]:
    return {"may_see_names": user_of(request).may(P.SEE_PERSONAL), "names_shown": whole}


@require_safe
@requires(P.SEE_DEPARTMENTS)
def people(request: HttpRequest) -> HttpResponseBase:
    """Who has sessions over a day, the most first."""
    user = user_of(request)
    rows = (
        OpenSession.objects.present()
        .visible_to(user)
        .old()
        .order_by()
        .values("account__holder", "account__holder__name", "account__department__name")
        .annotate(
            old=Count("pk"),
            applications=Count("account__application", distinct=True),
            oldest=Min("started_to"),
        )
    )
    whole = is_personal_shown(request, at=timezone.now())
    return list_page(
        request,
        title=_("Lupa log out per orang"),
        table=PeopleTable,
        queryset=rows,
        order=("-old", "oldest", "account__holder", "account__department__name"),
        table_kwargs={"whole": whole},
        personal=user.may(P.SEE_PERSONAL),
        export_name="lupa-log-out-per-orang",
        on_export=log_export(user),
        breadcrumbs=_crumbs(_("Per orang")),
        template="sessions/open.html",
        extra=_names(request, whole) | {"tabs": pages.tabs("session-people")},
        empty=Empty(_("Tidak ada sesi login lebih dari 24 jam"), icon="circle-check"),
    )


@require_safe
@requires(P.SEE_DEPARTMENTS)
def departments(request: HttpRequest) -> HttpResponseBase:
    """Forgotten log-outs of each department's people, the most first."""
    user = user_of(request)
    rows = (
        OpenSession.objects.present()
        .visible_to(user)
        .filter(_OLD | _OUTLIVED)
        .order_by()
        .values(
            "account__department",
            "account__department__code",
            "account__department__name",
            "account__department__sort_name",
        )
        .annotate(
            old=Count("pk", filter=_OLD),
            people=Count("account__holder", filter=_OLD, distinct=True),
            outlived=Count("pk", filter=_OUTLIVED),
            oldest=Min("started_to"),
        )
    )
    return list_page(
        request,
        title=_("Lupa log out per OPD"),
        table=DepartmentTable,
        queryset=rows,
        order=("-old", "account__department__sort_name", "account__department"),
        per_page=100,
        export_name="lupa-log-out-per-opd",
        on_export=log_export(user),
        breadcrumbs=_crumbs(_("Per OPD")),
        template="sessions/open.html",
        extra={"tabs": pages.tabs("session-departments")},
        empty=Empty(_("Tidak ada sesi login lebih dari 24 jam"), icon="circle-check"),
    )


# --- one application -----------------------------------------------------------------------------


@require_safe
@requires(P.SEE_DEPARTMENTS)
def application(request: HttpRequest, code: str) -> HttpResponseBase:
    """One application: its rules beside what is asked, its sessions, how they are ended."""
    user, at = user_of(request), timezone.now()
    found = get_object_or_404(Application.objects.visible_to(user), code=code)
    return render(
        request,
        "sessions/application.html",
        {
            "title": _("Sesi login %(name)s") % {"name": found.name},
            "subtitle": found.owner or _("pemilik belum diketahui"),
            "breadcrumbs": [
                (pgettext("list", "Aplikasi"), reverse("applications")),
                (found.name, found.get_absolute_url()),
                (_("Sesi login"), ""),
            ],
            "application": found,
            "page": pages.application_page(found, user, at=at),
        },
    )


def _managed(request: HttpRequest, code: str) -> Application:
    """An application whose sessions the user speaks for."""
    user = user_of(request)
    rows = Application.objects.visible_to(user).select_related("session_policy")
    scope = user.scope(P.MANAGE_SESSIONS)
    if not scope.everything:
        rows = rows.filter(owner_id__in=scope.departments)
    return get_object_or_404(rows, code=code)


@GET_OR_POST
@requires(P.MANAGE_SESSIONS)
def policy(request: HttpRequest, code: str) -> HttpResponseBase:
    """Say what the application does with its sessions."""
    found = _managed(request, code)
    form = PolicyForm(request.POST or None, policy=policy_of(found))
    if form.is_bound and form.is_valid():
        change = set_policy(found, form.policy, by=user_of(request), at=timezone.now())
        if change is None:
            messages.info(request, _("Tidak ada yang berubah."))
        else:
            messages.success(request, _("Aturan sesi login %(name)s tercatat.") % {"name": found})
        return redirect("application-sessions", code)
    return _form(request, found, form, _("Aturan sesi login %(name)s"), _("Simpan"), _policy_lead())


def _policy_lead() -> str:
    return _(
        "Isi sesuai keadaan sekarang, bukan rencana. Yang belum diketahui biarkan kosong: kosong "
        "lebih baik daripada keliru."
    )


@GET_OR_POST
@requires(P.MANAGE_SESSIONS)
def test(request: HttpRequest, code: str) -> HttpResponseBase:
    """Note that it was tried whether sessions end as said."""
    found, now = _managed(request, code), timezone.now()
    form = TriedForm(request.POST or None, now=now)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            record_test(
                found,
                SessionPolicy.Result(given["result"]),
                tested_at=given["tested_at"],
                note=given["note"],
                by=user_of(request),
                at=now,
            )
        except MoveRefused as refused:
            form.add_error(None, pages.refusal_words(refused))
        else:
            messages.success(request, _("Uji sesi login %(name)s tercatat.") % {"name": found})
            return redirect("application-sessions", code)
    lead = _(
        "Masuk di browser A, ganti kata sandi di browser B, muat ulang A. Lalu tutup browser A, "
        "buka lagi: apakah diminta masuk?"
    )
    return _form(request, found, form, _("Uji sesi login %(name)s"), _("Catat uji"), lead)


@GET_OR_POST
@requires(P.MANAGE_SESSIONS)
def tokens(request: HttpRequest, code: str) -> HttpResponseBase:
    """Tokens with which the application's own server pushes; a new one is shown once."""
    found, now = _managed(request, code), timezone.now()
    form, plain = TokenForm(request.POST or None), ""
    if form.is_bound and form.is_valid():
        _token, plain = make_push_token(
            found, form.cleaned_data["name"], days=form.cleaned_data["days"],
            by=user_of(request), at=now,
        )  # fmt: skip
        form = TokenForm()
    back = reverse("application-sessions", args=[code])
    answer = render(
        request,
        "sessions/tokens.html",
        {
            "title": _("Kunci API %(name)s") % {"name": found},
            "breadcrumbs": [
                (_("Sesi login %(name)s") % {"name": found}, back),
                (_("Kunci API"), ""),
            ],
            "application": found,
            "form": form,
            "plain": plain,
            "example": pages.push_example(request.build_absolute_uri(reverse("api-sessions"))),
            "tokens": pages.token_lines(found, at=now),
        },
        status=422 if form.errors else 200,
    )
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@requires(P.MANAGE_SESSIONS)
def revoke(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """End a token."""
    found = _managed(request, code)
    token = revoke_push_token(found, pk, by=user_of(request), at=timezone.now())
    if token is None:
        raise Http404
    messages.success(request, _("Kunci %(name)s dicabut.") % {"name": token.name})
    return redirect("session-tokens", code)


def _form(
    request: HttpRequest, found: Application, form: Any, title: str, submit: str, lead: str
) -> HttpResponseBase:
    back = reverse("application-sessions", args=[found.code])
    context = {
        "title": title % {"name": found},
        "lead": lead,
        "form": form,
        "submit_label": submit,
        "cancel_url": back,
        "breadcrumbs": [(_("Sesi login %(name)s") % {"name": found}, back), (submit, "")],
    }
    return render(request, "house/confirm.html", context, status=422 if form.errors else 200)
