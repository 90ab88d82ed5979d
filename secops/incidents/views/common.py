"""What every door of an incident does first and last."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import user_of
from secops.incidents import queries
from secops.incidents.models import Incident


def find(request: HttpRequest, code: str) -> Incident:
    """The incident of the address; another's is not there."""
    rows = queries.incidents_for(user_of(request)).select_related(
        "owner_person", "owner_position", "merged_into"
    )
    return get_object_or_404(rows, code=code)


def crumbs(incident: Incident, *last: str) -> list[tuple[str, str]]:
    """The way to the page."""
    way = [(_("Insiden"), reverse("incidents")), (incident.code, incident.get_absolute_url())]
    return [*way, *((one, "") for one in last)] if last else [way[0], (incident.code, "")]


def form_page(
    request: HttpRequest,
    form: object,
    title: str,
    submit: str,
    cancel_url: str,
    breadcrumbs: list[tuple[str, str]] | None = None,
    **more: object,
) -> HttpResponse:
    """A page with one form."""
    errors = getattr(form, "errors", None)
    return render(
        request,
        "house/confirm.html",
        {
            "form": form,
            "title": title,
            "breadcrumbs": breadcrumbs or [(_("Insiden"), reverse("incidents")), (title, "")],
            "submit_label": submit,
            "cancel_url": cancel_url,
        }
        | more,
        status=422 if errors else 200,
    )
