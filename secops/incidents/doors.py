"""What the doors of the incident desk share: finding an incident, the way to it, a refusal."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import pgettext

from accounts.access import user_of
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused

Crumbs = list[tuple[str, str]]


def find_incident(request: HttpRequest, code: str) -> Incident:
    """The incident, as far as the user may read it; else 404."""
    rows = Incident.objects.visible_to(user_of(request)).select_related(
        "owner_person", "owner_position", "merged_into"
    )
    return get_object_or_404(rows, code=code)


def crumbs_of(incident: Incident, *last: str) -> Crumbs:
    """The way to an incident, or to a page below it."""
    way = [
        (pgettext("list", "Insiden"), reverse("incidents")),
        (incident.code, incident.get_absolute_url()),
    ]
    return [*way, *((one, "") for one in last)] if last else [way[0], (incident.code, "")]


def tried(form: forms.BaseForm, deed: Callable[[], object]) -> bool:
    """Do it; where it is refused the words stand at the form."""
    try:
        deed()
    except DeskRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True
