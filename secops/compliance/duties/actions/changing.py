"""Changing an order that runs: a version of its own, and those concerned are told."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.duties.actions.issue import FIELDS, OrderRefused, keep_version
from secops.compliance.duties.actions.sending import CHANGED
from secops.compliance.duties.models import Directive, DirectiveVersion
from secops.compliance.duties.recipients import plan_for
from secops.outbox.actions import Promise, start_batch
from secops.rules.working_time import Voice, voice_of


@dataclass(frozen=True, slots=True)
class Change:
    """The order as it is to read from now on, and why."""

    title: str
    text: str
    due_at: datetime
    letter_number: str
    legal_basis: str
    evidence_asked: str
    checklist: list[str]
    why: str
    evidence_kinds: list[str] = field(default_factory=list)
    evidence_days: int | None = None


@transaction.atomic
def change_directive(
    directive: Directive, change: Change, *, by: User, at: datetime
) -> DirectiveVersion:
    """Write a new version and tell heads and agents of whom something is asked still.

    Statements given so far keep the version they were given on. A new due date holds for every duty
    that is not closed; of an order that has not gone out nobody is told. Raises OrderRefused in
    words where nothing changed, the reason is missing or the new date has passed.
    """
    check(by, Permission.RUN_CAMPAIGN)
    locked = Directive.objects.select_for_update().get(pk=directive.pk)
    if locked.closed_at is not None:
        raise OrderRefused(_("Arahan ini sudah ditutup."))
    changed = [name for name in FIELDS if getattr(locked, name) != getattr(change, name)]
    _refuse_unfit(change, changed, at)
    for name in changed:
        setattr(locked, name, getattr(change, name))
    locked.text_version += 1
    locked.save()
    version = keep_version(locked, by=by, at=at, why=change.why, changed=changed)
    if "due_at" in changed:
        locked.duties.open(at).update(due_at=locked.due_at, asked_anew_at=None)
    record(
        "directive.changed", locked, by=by, at=at,
        version=version.number, fields=changed, reason=version.why,
    )  # fmt: skip
    if locked.messages_from is not None and locked.messages_from <= at:
        _tell(locked, version, by=by, at=at)
    return version


def _refuse_unfit(change: Change, changed: list[str], at: datetime) -> None:
    if not change.title.strip() or not change.text.strip():
        raise OrderRefused(_("Tuliskan judul dan isi arahan."))
    if not changed:
        raise OrderRefused(_("Tidak ada yang berubah."))
    if not change.why.strip():
        raise OrderRefused(_("Tuliskan alasan perubahan; OPD membacanya."))
    if "due_at" in changed and change.due_at <= at:
        raise OrderRefused(_("Batas waktu sudah lewat. Pilih waktu yang akan datang."))


def _tell(directive: Directive, version: DirectiveVersion, *, by: User, at: datetime) -> None:
    """One message to each head and agent for all of his duties of this order."""
    duties = directive.duties.open(at).select_related("directive", "department", "application")
    plan = plan_for(list(duties.order_by("department__sort_name", "pk")), at=at)
    urgent = voice_of(at, directive.due_at) is Voice.URGENT
    by_person: dict[int, Promise] = {}
    for one in plan.reached:
        assert one.contact is not None
        before = by_person.get(one.person.pk)
        pks = [duty.pk for duty in one.duties]
        if before is not None:
            before.payload["duties"] = sorted({*before.payload["duties"], *pks})
            continue
        by_person[one.person.pk] = Promise(
            f"{CHANGED}:{directive.pk}:{version.number}:{one.person.pk}",
            CHANGED,
            one.person.pk,
            one.contact,
            {"duties": pks, "version": version.pk},
            urgent,
        )
    if by_person:
        title = _("%(code)s berubah, versi %(n)s") % {"code": directive.code, "n": version.number}
        start_batch(title, list(by_person.values()), by=by, at=at)
