"""What is typed at the steps of a duty."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.models import Channel, Duty
from secops.compliance.duties.words import say
from secops.house.files import Checked
from secops.house.inputs import DayInput, EvidenceField, MomentInput
from secops.rules.adoption import Cause
from secops.rules.duty import Kind

#: Ways by which a department's word comes to the office.
SPOKEN = [
    (one.value, one.label) for one in (Channel.PHONE, Channel.CHAT, Channel.DESK, Channel.LETTER)
]


class ReportForm(forms.Form):
    """What was done, with evidence."""

    steps = forms.MultipleChoiceField(
        label=_("Langkah yang sudah dilakukan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    count_done = forms.IntegerField(label=_("Jumlah yang sudah diganti"), min_value=0)
    done_at = forms.DateTimeField(
        label=_("Kata sandi lama tidak berlaku sejak"),
        widget=MomentInput(),
        help_text=_("Waktu Indonesia Barat."),
    )
    text = forms.CharField(
        label=_("Apa yang sudah dilakukan"), widget=forms.Textarea({"rows": 3}), max_length=5000
    )
    evidence = EvidenceField(
        label=_("Bukti dukung"),
        required=False,
        help_text=_("Foto, PDF, Word, Excel atau teks; paling banyak 5 berkas, 10 MB per berkas."),
    )

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duty = duty
        steps = duty.directive.checklist
        self.fields["steps"].choices = [(one, one) for one in steps]  # type: ignore[attr-defined]
        newest = duty.reports.first()  # what was ticked before stays ticked
        self.fields["steps"].initial = newest.steps_done if newest else []
        if not steps:
            del self.fields["steps"]
        if duty.kind is not Kind.ROTATION_BY_COUNT:
            del self.fields["count_done"]
        if duty.kind is not Kind.LOCK:
            del self.fields["done_at"]
        else:
            self.fields["done_at"].required = False

    def clean(self) -> dict[str, Any]:
        """A lock with all its steps done needs the time since when, and its proof."""
        given: dict[str, Any] = super().clean() or {}
        if self.duty.kind is Kind.LOCK and set(self.duty.directive.checklist) <= set(
            given.get("steps", [])
        ):
            if not given.get("done_at"):
                self.add_error("done_at", _("Tuliskan sejak kapan kata sandi lama tidak berlaku."))
            if not given.get("evidence") and "evidence" not in self.errors:
                self.add_error("evidence", _("Lampirkan bukti dukung, misalnya tangkapan layar."))
        return given

    def given(self) -> dict[str, Any]:
        """The keyword arguments of `report_duty`; call after `is_valid`."""
        data = self.cleaned_data
        files: list[Checked] = data.get("evidence") or []
        moment: datetime | None = data.get("done_at")
        return {
            "text": data["text"],
            "steps_done": data.get("steps") or [],
            "count_done": data.get("count_done"),
            "done_at": moment,
            "files": files,
        }


class StatementForm(forms.Form):
    """The head's word on the numbers shown: a date for what is left, a note."""

    proven = forms.IntegerField(widget=forms.HiddenInput)
    total = forms.IntegerField(widget=forms.HiddenInput, required=False)
    evidence = forms.CharField(widget=forms.HiddenInput, required=False)
    promised_on = forms.DateField(label=_("Sisanya selesai paling lambat"), widget=DayInput())
    note = forms.CharField(
        label=_("Catatan"), widget=forms.Textarea({"rows": 2}), required=False, max_length=2000
    )

    def __init__(
        self,
        *args: Any,
        anything_open: bool,
        sentences: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not anything_open:
            del self.fields["promised_on"]
        if not sentences:
            del self.fields["evidence"]
        self.sentences = tuple(sentences or {})
        for name, words in (sentences or {}).items():
            self.fields[f"agree_{name}"] = forms.BooleanField(
                label=words,
                error_messages={"required": _("Centang kalimat ini bila Anda menyatakannya.")},
            )
        self.order_fields(["promised_on", *(f"agree_{name}" for name in self.sentences), "note"])

    @property
    def agreements(self) -> list[forms.BoundField]:
        """The ticks, in their order."""
        return [self[f"agree_{name}"] for name in self.sentences]

    def given(self) -> dict[str, Any]:
        """The keyword arguments of `confirm_duty`; call after `is_valid`."""
        data = self.cleaned_data
        promised: date | None = data.get("promised_on")
        return {
            "shown": (data["proven"], data.get("total")),
            "promised_on": promised,
            "note": data["note"],
            "agreed": self.sentences or ("numbers",),
            "shown_evidence": data.get("evidence") if "evidence" in self.data else None,
        }


class AwayForm(forms.Form):
    """Until when somebody is away."""

    until = forms.DateField(label=_("Hari terakhir berhalangan"), widget=DayInput())


class DigitsForm(forms.Form):
    """Six digits from another channel than the link."""

    digits = forms.CharField(
        label=_("6 angka"),
        max_length=10,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code"}
        ),
    )


class LetterForm(forms.Form):
    """The signed letter behind a statement by chat."""

    letter = EvidenceField(
        label=_("Surat bertanda tangan"), help_text=_("PDF atau foto, paling besar 10 MB.")
    )


class ReasonForm(forms.Form):
    """A reason, for every step that needs one."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea({"rows": 3}), max_length=2000)


class WriteOffForm(ReasonForm):
    """Off the list for good: why, in words and as one of the reasons the rule knows."""

    cause = forms.ChoiceField(
        label=_("Tidak dapat ditindaklanjuti karena"),
        required=False,
        help_text=_("Peraturan BPK 2/2017; penulis rekomendasi membaca alasan ini."),
    )
    field_order = ("cause", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(cause.value, say(cause)) for cause in Cause]
        self.fields["cause"].choices = [("", _("Alasan lain")), *words]  # type: ignore[attr-defined]


class ExemptForm(WriteOffForm):
    """An exemption: why, until when, and what protects meanwhile."""

    until = forms.DateField(label=_("Dikecualikan sampai"), widget=DayInput())
    compensating_control = forms.CharField(
        label=_("Pengaman pengganti"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Apa yang melindungi selama dikecualikan. Tulis “tidak ada” bila tidak ada."),
        max_length=2000,
    )


class ReceivedForForm(forms.Form):
    """The office notes that somebody of the department said "received"."""

    channel = forms.ChoiceField(label=_("Disampaikan lewat"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = SPOKEN  # type: ignore[attr-defined]


class StatedForForm(StatementForm):
    """The office notes what a head stated otherwise, on the numbers of this page."""

    channel = forms.ChoiceField(label=_("Disampaikan lewat"), widget=forms.RadioSelect)
    field_order = ("proven", "total", "channel", "promised_on", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = SPOKEN  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """The keyword arguments of `confirm_duty`; call after `is_valid`."""
        return super().given() | {"channel": Channel(self.cleaned_data["channel"])}
