"""Doors of who writes: a recommendation, its newer text, words below it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission
from secops.advisories import queries
from secops.advisories.actions import (
    RecommendationRefused,
    answer_recommendation,
    may_revise,
    object_to_decision,
    revise_recommendation,
    send_recommendation,
    submit_recommendation,
)
from secops.advisories.forms import AdviceForForm, AdviceForm, AnswerForm, DecisionForm, ReviseForm
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.told import incidents_told
from secops.advisories.views.recommendations import crumbs, find
from secops.house.pages import form_page
from secops.incidents.meetings.models import Decision, Meeting
from secops.rules.recommendation import DECLINED, OPEN
from secops.rules.tlp import Marking

WRITERS = (Permission.POST_RECOMMENDATION, Permission.POST_RECOMMENDATION_FOR)


@require_http_methods(["GET", "POST"])
@requires(Permission.POST_RECOMMENDATION, Permission.POST_RECOMMENDATION_FOR)
def recommendation_new(request: HttpRequest) -> HttpResponse:
    """Post one's own, or type in what came by letter."""
    user, now = user_of(request), timezone.now()
    own = user.may(Permission.POST_RECOMMENDATION)
    organisations = queries.own_organisations(user) if own else Organisation.objects.all()
    make = AdviceForm if own else AdviceForForm
    form = make(
        request.POST or None,
        request.FILES or None,
        organisations=organisations,
        incidents=incidents_told(user) if own else None,
        initial=_decided(request, user) if not own else {},
    )
    if request.method == "POST" and form.is_valid():
        author = user.person if own else form.cleaned_data["author"]
        organisation = form.organisation()
        if organisation is None or author is None:
            raise PermissionDenied
        try:
            made = submit_recommendation(
                form.advice(),
                organisation,
                author,
                files=form.cleaned_data["attachments"],
                draft="draft" in request.POST,
                by=user,
                at=now,
            )
        except RecommendationRefused as refused:
            form.add_error(None, str(refused))
        else:
            if made.state == Recommendation.State.DRAFT:
                return redirect(made)
            return redirect(f"{reverse('recommendation', args=[made.code])}?received=1")
    return render(
        request,
        "advisories/recommendation_new.html",
        {
            "form": form,
            "title": _("Kirim rekomendasi"),
            "breadcrumbs": [(_("Rekomendasi mitra"), reverse("recommendations")),
                            (_("Kirim rekomendasi"), "")],
            "organisations": organisations if own else (),
            "may_draft": True,
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


def _decided(request: HttpRequest, user: User) -> dict[str, Any]:
    """ "Jadikan rekomendasi": the words of a meeting's decision, and where they were said."""
    code, number = request.GET.get("meeting", ""), request.GET.get("decision", "")
    if not code or not number.isdecimal():
        return {}
    rows = Decision.objects.filter(meeting__in=Meeting.objects.visible_to(user))
    decision = get_object_or_404(
        rows.select_related("meeting__incident"), meeting__code=code, rank=int(number[:4])
    )
    return {
        "text": decision.text,
        "letter_number": code,
        "target": Recommendation.Target.INCIDENT,
        "incident": decision.meeting.incident,
    }


@require_http_methods(["GET", "POST"])
@requires(*WRITERS)
def recommendation_edit(request: HttpRequest, code: str) -> HttpResponse:
    """A newer text, before it is decided."""
    found, user = find(request, code), user_of(request)
    if not may_revise(found, user) or found.state not in OPEN:
        raise Http404
    form = ReviseForm(request.POST or None, request.FILES or None, found=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            revise_recommendation(
                found, form.advice(), why=given["why"], files=given["attachments"],
                by=user, at=timezone.now(),
            )  # fmt: skip
        except RecommendationRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(found)
    title = _("Ubah rekomendasi")
    return form_page(
        request, form, title, _("Simpan"), found.get_absolute_url(), crumbs(found, title),
        template="advisories/recommendation_new.html",
    )  # fmt: skip


@require_POST
@requires(*WRITERS)
def recommendation_send(request: HttpRequest, code: str) -> HttpResponse:
    """Send a draft."""
    found = find(request, code)
    if found.entered_by_id != user_of(request).pk:
        raise Http404
    try:
        send_recommendation(found, by=user_of(request), at=timezone.now())
    except RecommendationRefused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    return redirect(f"{found.get_absolute_url()}?received=1")


@require_http_methods(["GET", "POST"])
@requires(Permission.POST_RECOMMENDATION)
def recommendation_object(request: HttpRequest, code: str) -> HttpResponse:
    """Object to a decision."""
    found = find(request, code)
    if found.state not in DECLINED:
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            object_to_decision(
                found, text=form.cleaned_data["reason"], by=user_of(request), at=timezone.now()
            )
        except RecommendationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Keberatan Anda tercatat dan dibaca posko."))
            return redirect(found)
    title = _("Nyatakan keberatan")
    return form_page(
        request, form, title, _("Kirim keberatan"), found.get_absolute_url(), crumbs(found, title),
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}",
    )  # fmt: skip


@require_POST
@requires(Permission.POST_RECOMMENDATION, Permission.DECIDE_RECOMMENDATION)
def recommendation_answer(request: HttpRequest, code: str) -> HttpResponse:
    """ "Beri tanggapan": a word below it."""
    found = find(request, code)
    form = AnswerForm(request.POST, parent=found.marking)
    if form.is_valid():
        given = form.cleaned_data
        try:
            answer_recommendation(
                found,
                text=given["text"],
                tlp=Marking(given["tlp"]),
                by=user_of(request),
                at=timezone.now(),
            )
        except RecommendationRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(found)
    title = _("Beri tanggapan")
    return form_page(
        request, form, title, _("Kirim tanggapan"), found.get_absolute_url(), crumbs(found, title),
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}",
    )  # fmt: skip
