"""Doors: the list, the question, one application's page, its papers."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.audit.actions import record
from secops.compliance.retirements.actions import ask_owner, head_of
from secops.compliance.retirements.case_page import case_page
from secops.compliance.retirements.composers import question_lines, question_subject
from secops.compliance.retirements.forms import FollowerForm, LetterForm
from secops.compliance.retirements.models import Proof, Retirement, Step
from secops.compliance.retirements.papers import letter_of, letter_pdf, minutes_pdf
from secops.compliance.retirements.queries import listed, narrowed
from secops.compliance.retirements.signs import known_of
from secops.compliance.retirements.tables import RetirementFilter, RetirementTable
from secops.compliance.retirements.words import default_letter, say
from secops.house.files import hand_out
from secops.house.lists import Empty, list_page
from secops.house.text import english, wib
from secops.inventory.models import Application
from secops.rules.refusal import MoveRefused

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def find(request: HttpRequest, pk: int) -> Retirement:
    """The retirement, if the user may see it; else 404."""
    rows = Retirement.objects.visible_to(user_of(request))
    return get_object_or_404(rows.select_related("application__owner", "opened_by"), pk=pk)


def words_of(refused: MoveRefused) -> str:
    """A refusal in the reader's language."""
    return refused.english if english() else str(refused)


def crumbs(name: str) -> list[tuple[object, str]]:
    """The way to a page of this part."""
    return [(_("Aplikasi tidak terpakai"), reverse("retirements")), (name, "")]


@require_safe
@requires(P.SEE_DEPARTMENTS)
def retirement_list(request: HttpRequest) -> HttpResponseBase:
    """Applications that may be unused, and how far each is on its way."""
    user, at = user_of(request), timezone.now()
    found = RetirementFilter(request.GET, queryset=Application.objects.visible_to(user))
    asked = request.GET
    rows = narrowed(
        listed(found.qs, at=at), stage=asked.get("stage", ""), sign=asked.get("sign", "")
    )
    return list_page(
        request,
        title=_("Aplikasi tidak terpakai"),
        subtitle=_("Keadaan pada %(when)s") % {"when": wib(at)},
        table=RetirementTable,
        queryset=rows,
        order=("place", "sort_name", "pk"),
        exclude=() if user.may(P.RETIRE_APPLICATION) else ("ask",),
        export_name="aplikasi-tidak-terpakai",
        on_export=log_export(user),
        empty=Empty(
            _("Tidak ada aplikasi yang perlu ditanyakan"),
            _("Saran muncul dari pemakaian dan pembaruan terakhir pada daftar aplikasi."),
            _("Unggah daftar aplikasi") if user.may(P.IMPORT) else "",
            reverse("register-upload") + "?kind=applications" if user.may(P.IMPORT) else "",
            "archive",
        ),
        template="retirements/list.html",
        extra={
            "filterset": found,
            "filtered": any(asked.get(one) for one in found.form.fields),
            "may_switch": user.may(P.MANAGE_PEOPLE),
        },
    )


@GET_OR_POST
@requires(P.RETIRE_APPLICATION)
def start(request: HttpRequest, code: str) -> HttpResponse:
    """ "Tanyakan kepada pemiliknya": the letter, as he will read it, before it goes out."""
    user, at = user_of(request), timezone.now()
    rows = Application.objects.visible_to(user).select_related("owner")
    application = get_object_or_404(rows, code=code)
    known = known_of([application.pk], at=at)[application.pk]
    letter = default_letter(application, known.signs.found)
    form = LetterForm(request.POST or None, initial={"text": letter})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if request.POST.get("do") == "pdf":
            return _pdf(
                letter_of(
                    number=given["number"],
                    owner=str(application.owner or "–"),
                    name=application.name,
                    text=given["text"],
                    sent_at=None,
                ),
                f"rancangan-{application.code}.pdf",
            )
        try:
            asked = ask_owner(application, **given, by=user, at=at)
        except MoveRefused as refused:
            form.add_error(None, words_of(refused))
        else:
            messages.success(request, _("Pertanyaan dikirim. Waktunya berjalan sejak diterima."))
            return redirect(asked)
    head = head_of(application, at=at)
    chat = question_lines(application, "", [sign.value for sign in known.signs.found])
    context = {
        "title": _("Tanyakan: %(name)s") % {"name": application.name},
        "breadcrumbs": crumbs(application.name),
        "application": application,
        "form": form,
        "head": head,
        "signs": [say(sign) for sign in known.signs.found],
        "unknown": [say(gap) for gap in known.signs.unknown],
        "subject": question_subject(application),
        "chat": "\n\n".join(chat),
        "cancel_url": reverse("retirements"),
    }
    return render(request, "retirements/start.html", context, status=422 if form.errors else 200)


@require_safe
@requires(P.SEE_DEPARTMENTS)
def retirement(request: HttpRequest, pk: int) -> HttpResponse:
    """One application on its way: where it stands, what is next, what it rests on."""
    found, user, at = find(request, pk), user_of(request), timezone.now()
    page = case_page(found, user, at=at)
    context = {
        "title": found.application.name,
        "breadcrumbs": crumbs(found.application.name),
        "retirement": found,
        "application": found.application,
        "page": page,
        "follower_form": FollowerForm(prefix="new") if page.may_follow else None,
    }
    return render(request, "retirements/retirement.html", context)


@require_safe
@requires(P.SEE_DEPARTMENTS)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter to the owner as PDF."""
    found = find(request, pk)
    return _pdf(letter_pdf(found), f"surat-{found.application.code}.pdf")


@require_safe
@requires(P.SEE_DEPARTMENTS)
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of one step as PDF; the download stands in the trail."""
    user = user_of(request)
    rows = Step.objects.filter(retirement__in=Retirement.objects.visible_to(user))
    step = get_object_or_404(
        rows.select_related("retirement__application__owner", "speaker"), pk=pk
    )
    with transaction.atomic():
        record(
            "retirement.minutes_taken", step.retirement, by=user, at=timezone.now(),
            number=step.number,
        )  # fmt: skip
    return _pdf(minutes_pdf(step), f"{step.number}.pdf")


@require_safe
@requires(P.SEE_DEPARTMENTS)
def proof(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out one file, never shown inside a page; the view stands in the trail."""
    user = user_of(request)
    rows = Proof.objects.filter(retirement__in=Retirement.objects.visible_to(user))
    found = get_object_or_404(rows.select_related("retirement__application"), pk=pk)
    with transaction.atomic():
        record(
            "retirement.proof_viewed", found.retirement, by=user, at=timezone.now(),
            file=found.name, sha256=found.sha256,
        )  # fmt: skip
    return hand_out(found.file, found.name, found.content_type)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
