"""What is typed about backups."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person, Tenure, User
from accounts.roles import Permission
from secops.compliance.backups.models import BackupPlan, RestoreTest
from secops.compliance.backups.words import minutes_words
from secops.house.inputs import DayInput, EvidenceField, MomentInput
from secops.inventory.models import Application
from secops.outbox.voices import city_calendar
from secops.rules.schedule import LONGEST_INTERVAL, Schedule, ScheduleRefused

_UNITS = {
    1: "menit|mnt|m|minute|minutes|min",
    60: "jam|j|hour|hours|h",
    1440: "hari|day|days|d",
    10_080: "minggu|pekan|week|weeks|w",
}
_PART = re.compile(r"(\d{1,6})\s*([a-z]+)[\s,]*")
_LONGEST = int(LONGEST_INTERVAL.total_seconds()) // 60
_UNKNOWN = [("", _("Belum diketahui")), ("yes", _("Ya")), ("no", _("Tidak"))]


def minutes_of(words: str) -> int | None:
    """ "1 hari 6 jam" in minutes; None where that is no length of time."""
    minutes, place = 0, 0
    text = words.strip().lower()
    while place < len(text):
        found = _PART.match(text, place)
        unit = next((n for n, names in _UNITS.items() if found and found[2] in names.split("|")), 0)
        if found is None or not unit:
            return None
        minutes, place = minutes + int(found[1]) * unit, found.end()
    return minutes or None


class LengthField(forms.CharField):
    """A length of time in words; cleaned to minutes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Misalnya 30 menit, 6 jam, 1 hari, 2 minggu."))
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        minutes = minutes_of(words)
        if minutes is None or minutes > _LONGEST:
            raise forms.ValidationError(
                gettext("“%(words)s” bukan lama waktu. Tulis misalnya 30 menit, 6 jam atau 1 hari.")
                % {"words": words}
            )
        return minutes

    def prepare_value(self, value: Any) -> Any:
        return minutes_words(value) if isinstance(value, int) else value


class KnownField(forms.ChoiceField):
    """Yes, no, or nobody has said yet; cleaned to True, False, None."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_UNKNOWN, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        return {"yes": True, "no": False}.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]
    """A plan: what, how often, where the copies lie, how it reports."""

    every_minutes = LengthField(label=_("Setiap"), required=False, initial=1440)
    grace_minutes = LengthField(
        label=_("Toleransi"),
        initial=60,
        help_text=_("Selama ini sesudah waktunya belum dianggap lewat. Misalnya 1 jam."),
    )
    rto_minutes = LengthField(
        label=_("RTO: harus pulih dalam"), required=False, help_text=_("Misalnya 4 jam.")
    )
    rpo_minutes = LengthField(
        label=_("RPO: data yang boleh hilang paling lama"),
        required=False,
        help_text=_("Misalnya 1 hari."),
    )
    off_site = KnownField(label=_("Ada salinan di lokasi lain"))
    offline = KnownField(
        label=_("Ada salinan yang terputus dari jaringan"),
        help_text=_("Supaya penyusup atau ransomware tidak dapat menghapusnya."),
    )
    encrypted = KnownField(label=_("Salinan dienkripsi"))

    #: Needed by one rhythm, not by the other.
    needed_sometimes = ("every_minutes", "cron")

    class Meta:
        model = BackupPlan
        fields = (
            "department", "application", "name", "what", "place", "contact", "rhythm",
            "every_minutes", "cron", "working_days", "grace_minutes", "restore_days",
            "rto_minutes", "rpo_minutes", "copies", "media", "off_site", "offline", "encrypted",
            "slug", "success_words", "failure_words",
        )  # fmt: skip
        labels = {
            "department": _("OPD"),
            "application": _("Aplikasi"),
            "name": _("Nama"),
            "what": _("Data apa"),
            "place": _("Salinan disimpan di mana"),
            "contact": _("Penanggung jawab"),
            "rhythm": _("Irama"),
            "cron": _("Baris cron"),
            "working_days": _("Hanya pada hari kerja"),
            "restore_days": _("Uji pemulihan setiap (hari)"),
            "copies": _("Jumlah salinan, termasuk data aslinya"),
            "slug": _("Slug"),
            "success_words": _("Kata yang berarti berhasil"),
            "failure_words": _("Kata yang berarti gagal"),
        }
        help_texts = {
            "application": _("Kosongkan untuk data yang bukan milik satu aplikasi."),
            "what": _("Misalnya basis data kepegawaian beserta lampirannya."),
            "place": _("Misalnya NAS di ruang server, dan salinan mingguan di kantor lain."),
            "contact": _("Tanpa penanggung jawab, giliran ada pada Agen Siber OPD."),
            "cron": _("Lima kolom, WIB: menit jam tanggal bulan hari. Misalnya 30 1 * * *."),
            "working_days": _("Sabtu, Minggu dan hari libur kota dilewati."),
            "slug": _("Nama pendek untuk ping dengan kunci OPD: huruf kecil, angka, - dan _."),
            "success_words": _("Untuk laporan lewat email, dipisah koma. Kosong: tidak disaring."),
            "failure_words": _("Untuk laporan lewat email, dipisah koma."),
        }
        widgets = {"rhythm": forms.RadioSelect, "what": forms.TextInput}

    def __init__(self, *args: Any, user: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        scope = user.scope(Permission.MANAGE_BACKUPS)
        departments = Department.objects.all()
        if not scope.everything:
            departments = departments.filter(pk__in=scope.departments)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        self.fields["department"].empty_label = gettext("Pilih OPD")  # type: ignore[attr-defined]
        self.fields["application"].queryset = Application.objects.visible_to(user)  # type: ignore[attr-defined]
        self.fields["application"].empty_label = gettext("Bukan milik satu aplikasi")  # type: ignore[attr-defined]
        self.fields["contact"].empty_label = gettext("Belum ada")  # type: ignore[attr-defined]
        self.fields["media"] = forms.MultipleChoiceField(
            label=gettext("Media"),
            choices=BackupPlan.Medium.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=gettext("Tidak ada yang dicentang berarti belum diketahui."),
        )
        self.fields["rhythm"].choices = BackupPlan.Rhythm.choices  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["department"], self.fields["application"]
            departments = departments.filter(pk=self.instance.department_id)
        elif departments.count() == 1:
            self.initial.setdefault("department", departments.get())
        elif (application := self.initial.get("application")) is not None:
            self.initial.setdefault("department", application.owner_id)
        posts = Tenure.objects.filter(position__department__in=departments, ends_on=None)
        people = Person.objects.filter(pk__in=posts.values("person"))
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under headings, as the page shows them."""
        parts = [
            (gettext("Apa"), ("department", "application", "name", "what", "contact")),
            (
                gettext("Kapan"),
                ("rhythm", "every_minutes", "cron", "working_days", "grace_minutes"),
            ),
            (gettext("Uji pemulihan"), ("restore_days", "rto_minutes", "rpo_minutes")),
            (
                gettext("Salinan (3-2-1)"),
                ("copies", "media", "off_site", "offline", "encrypted", "place"),
            ),
            (gettext("Cara melapor"), ("slug", "success_words", "failure_words")),
        ]
        return [
            (title, [self[name] for name in names if name in self.fields]) for title, names in parts
        ]

    def clean_slug(self) -> str:
        """As the addresses of pings take it."""
        slug: str = self.cleaned_data["slug"].lower()
        return slug

    def clean_media(self) -> list[str] | None:
        """Nothing ticked is nothing known."""
        return self.cleaned_data["media"] or None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        application, department = given.get("application"), given.get("department")
        if application and department and application.owner_id != department.pk:
            self.add_error("application", gettext("Aplikasi ini milik OPD lain."))
        if given.get("rhythm") == BackupPlan.Rhythm.CRON:
            given["every_minutes"] = self.instance.every_minutes
            self._check_cron(given)
        elif "every_minutes" not in self.errors:
            given["cron"] = ""
            if not given.get("every_minutes"):
                self.add_error(
                    "every_minutes", gettext("Tulis setiap berapa lama backup berjalan.")
                )
        return given

    def _check_cron(self, given: dict[str, Any]) -> None:
        if not given.get("cron"):
            self.add_error("cron", gettext("Tulis baris cron-nya."))
            return
        days = city_calendar() if given.get("working_days") else None
        try:
            Schedule(cron=given["cron"], working_days=days).due_after(self.at)
        except ScheduleRefused as refused:
            self.add_error(
                "cron",
                gettext("Baris cron “%(line)s” tidak dapat dibaca (%(why)s).")
                % {"line": given["cron"], "why": refused},
            )

    def given(self) -> dict[str, Any]:
        """The fields for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "department"}


class TestForm(forms.Form):
    """A restore test, from a phone in the server room."""

    tested_at = forms.DateTimeField(
        label=_("Kapan diuji"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    scope = forms.ChoiceField(
        label=_("Apa yang dipulihkan"),
        choices=RestoreTest.Scope.choices,
        widget=forms.RadioSelect,
    )
    result = forms.ChoiceField(
        label=_("Hasil"), choices=RestoreTest.Result.choices, widget=forms.RadioSelect
    )
    minutes = LengthField(label=_("Lama pemulihan"), required=False)
    data_age_minutes = LengthField(
        label=_("Umur data yang dipulihkan"),
        required=False,
        help_text=_("Selisih waktu uji dengan data terbaru di salinan itu. Misalnya 10 jam."),
    )
    note = forms.CharField(
        label=_("Catatan"), widget=forms.Textarea({"rows": 3}), required=False, max_length=5000,
        help_text=_("Jangan menulis kata sandi."),
    )  # fmt: skip
    evidence = EvidenceField(
        label=_("Bukti dukung"),
        required=False,
        help_text=_("Foto layar, berita acara atau log: sampai 5 berkas, masing-masing 10 MB."),
    )


class RunForm(forms.Form):
    """A run that no tool reported."""

    ended_at = forms.DateTimeField(
        label=_("Kapan selesai"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    result = forms.ChoiceField(
        label=_("Hasil"),
        choices=[("success", _("Berhasil")), ("fail", _("Gagal"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Catatan"), widget=forms.Textarea({"rows": 3}), required=False, max_length=5000,
        help_text=_("Jangan menulis kata sandi."),
    )  # fmt: skip
    evidence = EvidenceField(
        label=_("Bukti dukung"),
        help_text=_("Foto layar, berita acara atau log: sampai 5 berkas, masing-masing 10 MB."),
    )


class PauseForm(forms.Form):
    """Until when nobody is told, and why."""

    until = forms.DateField(label=_("Sampai dengan"), widget=DayInput())
    reason = forms.CharField(label=_("Alasan"), max_length=300)


class EndForm(forms.Form):
    """Why the data is not copied any more."""

    reason = forms.CharField(label=_("Alasan"), max_length=300)
