"""The doors of lessons."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.compliance.duties.views.directives import write_order
from secops.house.files import pdf_answer
from secops.house.lists import Empty, list_page
from secops.house.pages import form_page
from secops.house.text import wib
from secops.incidents.doors import Crumbs, crumbs_of, find_incident, tried
from secops.incidents.lessons import queries
from secops.incidents.lessons.actions import (
    change_review,
    draft_minutes,
    record_review,
)
from secops.incidents.lessons.forms import ReviewForm
from secops.incidents.lessons.models import Action, Review
from secops.incidents.lessons.tables import ReviewFilter, ReviewTable
from secops.incidents.minutes.actions import order_of
from secops.incidents.minutes.papers import stands
from secops.incidents.minutes.views import TITLE, task_page
from secops.incidents.refused import DeskRefused
from secops.rules.incident import Phase

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _crumbs(last: str, found: Review | None = None) -> Crumbs:
    way = [(pgettext("list", "Pembelajaran insiden"), reverse("lessons"))]
    if found is not None:
        way.append((found.code, found.get_absolute_url()))
    return [*way, (last, "")]


def _find(request: HttpRequest, code: str) -> Review:
    return get_object_or_404(queries.reviews_for(user_of(request)), code=code)


def _open_action(request: HttpRequest, code: str, number: int) -> Action:
    rows = Action.objects.left().filter(review=_find(request, code))
    return get_object_or_404(rows.select_related("review__incident"), rank=number)


@require_safe
@requires(P.READ_INCIDENT)
def review_list(request: HttpRequest) -> HttpResponseBase:
    """What was learnt, the newest first."""
    user = user_of(request)
    return list_page(
        request,
        title=pgettext("list", "Pembelajaran insiden"),
        subtitle=wib(timezone.now()),
        table=ReviewTable,
        queryset=queries.reviews_for(user),
        filterset=ReviewFilter,
        order=("-held_at", "-pk"),
        empty=Empty(
            _("Belum ada pembelajaran"),
            _("Dicatat dari halaman insiden pada tahap pembelajaran: yang baik, yang tidak, akar "
              "masalah, tindakan."),
            icon="book",
        ),
        export_name="pembelajaran-insiden",
        on_export=log_export(user),
    )  # fmt: skip


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def review_new(request: HttpRequest, code: str) -> HttpResponse:
    """ "Catat pembelajaran" of an incident."""
    incident, user, now = find_incident(request, code), user_of(request), timezone.now()
    first = {"held_at": now, "happened": incident.description}
    form = ReviewForm(request.POST or None, initial=first)
    made: list[Review] = []
    if (
        form.is_bound
        and form.is_valid()
        and tried(
            form, lambda: made.append(record_review(incident, form.learnt(), by=user, at=now))
        )
    ):
        messages.success(
            request, _("Pembelajaran tercatat. Jadikan tindakannya tugas atau arahan.")
        )
        return redirect(made[0])
    title = _("Catat pembelajaran")
    return form_page(
        request, form, title, _("Simpan"), incident.get_absolute_url(), crumbs_of(incident, title)
    )


@require_safe
@requires(P.READ_INCIDENT)
def review(request: HttpRequest, code: str) -> HttpResponse:
    """One review, and what became of its actions."""
    found, user = _find(request, code), user_of(request)
    return render(
        request,
        "lessons/review.html",
        {
            "title": found.code,
            "subtitle": wib(found.held_at),
            "breadcrumbs": _crumbs(found.code),
            "review": found,
            "actions": queries.actions_of(found, user),
            "about": [
                (_("Dipimpin oleh"), found.chair),
                (_("Tempat"), found.place or None),
                (_("Dicatat"), f"{wib(found.recorded_at)}, {found.recorded_by.display_name}"),
            ],
            "writes": user.may(P.WRITE_INCIDENT),
            "drafted": stands(found.document),
        },
    )


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def review_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The record corrected."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = ReviewForm(request.POST or None, initial=ReviewForm.of(found))
    if (
        form.is_bound
        and form.is_valid()
        and tried(form, lambda: change_review(found, form.learnt(), by=user, at=now))
    ):
        messages.success(request, _("Pembelajaran disimpan."))
        return redirect(found)
    title = _("Perbaiki pembelajaran")
    return form_page(
        request, form, title, _("Simpan"), found.get_absolute_url(), _crumbs(title, found),
        lead=_("Tindakan yang sudah menjadi tugas atau arahan tetap seperti adanya."),
    )  # fmt: skip


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def action_task(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """ "Jadikan tugas": the action's words are there, one press makes it."""
    action, now = _open_action(request, code, number), timezone.now()
    return task_page(
        request,
        action,
        {"due_at": now + timedelta(days=7), "phase": Phase.LESSONS.value},
        done=_("Tindakan menjadi tugas; pemegangnya dikabari."),
        crumbs=_crumbs(_("Jadikan tugas"), action.review),
        now=now,
        lead=_("Tugas wajib menahan penutupan insiden. Yang berjangka panjang atau menyangkut "
               "banyak OPD lebih cocok menjadi arahan."),
    )  # fmt: skip


@GET_OR_POST
@requires(P.RUN_CAMPAIGN)
def action_order(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """ "Jadikan arahan": the page of an order with the action's words."""
    action = _open_action(request, code, number)
    user, now, found = user_of(request), timezone.now(), action.review
    return write_order(
        request,
        {
            "title": action.text[:TITLE],
            "text": action.text,
            "legal_basis": _("Pembelajaran %(code)s dari insiden %(incident)s")
            % {"code": found.code, "incident": found.incident.code},
        },
        link=lambda directive: order_of(action, directive, by=user, at=now),
        crumbs=[*_crumbs("", found)[:-1]],
    )


@require_safe
@requires(P.READ_INCIDENT)
def review_minutes(request: HttpRequest, code: str) -> HttpResponse:
    """The minutes as a PDF."""
    found = _find(request, code)
    return pdf_answer(queries.minutes_of(found, at=timezone.now()), f"notula-{found.code}.pdf")


@require_POST
@requires(P.WRITE_INCIDENT)
def review_draft(request: HttpRequest, code: str) -> HttpResponse:
    """ "Susun berita acara": the official minutes as a draft among the documents."""
    found = _find(request, code)
    try:
        document = draft_minutes(found, by=user_of(request), at=timezone.now())
    except DeskRefused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    return redirect(document)
