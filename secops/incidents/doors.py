"""What the doors of the incident desk share: finding an incident, a page with one form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import user_of
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused

Crumbs = list[tuple[str, str]]


def find_incident(request: HttpRequest, code: str) -> Incident:
    """The incident, as far as the user may read it; else 404."""
    return get_object_or_404(Incident.objects.visible_to(user_of(request)), code=code)


def crumbs_of(incident: Incident, *last: str) -> Crumbs:
    """The way to a page below an incident."""
    way = [(_("Insiden"), reverse("incidents")), (incident.code, incident.get_absolute_url())]
    return [*way, *((one, "") for one in last)]


def tried(form: forms.BaseForm, deed: Callable[[], object]) -> bool:
    """Do it; where it is refused the words stand at the form."""
    try:
        deed()
    except DeskRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True


def form_page(
    request: HttpRequest,
    form: forms.BaseForm | None,
    title: str,
    submit: str,
    cancel: str,
    crumbs: Crumbs,
    *,
    lead: str = "",
    facts: Sequence[tuple[str, Any]] = (),
    danger: bool = False,
) -> HttpResponse:
    """A page with one form; 422 where something in it is wrong."""
    return render(
        request,
        "house/confirm.html",
        {
            "form": form,
            "title": title,
            "breadcrumbs": crumbs,
            "submit_label": submit,
            "cancel_url": cancel,
            "lead": lead,
            "facts": list(facts),
            "danger": danger,
        },
        status=422 if form is not None and form.errors else 200,
    )
