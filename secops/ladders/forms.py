"""A ladder as a form: one block a rung, empty ones to add, a tick to remove."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.house.forms import Problem, problems
from secops.ladders.words import REFUSALS, STEPS, audience_name, when
from secops.outbox.voices import units_in_shifts
from secops.rules.ladder import Anchor, Audience, Ladder, LadderKind, Rung
from secops.rules.ladder_edit import ANCHORS, AUDIENCES, MOST, in_order, made, refusals

#: More steps than this nobody wants to read, or to receive.
MOST_RUNGS = 20


class MomentInput(forms.DateTimeInput):
    """A date and a time, chosen or typed."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class RungForm(forms.Form):
    """One step: when, to whom, and what stands before it."""

    #: The number is asked of some steps only, the ticks of few.
    needed_sometimes = ("n", "audience")

    anchor = forms.ChoiceField(label=_("Kapan"))
    n = forms.IntegerField(
        label=_("n (hari kerja, atau minggu)"),
        required=False,
        min_value=0,
        max_value=max(MOST.values()),
    )
    audience = forms.MultipleChoiceField(
        label=_("Kepada"), required=False, widget=forms.CheckboxSelectMultiple
    )
    call_first = forms.BooleanField(label=_("Telepon Kepala OPD dahulu"), required=False)
    summary_only = forms.BooleanField(label=_("Hanya dalam ringkasan pimpinan"), required=False)

    def __init__(self, *args: Any, kind: LadderKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        steps = [(anchor.value, STEPS[anchor]) for anchor in ANCHORS[kind]]
        self.fields["anchor"].choices = [("", "–"), *steps]  # type: ignore[attr-defined]
        self.fields["audience"].choices = [  # type: ignore[attr-defined]
            (who.value, audience_name(who)) for who in AUDIENCES[kind]
        ]
        if kind is LadderKind.HOLDERS:
            # They alone are spoken to: nothing to choose, nobody to telephone.
            for name in ("audience", "call_first", "summary_only"):
                del self.fields[name]

    @property
    def heading(self) -> str:
        """The step as it stands now; empty for a new one."""
        return when(self.initial["rung"]) if "rung" in self.initial else ""

    @property
    def is_removed(self) -> bool:
        """Whether its tick to remove is set."""
        return bool(self["DELETE"].value())

    def rung(self) -> Rung:
        """The step as typed; call after `is_valid`."""
        typed = self.cleaned_data
        chosen = typed.get("audience", [Audience.HOLDER])
        return made(
            self.kind,
            Anchor(typed["anchor"]),
            [Audience(who) for who in chosen],
            typed["n"] or 0,
            summary_only=typed.get("summary_only", False),
            call_first=typed.get("call_first", False),
        )


class LadderForms(BaseFormSet):  # type: ignore[type-arg]
    """All steps together, held against the laws."""

    ladder: Ladder = ()

    def __init__(self, *args: Any, kind: LadderKind, **kwargs: Any) -> None:
        self.kind = kind
        kwargs["form_kwargs"] = {"kind": kind}
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        """Say at each step, or for the whole, what the laws refuse."""
        if any(self.errors):
            return
        kept = [
            form
            for form in self.forms
            if form.has_changed() or "rung" in form.initial
            if not form.is_removed
        ]
        rungs = [form.rung() for form in kept]
        for place, why in refusals(self.kind, rungs):
            if place is None:
                raise forms.ValidationError(str(REFUSALS[why]))
            kept[place].add_error(None, str(REFUSALS[why]))
        self.ladder = in_order(rungs)

    def is_valid(self) -> bool:
        """Whether every step and the ladder as a whole may stand."""
        super().is_valid()
        return not self.non_form_errors() and not any(form.errors for form in self._kept())

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong, each a link to its field, for the summary at the top."""
        if not self.is_bound:
            return []
        found = [Problem("", str(words)) for words in self.non_form_errors()]
        for number, form in enumerate(self.forms, start=1):
            if form in self._kept():
                prefix = form.heading or f"{_('Langkah')} {number}"
                found += [
                    Problem(one.anchor or form["anchor"].id_for_label, f"{prefix}: {one.message}")
                    for one in problems(form)
                ]
        return found

    def _kept(self) -> list[RungForm]:
        return [form for form in self.forms if not form.is_removed]


def ladder_forms(
    kind: LadderKind,
    ladder: Ladder,
    data: Mapping[str, Any] | None = None,
    *,
    prefix: str = "rung",
    extra: int = 0,
) -> LadderForms:
    """The forms of a ladder, with `extra` empty ones at the end."""
    # Typed data says itself how many blocks there are; one more is asked for by `more`.
    given: Any = data
    if data is not None and "more" in data:
        given = data.copy()  # type: ignore[attr-defined]
        total = f"{prefix}-TOTAL_FORMS"
        typed = given.get(total, "")
        shown = (
            int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else len(ladder)
        )
        given[total] = str(min(shown + 1, MOST_RUNGS))
    made_class = forms.formset_factory(
        RungForm, formset=LadderForms, extra=extra, can_delete=True,
        max_num=MOST_RUNGS, absolute_max=MOST_RUNGS,
    )  # fmt: skip
    initial = [
        {
            "rung": rung,
            "anchor": rung.anchor.value,
            "n": rung.n or None,
            "audience": [who.value for who in rung.audience],
            "call_first": rung.call_first,
            "summary_only": rung.summary_only,
        }
        for rung in ladder
    ]
    options: dict[str, Any] = {"initial": initial, "prefix": prefix, "kind": kind}
    formset = made_class(given, **options)
    assert isinstance(formset, LadderForms)
    return formset


class SimulationForm(forms.Form):
    """When an order would go out, and by when it would be due."""

    start = forms.DateTimeField(label=_("Mulai (WIB)"), widget=MomentInput())
    due = forms.DateTimeField(label=_("Batas waktu (WIB)"), widget=MomentInput())
    unit = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Menurut jam kerja"),
        required=False,
        empty_label=_("seluruh kota"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_in_shifts()
        if units:
            chosen = Department.objects.filter(pk__in=units)
            self.fields["unit"].queryset = chosen  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, due = cleaned.get("start"), cleaned.get("due")
        if isinstance(start, datetime) and isinstance(due, datetime):
            if due <= start:
                self.add_error("due", _("Batas waktu harus sesudah mulai."))
            elif (due - start).days > _LONGEST:
                self.add_error("due", _("Pilih batas waktu dalam satu tahun sejak mulai."))
        return cleaned


_LONGEST = 366
