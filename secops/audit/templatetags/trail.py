"""`{% trail_of object %}`: who changed what when, in sentences, on the object's own page."""

from typing import Any

from django import template
from django.db import models

from secops.audit.models import Entry
from secops.audit.sentences import sentence

register = template.Library()
SHOWN = 15


@register.inclusion_tag("audit/_trail.html")
def trail_of(about: models.Model, shown: int = SHOWN) -> dict[str, Any]:
    """The newest entries about one object."""
    found = list(
        Entry.objects.filter(object_type=about._meta.label_lower, object_id=str(about.pk))[
            : shown + 1
        ]
    )
    return {"entries": found[:shown], "more": len(found) > shown, "shown": shown}


@register.filter
def as_sentence(entry: Entry) -> str:
    """One entry as the trail's reader wants it: what was done, without who and when."""
    return sentence(entry)
