"""Doors of files of open sessions: the list, one file, its receipt, its withdrawal."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission
from secops.compliance.sessions.models import SessionsFile
from secops.house.lists import Empty, list_page
from secops.intake.brought.pages import Kind, receipt_of, receipt_page, visible, withdraw_page
from secops.intake.models import Upload
from secops.intake.readings.tables import standing_look
from secops.intake.sessions.actions import take_back_sessions
from secops.intake.sessions.tables import SessionsFileFilter, SessionsFileTable

P = Permission


def _visible(user: User) -> QuerySet[SessionsFile]:
    return visible(SessionsFile.objects.all(), user)


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def sessions_files(request: HttpRequest) -> HttpResponseBase:
    """Data sesi login."""
    upload = reverse("register-upload") + "?kind=sessions"
    return list_page(
        request,
        title=_("Data sesi login"),
        table=SessionsFileTable,
        queryset=_visible(user_of(request)),
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
    file = get_object_or_404(_visible(user).select_related("imported_by__person"), pk=pk)
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
    kept, told = receipt_of(user_of(request), Upload.Purpose.SESSIONS, pk)
    return receipt_page(
        request,
        "sessions_files/receipt.html",
        _kind(),
        kept,
        told,
        title=_("Tanda terima data sesi login"),
        file=SessionsFile.objects.filter(pk=told["file"]).first(),
    )


@requires(P.DECIDE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a false file back."""
    file = get_object_or_404(SessionsFile, pk=pk)

    def take_back(why: str, by: User, at: datetime) -> str:
        take_back_sessions(file, why=why, by=by, at=at)
        return _("Berkas ditarik. Data sebelumnya yang kini dihitung.")

    return withdraw_page(
        request,
        _kind(),
        file,
        title=_("Tarik data sesi login ini?"),
        lead=_(
            "Barisnya tetap tersimpan tetapi tidak dihitung lagi; keadaan aplikasi di dalamnya "
            "kembali ke data sebelumnya."
        ),
        withdraw=take_back,
    )


def _kind() -> Kind:
    return Kind(_("Data sesi login"), "sessions-files", "sessions-file")
