"""The pages of a file from a system: its list, its receipt, its withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.db.models import BooleanField, Case, Model, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import user_of
from accounts.models import User
from accounts.roles import Permission
from secops.house.pages import form_page
from secops.house.text import shown_login
from secops.intake.models import Upload
from secops.intake.registers.forms import WithdrawalForm
from secops.intake.registers.problems import in_my_words
from secops.intake.registers.views import FAILED_SHOWN, failures_of
from secops.rules.refusal import MoveRefused

Row = TypeVar("Row", bound=Model)


class SystemFile(Protocol):
    """A file that somebody brought: readings, or open sessions."""

    pk: int
    file_name: str
    counts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """What the pages of one kind of file are called, and where they stand."""

    title: str
    #: Names of the addresses of all files and of one.
    files: str
    file: str

    def way(self, file_name: str, pk: int, last: str) -> list[tuple[str, str]]:
        """The crumbs below one file."""
        return [
            (self.title, reverse(self.files)),
            (file_name, reverse(self.file, args=[pk])),
            (last, ""),
        ]


def visible(rows: QuerySet[Row], user: User) -> QuerySet[Row]:
    """All files for the office, one's own for an application's administrator."""
    if not user.may(Permission.IMPORT):
        rows = rows.filter(imported_by=user)
    withdrawn = When(withdrawn_at__isnull=False, then=Value(True))
    marked: Any = rows.annotate(
        is_withdrawn=Case(withdrawn, default=Value(False), output_field=BooleanField())
    )
    found: QuerySet[Row] = marked
    return found


def receipt_of(user: User, purpose: Upload.Purpose, pk: int) -> tuple[Upload, dict[str, Any]]:
    """An upload that this user may look at, with what it did; 404 while it did nothing yet."""
    uploads = Upload.objects.filter(purpose=purpose)
    if not user.may(Permission.IMPORT):
        uploads = uploads.filter(uploaded_by=user)
    kept = get_object_or_404(uploads, pk=pk)
    told = kept.options.get("receipt")
    if not told:
        raise Http404
    return kept, told


def receipt_page(
    request: HttpRequest,
    template: str,
    kind: Kind,
    kept: Upload,
    told: dict[str, Any],
    *,
    title: str,
    **more: Any,
) -> HttpResponseBase:
    """What an upload did, with all that could not be taken."""
    failed = told.get("failed_rows", {"rows": []})["rows"]
    return render(
        request,
        template,
        {
            "title": title,
            "subtitle": kept.file_name,
            "breadcrumbs": kind.way(kept.file_name, told["file"], _("Tanda terima")),
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
        }
        | more,
    )


def withdraw_page(
    request: HttpRequest,
    kind: Kind,
    file: SystemFile,
    *,
    title: str,
    lead: str,
    withdraw: Callable[[str, User, datetime], str],
) -> HttpResponseBase:
    """Take a false file back; `withdraw` (why, by, at) does it and says what came of it."""
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = withdraw(form.cleaned_data["why"], user_of(request), timezone.now())
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect(kind.file, file.pk)
    return form_page(
        request,
        form,
        title,
        _("Tarik berkas"),
        reverse(kind.file, args=[file.pk]),
        kind.way(file.file_name, file.pk, _("Tarik")),
        lead=lead,
        facts=[(_("Berkas"), file.file_name), (_("Baris"), file.counts.get("applied"))],
        danger=True,
    )
