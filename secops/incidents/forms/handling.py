"""Moving, terms, neighbours: what is typed while an incident is handled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.forms import MomentInput
from secops.incidents.models import Incident


class MoveForm(forms.Form):
    """A reason, where the table asks for one."""

    reason = forms.CharField(
        label=_("Alasan"), widget=forms.Textarea({"rows": 3}), required=False, max_length=2000
    )

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason


class ReasonForm(forms.Form):
    """A reason that must be given."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea({"rows": 3}), max_length=2000)


class PhaseForm(forms.Form):
    """What was done in a phase."""

    text = forms.CharField(
        label=_("Yang dilakukan"), widget=forms.Textarea({"rows": 8}), max_length=10_000
    )


class StopForm(forms.Form):
    """When it was sent, and what proves it."""

    stopped_at = forms.DateTimeField(
        label=_("Dikirim pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    proof = forms.CharField(
        label=_("Bukti"), max_length=500, help_text=_("Nomor surat, tanda terima, atau tiket.")
    )


class DecisionForm(forms.Form):
    """Whether the public is told (UU 27/2022 Art 46(3))."""

    tell = forms.ChoiceField(
        label=_("Masyarakat diberi tahu?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Ya, diberi tahu")), ("no", _("Tidak perlu"))],
        help_text=_(
            "Wajib bila kegagalan mengganggu pelayanan publik atau berdampak serius bagi "
            "kepentingan masyarakat."
        ),
    )
    due_at = forms.DateTimeField(
        label=_("Paling lambat"),
        widget=MomentInput(),
        required=False,
        help_text=_("Diisi bila masyarakat diberi tahu."),
    )
    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea({"rows": 3}), max_length=2000)
    decided_by = forms.CharField(
        label=_("Diputuskan oleh"), max_length=200, help_text=_("Nama dan jabatan.")
    )
    decided_at = forms.DateTimeField(
        label=_("Waktu keputusan"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )


class _OtherForm(forms.Form):
    """Another incident, by its code."""

    other = forms.ModelChoiceField(
        Incident.objects.none(), label=_("Insiden lain"), to_field_name="code"
    )

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Incident.objects.filter(merged_into=None).exclude(pk=incident.pk)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


class LinkForm(_OtherForm):
    """The incident it has to do with."""


class MergeForm(_OtherForm):
    """The incident under which this record is read from now on."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea({"rows": 3}), max_length=2000)
    field_order = ("other", "reason")
