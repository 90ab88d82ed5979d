"""Many accounts at once: what a bulk bar posts, the form that asks first, and the deed.

Each list has its own deeds and its own rows; how they are chosen, asked about and done is this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import check, user_of
from accounts.models import User
from accounts.roles import Permission
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.refusals import RotationRefused
from secops.house.lists import row_ids
from secops.house.paging import bounded_count
from secops.house.text import angka, shown_login

#: At most so many accounts are changed by one deed; a narrower filter takes the rest.
AT_ONCE = 2000
#: What is told before an answer is recorded for somebody else.
FOR_HOLDER = gettext_lazy(
    "Dicatat sebagai keterangan dari Anda untuk pemegang, belum sebagai bukti."
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that is done to chosen accounts: who may, what is asked, what it does and says."""

    label: str | Promise
    permission: Permission
    #: Makes the form from what was posted (None: nothing yet) for this user.
    form: Callable[[Any, User], forms.Form]
    #: Does it; returns the sentence that the page then says.
    do: Callable[[list[Rotation], forms.Form, User], str]
    lead: str | Promise = ""
    danger: bool = False


def verbs_of(deeds: Mapping[str, Deed], user: User) -> list[tuple[str, str]]:
    """The deeds a user may do to ticked rows."""
    return [(name, str(deed.label)) for name, deed in deeds.items() if user.may(deed.permission)]


def matching(rows: QuerySet[Any]) -> int | None:
    """How many a deed for all of the filter would reach; None where they are too many for one."""
    count = bounded_count(rows, AT_ONCE)
    return None if count.more else count.number


def ticked(
    rows: QuerySet[Any], posted: QueryDict, narrow: Callable[[QueryDict], QuerySet[Any]]
) -> QuerySet[Any]:
    """The rows that were ticked, or all that the filter of the page finds (`narrow`)."""
    if posted.get("all_matching"):
        return narrow(QueryDict(posted.get("query", "")))
    return rows.filter(pk__in=row_ids(posted)[:AT_ONCE])


def recorded(n: int) -> str:
    """``Tercatat untuk 12 akun.``"""
    return ngettext("Tercatat untuk %(n)s akun.", "Tercatat untuk %(n)s akun.", n) % {"n": angka(n)}


def why_not(found: int) -> str:
    """Why nothing was done: no account ticked, or too many."""
    if found > AT_ONCE:
        return _("Paling banyak %(n)s akun sekaligus. Persempit filternya.") % {"n": angka(AT_ONCE)}
    return _("Pilih sedikitnya satu akun.")


def back_from(request: HttpRequest, address: str) -> str:
    """Where the deed was chosen: an address of ours, else the list with its filter."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    query = request.POST.get("query", "")
    return f"{address}?{query}" if query else address


def carry(request: HttpRequest, rows: Sequence[Rotation], back: str) -> dict[str, Any]:
    """What the asking page carries on: the choice itself, and some of the accounts by name."""
    return {
        "verb": request.POST.get("verb", ""),
        "picks": request.POST.getlist("pick"),
        "all_matching": request.POST.get("all_matching", ""),
        "query": request.POST.get("query", ""),
        "next": back,
        "logins": [shown_login(row.account.username) for row in rows[:5]],
        "more": len(rows) - 5,
    }


def carry_out(
    request: HttpRequest,
    deeds: Mapping[str, Deed],
    rows: list[Rotation],
    *,
    back: str,
    crumbs: Sequence[tuple[str, str]],
    refusals: tuple[type[Exception], ...] = (RotationRefused,),
) -> HttpResponse:
    """First the form with the number of accounts, then the deed and the way `back`."""
    user = user_of(request)
    deed = deeds.get(request.POST.get("verb", ""))
    if deed is None or not rows or len(rows) > AT_ONCE:
        messages.warning(request, why_not(len(rows)))
        return redirect(back)
    for department_id in {row.department_id for row in rows}:
        check(user, deed.permission, department_id)
    form = deed.form(request.POST if "confirmed" in request.POST else None, user)
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, deed.do(rows, form, user))
        except refusals as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(back)
    named = str(deed.label).removesuffix("…")
    title = ngettext("%(deed)s untuk %(n)s akun", "%(deed)s untuk %(n)s akun", len(rows)) % {
        "deed": named,
        "n": angka(len(rows)),
    }
    context = carry(request, rows, back) | {
        "title": title,
        "breadcrumbs": [*crumbs, (named, "")],
        "form": form,
        "lead": deed.lead,
        "submit_label": title,
        "danger": deed.danger,
    }
    return render(request, "rotations/bulk.html", context, status=422 if form.is_bound else 200)
