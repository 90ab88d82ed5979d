"""The doors of the dossier."""

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.incidents.doors import crumbs_of, find_incident
from secops.incidents.dossier.packing import export_dossier
from secops.incidents.dossier.sampling import (
    SEEDS,
    check_reader,
    columns,
    draw_sample,
    draws_of,
    rows_of,
)
from secops.incidents.dossier.sections import sections_of


class SampleForm(forms.Form):
    """A seed, where a draw shall be repeated."""

    seed = forms.IntegerField(
        label=gettext_lazy("Benih (seed)"),
        required=False,
        min_value=0,
        max_value=SEEDS,
        help_text=gettext_lazy(
            "Kosong: dipilih acak dan dicatat. Benih yang sama dari akun yang sama menarik akun "
            "yang sama."
        ),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.READ_INCIDENT)
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """What the dossier holds, the draws, and the next draw."""
    found, user, now = find_incident(request, code), user_of(request), timezone.now()
    check_reader(user)
    form = SampleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entry = draw_sample(found, seed=form.cleaned_data["seed"], by=user, at=now)
        return redirect("dossier-sample", code=found.code, entry=entry.pk)
    title = _("Berkas pemeriksaan")
    return render(
        request,
        "dossier/dossier.html",
        {
            "title": f"{title} {found.code}",
            "subtitle": found.title,
            "breadcrumbs": crumbs_of(found, title),
            "incident": found,
            "sections": sections_of(found, at=now),
            "draws": draws_of(found),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


@require_GET
@requires(Permission.READ_INCIDENT)
def dossier_sample(request: HttpRequest, code: str, entry: int) -> HttpResponse:
    """One draw: seed, from how many, and the accounts, masked."""
    found = find_incident(request, code)
    check_reader(user_of(request))
    draw = next((one for one in draws_of(found) if one.entry.pk == entry), None)
    if draw is None:
        raise Http404
    title = _("Sampel, benih %(seed)s") % {"seed": draw.seed}
    return render(
        request,
        "dossier/sample.html",
        {
            "title": title,
            "breadcrumbs": crumbs_of(found, title),
            "draw": draw,
            "columns": columns(),
            "rows": rows_of(draw),
        },
    )


@require_POST
@requires(Permission.READ_INCIDENT)
def dossier_export(request: HttpRequest, code: str) -> HttpResponseBase:
    """The ZIP; each one is noted in the trail."""
    found = find_incident(request, code)
    made = export_dossier(found, by=user_of(request), at=timezone.now())
    answer = FileResponse(
        made,
        as_attachment=True,
        filename=f"berkas-{found.code}.zip",
        content_type="application/zip",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
