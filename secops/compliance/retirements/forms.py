"""What is typed about retirements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.compliance.retirements.actions import Keeping
from secops.compliance.retirements.models import Channel, Follower
from secops.house.files import Checked
from secops.house.inputs import DayInput, EvidenceField, MomentInput

#: Ways by which an owner's word comes to the office.
SPOKEN = [(one.value, one.label) for one in (Channel.PHONE, Channel.DESK, Channel.LETTER)]
FILES_HELP = _("Foto, PDF, Word, Excel atau teks; paling banyak 5 berkas, 10 MB per berkas.")


class LetterForm(forms.Form):
    """The letter to the owner."""

    number = forms.CharField(label=_("Nomor surat"), max_length=80)
    text = forms.CharField(
        label=_("Isi surat"), widget=forms.Textarea({"rows": 16}), max_length=5000
    )


class ReceiptForm(forms.Form):
    """The signed receipt of the letter."""

    received_at = forms.DateTimeField(label=_("Diterima pada (WIB)"), widget=MomentInput())
    evidence = EvidenceField(label=_("Tanda terima"), help_text=FILES_HELP)

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        data = self.cleaned_data
        return {"received_at": data["received_at"], "files": data["evidence"]}


class CallForm(forms.Form):
    """What was said when the owner was called."""

    note = forms.CharField(label=_("Apa yang dibicarakan"), max_length=300)


class RecordedForm(forms.Form):
    """How the office heard the owner's word; left out where he answers himself."""

    channel = forms.ChoiceField(
        label=_("Disampaikan lewat"), choices=SPOKEN, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Siapa yang menjawab, dan apa katanya"),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
    )
    evidence = EvidenceField(label=_("Surat jawaban"), required=False, help_text=FILES_HELP)

    def __init__(self, *args: Any, recorded: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not recorded:
            for name in ("channel", "note", "evidence"):
                del self.fields[name]

    def given(self) -> dict[str, Any]:
        """How it was heard, as the actions take it; empty where he answers himself."""
        data = self.cleaned_data
        if "channel" not in self.fields:
            return {}
        return {
            "channel": Channel(data["channel"]),
            "note": data["note"],
            "files": data.get("evidence") or [],
        }


class AgreeForm(RecordedForm):
    """The owner agrees."""


class KeepForm(RecordedForm):
    """The assessment of an application that is kept."""

    why = forms.CharField(
        label=_("Mengapa masih diperlukan?"), widget=forms.Textarea({"rows": 3}), max_length=2000
    )
    used_by = forms.CharField(label=_("Siapa yang memakainya?"), max_length=300)
    users = forms.IntegerField(label=_("Kira-kira berapa orang?"), min_value=0, max_value=5_000_000)
    last_used_on = forms.DateField(label=_("Terakhir dipakai"), widget=DayInput())
    known_from = forms.CharField(
        label=_("Dari mana itu diketahui?"),
        max_length=500,
        help_text=_("Misalnya catatan masuk, laporan terakhir, nomor surat."),
    )
    successor = forms.CharField(
        label=_("Aplikasi penggantinya, bila direncanakan"), max_length=200, required=False
    )
    keep_until = forms.DateField(label=_("Dipertahankan sampai"), widget=DayInput(), required=False)
    contact_name = forms.CharField(label=_("Penanggung jawab keamanannya"), max_length=200)
    contact = forms.CharField(label=_("Telepon atau email penanggung jawab"), max_length=200)
    keeps_backups = forms.BooleanField(
        label=_("Kami mencadangkan datanya (backup) dan menguji pemulihannya.")
    )
    keeps_sessions = forms.BooleanField(
        label=_(
            "Kami mengatur sesi login agar berakhir sendiri, dan menutup akun yang tidak dipakai."
        )
    )
    field_order = ("channel", "note", "evidence")
    #: Fields that some answers need.
    needed_sometimes = ("keep_until",)

    def clean(self) -> dict[str, Any]:
        """A successor has a date."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("successor") and not given.get("keep_until"):
            self.add_error("keep_until", _("Tuliskan sampai kapan, bila ada penggantinya."))
        return given

    def keeping(self) -> Keeping:
        """The assessment; call after `is_valid`."""
        names = Keeping.__slots__
        return Keeping(**{name: self.cleaned_data[name] for name in names})


class StepForm(forms.Form):
    """A step with its proof."""

    done_on = forms.DateField(label=_("Dilaksanakan pada"), widget=DayInput(), required=False)
    note = forms.CharField(
        label=_("Keterangan"), widget=forms.Textarea({"rows": 2}), required=False, max_length=2000
    )
    hosts = forms.MultipleChoiceField(
        label=_("Alamat yang sudah dihapus"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    evidence = EvidenceField(label=_("Bukti dukung"), help_text=FILES_HELP)

    def __init__(
        self,
        *args: Any,
        hosts: Iterable[Follower] | None = None,
        needs_files: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].required = needs_files
        if hosts is None:
            del self.fields["hosts"]
        else:
            found = [(str(one.pk), one.name) for one in hosts]
            self.fields["hosts"].choices = found  # type: ignore[attr-defined]
            self.fields["hosts"].initial = [pk for pk, _name in found]

    def given(self) -> dict[str, Any]:
        """The keyword arguments of a step, without the hosts."""
        files: list[Checked] = self.cleaned_data.get("evidence") or []
        return {
            "files": files,
            "done_on": self.cleaned_data["done_on"],
            "note": self.cleaned_data["note"],
        }


class BackForm(forms.Form):
    """Why the application comes back."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea({"rows": 3}), max_length=2000)


class TickForm(forms.Form):
    """One thing has followed."""

    note = forms.CharField(label=_("Keterangan"), max_length=300, required=False)
    evidence = EvidenceField(label=_("Bukti dukung"), required=False, help_text=FILES_HELP)

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        return {"note": self.cleaned_data["note"], "files": self.cleaned_data["evidence"] or []}


class FollowerForm(forms.Form):
    """Something that the inventory does not know."""

    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[
            (one.value, one.label) for one in Follower.Kind if one is not Follower.Kind.ACCOUNTS
        ],
        initial=Follower.Kind.OTHER.value,
    )
    name = forms.CharField(label=_("Apa yang harus ikut"), max_length=300)
