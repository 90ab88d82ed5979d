"""Doors of leak reports."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import BooleanField, Case, Exists, OuterRef, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.lists import Empty, list_page
from secops.intake.leaks import uploading
from secops.intake.leaks.forms import ColumnsForm, FormatForm, UploadForm, WithdrawForm
from secops.intake.leaks.originals import original_line
from secops.intake.leaks.queries import report_page, unmatched_url
from secops.intake.leaks.tables import (
    AccountFilter,
    AccountTable,
    RejectTable,
    ReportFilter,
    ReportTable,
    format_word,
    rejects_by_reason,
    report_rows,
)
from secops.intake.leaks.withdrawing import (
    WithdrawalRefused,
    note_original_deleted,
    withdraw_report,
)
from secops.intake.models import Upload
from secops.intake.receiving import waiting_lines
from secops.intake.registers.problems import in_my_words
from secops.inventory.models import Account, LeakReport
from secops.jobs.actions import cancel_job
from secops.jobs.models import Job
from secops.jobs.queries import is_over, panel_of


def _crumbs(*more: tuple[object, str]) -> list[tuple[object, str]]:
    return [(_("Laporan kebocoran"), reverse("leak-reports")), *more]


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty POST is one too."""
    return request.POST if request.method == "POST" else None


@requires(Permission.IMPORT)
@require_safe
def reports(request: HttpRequest) -> HttpResponseBase:
    """All leak reports."""
    rows = LeakReport.objects.annotate(
        is_withdrawn=Case(
            When(withdrawn_at__isnull=False, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    ).defer("rejects", "picture")
    return list_page(
        request,
        title=_("Laporan kebocoran"),
        table=ReportTable,
        queryset=rows,
        filterset=ReportFilter,
        order=("-received_at", "-pk"),
        export_name="laporan-kebocoran",
        on_export=log_export(user_of(request)),
        template="intake/reports.html",
        empty=Empty(
            _("Belum ada laporan kebocoran"),
            _("Laporan dari BSSN, mitra, atau temuan sendiri dicatat di sini."),
            _("Unggah laporan kebocoran"),
            reverse("leak-report-upload"),
        ),
    )


@requires(Permission.IMPORT)
def upload(request: HttpRequest) -> HttpResponseBase:
    """The form that takes a report."""
    now = timezone.now()
    form = UploadForm(
        posted(request),
        request.FILES or None,
        initial={"received_at": timezone.localtime(now)},
    )
    if not user_of(request).may(Permission.HANDLE_EVIDENCE):
        del form.fields["keep_original"]
    if request.method == "POST" and form.is_valid():
        try:
            kept = uploading.receive_leak(
                form.cleaned_data["sealed_file"],
                source=form.cleaned_data["source"],
                received_at=form.cleaned_data["received_at"],
                leaked_before=form.cleaned_data["leaked_before"],
                format=form.cleaned_data["format"],
                keep_original=form.cleaned_data.get("keep_original", False),
                by=user_of(request),
                at=now,
            )
            return redirect("leak-upload", kept.pk)
        except uploading.UploadRefused as refused:
            form.add_error("keep_original", str(refused))
    return render(
        request,
        "intake/upload.html",
        {
            "title": _("Unggah laporan kebocoran"),
            "breadcrumbs": _crumbs((_("Unggah"), "")),
            "form": form,
            "waiting": waiting_lines(
                Upload.objects.filter(purpose=Upload.Purpose.LEAK, discarded_at=None, report=None),
                "leak-upload",
            ),
        },
        status=422 if form.errors else 200,
    )


@requires(Permission.IMPORT)
def upload_state(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where an upload stands: being looked at, its columns to be checked, imported, or refused."""
    kept = _upload(pk)
    if kept.report_id is not None:
        return redirect("leak-report", kept.report_id)
    seen = kept.preview_job.result if kept.preview_job else {}
    form = ColumnsForm(seen.get("columns", []), posted(request))
    if request.method == "POST" and seen.get("asks") and form.is_valid():
        try:
            uploading.start_import(kept, form.roles(), by=user_of(request), at=timezone.now())
            return redirect("leak-upload", pk)
        except uploading.UploadRefused as refused:
            form.add_error(None, str(refused))
    job = kept.job or kept.preview_job
    return render(
        request,
        "intake/upload_state.html",
        {
            "title": _("Unggahan %(file)s") % {"file": kept.file_name},
            "breadcrumbs": _crumbs((kept.file_name, "")),
            "upload": kept,
            "original": original_line(kept, user_of(request)),
            "job": panel_of(job, timezone.now()) if job and not _asks(kept) else None,
            "problem": panel_of(job, timezone.now()).message if job and job.problem else "",
            "over": job is not None and is_over(job),
            "asks": _asks(kept),
            "seen": seen,
            "warnings": [in_my_words(pair) for pair in seen.get("warnings", [])],
            "savable": max(
                0, seen.get("rows", 0) - seen.get("outside", 0) - seen.get("rejected", 0)
            ),
            "seen_problem": uploading.in_their_words(seen.get("problem", "")),
            "format": format_word(seen.get("format", "")),
            "columns": list(zip(seen.get("columns", []), form, strict=True)),
            "form": form,
            "format_form": FormatForm(initial={"format": kept.options.get("format", "auto")}),
            "rejects": rejects_by_reason(seen.get("rejects", [])),
        },
        status=422 if form.errors else 200,
    )


def _upload(pk: int) -> Upload:
    uploads = Upload.objects.select_related("preview_job", "job")
    return get_object_or_404(uploads, pk=pk, purpose=Upload.Purpose.LEAK)


def _asks(kept: Upload) -> bool:
    """Whether the columns wait for a person."""
    looked = kept.preview_job
    if looked is None or looked.state != Job.State.DONE or not looked.result.get("asks"):
        return False
    return kept.job is None and kept.discarded_at is None


@requires(Permission.IMPORT)
@require_safe
def upload_progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The panel alone; once the job is over the page itself is asked for again."""
    kept = _upload(pk)
    job = kept.job or kept.preview_job
    if job is None or is_over(job):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("leak-upload", args=[pk])
        return response
    return render(
        request,
        "intake/_progress.html",
        {"upload": kept, "job": panel_of(job, timezone.now())},
    )


@requires(Permission.IMPORT)
@require_POST
def upload_cancel(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask the worker to stop; nothing is applied."""
    kept = _upload(pk)
    job = kept.job or kept.preview_job
    if job is not None and not is_over(job):
        cancel_job(job, by=user_of(request), at=timezone.now())
        messages.info(request, _("Sedang dihentikan. Tidak ada data yang berubah."))
    return redirect("leak-upload", pk)


@requires(Permission.IMPORT)
@require_POST
def upload_again(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Look at the upload again, perhaps as another format."""
    form = FormatForm(request.POST)
    chosen = form.cleaned_data["format"] if form.is_valid() else None
    return _try(
        request,
        pk,
        lambda kept, now: uploading.inspect_again(kept, by=user_of(request), at=now, format=chosen),
    )


@requires(Permission.IMPORT)
@require_POST
def upload_discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Delete the sealed file without importing it."""
    try:
        uploading.give_up(_upload(pk), by=user_of(request), at=timezone.now())
    except uploading.UploadRefused as refused:
        messages.error(request, str(refused))
        return redirect("leak-upload", pk)
    messages.success(request, _("Berkas dihapus. Tidak ada yang disimpan."))
    return redirect("leak-reports")


def _try(request: HttpRequest, pk: int, act) -> HttpResponseBase:  # type: ignore[no-untyped-def]
    try:
        act(_upload(pk), timezone.now())
    except uploading.UploadRefused as refused:
        messages.error(request, str(refused))
    return redirect("leak-upload", pk)


@requires(Permission.IMPORT)
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The receipt: what it held, where it hurts most, what to do next."""
    shown = report_page(get_object_or_404(LeakReport, pk=pk))
    return render(
        request,
        "intake/report.html",
        {
            "title": _("Laporan %(file)s") % {"file": shown.report.file_name},
            "breadcrumbs": _crumbs((shown.report.file_name, "")),
            "page": shown,
            "report": shown.report,
            "original": original_line(
                Upload.objects.filter(report=shown.report).first(), user_of(request)
            ),
            "warnings": [in_my_words(one) for one in shown.report.counts.get("warnings", [])],
            "format": format_word(shown.report.format),
            "unmatched_url": unmatched_url(shown.report),
            "may_order": user_of(request).may(Permission.RUN_CAMPAIGN),
            "may_withdraw": user_of(request).may(Permission.DECIDE),
            "rejects": rejects_by_reason(shown.report.rejects),
        },
    )


@requires(Permission.IMPORT)
@require_POST
def original_deleted(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The officer's word that the copy in Downloads is gone."""
    note_original_deleted(
        get_object_or_404(LeakReport, pk=pk), by=user_of(request), at=timezone.now()
    )
    messages.success(request, _("Tercatat."))
    return redirect("leak-report", pk)


@requires(Permission.DECIDE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Withdraw a report found false."""
    found = get_object_or_404(LeakReport, pk=pk)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            derived = withdraw_report(
                found, form.cleaned_data["why"], by=user_of(request), at=timezone.now()
            )
        except WithdrawalRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                _("Laporan dicabut. Keadaan %(n)s akun berubah karenanya.")
                % {"n": derived.changed},
            )
            return redirect("leak-report", pk)
    return render(
        request,
        "house/confirm.html",
        {
            "title": _("Cabut laporan %(file)s") % {"file": found.file_name},
            "breadcrumbs": _crumbs((found.file_name, found.get_absolute_url()), (_("Cabut"), "")),
            "lead": _(
                "Baris laporan ini tetap tersimpan tetapi tidak dihitung lagi; keadaan semua akun "
                "di dalamnya dihitung ulang. Temuan yang juga ada di laporan lain tetap dihitung."
            ),
            "facts": [
                (_("Pengirim"), found.source),
                (_("Akun cocok"), found.counts.get("accounts", 0)),
            ],
            "form": form,
            "submit_label": _("Cabut laporan ini"),
            "cancel_url": found.get_absolute_url(),
            "danger": True,
        },
        status=422 if form.errors else 200,
    )


@requires(Permission.IMPORT)
@require_safe
def report_accounts(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Exactly the accounts a number of the receipt counts."""
    found = get_object_or_404(LeakReport, pk=pk)
    told = report_rows(found).filter(account_id=OuterRef("pk"))
    if month := request.GET.get("month", ""):
        told = told.filter(**_within(month))
    return list_page(
        request,
        title=_("Akun dalam laporan %(file)s") % {"file": found.file_name},
        breadcrumbs=_crumbs((found.file_name, found.get_absolute_url()), (_("Akun"), "")),
        table=AccountTable,
        queryset=Account.objects.visible_to(user_of(request))
        .filter(Exists(told))
        .select_related("application", "department", "holder"),
        filterset=AccountFilter,
        filter_kwargs={"report": found},
        order=("application__sort_name", "login_key", "pk"),
        export_name=f"akun-laporan-{found.pk}",
        on_export=log_export(user_of(request)),
    )


def _within(month: str) -> dict[str, Any]:
    if month == "-":
        return {"own_date": None}
    try:
        first = timezone.make_aware(datetime.strptime(month, "%Y-%m"))  # noqa: DTZ007
    except ValueError:
        return {}
    after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return {"own_date__gte": first, "own_date__lt": after}


@requires(Permission.IMPORT)
@require_safe
def report_rejects(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Rejected rows by line and reason; the first thousand are kept."""
    found = get_object_or_404(LeakReport, pk=pk)
    return list_page(
        request,
        title=_("Baris yang ditolak"),
        subtitle=_("Hanya nomor baris dan alasannya; isinya tidak disimpan."),
        breadcrumbs=_crumbs((found.file_name, found.get_absolute_url()), (_("Ditolak"), "")),
        table=RejectTable,
        queryset=found.rejects,
        order=("line",),
        export_name=f"ditolak-laporan-{found.pk}",
        on_export=log_export(user_of(request)),
        empty=Empty(_("Tidak ada baris yang ditolak")),
    )
