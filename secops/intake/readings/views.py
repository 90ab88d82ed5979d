"""Doors of readings files: the list, one file, its receipt, its withdrawal."""

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
from secops.house.lists import Empty, list_page
from secops.intake.brought.pages import Kind, receipt_of, receipt_page, visible, withdraw_page
from secops.intake.models import Upload
from secops.intake.readings.actions import withdraw_readings
from secops.intake.readings.queries import applications_of
from secops.intake.readings.tables import ReadingsFileFilter, ReadingsFileTable, standing_look
from secops.inventory.models import ReadingsFile

P = Permission


def _visible(request: HttpRequest) -> QuerySet[ReadingsFile]:
    return visible(ReadingsFile.objects.all(), user_of(request))


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def readings_files(request: HttpRequest) -> HttpResponseBase:
    """Data dari sistem."""
    return list_page(
        request,
        title=_("Data dari sistem"),
        table=ReadingsFileTable,
        queryset=_visible(request),
        filterset=ReadingsFileFilter,
        order=("-imported_at", "-pk"),
        template="readings/files.html",
        export_name="data-dari-sistem",
        empty=Empty(
            _("Belum ada data dari sistem"),
            _("Tanpa data dari sistem tidak ada penggantian yang terbukti."),
            _("Unggah data dari sistem"),
            reverse("register-upload") + "?kind=readings",
            "database",
        ),
    )


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def readings_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One file: what it held, which applications, whether it counts."""
    file = get_object_or_404(_visible(request), pk=pk)
    return render(
        request,
        "readings/file.html",
        {
            "title": file.file_name,
            "breadcrumbs": [(_("Data dari sistem"), reverse("readings-files")), (str(file), "")],
            "file": file,
            "look": standing_look(file.withdrawn_at is not None),
            "applications": applications_of(file),
            "may_withdraw": user_of(request).may(P.DECIDE) and file.withdrawn_at is None,
        },
    )


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What an upload of readings did, with all that could not be taken."""
    kept, told = receipt_of(user_of(request), Upload.Purpose.READINGS, pk)
    title = _("Tanda terima data dari sistem")
    return receipt_page(request, "readings/receipt.html", _kind(), kept, told, title=title)


@requires(P.DECIDE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a false file back."""
    file = get_object_or_404(ReadingsFile, pk=pk)

    def take_back(why: str, by: User, at: datetime) -> str:
        changed = withdraw_readings(file, why=why, by=by, at=at)
        return _("Berkas ditarik. Keadaan %(n)s akun dihitung ulang.") % {"n": changed}

    return withdraw_page(
        request,
        _kind(),
        file,
        title=_("Tarik data dari sistem ini?"),
        lead=_(
            "Barisnya tetap tersimpan tetapi tidak dihitung lagi; keadaan semua akun di "
            "dalamnya dihitung ulang. Jumlah terbukti dapat turun."
        ),
        withdraw=take_back,
    )


def _kind() -> Kind:
    return Kind(_("Data dari sistem"), "readings-files", "readings-file")
