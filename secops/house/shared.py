"""A form that two people have open at once: what each of them changed is kept, and where both
changed the same field the second is asked, with what the first wrote before his eyes.

`shared(form)` is for forms that show what is stored. The page carries a short mark of every value
it showed (``form.shown``); when it comes back, a field that its reader did not touch takes what is
stored by now instead of writing the old value over it.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, TypeVar

from django.forms import BaseForm, Field
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _

F = TypeVar("F", bound=BaseForm)

#: The hidden field that carries the marks.
NAME = "shown"


def shared(form: F) -> F:
    """Merge a form that comes back with what is stored by now; call it before anything else."""
    fields = {n: one for n, one in form.fields.items() if not one.widget.needs_multipart_form}
    stands = {name: _stands(form, name, field) for name, field in fields.items()}
    both = _merge(form, fields, stands) if form.is_bound else []
    for name in both:
        words = _words(fields[name], stands[name])
        form.add_error(
            name,
            _(
                "Sementara Anda mengisi, orang lain menyimpan: “%(words)s”. Isian Anda masih di "
                "sini; simpan sekali lagi untuk memakainya."
            )
            % {"words": words},
        )
    marks = json.dumps({name: _mark(values) for name, values in stands.items()})
    form.shown = format_html(  # type: ignore[attr-defined]
        '<input type="hidden" name="{}" value="{}">', NAME, marks
    )
    return form


def _merge(form: BaseForm, fields: dict[str, Field], stands: dict[str, list[str]]) -> list[str]:
    """Put into untouched fields what is stored by now; return the fields that both changed."""
    if not isinstance(form.data, QueryDict):
        return []
    shown, data, both = _read(form.data.get(form.add_prefix(NAME), "")), form.data.copy(), []
    for name, field in fields.items():
        was, now = shown.get(name), _mark(stands[name])
        if not isinstance(was, str) or was == now:
            continue
        key = form.add_prefix(name)
        posted = _mark(_strings(field.widget.value_from_datadict(form.data, form.files, key)))
        if posted == was:
            data.setlist(key, stands[name])
        elif posted != now:
            both.append(name)
    form.data = data
    return both


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _stands(form: BaseForm, name: str, field: Field) -> list[str]:
    """What is stored, as the browser would send it unchanged."""
    value = field.prepare_value(form.get_initial_for_field(field, name))
    return _strings(field.widget.format_value(value))


def _strings(value: Any) -> list[str]:
    many = value if isinstance(value, list | tuple | set) else [value]
    words = [str(one).replace("\r\n", "\n").strip() for one in many if one is not None]
    return sorted(one for one in words if one)


def _mark(values: list[str]) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:12]


def _words(field: Field, values: list[str]) -> str:
    """What is stored, as it reads on the page."""
    names: dict[str, str] = {}
    for key, label in getattr(field, "choices", ()):
        group = label if isinstance(label, list | tuple) else [(key, label)]
        names |= {str(one): str(words) for one, words in group}
    words = ", ".join(names.get(one, one) for one in values)
    return Truncator(words).chars(200) or _("kosong")
