"""The preview of a register made from a report, as a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.intake.from_report.actions import ChosenHost
from secops.intake.from_report.proposal import ProposedHost


class HostForm(forms.Form):
    """One host: whether it becomes an application, and of which code and name."""

    take = forms.BooleanField(label=_("Buat"), required=False, initial=True)
    code = forms.SlugField(
        label=_("Kode"), max_length=40, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    name = forms.CharField(
        label=_("Nama"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control"})
    )

    def __init__(self, proposed: ProposedHost, data: Any, *, prefix: str) -> None:
        self.proposed = proposed
        initial = {"take": True, "code": proposed.code, "name": proposed.name}
        super().__init__(data, initial=initial, prefix=prefix)

    @property
    def chosen(self) -> ChosenHost | None:
        """The choice, None where the host is left out."""
        data = self.cleaned_data
        if not data.get("take"):
            return None
        return ChosenHost(self.proposed.host, data["code"], data["name"])


def host_forms(hosts: Sequence[ProposedHost], data: Any = None) -> list[HostForm]:
    """A form for each host, in the order of the proposal."""
    return [HostForm(host, data, prefix=f"host-{number}") for number, host in enumerate(hosts)]
