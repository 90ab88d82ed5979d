"""Optional mail: which kinds may be stopped, by one click and without signing in (RFC 8058).

The address in the mail is signed and names a record and a kind, nothing that a reader could use.
Stopping disables and never deletes; whoever stopped may switch it on again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from accounts.models import Person, User
from secops.audit.actions import record
from secops.outbox.composers import COMPOSERS
from secops.outbox.models import OptOut

_SALT = "optional-mail"


@dataclass(frozen=True, slots=True)
class Choice:
    """One optional kind of mail, and whether the person gets it."""

    kind: str
    label: str
    is_on: bool


def is_optional(kind: str) -> bool:
    """Whether this kind of mail may be stopped by its reader."""
    return kind in COMPOSERS and COMPOSERS[kind].optional


def stop_address(person_id: int, kind: str) -> str:
    """The signed address at which this person stops this kind of mail."""
    token = signing.dumps([person_id, kind], salt=_SALT)
    return settings.PUBLIC_BASE_URL + reverse("stop-mail", args=[token])


def read_token(token: str) -> tuple[Person, str] | None:
    """Whose and which mail an address is about; None where it is none of ours."""
    try:
        person_id, kind = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=person_id).first()
    return (person, kind) if person is not None and is_optional(kind) else None


def have_stopped(people: Iterable[int], kind: str) -> set[int]:
    """Those of these people who do not want this kind."""
    rows = OptOut.objects.filter(person__in=list(people), kind=kind, resumed_at=None)
    return set(rows.values_list("person_id", flat=True))


def choices_of(person: Person) -> list[Choice]:
    """Every optional kind of mail, with this person's choice."""
    stopped = set(person.opt_outs.filter(resumed_at=None).values_list("kind", flat=True))
    return [
        Choice(kind, str(composer.label), kind not in stopped)
        for kind, composer in COMPOSERS.items()
        if composer.optional
    ]


@transaction.atomic
def stop_mail(person: Person, kind: str, *, how: str, by: User, at: datetime) -> bool:
    """Send this person no more mail of this kind; False where he gets none already."""
    made, new = OptOut.objects.get_or_create(
        person=person, kind=kind, resumed_at=None, defaults={"stopped_at": at, "how": how}
    )
    if new:
        record("person.mail_stopped", person, by=by, at=at, mail=kind, how=made.how)
    return new


@transaction.atomic
def resume_mail(person: Person, kind: str, *, by: User, at: datetime) -> bool:
    """Send it again; False where it was never stopped."""
    stopped = OptOut.objects.filter(person=person, kind=kind, resumed_at=None)
    if not stopped.update(resumed_at=at):
        return False
    record("person.mail_resumed", person, by=by, at=at, mail=kind)
    return True
