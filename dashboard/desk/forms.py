"""What an agent types at his desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from dashboard.account.forms import NIP
from secops.compliance.rotations.forms import HEARD_BY
from secops.compliance.rotations.models import Answer
from secops.compliance.rotations.words import choices
from secops.house.inputs import DayInput
from secops.rules.rotation import AnswerKind, TroubleReason

#: What an agent may record for others (JOURNEYS J4.4); deed -> words.
DEEDS = [
    ("done", _("Sudah mengganti di hadapan saya")),
    ("moved", _("Pindah ke OPD …")),
    ("left", _("Pensiun atau keluar")),
    ("shared", _("Akun bersama")),
    ("unknown", _("Tidak dikenal")),
    ("trouble", _("Ada kendala lain")),
    ("not_yet", _("Belum mengganti")),
    ("leave", _("Sedang cuti")),
]
TROUBLES = (TroubleReason.CANNOT_LOG_IN, TroubleReason.OTHER)


@dataclass(frozen=True, slots=True)
class Deed:
    """What an agent records about accounts of others: which of `DEEDS`, and how he knows."""

    name: str
    channel: Answer.Channel
    said_by: str = ""
    note: str = ""
    both: bool = False
    reason: TroubleReason | None = None
    department: Department | None = None
    leave_until: date | None = None

    @property
    def kind(self) -> AnswerKind:
        """The answer of a holder that it amounts to."""
        if self.name == "done":
            return AnswerKind.DONE_BOTH if self.both else AnswerKind.DONE_PASSWORD
        return AnswerKind.NOT_YET if self.name == "not_yet" else AnswerKind.TROUBLE

    @property
    def trouble(self) -> TroubleReason | None:
        """Why an account is held up, where it is a trouble."""
        if self.kind is not AnswerKind.TROUBLE:
            return None
        return self.reason or {
            "left": TroubleReason.LEFT,
            "unknown": TroubleReason.NOT_MINE,
            "shared": TroubleReason.SHARED,
        }.get(self.name, TroubleReason.OTHER)


class PhotoInput(forms.ClearableFileInput):
    """A picture, from the camera of a telephone as well."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/*"})


class RecordForm(forms.Form):
    """What the agent knows about the ticked accounts: who said so, and how he heard it."""

    needed_sometimes = ("department", "leave_until", "reason")

    deed = forms.ChoiceField(label=_("Apa yang terjadi?"), choices=DEEDS, widget=forms.RadioSelect)
    username_too = forms.BooleanField(
        label=_("Nama pengguna (username) juga sudah diganti"),
        required=False,
    )
    department = forms.ModelChoiceField(
        Department.objects.all(),
        empty_label="–",
        label=_("OPD tujuan"),
        required=False,
        help_text=_("Agen OPD itu menerima atau menolak."),
    )
    leave_until = forms.DateField(
        label=_("Cuti sampai"),
        required=False,
        widget=DayInput(),
        help_text=_("Paling lama 31 hari. Selama itu tidak ada pengingat."),
    )
    reason = forms.ChoiceField(label=_("Kendalanya"), required=False)
    channel = forms.ChoiceField(label=_("Anda tahu lewat"))
    said_by = forms.CharField(
        label=_("Siapa yang mengatakan"),
        required=False,
        max_length=120,
        help_text=_("Kosongkan bila pemegangnya sendiri."),
    )
    note = forms.CharField(label=_("Catatan"), required=False, max_length=300)
    photo = forms.FileField(
        label=_("Foto lembar yang ditandatangani"),
        required=False,
        widget=PhotoInput(),
        help_text=_("JPEG, PNG, atau WebP, paling besar 8 MB. Boleh tanpa foto."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (channel.value, channel.label) for channel in HEARD_BY
        ]
        self.fields["reason"].choices = [("", "–"), *choices(TROUBLES)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wanted = {"moved": "department", "leave": "leave_until", "trouble": "reason"}
        missing = wanted.get(cleaned.get("deed", ""))
        if missing and not cleaned.get(missing) and missing not in self.errors:
            words = {
                "department": _("Pilih OPD tujuannya."),
                "leave_until": _("Isi tanggalnya."),
                "reason": _("Pilih kendalanya."),
            }
            self.add_error(missing, words[missing])
        return cleaned

    def told(self) -> Deed:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        return Deed(
            typed["deed"],
            Answer.Channel(typed["channel"]),
            said_by=typed["said_by"],
            note=typed["note"],
            both=typed["username_too"],
            reason=TroubleReason(typed["reason"]) if typed["deed"] == "trouble" else None,
            department=typed["department"],
            leave_until=typed["leave_until"],
        )


class SharedForm(forms.Form):
    """Who uses a shared account, and what becomes of it (JOURNEYS J4.5)."""

    names = forms.CharField(
        label=_("Nama pemakainya"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Satu nama per baris, atau dipisah koma."),
    )
    choice = forms.ChoiceField(
        label=_("Selanjutnya"),
        choices=[
            ("personal", _("Ganti menjadi akun perorangan (disarankan)")),
            ("shared", _("Tetap bersama, penanggung jawab: …")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Nama penanggung jawab"), max_length=200, required=False,
        help_text=_("Hanya bila tetap bersama."),
    )  # fmt: skip
    nip = forms.CharField(label=_("NIP penanggung jawab"), max_length=30, required=False)
    email = forms.EmailField(label=_("Email penanggung jawab"), required=False)

    def clean_names(self) -> str:
        typed = str(self.cleaned_data["names"]).replace("\n", ",").split(",")
        return ", ".join(name.strip() for name in typed if name.strip())

    def clean_nip(self) -> str:
        typed = "".join(str(self.cleaned_data["nip"]).split())
        if typed and not NIP.fullmatch(typed):
            raise forms.ValidationError(_("NIP terdiri atas 18 angka."))
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("choice") == "shared" and not cleaned.get("name"):
            self.add_error("name", _("Isi nama penanggung jawabnya."))
        return cleaned


class SheetForm(forms.Form):
    """The filled-in sheet."""

    file = forms.FileField(
        label=_("Lembar yang sudah diisi"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("XLSX yang diunduh dari sini. Baris yang keliru ditolak satu per satu."),
    )


class HandOverForm(forms.Form):
    """The picture of signed slips, where there is one."""

    photo = forms.FileField(
        label=_("Foto lembar yang ditandatangani"),
        required=False,
        widget=PhotoInput(),
        help_text=_("Boleh tanpa foto. JPEG, PNG, atau WebP, paling besar 8 MB."),
    )
