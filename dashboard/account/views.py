"""The page of one account."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import check, requires, user_of
from accounts.models import User
from accounts.roles import Permission
from dashboard.account.actions import HolderRefused, name_holder, show_whole_login
from dashboard.account.forms import HolderForm
from dashboard.account.queries import (
    about,
    account_for,
    alarms_of,
    known_of,
    log_in_panel,
    sees_leaks,
    standings_of,
)
from dashboard.account.timeline import timeline_of
from secops.compliance.rotations.personal import is_personal_shown
from secops.compliance.rotations.views.accounts import DEEDS
from secops.house.text import masked_name, shown_login
from secops.inventory.models import Account, Application


@requires(Permission.SEE_DEPARTMENTS)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """State, reasons and turn, and the timeline of everything that happened to it."""
    return _page(request, _found(request, pk), whole=False)


@require_POST
@requires(Permission.SEE_PERSONAL)
def whole_login(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page with the whole NIP and name on it, once; the look is noted first."""
    found = _found(request, pk)
    show_whole_login(found, by=user_of(request), at=timezone.now())
    return _page(request, found, whole=True)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_FOR)
def holder(request: HttpRequest, pk: int) -> HttpResponse:
    """Name another holder: the account is asked of him from now on."""
    found, user = _found(request, pk), user_of(request)
    check(user, Permission.ANSWER_FOR, found.department_id)
    form = HolderForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            name_holder(found, **form.cleaned_data, by=user, at=timezone.now())
        except HolderRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Pemegang akun dicatat. Akun dihitung ulang."))
            return redirect(found)
    login = shown_login(found.username)
    context = {
        "title": _("Siapa pemegang %(login)s?") % {"login": login},
        "lead": _(
            "Mulai sekarang akun ini ditanyakan kepadanya. Jawaban pemegang lama tetap tersimpan, "
            "tetapi tidak dihitung."
        ),
        "facts": [
            (_("Aplikasi"), found.application.name),
            (_("Pemegang sekarang"), masked_name(found.holder.name) if found.holder else None),
        ],
        "form": form,
        "submit_label": _("Catat pemegang"),
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "house/confirm.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, pk: int) -> Account:
    found = account_for(user_of(request), pk)
    if found is None:
        raise Http404
    return found


def _above(account: Account, user: User) -> tuple[str, str]:
    """The way back: the application, or the accounts for who does not see that application."""
    application = account.application
    if Application.objects.visible_to(user).filter(pk=application.pk).exists():
        return application.name, application.get_absolute_url()
    return _("Akun"), reverse("accounts")


def _page(request: HttpRequest, account: Account, *, whole: bool) -> HttpResponse:
    at = timezone.now()
    user = user_of(request)
    standings = standings_of(account, at=at)
    leaks = sees_leaks(user)
    whole = whole or is_personal_shown(request, at=at)
    login = shown_login(account.username, whole=whole)
    context: dict[str, Any] = {
        "title": f"{login} · {account.application}",
        "breadcrumbs": [_above(account, user), (login, "")],
        "account": account,
        "login": login,
        "standings": standings,
        "now": next((one for one in standings if one.running), None),
        "alarms": alarms_of(standings) if leaks else [],
        "rotations": [standing.rotation for standing in standings],
        "log_in": log_in_panel(standings, user),
        "about": about(account, whole=whole),
        "dated": account.kind in (Account.Kind.SERVICE, Account.Kind.VENDOR),
        "answer_label": DEEDS["answer"].label,
        "exempt_label": DEEDS["exempt"].label,
        "write_off_label": DEEDS["write_off"].label,
        "known": known_of(account, sees_leaks=leaks),
        "events": timeline_of(
            account,
            sees_leaks=leaks,
            opens_reports=user.may(Permission.IMPORT),
            sees_names=whole,
        ),
        "whole": whole,
        "may_see_whole": user.may(Permission.SEE_PERSONAL, account.department_id),
        "may_answer": user.may(Permission.ANSWER_FOR, account.department_id),
        "may_decide": user.may(Permission.DECIDE),
        "at": at,
    }
    return render(request, "dashboard/account.html", context)
