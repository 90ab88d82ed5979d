"""Doors of readings files: the list, one file, its receipt, its withdrawal."""

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
from secops.house.lists import Empty, list_page
from secops.house.text import shown_login
from secops.intake.models import Upload
from secops.intake.readings.actions import withdraw_readings
from secops.intake.readings.queries import applications_of
from secops.intake.readings.tables import ReadingsFileFilter, ReadingsFileTable, standing_look
from secops.intake.registers.forms import WithdrawalForm
from secops.intake.registers.problems import in_my_words
from secops.intake.registers.views import FAILED_SHOWN, failures_of
from secops.inventory.models import ReadingsFile
from secops.rules.refusal import MoveRefused

P = Permission


def visible(user: User) -> QuerySet[ReadingsFile]:
    """All files for the office, one's own for an application's administrator."""
    rows = ReadingsFile.objects.annotate(
        is_withdrawn=Case(
            When(withdrawn_at__isnull=False, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    )
    return rows if user.may(P.IMPORT) else rows.filter(imported_by=user)


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def readings_files(request: HttpRequest) -> HttpResponseBase:
    """Data dari sistem."""
    return list_page(
        request,
        title=_("Data dari sistem"),
        table=ReadingsFileTable,
        queryset=visible(user_of(request)),
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
    file = get_object_or_404(visible(user_of(request)), pk=pk)
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
    user = user_of(request)
    uploads = Upload.objects.filter(purpose=Upload.Purpose.READINGS)
    if not user.may(P.IMPORT):
        uploads = uploads.filter(uploaded_by=user)
    kept = get_object_or_404(uploads, pk=pk)
    told = kept.options.get("receipt")
    if not told:
        raise Http404
    failed = told.get("failed_rows", {"rows": []})["rows"]
    return render(
        request,
        "readings/receipt.html",
        {
            "title": _("Tanda terima data dari sistem"),
            "subtitle": kept.file_name,
            "breadcrumbs": [
                (_("Data dari sistem"), reverse("readings-files")),
                (kept.file_name, reverse("readings-file", args=[told["file"]])),
                (_("Tanda terima"), ""),
            ],
            "upload": kept,
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
    file = get_object_or_404(ReadingsFile, pk=pk)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = withdraw_readings(
                file, why=form.cleaned_data["why"], by=user_of(request), at=timezone.now()
            )
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("Berkas ditarik. Keadaan %(n)s akun dihitung ulang.") % {"n": changed}
            )
            return redirect("readings-file", pk)
    return render(
        request,
        "house/confirm.html",
        {
            "title": _("Tarik data dari sistem ini?"),
            "lead": _(
                "Barisnya tetap tersimpan tetapi tidak dihitung lagi; keadaan semua akun di "
                "dalamnya dihitung ulang. Jumlah terbukti dapat turun."
            ),
            "facts": [(_("Berkas"), file.file_name), (_("Baris"), file.counts.get("applied"))],
            "form": form,
            "submit_label": _("Tarik berkas"),
            "cancel_url": reverse("readings-file", args=[pk]),
            "danger": True,
            "breadcrumbs": [
                (_("Data dari sistem"), reverse("readings-files")),
                (file.file_name, reverse("readings-file", args=[pk])),
                (_("Tarik"), ""),
            ],
        },
        status=422 if form.errors else 200,
    )
