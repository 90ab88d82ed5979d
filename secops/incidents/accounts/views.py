"""The doors of an incident's accounts: the list, what can be picked, adding, taking out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, user_of
from accounts.personal import is_personal_shown
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.lists import Empty, list_page, row_ids
from secops.house.paging import bounded_count
from secops.house.text import angka
from secops.incidents.accounts import queries
from secops.incidents.accounts.tables import (
    AffectedFilter,
    AffectedTable,
    CandidateFilter,
    CandidateTable,
)
from secops.incidents.actions import IncidentRefused, add_accounts, remove_accounts
from secops.incidents.doors import crumbs_of, find_incident
from secops.incidents.models import Incident

P = Permission
#: At most so many accounts are added by one press; a whole leak report is linked instead.
AT_ONCE = 2000


def _whole(request: HttpRequest, code: str) -> Incident:
    """The incident, for who reads all of it; a department is not told whose accounts were hit."""
    found = find_incident(request, code)
    if not user_of(request).scope(P.READ_INCIDENT).everything:
        raise Http404
    return found


@require_safe
@requires(P.READ_INCIDENT)
def incident_accounts(request: HttpRequest, code: str) -> HttpResponseBase:
    """The accounts an incident hit, and how many each department has."""
    found, user, now = _whole(request, code), user_of(request), timezone.now()
    writes = user.may(P.WRITE_INCIDENT) and not found.over
    title = _("Akun terkena")
    return list_page(
        request,
        title=f"{title} {found.code}",
        subtitle=found.title,
        breadcrumbs=crumbs_of(found, title),
        table=AffectedTable,
        queryset=queries.affected(found, user),
        filterset=AffectedFilter,
        order=("application_id", "login_key", "pk"),
        exclude=() if writes else ("pick",),
        table_kwargs={"whole": is_personal_shown(request, at=now)},
        personal=user.may(P.SEE_PERSONAL),
        export_name=f"akun-{found.code}",
        on_export=log_export(user),
        template="affected/accounts.html",
        extra={
            "incident": found,
            "departments": queries.by_department(found),
            "writes": writes,
            "verbs": [("remove", _("Keluarkan yang dipilih posko"))] if writes else [],
        },
        empty=Empty(
            _("Belum ada akun"),
            _("Tautkan laporan kebocoran pada catatan insiden, atau pilih akunnya satu per satu."),
            _("Pilih akun") if writes else "",
            reverse("incident-accounts-pick", args=[found.code]) if writes else "",
            "key",
        ),
    )


@require_safe
@requires(P.WRITE_INCIDENT)
def incident_accounts_pick(request: HttpRequest, code: str) -> HttpResponseBase:
    """Accounts of the applications it hit, to be found by login or holder and ticked."""
    found, user, now = _whole(request, code), user_of(request), timezone.now()
    everywhere = "everywhere" in request.GET
    rows = queries.candidates(found, user, everywhere=everywhere)
    count = bounded_count(CandidateFilter(request.GET, queryset=rows, request=request).qs, AT_ONCE)
    title = _("Pilih akun terkena")
    return list_page(
        request,
        title=title,
        subtitle=f"{found.code} {found.title}",
        breadcrumbs=crumbs_of(found, title),
        table=CandidateTable,
        queryset=rows,
        filterset=CandidateFilter,
        order=("application_id", "login_key", "pk"),
        paging="keyset",
        table_kwargs={"whole": is_personal_shown(request, at=now)},
        personal=user.may(P.SEE_PERSONAL),
        template="affected/pick.html",
        extra={
            "incident": found,
            "narrow": bool(queries.applications_of(found)) and not everywhere,
            "verbs": [("add", _("Tambahkan ke insiden"))],
            "matching": None if count.more else count.number,
        },
    )


@require_POST
@requires(P.WRITE_INCIDENT)
def incident_accounts_change(request: HttpRequest, code: str) -> HttpResponse:
    """What the bar under either list posts: ticked accounts in, or out."""
    found, user, now = _whole(request, code), user_of(request), timezone.now()
    page = reverse("incident-accounts", args=[found.code])
    verb = request.POST.get("verb", "")
    if verb not in ("add", "remove"):
        raise Http404
    try:
        if verb == "remove":
            n = remove_accounts(found, row_ids(request.POST), by=user, at=now)
            said = ngettext("%(n)s akun dikeluarkan.", "%(n)s akun dikeluarkan.", n)
        else:
            n = add_accounts(found, _chosen(request, found), by=user, at=now)
            said = ngettext("%(n)s akun ditambahkan.", "%(n)s akun ditambahkan.", n)
    except IncidentRefused as refused:
        messages.error(request, str(refused))
        return redirect(page)
    if n:
        messages.success(request, said % {"n": angka(n)})
    else:
        messages.info(request, _("Tidak ada yang berubah: centang akunnya dulu."))
    return redirect(page)


def _chosen(request: HttpRequest, incident: Incident) -> list[int]:
    """The ticked accounts, or all that the filter finds, as far as the user sees them."""
    query = QueryDict(request.POST.get("query", ""))
    everything = bool(request.POST.get("all_matching"))
    rows = queries.candidates(
        incident, user_of(request), everywhere="everywhere" in query or not everything
    )
    if everything:
        rows = CandidateFilter(query, queryset=rows, request=request).qs
    else:
        rows = rows.filter(pk__in=row_ids(request.POST))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
