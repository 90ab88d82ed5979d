"""Everything that changes checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check as may_check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.files import Checked
from secops.incidents.checks.models import ServiceCheck, key_of
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.inventory.models import Application
from secops.rules.secrets import kept_words


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody tested and found."""

    kind: str
    result: str
    tested_at: datetime
    tester: str
    method: str
    application: Application | None = None
    name: str = ""
    note: str = ""


@transaction.atomic
def record_check(
    looked: Looked,
    *,
    incident: Incident | None = None,
    evidence: Sequence[Checked] = (),
    by: User,
    at: datetime,
) -> ServiceCheck:
    """Keep one look at a service, with at most one file of evidence."""
    may_check(by, Permission.WRITE_INCIDENT)
    name = kept_words(looked.name, 200)
    if looked.application is None and not name:
        raise DeskRefused(_("Pilih aplikasinya atau tulis nama layanannya."), "name")
    if looked.tested_at > at:
        raise DeskRefused(_("Waktu pemeriksaan belum terjadi."), "tested_at")
    made = ServiceCheck(
        incident=incident,
        application=looked.application,
        kind=looked.kind,
        name=name,
        subject_key=key_of(looked.kind, looked.application, name),
        tested_at=looked.tested_at,
        tester=kept_words(looked.tester, 200),
        method=kept_words(looked.method, 500),
        result=looked.result,
        note=kept_words(looked.note),
        recorded_by=by,
        recorded_at=at,
    )
    made.take_in(list(evidence))
    made.save()
    record(
        "check.recorded", made, by=by, at=at, subject=made.subject, check_result=made.result,
        sha256=made.file_sha256,
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw_check(check: ServiceCheck, *, why: str, by: User, at: datetime) -> ServiceCheck:
    """Let a wrong check count no more; it stays readable with the reason."""
    may_check(by, Permission.WRITE_INCIDENT)
    check = ServiceCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    reason = kept_words(why, 500)
    if not reason:
        raise DeskRefused(_("Tuliskan alasannya."), "reason")
    if check.withdrawn_at is not None:
        raise DeskRefused(_("Pemeriksaan ini sudah ditarik."))
    check.withdrawn_at, check.withdrawn_by, check.withdrawn_why = at, by, reason
    check.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    record("check.withdrawn", check, by=by, at=at, subject=check.subject, reason=reason)
    return check


@transaction.atomic
def note_check_file_view(check: ServiceCheck, *, by: User, at: datetime) -> None:
    """Note that somebody fetched the file."""
    record("check.file_viewed", check, by=by, at=at, file=check.file_name, sha256=check.file_sha256)
