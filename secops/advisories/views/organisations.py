"""The doors of stakeholder organisations, for the office."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.advisories import queries
from secops.advisories.actions import save_organisation
from secops.advisories.filters import RecommendationFilter
from secops.advisories.forms import OrganisationForm
from secops.advisories.models import Organisation
from secops.advisories.tables import OrganisationTable, RecommendationTable
from secops.house.lists import Empty, list_page


@require_GET
@requires(Permission.READ_RECOMMENDATION)
def organisation_list(request: HttpRequest) -> HttpResponseBase:
    """Who advises us, and what came of it."""
    return list_page(
        request,
        title=_("Mitra"),
        table=OrganisationTable,
        queryset=queries.organisations_counted(user_of(request)),
        order=("name", "pk"),
        breadcrumbs=[(_("Rekomendasi mitra"), reverse("recommendations")), (_("Mitra"), "")],
        empty=Empty(
            _("Belum ada mitra"),
            _("Perguruan tinggi, kepolisian dan badan nasional yang memberi saran kepada kota."),
        ),
        export_name="mitra",
        on_export=log_export(user_of(request)),
        template="advisories/organisations.html",
        extra={"may_change": user_of(request).may(Permission.DECIDE_RECOMMENDATION)},
    )


@require_GET
@requires(Permission.READ_RECOMMENDATION)
def organisation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One stakeholder: its people, its clearance, its recommendations."""
    user = user_of(request)
    found = get_object_or_404(Organisation, pk=pk)
    return list_page(
        request,
        title=found.name,
        subtitle=f"{found.get_kind_display()} · {found.get_clearance_display()}",
        breadcrumbs=[(_("Mitra"), reverse("organisations")), (found.name, "")],
        table=RecommendationTable,
        queryset=queries.recommendations_for(user).filter(organisation=found),
        filterset=RecommendationFilter,
        order=("-submitted_at", "-pk"),
        exclude=("organisation",),
        empty=Empty(_("Belum ada rekomendasi")),
        export_name="rekomendasi",
        on_export=log_export(user_of(request)),
        template="advisories/organisation.html",
        extra={
            "organisation": found,
            "may_change": user.may(Permission.DECIDE_RECOMMENDATION),
            "facts": [
                (_("Kontak"), found.contact or None),
                (_("Nomor kerja sama"), found.agreement or None),
                (_("Berlaku sampai"), found.valid_until),
                (_("Orang"), ", ".join(one.name for one in found.members.all()) or None),
            ],
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_RECOMMENDATION)
def organisation_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add a stakeholder, or change one."""
    found = get_object_or_404(Organisation, pk=pk) if pk is not None else Organisation()
    form = OrganisationForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        saved = save_organisation(
            form.instance,
            members=form.cleaned_data["members"],
            by=user_of(request),
            at=timezone.now(),
        )
        return redirect(saved)
    title = _("Ubah mitra") if pk else _("Tambah mitra")
    return render(
        request,
        "house/confirm.html",
        {
            "form": form,
            "title": title,
            "breadcrumbs": [(_("Mitra"), reverse("organisations")), (title, "")],
            "submit_label": _("Simpan"),
            "cancel_url": reverse("organisations"),
        },
        status=422 if form.errors else 200,
    )
