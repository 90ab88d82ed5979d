"""What is typed in the steps towards a campaign."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.compliance.rotations.actions import DueDates, Plan
from secops.compliance.rotations.models import Campaign
from secops.house.inputs import MomentInput
from secops.inventory.models import Application


class ScopeForm(forms.Form):
    """Step 1: which accounts, and what they are asked."""

    name = forms.CharField(
        label=_("Nama"), max_length=200, help_text=_("Misalnya: Penggantian SIMPATIK November 2026")
    )
    applications = forms.ModelMultipleChoiceField(
        Application.objects.exclude(status=Application.Status.RETIRED),
        label=_("Aplikasi"),
        widget=forms.CheckboxSelectMultiple,
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.all(),
        label=_("OPD"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kosong berarti semua OPD, juga akun yang belum diketahui OPD-nya."),
    )
    whom = forms.ChoiceField(
        label=_("Akun yang diminta mengganti"),
        choices=[
            ("exposed", _("Hanya akun bocor; yang bocor kemudian ikut dengan sendirinya")),
            ("all", _("Semua akun aplikasi itu")),
        ],
        widget=forms.RadioSelect,
    )
    cutoff = forms.DateTimeField(
        label=_("Penggantian dihitung sejak (WIB)"),
        required=False,
        widget=MomentInput(),
        help_text=_(
            "Kosong: sejak kebocoran terbaru setiap akun, atau sejak mulai bila semua akun."
        ),
    )
    ask_username = forms.BooleanField(
        label=_("Nama pengguna (username) juga diganti"), required=False
    )

    @classmethod
    def of(cls, campaign: Campaign) -> dict[str, Any]:
        """The initial values from a draft."""
        return {
            "name": campaign.name,
            "applications": campaign.applications.all(),
            "departments": campaign.departments.all(),
            "whom": "exposed" if campaign.exposed_only else "all",
            "cutoff": campaign.cutoff,
            "ask_username": campaign.ask_username,
        }

    def plan(self) -> Plan:
        """What was typed, as a plan whose later steps are still open."""
        typed = self.cleaned_data
        return Plan(
            name=typed["name"],
            applications=list(typed["applications"]),
            departments=list(typed["departments"]),
            exposed_only=typed["whom"] == "exposed",
            cutoff=typed["cutoff"],
            ask_username=typed["ask_username"],
        )


class DatesForm(forms.Form):
    """Step 2: by when, for each class of account. Empty means the policy's clock."""

    privileged = forms.DateTimeField(
        label=_("Akun istimewa (administrator)"), required=False, widget=MomentInput()
    )
    exposed = forms.DateTimeField(label=_("Akun bocor"), required=False, widget=MomentInput())
    others = forms.DateTimeField(label=_("Akun lainnya"), required=False, widget=MomentInput())

    @classmethod
    def of(cls, campaign: Campaign) -> dict[str, Any]:
        """The initial values from a draft."""
        return {
            "privileged": campaign.due_privileged,
            "exposed": campaign.due_exposed,
            "others": campaign.due_others,
        }

    def due(self) -> DueDates:
        """The dates that were chosen; None where the clock shall decide at the start."""
        return DueDates(**self.cleaned_data)


class MessageForm(forms.Form):
    """Step 3: on what the message rests, and its one sentence of why, in both languages."""

    letter_number = forms.CharField(
        label=_("Nomor surat"),
        max_length=80,
        required=False,
        help_text=_("Misalnya SE Sekda 000.6/123/2026. Dicantumkan dalam setiap pesan."),
    )
    reason_id = forms.CharField(
        label=_("Mengapa harus diganti (Indonesia)"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Satu kalimat. Kosong: kalimat baku dengan tanggal kebocoran."),
    )
    reason_en = forms.CharField(
        label=_("Mengapa harus diganti (Inggris)"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )

    @classmethod
    def of(cls, campaign: Campaign) -> dict[str, Any]:
        """The initial values from a draft."""
        return {
            "letter_number": campaign.letter_number,
            "reason_id": campaign.reason_id,
            "reason_en": campaign.reason_en,
        }


class StartForm(forms.Form):
    """Step 4: when holders are told, and what must be said aloud before starting."""

    tell = forms.ChoiceField(
        label=_("Pesan ke pemegang akun"),
        choices=[
            ("later", _("Belum: kunci di sumber dan arahan ke OPD dahulu")),
            ("at", _("Mulai pada waktu yang ditentukan")),
        ],
        widget=forms.RadioSelect,
        initial="later",
        help_text=_("Pesan pertama juga dapat dikirim kapan saja dari halamannya."),
    )
    messages_from = forms.DateTimeField(
        label=_("Waktu pesan pertama (WIB)"), required=False, widget=MomentInput()
    )
    overlap = forms.BooleanField(
        label=_("Tumpang tindih dengan penggantian serentak yang berjalan memang dimaksud"),
        required=False,
    )

    def __init__(self, *args: Any, overlapping: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not overlapping:
            del self.fields["overlap"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("tell") == "at" and not cleaned.get("messages_from"):
            self.add_error("messages_from", _("Isi waktunya."))
        return cleaned
