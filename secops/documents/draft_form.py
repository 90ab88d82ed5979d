"""The form of a draft: what every letter has, and what its kind asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Position
from accounts.roles import Role
from secops.documents.actions import Signatory, head_of_office, named, signatory_of
from secops.documents.bases import Ready, head_titles
from secops.documents.kinds import KINDS, Field, FieldRefused, Input, Kind
from secops.documents.models import Document
from secops.house.inputs import DayInput, MomentInput
from secops.house.words import choices
from secops.rules.document import TEXT_SIGNS, Nature
from secops.rules.secrets import has_secret

PREFIX = "of_kind_"
#: A line end within a cell, where a row is one line.
BREAK = "⏎"


class RowsField(forms.CharField):
    """Rows of a table: one a line, cells apart by | or as a spreadsheet copies them."""

    def __init__(self, of: Field) -> None:
        self.of = of
        columns = " | ".join(str(column) for column in of.columns)
        words = str(_("Satu baris untuk setiap isian: %(columns)s. Boleh ditempel dari Excel."))
        words = words % {"columns": columns}
        super().__init__(
            label=str(of.label),
            required=of.required,
            widget=forms.Textarea({"rows": 5}),
            max_length=TEXT_SIGNS,
            help_text=f"{words} {of.help}".strip(),
        )

    def clean(self, value: Any) -> Any:
        lines = [line for line in str(super().clean(value)).splitlines() if line.strip()]
        rows = [line.split("\t" if "\t" in line else "|") for line in lines]
        cells = [[cell.strip().replace(BREAK, "\n") for cell in row] for row in rows]
        try:
            return self.of.clean(cells)
        except FieldRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    @staticmethod
    def shown(rows: list[list[str]]) -> str:
        """Kept rows as somebody types them."""
        apart = "\t" if any("|" in cell for row in rows for cell in row) else " | "
        return "\n".join(apart.join(cell.replace("\n", BREAK) for cell in row) for row in rows)


class DraftForm(forms.Form):
    """A letter of one kind. `written` gives what the action takes."""

    subject = forms.CharField(label=_("Hal"), max_length=300)
    nature = forms.ChoiceField(label=_("Sifat"))
    classification = forms.RegexField(
        r"^[A-Za-z0-9/.\-]+$",
        label=_("Kode klasifikasi"),
        max_length=20,
        help_text=_("Permendagri 83/2022."),
        error_messages={"invalid": _("Hanya huruf, angka, garis miring, titik dan tanda hubung.")},
    )
    addressees = forms.CharField(
        label=_("Tujuan"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Satu tujuan pada setiap baris. Lebih dari enam dicetak sebagai lampiran."),
    )
    departments = forms.MultipleChoiceField(
        label=_("Tambahkan Perangkat Daerah"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    copies = forms.CharField(
        label=_("Tembusan"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Satu pada setiap baris."),
    )
    attachments = forms.CharField(
        label=_("Lampiran"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Nama berkas yang menyertai surat, satu pada setiap baris."),
    )
    signatory = forms.ChoiceField(label=_("Penanda tangan"), required=False)
    signatory_title = forms.CharField(label=_("Jabatan"), max_length=200, required=False)
    signatory_name = forms.CharField(label=_("Nama"), max_length=200, required=False)
    signatory_id = forms.CharField(label=_("NIP"), max_length=30, required=False)
    no_secret = forms.BooleanField(
        label=_("Sudah saya periksa: tidak ada kata sandi atau kode di dalamnya"), required=False
    )

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = KINDS[kind]
        self.asks_secret = False
        self.fields["nature"].choices = choices(Nature)  # type: ignore[attr-defined]
        self.fields["departments"].choices = _department_choices()  # type: ignore[attr-defined]
        self.fields["signatory"].choices = _signatory_choices()  # type: ignore[attr-defined]
        for one in self.kind.fields:
            self.fields[PREFIX + one.name] = _field(one)

    @classmethod
    def ready(cls, kind: str, *, at: datetime, of: Ready | None = None) -> dict[str, Any]:
        """The initial values of a new draft, with what the record fills in that it is about."""
        law, signs, of = KINDS[kind], head_of_office(at), of or Ready()
        found = {
            "subject": of.subject or law.subject,
            "nature": law.nature.value,
            "classification": law.classification or settings.DOCUMENT_CLASSIFICATION,
            "addressees": "\n".join(of.addressees or [named(name) for name in law.addressees]),
            "copies": "\n".join(of.copies or law.copies),
            "signatory_title": signs.title,
            "signatory_name": signs.name,
            "signatory_id": signs.id,
        } | {PREFIX + one.name: at for one in law.fields if one.name == "held_at"}
        return found | cls._shown(law, of.fields)

    @staticmethod
    def _shown(kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
        """Values of the kind's own fields as somebody types them."""
        found: dict[str, Any] = {}
        for one in kind.fields:
            value = given.get(one.name)
            if one.input is Input.ROWS:
                value = RowsField.shown(value or [])
            elif one.input is Input.MOMENT and isinstance(value, str) and value:
                value = datetime.fromisoformat(value)
            if value not in (None, ""):
                found[PREFIX + one.name] = value
        return found

    @classmethod
    def of(cls, document: Document) -> dict[str, Any]:
        """The initial values of a draft that exists."""
        found: dict[str, Any] = {
            name: getattr(document, name)
            for name in ("subject", "nature", "classification", "signatory_title",
                         "signatory_name", "signatory_id")
        }  # fmt: skip
        for name in ("addressees", "copies", "attachments"):
            found[name] = "\n".join(getattr(document, name))
        return found | cls._shown(KINDS[document.kind], document.fields)

    def clean(self) -> dict[str, Any]:
        """What looks like a password is asked about, never changed silently."""
        given: dict[str, Any] = super().clean() or {}
        for name, value in given.items():
            text = RowsField.shown(value) if isinstance(value, list) else value
            if name in ("departments", "signatory_id") or not isinstance(text, str):
                continue
            if has_secret(text) and not given.get("no_secret"):
                self.asks_secret = True
                self.add_error(
                    name,
                    _("Tampaknya ada kata sandi atau kode di sini. Hapus, atau centang di bawah."),
                )
                break
        return given

    def written(self, *, at: datetime) -> dict[str, Any]:
        """What the action takes; call after `is_valid`."""
        given = self.cleaned_data
        return {
            "subject": given["subject"],
            "fields": {one.name: given[PREFIX + one.name] for one in self.kind.fields},
            "addressees": [*_lines(given["addressees"]), *given["departments"]],
            "copies": _lines(given["copies"]),
            "attachments": _lines(given["attachments"]),
            "nature": Nature(given["nature"]),
            "classification": given["classification"],
            "signatory": self._signatory(at),
        }

    def refuse(self, refused: Exception, words: str) -> None:
        """Put the action's words at the field they are about."""
        field = getattr(refused, "field", "")
        names = [name for name in (field, PREFIX + field) if name in self.fields]
        self.add_error(names[0] if names else None, words)

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """What the kind asks for, in its order."""
        return [self[PREFIX + one.name] for one in self.kind.fields]

    def _signatory(self, at: datetime) -> Signatory:
        given = self.cleaned_data
        if given["signatory"]:
            return signatory_of(Position.objects.get(pk=given["signatory"]), at)
        return Signatory(given["signatory_title"], given["signatory_name"], given["signatory_id"])


def _field(one: Field) -> forms.Field:
    if one.input is Input.ROWS:
        return RowsField(one)
    label, help_text = str(one.label), str(one.help)
    if one.input is Input.DAY:
        return forms.DateField(
            label=label, required=one.required, widget=DayInput(), help_text=help_text
        )
    if one.input is Input.MOMENT:
        return forms.DateTimeField(
            label=label, required=one.required, widget=MomentInput(), help_text=help_text
        )
    long = one.input is Input.TEXT
    return forms.CharField(
        label=label,
        required=one.required,
        help_text=help_text,
        max_length=TEXT_SIGNS if long else 500,
        widget=forms.Textarea({"rows": 6}) if long else forms.TextInput(),
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _department_choices() -> list[tuple[str, str]]:
    """Every department by the title of its head."""
    return [(title, title) for title in dict.fromkeys(head_titles().values())]


def _signatory_choices() -> list[tuple[str, str]]:
    able = Position.objects.filter(role=Role.LEADERSHIP) | Position.objects.filter(
        role=Role.HEAD, department__is_office=True
    )
    return [("", str(_("Seperti ditulis di bawah"))), *((str(one.pk), one.title) for one in able)]
