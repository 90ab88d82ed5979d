"""What each verb of the trail says to its reader; a guard keeps the table complete.

Placeholders are keys of the entry's `data`, plus `object`. What a sentence does not need stays in
the data for who opens the entry.
"""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secops.audit.models import Entry

SENTENCES: dict[str, Any] = {
    "department.renamed": _("mengubah nama {object}"),
}


def sentence(entry: Entry) -> str:
    """The entry in words, in the active language; an unknown verb speaks for itself."""
    words = SENTENCES.get(entry.verb)
    if words is None:
        return f"{entry.verb} {entry.object_label}"
    values: defaultdict[str, Any] = defaultdict(lambda: gettext("tanpa keterangan"))
    values.update(entry.data)
    values["object"] = entry.object_label
    return str(words).format_map(values)
