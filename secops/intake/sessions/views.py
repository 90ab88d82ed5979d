"""Doors of files of open sessions: the list, one file, its receipt, its withdrawal."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission
from secops.compliance.sessions.models import SessionsFile
from secops.house.lists import Empty, list_page
from secops.house.text import shown_login
from secops.intake.models import Upload
from secops.intake.readings.tables import standing_look
from secops.intake.registers.forms import WithdrawalForm
from secops.intake.registers.problems import in_my_words
from secops.intake.registers.views import FAILED_SHOWN, failures_of
from secops.intake.sessions.actions import take_back_sessions
from secops.intake.sessions.tables import SessionsFileFilter, SessionsFileTable
from secops.rules.refusal import MoveRefused

P = Permission


def visible(user: User) -> QuerySet[SessionsFile]:
    """All files for the office, one's own for an application's administrator."""
    rows = SessionsFile.objects.annotate(
        is_withdrawn=Case(
            When(withdrawn_at__isnull=False, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    )
    return rows if user.may(P.IMPORT) else rows.filter(imported_by=user)


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def sessions_files(request: HttpRequest) -> HttpResponseBase:
    """Data sesi login."""
    upload = reverse("register-upload") + "?kind=sessions"
    return list_page(
        request,
        title=_("Data sesi login"),
        table=SessionsFileTable,
        queryset=visible(user_of(request)),
        filterset=SessionsFileFilter,
        order=("-imported_at", "-pk"),
        template="sessions_files/files.html",
        export_name="data-sesi-login",
        breadcrumbs=[(_("Sesi login"), reverse("sessions")), (_("Data sesi login"), "")],
        empty=Empty(
            _("Belum ada data sesi login"),
            _("Tanpa data dari sistem tidak diketahui siapa yang lupa log out."),
            _("Unggah data sesi login"),
            upload,
            "database",
        ),
    )


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def sessions_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One file: what it saw open, in which applications, whether it counts."""
    user = user_of(request)
    file = get_object_or_404(visible(user).select_related("imported_by__person"), pk=pk)
    return render(
        request,
        "sessions_files/file.html",
        {
            "title": file.file_name,
            "breadcrumbs": [(_("Data sesi login"), reverse("sessions-files")), (str(file), "")],
            "file": file,
            "look": standing_look(file.withdrawn_at is not None),
            "readings": file.readings.select_related("application").order_by(
                "-old", "application__sort_name", "-read_at"
            ),
            "may_withdraw": user.may(P.DECIDE) and file.withdrawn_at is None,
        },
    )


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What an upload of open sessions did, with all that could not be taken."""
    user = user_of(request)
    uploads = Upload.objects.filter(purpose=Upload.Purpose.SESSIONS)
    if not user.may(P.IMPORT):
        uploads = uploads.filter(uploaded_by=user)
    kept = get_object_or_404(uploads, pk=pk)
    told = kept.options.get("receipt")
    if not told:
        raise Http404
    file = SessionsFile.objects.filter(pk=told["file"]).first()
    failed = told.get("failed_rows", {"rows": []})["rows"]
    return render(
        request,
        "sessions_files/receipt.html",
        {
            "title": _("Tanda terima data sesi login"),
            "subtitle": kept.file_name,
            "breadcrumbs": [
                (_("Data sesi login"), reverse("sessions-files")),
                (kept.file_name, reverse("sessions-file", args=[told["file"]])),
                (_("Tanda terima"), ""),
            ],
            "upload": kept,
            "file": file,
            "receipt": told,
            "warnings": [in_my_words(one) for one in told.get("warnings", [])],
            "unknown_names": [
                (row, code, shown_login(name)) for row, code, name in told.get("unknown_names", [])
            ],
            "failures": failures_of(failed),
            "failed_cut": told["failed"] > FAILED_SHOWN,
            "failed_shown": min(FAILED_SHOWN, len(failed)),
            "failed_kept": len(failed),
        },
    )


@requires(P.DECIDE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a false file back."""
    file = get_object_or_404(SessionsFile, pk=pk)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why, user = form.cleaned_data["why"], user_of(request)
        try:
            take_back_sessions(file, why=why, by=user, at=timezone.now())
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Berkas ditarik. Data sebelumnya yang kini dihitung."))
            return redirect("sessions-file", pk)
    return render(
        request,
        "house/confirm.html",
        {
            "title": _("Tarik data sesi login ini?"),
            "lead": _(
                "Barisnya tetap tersimpan tetapi tidak dihitung lagi; keadaan aplikasi di dalamnya "
                "kembali ke data sebelumnya."
            ),
            "facts": [(_("Berkas"), file.file_name), (_("Baris"), file.counts.get("applied"))],
            "form": form,
            "submit_label": _("Tarik berkas"),
            "cancel_url": reverse("sessions-file", args=[pk]),
            "danger": True,
            "breadcrumbs": [
                (_("Data sesi login"), reverse("sessions-files")),
                (file.file_name, reverse("sessions-file", args=[pk])),
                (_("Tarik"), ""),
            ],
        },
        status=422 if form.errors else 200,
    )
