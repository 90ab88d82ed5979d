"""What is typed about campaigns and their accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.compliance.rotations.actions import Given
from secops.compliance.rotations.models import Answer, Exemption
from secops.compliance.rotations.words import choices
from secops.house.inputs import MomentInput
from secops.inventory.models import Application
from secops.rules.rotation import AnswerKind, TroubleReason

#: Channels by which somebody is told an answer; the others are the holder's own.
HEARD_BY = (
    Answer.Channel.DESK,
    Answer.Channel.PHONE,
    Answer.Channel.CHAT,
    Answer.Channel.LETTER,
)


class AnswerForm(forms.Form):
    """An answer that is recorded for the holder: marked as such, never a proof."""

    kind = forms.ChoiceField(label=_("Apa yang dikatakan pemegang?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Kendalanya"), required=False, help_text=_("Hanya bila ada kendala.")
    )
    channel = forms.ChoiceField(label=_("Disampaikan lewat"))
    note = forms.CharField(label=_("Catatan"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in AnswerKind if kind is not AnswerKind.NOT_YET]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            *choices(kinds),
            (AnswerKind.NOT_YET.value, _("Belum mengganti")),
        ]
        self.fields["reason"].choices = [("", "–"), *choices(TroubleReason)]  # type: ignore[attr-defined]
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (channel.value, channel.label) for channel in HEARD_BY
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == AnswerKind.TROUBLE and not cleaned.get("reason"):
            self.add_error("reason", _("Pilih kendalanya."))
        return cleaned

    def given(self) -> Given:
        """The answer as the action takes it."""
        kind = AnswerKind(self.cleaned_data["kind"])
        reason = self.cleaned_data["reason"] if kind is AnswerKind.TROUBLE else ""
        return Given(
            kind,
            Answer.Channel(self.cleaned_data["channel"]),
            TroubleReason(reason) if reason else None,
            self.cleaned_data["note"],
        )


class ExemptForm(forms.Form):
    """An exemption: what, why, until when, and what is done instead."""

    what = forms.ChoiceField(
        label=_("Yang dikecualikan"), choices=Exemption.What.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea({"rows": 3}))
    until = forms.DateTimeField(label=_("Berlaku sampai (WIB)"), widget=MomentInput())
    compensating_control = forms.CharField(
        label=_("Pengamanan pengganti"),
        widget=forms.Textarea({"rows": 2}),
        required=False,
        help_text=_("Misalnya: hanya dapat dibuka dari jaringan kantor."),
    )


class WriteOffForm(forms.Form):
    """Giving accounts up for this campaign."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Akun tetap tercatat dengan keadaannya, tetapi tidak dihitung lagi."),
    )


class DateForm(forms.Form):
    """The agreed time of a service or vendor account."""

    agreed = forms.DateTimeField(label=_("Jadwal yang disepakati (WIB)"), widget=MomentInput())


class BelieveForm(forms.Form):
    """Why the changes of one second were true ones."""

    reason = forms.CharField(
        label=_("Mengapa dapat dipercaya?"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Misalnya: semua pegawai mengganti bersama di aula, disaksikan Inspektorat."),
    )


class SampleForm(forms.Form):
    """What a sample check of an application that gives no readings has found."""

    application = forms.ModelChoiceField(
        Application.objects.none(), label=_("Aplikasi"), empty_label="–"
    )
    drawn = forms.IntegerField(label=_("Jumlah akun yang diperiksa"), min_value=1)
    changed = forms.IntegerField(label=_("Benar sudah diganti"), min_value=0)
    passed = forms.ChoiceField(
        label=_("Hasil"),
        choices=[("yes", _("Lulus uji petik")), ("no", _("Tidak lulus"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, applications: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["application"].queryset = applications  # type: ignore[attr-defined]


class DrawForm(forms.Form):
    """Of which application how many accounts are drawn."""

    application = forms.ModelChoiceField(
        Application.objects.none(), label=_("Aplikasi"), empty_label="–"
    )
    size = forms.IntegerField(
        label=_("Berapa akun ditarik?"),
        min_value=1,
        max_value=200,
        initial=10,
        help_text=_("Ditarik acak dengan benih yang dicatat, sehingga dapat diulang siapa pun."),
    )

    def __init__(self, *args: Any, applications: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["application"].queryset = applications  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """What the office found about a holder's objection."""

    finding = forms.CharField(
        label=_("Hasil pemeriksaan"), max_length=500, widget=forms.Textarea({"rows": 3})
    )


class CloseForm(forms.Form):
    """Closing is for good, so the code is typed."""

    typed = forms.CharField(label=_("Ketik kode penggantian serentak ini"), max_length=40)

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        self.code = code
        super().__init__(*args, **kwargs)
        self.fields["typed"].help_text = code

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"].strip()
        if typed != self.code:
            raise forms.ValidationError(_("Kodenya tidak sama."))
        return typed
