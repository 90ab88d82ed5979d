"""`{% trail_of object %}`: who changed what when, in sentences, on the object's own page."""

from typing import Any

from django import template
from django.db import models
from django.template.context import Context

from secops.audit.models import Entry
from secops.audit.sentences import sentence

register = template.Library()
SHOWN = 15
#: The permission's code; the trail lies below the layer that knows permissions.
READ_TRAIL = "read_trail"


@register.inclusion_tag("audit/_trail.html", takes_context=True)
def trail_of(context: Context, about: models.Model, shown: int = SHOWN) -> dict[str, Any]:
    """The newest entries about one object, for those who may read the trail."""
    reader = context["request"].user
    department = getattr(about, "department_id", None)
    if not reader.may(READ_TRAIL, department):
        return {"visible": False}
    found = list(
        Entry.objects.filter(object_type=about._meta.label_lower, object_id=str(about.pk))[
            : shown + 1
        ]
    )
    return {
        "visible": True,
        "entries": found[:shown],
        "more": len(found) > shown,
        "shown": shown,
    }


@register.filter
def as_sentence(entry: Entry) -> str:
    """One entry as the trail's reader wants it: what was done, without who and when."""
    return sentence(entry)
