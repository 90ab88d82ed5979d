"""The one search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person, User
from dashboard.told.people import found_by, in_department, of_directive
from dashboard.told.scope import people_for
from secops.compliance.duties.models import Directive


class ToldForm(forms.Form):
    """Words, a department, a directive; any of them, or all."""

    #: Any one is enough; none is called optional.
    needed_sometimes = ("q", "department", "directive")

    q = forms.CharField(
        label=_("Nama, NIP, nama pengguna (username), email atau nomor WhatsApp"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("OPD"), required=False, empty_label=_("Semua"),
        to_field_name="code",
    )  # fmt: skip
    directive = forms.ModelChoiceField(
        Directive.objects.none(), label=_("Arahan"), required=False, empty_label=_("Semua"),
        to_field_name="code",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        departments, directives = self.fields["department"], self.fields["directive"]
        assert isinstance(departments, forms.ModelChoiceField)
        assert isinstance(directives, forms.ModelChoiceField)
        departments.queryset = Department.objects.visible_to(user)
        directives.queryset = Directive.objects.visible_to(user)

    def is_asked(self) -> bool:
        """Whether anything was asked for."""
        return any(self.cleaned_data.values())

    def people(self) -> QuerySet[Person]:
        """Those who are meant, as far as the reader may ask about them."""
        rows = found_by(people_for(self.user), self.cleaned_data["q"])
        if department := self.cleaned_data["department"]:
            rows = in_department(rows, department)
        if directive := self.cleaned_data["directive"]:
            rows = of_directive(rows, directive, self.user)
        return rows
