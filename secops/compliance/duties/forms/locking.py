"""What is typed to order a lock at the source, and about the application to be locked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.compliance.duties.queries import departments_for_choice
from secops.compliance.duties.words import choices
from secops.house.inputs import MomentInput
from secops.inventory.models import Application
from secops.rules.lock import Stack, stack_of


class LockForm(forms.Form):
    """By when, and on which letter it rests."""

    due_at = forms.DateTimeField(
        label=_("Batas waktu"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    letter_number = forms.CharField(
        label=_("Nomor surat"), max_length=80, required=False,
        help_text=_("Misalnya 000.6/123/2026."),
    )  # fmt: skip


class ToLockForm(forms.Form):
    """One application: whether it is locked, whose it is."""

    take = forms.BooleanField(
        label=_("Kunci"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    owner = forms.ModelChoiceField(
        Department.objects.none(), label=_("Pemilik"), required=False, empty_label=_("Pilih OPD"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def __init__(self, application: Application, data: Any, *, prefix: str) -> None:
        self.application = application
        super().__init__(data, initial={"take": True}, prefix=prefix)
        if application.owner_id is not None:
            del self.fields["owner"]
        else:
            field = self.fields["owner"]
            field.queryset = departments_for_choice()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody has to be written to."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("take") and "owner" in self.fields and not given.get("owner"):
            self.add_error("owner", _("Pilih OPD pemiliknya, atau jangan kunci dahulu."))
        return given


def to_lock_forms(applications: Sequence[Application], data: Any = None) -> list[ToLockForm]:
    """A form for each application, in their order."""
    return [ToLockForm(one, data, prefix=f"app-{one.pk}") for one in applications]


class StackForm(forms.Form):
    """With what the application is built."""

    stack = forms.ChoiceField(label=_("Teknologi"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["stack"] = stack_of(application.stack).value
        self.fields["stack"].choices = choices(Stack)  # type: ignore[attr-defined]
