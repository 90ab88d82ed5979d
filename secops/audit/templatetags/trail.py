"""`{% trail_of object %}`: who changed what when, in sentences, on the object's own page."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db import models
from django.db.models import Q
from django.template.context import Context

from secops.audit.models import Entry
from secops.audit.sentences import sentence

register = template.Library()
SHOWN = 15
#: The permission's code; the trail lies below the layer that knows permissions.
READ_TRAIL = "read_trail"


@register.inclusion_tag("audit/_trail.html", takes_context=True)
def trail_of(
    context: Context,
    about: models.Model,
    parts: Iterable[models.Model] = (),
    shown: int = SHOWN,
) -> dict[str, Any]:
    """The newest entries about one object, for those who may read the trail.

    `parts`: rows of one other kind that have no page of their own and are shown on this one.
    """
    reader = context["request"].user
    department = getattr(about, "department_id", None)
    if not reader.may(READ_TRAIL, department):
        return {"visible": False}
    which = Q(object_type=about._meta.label_lower, object_id=str(about.pk))
    for kind, ids in _by_kind(parts).items():
        which |= Q(object_type=kind, object_id__in=ids)
    found = list(Entry.objects.filter(which)[: shown + 1])
    return {
        "visible": True,
        "entries": found[:shown],
        "more": len(found) > shown,
        "shown": shown,
    }


def _by_kind(parts: Iterable[models.Model]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for part in parts:
        kinds.setdefault(part._meta.label_lower, []).append(str(part.pk))
    return kinds


@register.filter
def as_sentence(entry: Entry) -> str:
    """One entry as the trail's reader wants it: what was done, without who and when."""
    return sentence(entry)
