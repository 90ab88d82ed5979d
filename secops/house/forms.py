"""Forms in the house style: the right class on each widget, and the list of what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BaseForm, BoundField, CheckboxInput, Select
from django.forms.widgets import ChoiceWidget
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where the link leads (empty for the form as a whole), and the words."""

    anchor: str
    message: str


def problems(form: BaseForm) -> list[Problem]:
    """All errors of a form in the order of its fields."""
    found = [Problem("", str(message)) for message in form.non_field_errors()]
    for bound in form:
        anchor = bound.id_for_label or bound.auto_id or ""
        found += [Problem(str(anchor), f"{bound.label}: {message}") for message in bound.errors]
    return found


def css_class(bound: BoundField) -> str:
    """The class of an input by what it is."""
    widget = bound.field.widget
    base = "form-control"
    if isinstance(widget, Select):
        base = "form-select"
    elif isinstance(widget, CheckboxInput | ChoiceWidget):
        return ""
    return f"{base} is-invalid" if bound.errors else base


def widget_html(bound: BoundField) -> SafeString:
    """The input with its class; Django itself joins help and errors to it."""
    own = str(bound.field.widget.attrs.get("class", ""))
    classes = f"{css_class(bound)} {own}".strip()
    return bound.as_widget(attrs={"class": classes} if classes else {})
