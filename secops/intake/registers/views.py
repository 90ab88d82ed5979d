"""Doors of register and readings uploads: choose, preview, save, receipt."""

from __future__ import annotations

import re
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.lists import Empty, list_page
from secops.house.text import masked_nip
from secops.intake.models import RegisterFile, Upload
from secops.intake.receiving import waiting_lines
from secops.intake.registers import uploading
from secops.intake.registers.files import empty_template, failed_workbook
from secops.intake.registers.forms import ReadingsForm, RegisterForm
from secops.intake.registers.problems import in_my_words, speaks_english
from secops.intake.registers.tables import RegisterFileFilter, RegisterFileTable
from secops.jobs.actions import cancel_job
from secops.jobs.models import Job
from secops.jobs.queries import is_over, panel_of

P = Permission
READINGS: Final = Upload.Purpose.READINGS
SESSIONS: Final = Upload.Purpose.SESSIONS
#: What the systems themselves say: no preview, a receipt.
READ: Final = (READINGS.value, SESSIONS.value)
KINDS: Final = {
    Upload.Purpose.DEPARTMENTS.value: gettext_lazy("OPD"),
    Upload.Purpose.APPLICATIONS.value: gettext_lazy("Aplikasi"),
    Upload.Purpose.ACCOUNTS.value: gettext_lazy("Akun"),
    Upload.Purpose.READINGS.value: gettext_lazy("Data dari sistem"),
    Upload.Purpose.SESSIONS.value: gettext_lazy("Sesi login"),
}
WHAT_FOR: Final = {
    "departments": gettext_lazy(
        "Kode dan nama OPD, induknya, Kepala OPD dan Agen Siber OPD beserta kontaknya."
    ),
    "applications": gettext_lazy(
        "Kode dan nama aplikasi, OPD pemilik, alamat situs, dan kebijakan sesi loginnya."
    ),
    "accounts": gettext_lazy(
        "Akun per aplikasi: nama pengguna, pemegang, OPD, jenis. Nama pengguna lama tetap dikenali."
    ),
    "readings": gettext_lazy(
        "Kapan kata sandi terakhir diganti, sesi login diakhiri, akun dinonaktifkan, "
        "menurut sistemnya."
    ),
    "sessions": gettext_lazy(
        "Sesi login yang masih terbuka menurut sistemnya: satu baris tiap sesi, atau satu baris "
        "tiap akun dengan jumlahnya. Nomor sesi disimpan sebagai sidik, perangkat dan alamat IP "
        "tidak disimpan."
    ),
}
NIP: Final = re.compile(r"\d{16,}")
#: Failed rows on the page; the download has more of them.
FAILED_SHOWN: Final = 200
VALUE_SHOWN: Final = 60
TABS: Final = ("new", "changed", "unchanged", "failed")


def _kinds(request: HttpRequest) -> list[str]:
    return list(KINDS) if user_of(request).may(P.IMPORT) else list(READ)


@requires(P.IMPORT, P.IMPORT_READINGS)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Choose what the file is, and send it."""
    user, now = user_of(request), timezone.now()
    kinds = _kinds(request)
    kind = request.GET.get("kind", kinds[0])
    if kind not in kinds:
        raise Http404
    data, files = request.POST or None, request.FILES or None
    form = ReadingsForm(data, files, user=user) if kind in READ else RegisterForm(data, files)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if kind in READ:
            application = given["application"]
            kept = uploading.receive_readings(
                given["sealed_file"],
                source=given["source"],
                origin=given.get("origin", "owner"),
                read_at=given["read_at"],
                application_code=application.code if application else "",
                by=user,
                at=now,
                kind=kind,
            )
        else:
            kept = uploading.receive_register(given["sealed_file"], kind, by=user, at=now)
        return redirect("register", kept.pk)
    return render(
        request,
        "registers/upload.html",
        {
            "title": _("Unggah daftar"),
            "subtitle": WHAT_FOR[kind],
            "kind": kind,
            "saves_at_once": kind in READ,
            "tabs": [
                {"label": KINDS[one], "url": f"?kind={one}", "active": one == kind} for one in kinds
            ],
            "form": form,
            "columns": uploading.columns_of(kind),
            "waiting": waiting_lines(
                Upload.objects.filter(purpose__in=kinds, discarded_at=None, uploaded_by=user),
                "register",
            ),
            "may_see_files": user.may(P.IMPORT),
        },
        status=422 if form.errors else 200,
    )


@requires(P.IMPORT)
@require_safe
def register_files(request: HttpRequest) -> HttpResponseBase:
    """Registers imported so far."""
    return list_page(
        request,
        title=_("Daftar yang pernah disimpan"),
        table=RegisterFileTable,
        queryset=RegisterFile.objects.select_related("imported_by__person"),
        filterset=RegisterFileFilter,
        order=("-imported_at", "-pk"),
        breadcrumbs=[(_("Unggah daftar"), reverse("register-upload")), (_("Riwayat"), "")],
        empty=Empty(_("Belum ada daftar yang disimpan"), icon="file-spreadsheet"),
        export_name="riwayat-daftar",
    )


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def template_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """An empty workbook with the right titles."""
    if kind not in _kinds(request):
        raise Http404
    return empty_template(uploading.columns_of(kind))


def _upload(request: HttpRequest, pk: int) -> Upload:
    """An upload of the office, or one's own."""
    rows = Upload.objects.filter(purpose__in=_kinds(request)).select_related("preview_job", "job")
    user = user_of(request)
    if not user.may(P.IMPORT):
        rows = rows.filter(uploaded_by=user)
    return get_object_or_404(rows, pk=pk)


def _job_of(kept: Upload) -> Job | None:
    return kept.job or kept.preview_job


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def register(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where an upload stands: being read, previewed, saved, or refused."""
    kept = _upload(request, pk)
    job = _job_of(kept)
    receipt = kept.options.get("receipt")
    if receipt and "file" in receipt:
        page = "sessions-receipt" if kept.purpose == SESSIONS else "readings-receipt"
        return redirect(page, kept.pk)
    context: dict[str, Any] = {
        "title": kept.file_name,
        "subtitle": KINDS[kept.purpose],
        "breadcrumbs": [(_("Unggah daftar"), reverse("register-upload")), (kept.file_name, "")],
        "upload": kept,
        "receipt": receipt,
        "panel_url": reverse("register-progress", args=[pk]),
        "cancel_url": reverse("register-cancel", args=[pk]),
        "job": panel_of(job, timezone.now()) if job and not receipt else None,
        "over": job is None or is_over(job),
        "stopped": job is not None and job.state == Job.State.CANCELLED and not receipt,
        "waiting": kept.discarded_at is None and (job is None or is_over(job)) and not receipt,
    }
    seen = kept.preview_job.result if kept.preview_job else {}
    if "rows" in seen and not receipt:
        context |= _preview(request, kept, seen)
    context["failed_kept"] = len(seen.get("failed_rows", {}).get("rows", []))
    return render(request, "registers/register.html", context)


def _preview(request: HttpRequest, kept: Upload, seen: dict[str, Any]) -> dict[str, Any]:
    counts = {
        "new": seen["created"],
        "changed": seen["updated"],
        "unchanged": seen["unchanged"],
        "failed": seen["failed"],
    }
    words = {
        "new": _("Baru"),
        "changed": _("Berubah"),
        "unchanged": _("Tetap"),
        "failed": _("Gagal"),
    }
    first = next((tab for tab in ("failed", "changed", "new") if counts[tab]), "unchanged")
    tab = request.GET.get("tab", first)
    tab = tab if tab in TABS else first
    failed = seen["failed_rows"]["rows"]
    shown = [_masked(line) for line in seen[tab]] if tab in ("new", "changed") else []
    return {
        "preview": True,
        "seen": seen,
        "savable": seen["created"] + seen["updated"],
        "tab": tab,
        "tabs": [
            {"label": words[one], "url": f"?tab={one}", "active": one == tab, "count": counts[one]}
            for one in TABS
        ],
        "lines": shown,
        "cut": bool(shown) and counts[tab] > len(shown),
        "warnings": [in_my_words(pair) for pair in seen.get("warnings", [])],
        "failures": failures_of(failed),
        "failed_cut": counts["failed"] > FAILED_SHOWN,
        "failed_shown": min(FAILED_SHOWN, len(failed)),
    }


def failures_of(failed: list[dict[str, Any]]) -> list[tuple[int, str, str, str]]:
    """Row, column, value and problem of the first failed rows, as the page shows them."""
    place = 3 if speaks_english() else 2
    return [
        (row["row"], p[0], shortened(_mask(p[1])), p[place])
        for row in failed[:FAILED_SHOWN]
        for p in row["problems"]
    ]


def shortened(value: str) -> str:
    """So much of a value that one sees which it is."""
    return value if len(value) <= VALUE_SHOWN else f"{value[: VALUE_SHOWN - 1]}…"


def _mask(words: str) -> str:
    """A NIP inside other words keeps its first four digits only."""
    return NIP.sub(lambda found: masked_nip(found[0]), words)


def _masked(line: dict[str, Any]) -> dict[str, Any]:
    cells = [
        [column, *(value if value is None else _mask(value) for value in values)]
        for column, *values in line["cells"]
    ]
    return line | {"key": _mask(line["key"]), "cells": cells}


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The panel alone, fetched every second; once the job is over the whole page is asked for."""
    kept = _upload(request, pk)
    job = _job_of(kept)
    if job is None or is_over(job):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("register", args=[pk])
        return response
    return render(
        request,
        "registers/_progress.html",
        {
            "job": panel_of(job, timezone.now()),
            "panel_url": reverse("register-progress", args=[pk]),
            "cancel_url": reverse("register-cancel", args=[pk]),
        },
    )


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask the worker to stop."""
    job = _job_of(_upload(request, pk))
    if job is not None and cancel_job(job, by=user_of(request), at=timezone.now()):
        messages.info(request, _("Sedang dihentikan. Tidak ada data yang berubah."))
    return redirect("register", pk)


@requires(P.IMPORT)
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Simpan n baris."""
    try:
        uploading.start_applying(_upload(request, pk), by=user_of(request), at=timezone.now())
    except uploading.UploadRefused as refused:
        messages.error(request, str(refused))
    return redirect("register", pk)


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Delete the upload unsaved."""
    try:
        uploading.give_up(_upload(request, pk), by=user_of(request), at=timezone.now())
    except uploading.UploadRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Berkas dihapus. Tidak ada data yang berubah."))
    return redirect("register-upload")


@requires(P.IMPORT, P.IMPORT_READINGS)
@require_safe
def failed_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The failed rows with their reasons, as a workbook; the trail knows who took it."""
    kept = _upload(request, pk)
    failed = kept.options.get("receipt", {}).get("failed_rows")
    if failed is None and kept.preview_job is not None:
        failed = kept.preview_job.result.get("failed_rows")
    if not failed or not failed["rows"]:
        raise Http404
    user = user_of(request)
    with transaction.atomic():
        record(
            "register_upload.failed_rows_taken", kept, by=user, at=timezone.now(),
            rows=len(failed["rows"]),
        )  # fmt: skip
    return failed_workbook(failed, kept.file_name.rsplit(".", 1)[0][:80])
