"""The doors of consultations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.advisories.consultations import queries
from secops.advisories.consultations.actions import (
    call,
    cancel,
    change,
    invite,
    minute,
    take_off,
    type_word,
)
from secops.advisories.consultations.forms import (
    CallForm,
    ChangeForm,
    InviteForm,
    MinutesForm,
    TypedWordForm,
)
from secops.advisories.consultations.letters import draft_letters
from secops.advisories.consultations.models import Consultation, Word
from secops.advisories.consultations.tables import ConsultationTable
from secops.advisories.looks import look_of_marking
from secops.house.lists import Empty, list_page
from secops.house.pages import form_page
from secops.house.text import wib
from secops.incidents.doors import Crumbs, find_incident, tried
from secops.incidents.refused import DeskRefused

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _find(request: HttpRequest, code: str) -> Consultation:
    return get_object_or_404(queries.consultations_for(user_of(request)), code=code)


def _marked(found: Consultation) -> str:
    """Its marking, number and subject, above a form."""
    return f"{found.get_tlp_display()} · {found.code} {found.subject}"


def _crumbs(last: str, found: Consultation | None = None) -> Crumbs:
    way = [(_("Konsultasi mitra"), reverse("consultations"))]
    if found is not None:
        way.append((found.code, found.get_absolute_url()))
    return [*way, (last, "")]


@require_safe
@requires(P.READ_RECOMMENDATION)
def consultation_list(request: HttpRequest) -> HttpResponseBase:
    """Consultations, the newest first."""
    user = user_of(request)
    return list_page(
        request,
        title=_("Konsultasi mitra"),
        subtitle=wib(timezone.now()),
        table=ConsultationTable,
        queryset=queries.consultations_for(user),
        order=("-starts_at", "-pk"),
        empty=Empty(
            _("Belum ada konsultasi"),
            _("Rapat dengan perguruan tinggi, kepolisian dan badan nasional diundang dari halaman "
              "insidennya."),
            icon="users",
        ),
        export_name="konsultasi",
        on_export=log_export(user),
    )  # fmt: skip


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def consultation_new(request: HttpRequest, code: str) -> HttpResponse:
    """ "Undang mitra" about an incident."""
    incident, user, now = find_incident(request, code), user_of(request), timezone.now()
    form = CallForm(request.POST or None)
    made: list[Consultation] = []

    def deed() -> None:
        people = list(form.cleaned_data["people"])
        made.append(call(incident, form.wanted(), people, by=user, at=now))

    if form.is_bound and form.is_valid() and tried(form, deed):
        messages.success(request, _("Undangan dikirim, beserta berkas kalendernya."))
        return redirect(made[0])
    title, back = _("Undang mitra"), incident.get_absolute_url()
    return form_page(request, form, title, _("Kirim undangan"), back, _crumbs(title))


@require_safe
@requires(P.READ_RECOMMENDATION)
def consultation(request: HttpRequest, code: str) -> HttpResponse:
    """One consultation: who is invited, who came, what was said."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    return render(
        request,
        "consultations/consultation.html",
        {
            "title": f"{found.code} {found.subject}",
            "breadcrumbs": _crumbs(found.code),
            "consultation": found,
            "state": queries.look_of(found, at=now),
            "about": queries.facts_of(found),
            "letters": queries.letters_of(found),
            "unwritten": found.invitations.standing().filter(letter=None).exists(),
            "marking": look_of_marking(found.tlp),
            "invitations": found.invitations.select_related("person", "organisation"),
            "words": Word.objects.filter(invitation__consultation=found).select_related(
                "invitation__person", "invitation__organisation", "recommendation"
            ),
            "open": found.cancelled_at is None and found.meeting_id is None,
            "over": found.starts_at <= now,
            "writes": user.may(P.DECIDE_RECOMMENDATION),
            "types": user.may(P.POST_RECOMMENDATION_FOR) and found.cancelled_at is None,
        },
    )


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def consultation_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Another time or place; every calendar follows."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = ChangeForm(request.POST or None, initial=ChangeForm.of(found))
    if (
        form.is_bound
        and form.is_valid()
        and tried(form, lambda: change(found, form.wanted(), by=user, at=now))
    ):
        messages.success(request, _("Perubahan dikirim kepada yang diundang."))
        return redirect(found)
    title, back = _("Ubah undangan"), found.get_absolute_url()
    return form_page(
        request, form, title, _("Simpan dan kabari"), back, _crumbs(title, found),
        subtitle=_marked(found),
    )  # fmt: skip


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def consultation_invite(request: HttpRequest, code: str) -> HttpResponse:
    """More people."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = InviteForm(request.POST or None)
    if (
        form.is_bound
        and form.is_valid()
        and tried(form, lambda: invite(found, list(form.cleaned_data["people"]), by=user, at=now))
    ):
        return redirect(found)
    title, back = _("Undang orang lain"), found.get_absolute_url()
    return form_page(
        request, form, title, _("Kirim undangan"), back, _crumbs(title, found),
        subtitle=_marked(found),
    )  # fmt: skip


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def consultation_cancel(request: HttpRequest, code: str) -> HttpResponse:
    """ "Batalkan rapat": it leaves every calendar."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    if request.method == "POST":
        try:
            cancel(found, by=user, at=now)
        except DeskRefused as refused:
            messages.error(request, str(refused))
        return redirect(found)
    title, back = _("Batalkan rapat"), found.get_absolute_url()
    lead = _("Semua yang diundang dikabari, kalendernya dikosongkan, kodenya tidak berlaku lagi.")
    return form_page(
        request, None, title, title, back, _crumbs(title, found), subtitle=_marked(found),
        lead=lead, danger=True,
    )  # fmt: skip


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def consultation_minutes(request: HttpRequest, code: str) -> HttpResponse:
    """ "Catat notula": a meeting of the incident, where decisions become tasks and orders."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = MinutesForm(request.POST or None, found=found)

    def deed() -> None:
        minute(found, form.held(), list(form.cleaned_data["came"]), by=user, at=now)

    if form.is_bound and form.is_valid() and tried(form, deed):
        messages.success(request, _("Rapat tercatat. Jadikan keputusannya tugas atau arahan."))
        found.refresh_from_db()
        return redirect(found.meeting or found)
    title, back = _("Catat notula"), found.get_absolute_url()
    return form_page(
        request, form, title, _("Simpan"), back, _crumbs(title, found), subtitle=_marked(found)
    )


@require_POST
@requires(P.DECIDE_RECOMMENDATION)
def consultation_letter(request: HttpRequest, code: str) -> HttpResponse:
    """ "Susun surat undangan": a draft for each organisation, to be approved by another person."""
    found = _find(request, code)
    try:
        letters = draft_letters(found, by=user_of(request), at=timezone.now())
    except DeskRefused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    return redirect(letters[0] if len(letters) == 1 else found)


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def invitation_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """ "Tarik undangan" of one person: his calendar drops it."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    invitation = get_object_or_404(found.invitations.standing(), pk=pk)
    if request.method == "POST":
        try:
            take_off(invitation, by=user, at=now)
        except DeskRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Undangannya ditarik; orangnya dikabari."))
        return redirect(found)
    title, back = _("Tarik undangan"), found.get_absolute_url()
    lead = _("%(who)s dikabari, kalendernya dikosongkan, kodenya tidak berlaku lagi.") % {
        "who": invitation
    }
    return form_page(
        request, None, title, title, back, _crumbs(title, found), subtitle=_marked(found),
        lead=lead, danger=True,
    )  # fmt: skip


@GET_OR_POST
@requires(P.POST_RECOMMENDATION_FOR)
def consultation_word(request: HttpRequest, code: str) -> HttpResponse:
    """What a partner said, typed in his name; he confirms it by a link."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = TypedWordForm(request.POST or None, found=found)

    def deed() -> None:
        type_word(form.cleaned_data["invitation"], form.said(), by=user, at=now)

    if form.is_bound and form.is_valid() and tried(form, deed):
        messages.success(request, _("Tercatat; orangnya diminta memastikan."))
        return redirect(found)
    title, back = _("Catat saran mitra"), found.get_absolute_url()
    lead = _("Saran ini menjadi rekomendasi setelah orangnya memastikan lewat tautan.")
    return form_page(
        request, form, title, _("Simpan"), back, _crumbs(title, found), subtitle=_marked(found),
        lead=lead,
    )  # fmt: skip
