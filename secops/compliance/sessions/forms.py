"""Forms of an application's session policy and its test."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.compliance.sessions.models import SessionPolicy
from secops.house.inputs import MomentInput
from secops.rules.session import ABSOLUTE_HOURS, IDLE_MINUTES, Policy

_ANSWERS = [
    ("yes", _("Ya")),
    ("no", _("Tidak")),
    ("unknown", _("Belum diketahui")),
]
_TRUTH = {"yes": True, "no": False, "unknown": None}
_WORD = {True: "yes", False: "no", None: "unknown"}


class PolicyForm(forms.Form):
    """What the application does with its sessions; an empty number means nobody knows."""

    idle_minutes = forms.IntegerField(
        label=_("Keluar sendiri setelah diam (menit)"),
        required=False,
        min_value=0,
        max_value=525_600,
        help_text=_("Paling lama %(n)s. Isi 0 bila tanpa batas, kosongkan bila belum diketahui.")
        % {"n": IDLE_MINUTES},
    )
    absolute_hours = forms.IntegerField(
        label=_("Satu sesi login paling lama (jam)"),
        required=False,
        min_value=0,
        max_value=87_600,
        help_text=_("Paling lama %(n)s. Isi 0 bila tanpa batas, kosongkan bila belum diketahui.")
        % {"n": ABSOLUTE_HOURS},
    )
    ends_on_restart = forms.ChoiceField(
        label=_("Berakhir saat browser ditutup atau komputer dinyalakan ulang?"),
        choices=_ANSWERS,
        widget=forms.RadioSelect,
    )
    ends_on_password_change = forms.ChoiceField(
        label=_("Semua sesi login berakhir saat kata sandi diganti?"),
        choices=_ANSWERS,
        widget=forms.RadioSelect,
    )
    single_session = forms.ChoiceField(
        label=_("Masuk di perangkat lain mengakhiri sesi login sebelumnya?"),
        choices=_ANSWERS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "idle_minutes": policy.idle_minutes,
            "absolute_hours": policy.absolute_hours,
            "ends_on_restart": _WORD[policy.ends_on_restart],
            "ends_on_password_change": _WORD[policy.ends_on_password_change],
            "single_session": _WORD[policy.single_session],
        }

    @property
    def policy(self) -> Policy:
        """What was said; only after `is_valid`."""
        given = self.cleaned_data
        return Policy(
            given["idle_minutes"],
            given["absolute_hours"],
            _TRUTH[given["ends_on_restart"]],
            _TRUTH[given["ends_on_password_change"]],
            _TRUTH[given["single_session"]],
        )


class TokenForm(forms.Form):
    """A token for the machine that pushes."""

    name = forms.CharField(
        label=_("Dipakai oleh"),
        max_length=100,
        help_text=_("Misalnya: cron di server SIMPATIK."),
    )
    days = forms.TypedChoiceField(
        label=_("Berlaku"),
        coerce=int,
        choices=[(30, _("30 hari")), (90, _("90 hari")), (365, _("1 tahun"))],
        initial=90,
        widget=forms.RadioSelect,
    )


class TriedForm(forms.Form):
    """That somebody tried it: when, and what came of it."""

    tested_at = forms.DateTimeField(
        label=_("Diuji pada (WIB)"),
        widget=MomentInput(),
    )
    result = forms.ChoiceField(
        label=_("Hasil"), choices=SessionPolicy.Result.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Apa yang dicoba, di browser apa. Wajib bila tidak sesuai."),
    )
    needed_sometimes = ("note",)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("tested_at", now)
