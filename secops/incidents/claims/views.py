"""The doors of claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.files import hand_out
from secops.house.lists import Empty, list_page
from secops.house.shared import shared
from secops.house.text import english, wib
from secops.incidents.actions import IncidentRefused
from secops.incidents.claims import queries
from secops.incidents.claims.actions import (
    ClaimRefused,
    add_captures,
    change_claim,
    check_sample,
    decide_claim,
    link_claim,
    note_handed_out,
    open_incident,
    record_claim,
    refute_incident,
)
from secops.incidents.claims.forms import (
    CaptureForm,
    ClaimForm,
    DecisionForm,
    LinkForm,
    SampleForm,
)
from secops.incidents.claims.models import Claim, ClaimCapture
from secops.incidents.claims.tables import ClaimFilter, ClaimTable
from secops.incidents.models import Incident
from secops.incidents.queries import refusal_words
from secops.intake.parsers import FileRefused
from secops.rules.claim import Disposition
from secops.rules.refusal import MoveRefused

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _find(request: HttpRequest, code: str) -> Claim:
    return get_object_or_404(queries.claims_for(user_of(request)), code=code)


def _crumbs(last: str, found: Claim | None = None) -> list[tuple[str, str]]:
    way = [(_("Klaim kebocoran"), reverse("claims"))]
    if found is not None and last != found.code:
        way.append((found.code, found.get_absolute_url()))
    return [*way, (last, "")]


@require_safe
@requires(P.READ_INCIDENT)
def claim_list(request: HttpRequest) -> HttpResponseBase:
    """What others say they have of ours."""
    user = user_of(request)
    write = user.may(P.WRITE_INCIDENT)
    whole = user.scope(P.READ_INCIDENT).everything
    return list_page(
        request,
        title=_("Klaim kebocoran"),
        subtitle=wib(timezone.now()),
        table=ClaimTable,
        queryset=queries.claims_for(user),
        filterset=ClaimFilter,
        order=("-seen_at", "-pk"),
        exclude=() if whole else ("platform", "actor", "grade"),
        empty=Empty(
            _("Belum ada klaim"),
            _("Unggahan yang mengaku memiliki data kota dicatat di sini, dengan tangkapannya."),
            _("Catat klaim") if write else "",
            reverse("claim-new") if write else "",
        ),
        export_name="klaim",
        on_export=log_export(user),
        template="claims/claims.html",
        extra={"write": write},
    )


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def claim_new(request: HttpRequest) -> HttpResponse:
    """ "Catat klaim"."""
    now, user = timezone.now(), user_of(request)
    form = ClaimForm(request.POST or None, request.FILES or None, initial={"seen_at": now})
    about = Incident.objects.visible_to(user).filter(code=request.GET.get("incident", "")).first()
    made: list[Claim] = []
    if form.is_bound and form.is_valid() and _take(
        form,
        lambda: made.append(
            record_claim(
                form.claimed(), captures=tuple(form.cleaned_data["captures"]), incident=about,
                by=user, at=now,
            )
        ),
    ):  # fmt: skip
        messages.success(request, _("Klaim %(code)s tercatat.") % {"code": made[0].code})
        return redirect(made[0])
    return _page(request, form, _("Catat klaim"), template="claims/claim_form.html")


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def claim_edit(request: HttpRequest, code: str) -> HttpResponse:
    """What was recorded, corrected or graded anew."""
    found = _find(request, code)
    first = ClaimForm.of(found)
    form = shared(ClaimForm(request.POST or None, request.FILES or None, initial=first))
    now, user = timezone.now(), user_of(request)

    def act() -> None:
        change_claim(found, form.claimed(), by=user, at=now)
        add_captures(found, tuple(form.cleaned_data["captures"]), by=user, at=now)

    if form.is_bound and form.is_valid() and _take(form, act):
        return redirect(found)
    title = _("Ubah %(code)s") % {"code": found.code}
    return _page(request, form, title, found, template="claims/claim_form.html")


@require_safe
@requires(P.READ_INCIDENT)
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """One claim: what, where, how far to be believed, what was looked at, what it was."""
    found = _find(request, code)
    context = {
        "title": found.code,
        "breadcrumbs": _crumbs(found.code),
        "claim": found,
        "page": queries.claim_page(found, user_of(request)),
    }
    return render(request, "claims/claim.html", context)


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def claim_captures(request: HttpRequest, code: str) -> HttpResponse:
    """More captures."""
    found = _find(request, code)
    form = CaptureForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        captures = tuple(form.cleaned_data["captures"])
        kept: list[ClaimCapture] = []
        if _take(
            form,
            lambda: kept.extend(
                add_captures(found, captures, by=user_of(request), at=timezone.now())
            ),
            "captures",
        ):
            if len(kept) < len(captures):
                messages.info(request, _("Berkas yang sama sudah ada."))
            return redirect(found)
    return _page(request, form, _("Tambah tangkapan"), found)


@sensitive_post_parameters()
@sensitive_variables()
@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def claim_sample(request: HttpRequest, code: str) -> HttpResponse:
    """ "Cocokkan sampel": only numbers remain of it."""
    found = _find(request, code)
    form = SampleForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid() and _take(
        form,
        lambda: check_sample(found, form.content(), by=user_of(request), at=timezone.now()),
        "sample",
    ):  # fmt: skip
        messages.success(request, _("Sampel dicocokkan. Isinya tidak disimpan."))
        return redirect(found)
    lead = _("Sampel dibaca, dihitung, lalu dilupakan. Yang tersimpan hanya angkanya.")
    return _page(request, form, _("Cocokkan sampel"), found, lead=lead)


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def claim_decide(request: HttpRequest, code: str) -> HttpResponse:
    """ "Putuskan": what the claim was, with the reason."""
    found = _find(request, code)
    first = {"disposition": found.disposition, "why": found.why}
    form = DecisionForm(request.POST or None, initial=first)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        disposition = Disposition(given["disposition"])
        if _take(
            form,
            lambda: decide_claim(
                found, disposition, given["why"], by=user_of(request), at=timezone.now()
            ),
            "disposition",
        ):
            return redirect(found)
    title = _("Putuskan %(code)s") % {"code": found.code}
    return _page(request, form, title, found, submit=_("Simpan keputusan"), lead=found.content)


@require_POST
@requires(P.WRITE_INCIDENT)
def claim_incident(request: HttpRequest, code: str) -> HttpResponse:
    """ "Jadikan insiden"."""
    found = _find(request, code)
    try:
        incident = open_incident(found, by=user_of(request), at=timezone.now())
    except (ClaimRefused, IncidentRefused) as refused:
        messages.error(request, str(refused))
        return redirect(found)
    messages.success(request, _("Insiden %(code)s tercatat.") % {"code": incident.code})
    return redirect(incident)


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def claim_link(request: HttpRequest, code: str) -> HttpResponse:
    """ "Kaitkan dengan insiden"."""
    found = _find(request, code)
    form = LinkForm(request.POST or None)
    if form.is_bound and form.is_valid() and _take(
        form,
        lambda: link_claim(
            found, form.cleaned_data["incident"], by=user_of(request), at=timezone.now()
        ),
    ):  # fmt: skip
        return redirect(found)
    return _page(request, form, _("Kaitkan dengan insiden"), found)


@require_POST
@requires(P.WRITE_INCIDENT)
def claim_refute(request: HttpRequest, code: str) -> HttpResponse:
    """ "Nyatakan insidennya tidak terbukti"."""
    found = _find(request, code)
    try:
        incident = refute_incident(found, by=user_of(request), at=timezone.now())
    except (ClaimRefused, MoveRefused) as refused:
        messages.error(
            request, refusal_words(refused) if isinstance(refused, MoveRefused) else str(refused)
        )
        return redirect(found)
    messages.success(request, _("%(code)s dinyatakan tidak terbukti.") % {"code": incident.code})
    return redirect(incident)


@require_safe
@requires(P.READ_INCIDENT)
def capture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A capture: in the vault it is looked up there, with its chain; one of before is a file to
    keep. Only for whoever sees all incidents."""
    user = user_of(request)
    rows = ClaimCapture.objects.select_related("claim", "item")
    rows = rows if user.scope(P.READ_INCIDENT).everything else rows.none()
    found = get_object_or_404(rows, pk=pk)
    if found.item is not None:
        return redirect(found.item)
    note_handed_out(found, by=user, at=timezone.now())
    return hand_out(found.file, found.name, found.content_type)


def _take(form: Form, act: Callable[[], object], field: str | None = None) -> bool:
    """Take one step; a refusal stands at its field."""
    try:
        act()
    except MoveRefused as refused:
        form.add_error(field, refusal_words(refused))
    except FileRefused as refused:
        form.add_error(field, refused.sentence_en if english() else refused.sentence_id)
    except (ClaimRefused, IncidentRefused) as refused:
        form.add_error(field, str(refused))
    else:
        return True
    return False


def _page(
    request: HttpRequest,
    form: Form,
    title: str,
    found: Claim | None = None,
    *,
    template: str = "house/confirm.html",
    submit: str = "",
    **more: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "breadcrumbs": _crumbs(title, found),
        "cancel_url": found.get_absolute_url() if found else reverse("claims"),
        "submit_label": submit or title,
        **more,
    }
    return render(request, template, context, status=422 if form.errors else 200)
