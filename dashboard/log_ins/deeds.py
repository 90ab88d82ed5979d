"""What is done to log-ins after the leak: asked, recorded for the holder, judged."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.roles import Permission
from dashboard.log_ins.forms import AskForm, NotOrdinaryForm, OrdinaryForm, WordForm
from secops.compliance.rotations.bulk import FOR_HOLDER, Deed, recorded
from secops.compliance.rotations.log_ins.actions import ask_holders, judge, record_word
from secops.compliance.rotations.models import Rotation
from secops.house.text import angka
from secops.incidents.misuse import judge_not_ordinary
from secops.rules.log_in import Finding

P = Permission


def _ask(rows: list[Rotation], form: forms.Form, by: User) -> str:
    asked = ask_holders(rows, by=by, at=timezone.now())
    said = ngettext(
        "Ditanyakan kepada %(n)s orang.", "Ditanyakan kepada %(n)s orang.", asked.people
    ) % {"n": angka(asked.people)}
    if asked.unreachable:
        said += " " + ngettext(
            "%(n)s akun tanpa kontak: tanyakan langsung, lalu catat jawabannya.",
            "%(n)s akun tanpa kontak: tanyakan langsung, lalu catat jawabannya.",
            asked.unreachable,
        ) % {"n": angka(asked.unreachable)}
    return said


def _word(rows: list[Rotation], form: forms.Form, by: User) -> str:
    typed = form.cleaned_data
    kept = record_word(rows, typed["word"], channel=typed["channel"], by=by, at=timezone.now())
    return _kept(len(kept))


def _ordinary(rows: list[Rotation], form: forms.Form, by: User) -> str:
    note = form.cleaned_data["note"]
    return _kept(len(judge(rows, Finding.ORDINARY, note=note, by=by, at=timezone.now())))


def _not_ordinary(rows: list[Rotation], form: forms.Form, by: User) -> str:
    typed = form.cleaned_data
    incident, reviews = judge_not_ordinary(
        rows, note=typed["note"], incident=typed["incident"], by=by, at=timezone.now()
    )
    return _("%(n)s akun tercatat dalam insiden %(code)s.") % {
        "n": angka(len(reviews)),
        "code": incident.code,
    }


def _kept(n: int) -> str:
    if not n:
        return _("Tidak ada yang berubah: sudah dinilai.")
    return recorded(n)


DEEDS: dict[str, Deed] = {
    "ask": Deed(
        gettext_lazy("Tanyakan kepada pemegang…"),
        P.ANSWER_FOR,
        lambda data, user: AskForm(data),
        _ask,
        gettext_lazy(
            "Tiap pemegang menerima satu pesan: “Apakah ini Anda?”, dengan waktu masuknya dan "
            "tautan untuk menjawab. Yang sudah menjawab tidak ditanya lagi."
        ),
    ),
    "word": Deed(
        gettext_lazy("Catat jawaban pemegang…"),
        P.ANSWER_FOR,
        lambda data, user: WordForm(data, user=user),
        _word,
        FOR_HOLDER,
    ),
    "ordinary": Deed(
        gettext_lazy("Nilai wajar…"),
        P.RUN_CAMPAIGN,
        lambda data, user: OrdinaryForm(data),
        _ordinary,
    ),
    "not_ordinary": Deed(
        gettext_lazy("Nilai tidak wajar…"),
        P.WRITE_INCIDENT,
        lambda data, user: NotOrdinaryForm(data, user=user),
        _not_ordinary,
        gettext_lazy(
            "Akun-akun ini masuk ke sebuah insiden: aplikasi, OPD dan waktunya tercatat dalam "
            "kronologi."
        ),
        danger=True,
    ),
}
