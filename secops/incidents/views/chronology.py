"""The chronology: a line typed, lines pasted, lines of the system, the law's table on paper."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.house.files import pdf_answer
from secops.house.pages import form_page
from secops.house.text import angka
from secops.incidents import pasting
from secops.incidents.actions import (
    IncidentRefused,
    add_chronology,
    add_pasted,
    hide_line,
    show_line,
    take_lines,
)
from secops.incidents.doors import crumbs_of, find_incident
from secops.incidents.forms import ChronologyForm, PasteForm
from secops.incidents.models import ChronologyRow
from secops.incidents.papers import chronology_paper


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def chronology_add(request: HttpRequest, code: str, replaces: int | None = None) -> HttpResponse:
    """A new line of the chronology, or a better one for an old line that stays visible."""
    found, now, user = find_incident(request, code), timezone.now(), user_of(request)
    rows = ChronologyRow.objects.filter(incident__in=found.family)
    old = get_object_or_404(rows, pk=replaces) if replaces else None
    names = ("happened_at", "certainty", "event", "source", "person")
    first = {name: getattr(old, name) for name in names} if old else {
        "happened_at": now, "person": user.display_name,
    }  # fmt: skip
    form = ChronologyForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            add_chronology(found, **form.cleaned_data, by=user, at=now, replaces=old)
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Baris kronologi tersimpan."))
            return redirect(f"{found.get_absolute_url()}#kronologi")
    title = _("Perbaiki baris kronologi") if old else _("Tambah kronologi")
    return form_page(
        request, form, title, _("Simpan"), found.get_absolute_url(), crumbs_of(found, title)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def chronology_paste(request: HttpRequest, code: str) -> HttpResponse:
    """Pasted lines: first what was read of them, then they are kept."""
    found, now = find_incident(request, code), timezone.now()
    form = PasteForm(request.POST or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        preview = pasting.preview(given["text"], at=now)
        if "keep" in request.POST:
            lines = preview.lines(given["source"], unread=given["keep_unread"])
            try:
                added = add_pasted(found, lines, by=user_of(request), at=now)
            except IncidentRefused as refused:
                form.add_error(None, str(refused))
            else:
                words = ngettext("%(n)s baris ditambahkan.", "%(n)s baris ditambahkan.", added) % {
                    "n": angka(added)
                }
                messages.success(request, words)
                return redirect(f"{found.get_absolute_url()}#kronologi")
        form = PasteForm(given | {"text": preview.text}) if not form.errors else form
    title = _("Tempel kronologi")
    return render(
        request,
        "incidents/incident_paste.html",
        {
            "form": form,
            "preview": preview,
            "title": title,
            "breadcrumbs": crumbs_of(found, title),
            "incident": found,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_POST
@requires(Permission.WRITE_INCIDENT)
def chronology_line(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """A deed of the system: into the table, hidden, shown again; all of them at once."""
    found, user, now = find_incident(request, code), user_of(request), timezone.now()
    key = request.POST.get("key", "")
    try:
        if verb == "take":
            take_lines(found, [key], by=user, at=now)
        elif verb == "take-all":
            take_lines(found, None, by=user, at=now)
        elif verb == "hide":
            hide_line(found, key, by=user, at=now)
        elif verb == "show":
            show_line(found, key, by=user, at=now)
        else:
            raise Http404
    except IncidentRefused as refused:
        messages.error(request, str(refused))
    return redirect(f"{found.get_absolute_url()}?system=1#kronologi")


@require_GET
@requires(Permission.READ_INCIDENT)
def chronology_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The law's table on paper."""
    found = find_incident(request, code)
    made = chronology_paper(found, at=timezone.now())
    return pdf_answer(made, f"kronologi-{found.code}.pdf")
