"""Who is told what became of a question: the office of an answer, the owner of his silence."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import Person
from secops.compliance.retirements.models import Retirement, Step
from secops.compliance.retirements.words import DEEMED, OFFICE, REMINDER
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to


def tell_office(retirement: Retirement, step: Step | None, *, at: datetime) -> None:
    """Tell the officer who asked; the step, or None for a call that the owner wants."""
    person = retirement.opened_by.person
    which = str(step.pk) if step else f"call:{at:%Y%m%d%H%M}"
    if person is not None:
        payload = {"retirement": retirement.pk, "step": step.pk if step else None}
        _promise(f"{OFFICE}:{retirement.pk}:{which}", OFFICE, person, payload, at=at)


def tell_owner(retirement: Retirement, step: Step, head: Person, *, at: datetime) -> None:
    """Tell the head that his silence counts as consent, and how to take it back."""
    payload = {"retirement": retirement.pk, "step": step.pk}
    _promise(f"{DEEMED}:{retirement.pk}:{step.pk}", DEEMED, head, payload, at=at)


def remind_owner(retirement: Retirement, head: Person, *, at: datetime) -> None:
    """Tell the head, once a letter, that his time is nearly over."""
    payload = {"retirement": retirement.pk, "version": retirement.letter_version}
    key = f"{REMINDER}:{retirement.pk}:{retirement.letter_version}"
    _promise(key, REMINDER, head, payload, at=at)


def _promise(key: str, kind: str, person: Person, payload: dict[str, Any], *, at: datetime) -> None:
    ways = ways_to([person.pk]).get(person.pk)
    contact = next(iter(ways.chosen), None) if ways else None
    if contact is not None:
        promise_many([Promise(key, kind, person.pk, contact, payload)], at=at)
