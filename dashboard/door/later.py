""" "Ingatkan saya lagi tanggal …": the page on which a holder puts off his reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from dashboard.door import rotation_words as words
from dashboard.door.purposes import Knock, framed
from dashboard.door.reading import Asked
from secops.compliance.rotations.actions import RotationRefused, Wish, snooze
from secops.compliance.rotations.models import Answer, Rotation
from secops.compliance.rotations.words import choices
from secops.house.text import angka, wib
from secops.outbox.actions import mark_reached
from secops.outbox.voices import city_calendar
from secops.rules.intervals import WIB
from secops.rules.ladder import SNOOZES
from secops.rules.rotation import State
from secops.rules.snooze import SnoozeReason, Waits, last_day

#: The part of the address, and of the form, that means this page.
PART = "tunda"


@dataclass(frozen=True, slots=True)
class Later:
    """What the other pages of the door say of it: until when he hears nothing, or the way here."""

    words: str
    url: str


class LaterForm(forms.Form):
    """Until which day, and why."""

    until = forms.DateField(
        error_messages={
            "invalid": gettext_lazy("Tulis tanggalnya dengan angka: hari/bulan/tahun."),
            "required": gettext_lazy("Pilih tanggalnya."),
        }
    )
    reason = forms.ChoiceField(
        choices=[(reason.value, reason.value) for reason in SnoozeReason],
        error_messages={
            "required": gettext_lazy("Pilih alasannya."),
            "invalid_choice": gettext_lazy("Pilih alasannya."),
        },
    )
    note = forms.CharField(
        required=False,
        max_length=300,
        error_messages={"max_length": gettext_lazy("Keterangan paling panjang 300 huruf.")},
    )


def wants_later(knock: Knock) -> bool:
    """Whether this page is asked for."""
    return PART in knock.request.GET or knock.request.POST.get("bagian") == PART


def later_of(knock: Knock, rows: Sequence[Asked]) -> Later | None:
    """For the other pages; None where nothing is put off and nothing can be."""
    said = _held(rows, knock.at)
    if not said and not _free(rows, knock.at):
        return None
    return Later(said, knock.address(**{PART: 1}) if _free(rows, knock.at) else "")


def later_door(knock: Knock, rows: Sequence[Asked]) -> HttpResponse:
    """Ask until when and why, or take it; looking changes nothing."""
    free = _free(rows, knock.at)
    problems: dict[str, str] = {}
    if knock.is_post and free:
        problems = _take(knock, free)
        if not problems:
            return HttpResponseRedirect(knock.address(**{PART: 1}))
    elif knock.is_post:
        return HttpResponseRedirect(knock.address(**{PART: 1}))
    typed = knock.request.POST
    asking: dict[str, object] = {
        "title": _("Ingatkan saya lagi nanti"),
        "here": knock.address(**{PART: 1}),
        "back": knock.address(),
        "said": _held(rows, knock.at),
        "asks": bool(free),
        "applications": words.applications(free),
        "about": words.about(free[0]) if len(free) == 1 else "",
        "first": _iso(_tomorrow(knock.at)),
        "last": _last(free, knock.at) if free else None,
        "last_iso": _iso(_last(free, knock.at)) if free else "",
        "left": min((SNOOZES - row.snoozes[0] for row in free), default=0),
        "most": SNOOZES,
        "reasons": [
            words.Choice(value, label, typed.get("reason") == value)
            for value, label in choices(SnoozeReason)
        ],
        "until": typed.get("until", "")[:40],
        "note": typed.get("note", "")[:300],
        "problems": problems,
    }
    status = 422 if problems else 200
    return framed("door/later.html", asking, knock=knock, status=status)


def _take(knock: Knock, rows: Sequence[Asked]) -> dict[str, str]:
    """Keep the wish; what is wrong with it otherwise, by field (empty name: the whole)."""
    form = LaterForm(knock.request.POST)
    if not form.is_valid():
        return {name: str(errors[0]) for name, errors in form.errors.items()}
    given = form.cleaned_data
    wish = Wish(
        given["until"],
        SnoozeReason(given["reason"]),
        Answer.Channel.CODE if knock.by_code else Answer.Channel.LINK,
        given["note"],
        knock.link.pk,
    )
    try:
        _keep(knock, rows, wish)
    except RotationRefused as refused:
        field = {"wrong_day": "until", "no_note": "note"}.get(refused.code, "whole")
        return {field: str(refused)}
    return {}


@transaction.atomic
def _keep(knock: Knock, rows: Sequence[Asked], wish: Wish) -> None:
    for holder_id in dict.fromkeys(row.holder_id for row in rows):
        person = knock.link.person
        if holder_id != person.pk:
            person = Person.objects.get(pk=holder_id)
        his = [Rotation(pk=row.pk) for row in rows if row.holder_id == holder_id]
        snooze(his, wish, person=person, calendar=city_calendar(), at=knock.at)
    if message := knock.link.subjects.get("message"):
        mark_reached(message, at=knock.at)


def _free(rows: Sequence[Asked], at: datetime) -> list[Asked]:
    """The accounts whose reminders he may put off now."""
    return [
        row
        for row in rows
        if row.is_his_turn and row.snoozes[0] < SNOOZES and row.snoozed_until(at) is None
    ]


def _held(rows: Sequence[Asked], at: datetime) -> str:
    """``Kami ingatkan lagi Senin, 30 November 2026, 08.00 WIB (penundaan 1 dari 3).``"""
    held = [
        (until, row.snoozes[0])
        for row in rows
        if row.is_his_turn and (until := row.snoozed_until(at)) is not None
    ]
    if not held:
        return ""
    until, n = min(held)
    return _("Kami ingatkan lagi %(when)s (penundaan %(n)s dari %(all)s).") % {
        "when": wib(until),
        "n": angka(n),
        "all": angka(SNOOZES),
    }


def _last(rows: Sequence[Asked], at: datetime) -> date:
    waits = (Waits(row.due_at, row.state is State.REEXPOSED) for row in rows)
    return last_day(waits, calendar=city_calendar(), at=at)


def _tomorrow(at: datetime) -> date:
    return at.astimezone(WIB).date() + timedelta(days=1)


def _iso(day: date) -> str:
    return f"{day:%F}"
