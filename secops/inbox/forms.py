"""What the office types about replies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secops.house.inputs import MomentInput
from secops.inbox.actions.office import Heard
from secops.inbox.models import Incoming
from secops.inbox.queries import Offer

C = Incoming.Channel


class ChoiceForm(forms.Form):
    """Which answer to which message a reply counts as."""

    choice = forms.ChoiceField(
        label=_("Dihitung sebagai"), widget=forms.RadioSelect, required=False
    )

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)
        self.offered = [
            (option.value, option.words)
            if len(offers) == 1
            else (option.value, f"{option.words} · {offer.message.subject}")
            for offer in offers
            for option in offer.options
        ]
        choice.choices = self.offered


class TakeForm(ChoiceForm):
    """The same, where nothing else is said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].required = True


class AnswerForm(forms.Form):
    """An answer in one's own words."""

    text = forms.CharField(
        label=_("Jawaban"), max_length=1500, widget=forms.Textarea(attrs={"rows": 4})
    )


class SettleForm(forms.Form):
    """What was done about it."""

    note = forms.CharField(label=_("Apa yang sudah dilakukan"), max_length=500)


class RecordForm(ChoiceForm):
    """What an officer heard from somebody."""

    channel = forms.ChoiceField(
        label=_("Lewat"),
        widget=forms.RadioSelect,
        choices=[
            (way.value, way.label)
            for way in (C.WHATSAPP_BY_HAND, C.PHONE, C.SMS, C.DESK, C.MAIL)
        ],
    )  # fmt: skip
    heard_at = forms.DateTimeField(label=_("Kapan (WIB)"), widget=MomentInput())
    text = forms.CharField(
        label=_("Kata-katanya"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Apa adanya. Kata sandi, PIN, dan OTP tidak disimpan."),
    )
    screenshot = forms.FileField(
        label=_("Tangkapan layar"),
        required=False,
        help_text=_("JPEG, PNG, atau WebP, paling besar 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )
    field_order = ("channel", "heard_at", "text", "choice", "screenshot")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heard_at"].initial = timezone.localtime().replace(second=0, microsecond=0)
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)
        if not self.offered:
            del self.fields["choice"]
            return
        choice.choices = [*self.offered, ("", _("Belum jelas: simpan di kotak masuk"))]

    def heard(self) -> Heard:
        """What was heard, as the action takes it."""
        given = self.cleaned_data
        return Heard(C(given["channel"]), given["heard_at"], given["text"], given.get("choice", ""))
