"""What the office decides and finds: exemptions, believed resets, sample checks, locks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record, record_many
from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import (
    derive_rotations,
    lock_all_rotations,
    lock_rotations,
)
from secops.compliance.rotations.models import (
    Campaign,
    Exemption,
    MassResetDecision,
    Rotation,
    SampleCheck,
)
from secops.compliance.rotations.refusals import RotationRefused
from secops.inventory.containment import contain_accounts
from secops.inventory.facts import lock_facts
from secops.inventory.models import Account, Application, Containment


@transaction.atomic
def exempt(
    rotation: Rotation,
    *,
    what: Exemption.What,
    reason: str,
    until: datetime,
    compensating_control: str = "",
    by: User,
    at: datetime,
) -> Exemption:
    """Excuse an account, or only its username, up to a chosen end; it reads as open again after
    it, and at once when the account leaks again."""
    check(by, Permission.DECIDE)
    _refuse_empty(reason)
    if until <= at:
        raise RotationRefused("until_past", _("Pilih akhir pengecualian di masa depan."))
    _take(rotation)
    exemption = Exemption.objects.create(
        rotation=rotation,
        what=what,
        reason=reason.strip(),
        compensating_control=compensating_control.strip(),
        approved_by=by,
        approved_at=at,
        until=until,
    )
    derive_rotations(scopes.these([rotation.pk]), at=at)
    record("rotation.exempted", rotation, by=by, at=at, what=str(what), reason=reason, until=until)
    return exemption


@transaction.atomic
def revoke_exemption(exemption: Exemption, *, by: User, at: datetime) -> None:
    """Take an exemption back; what it excused is asked again."""
    check(by, Permission.DECIDE)
    _take(exemption.rotation)
    exemption = Exemption.objects.select_for_update().get(pk=exemption.pk)
    if exemption.revoked_at is not None:
        raise RotationRefused("revoked", _("Pengecualian ini sudah dicabut."))
    exemption.revoked_at = at
    exemption.save(update_fields=["revoked_at"])
    derive_rotations(scopes.these([exemption.rotation_id]), at=at)
    record("rotation.exemption_revoked", exemption.rotation, by=by, at=at, what=exemption.what)


@transaction.atomic
def believe_mass_reset(
    application: Application, changed_at: datetime, reason: str, *, by: User, at: datetime
) -> MassResetDecision:
    """Decide that the changes of that second were true ones (everybody changed in one hall)."""
    check(by, Permission.DECIDE)
    _refuse_empty(reason)
    lock_all_rotations()
    decision, made = MassResetDecision.objects.get_or_create(
        application=application,
        changed_at=changed_at.replace(microsecond=0),
        defaults={"reason": reason.strip(), "decided_by": by, "decided_at": at},
    )
    if made:
        derived = derive_rotations(scopes.whole_application(application.pk), at=at)
        record(
            "application.mass_reset_believed",
            application,
            by=by,
            at=at,
            changed_at=decision.changed_at,
            reason=decision.reason,
            accounts=derived.changed,
        )
    return decision


@transaction.atomic
def record_sample_check(
    campaign: Campaign,
    application: Application,
    *,
    drawn: int,
    changed: int,
    passed: bool,
    seed: int = 0,
    note: str = "",
    by: User,
    at: datetime,
) -> SampleCheck:
    """Note that of `drawn` accounts looked at `changed` had truly changed, and what that means."""
    check(by, Permission.RUN_CAMPAIGN)
    if not 0 <= changed <= drawn or not drawn:
        raise RotationRefused(
            "bad_sample", _("Jumlah yang sudah diganti tidak boleh melebihi yang diperiksa.")
        )
    lock_all_rotations()
    sample = SampleCheck.objects.create(
        campaign=_running(campaign),
        application=application,
        drawn=drawn,
        changed=changed,
        passed=passed,
        seed=seed,
        note=note.strip(),
        checked_by=by,
        checked_at=at,
    )
    derive_rotations(scopes.whole_application(application.pk), at=at)
    record(
        "campaign.sample_checked",
        campaign,
        by=by,
        at=at,
        application=application.name,
        drawn=drawn,
        changed=changed,
        passed=passed,
    )
    return sample


@transaction.atomic
def agree_date(rotation: Rotation, agreed: datetime, *, by: User, at: datetime) -> None:
    """Set the agreed date of a service or vendor account, which then is its due date."""
    check(by, Permission.ANSWER_FOR, rotation.department_id)
    if agreed <= at:
        raise RotationRefused("date_past", _("Pilih waktu yang akan datang."))
    _take(rotation)
    row = Rotation.objects.select_related("account__application").get(pk=rotation.pk)
    if row.account.kind not in (Account.Kind.SERVICE, Account.Kind.VENDOR):
        raise RotationRefused(
            "not_service", _("Jadwal hanya disepakati untuk akun layanan dan akun vendor.")
        )
    before = row.due_at
    row.agreed_date = row.due_at = agreed
    row.save(update_fields=["agreed_date", "due_at"])
    record("rotation.date_agreed", row, by=by, at=at, agreed=agreed, before=before)


@transaction.atomic
def write_off(rotations: Collection[Rotation], reason: str, *, by: User, at: datetime) -> int:
    """Give accounts up for this campaign, with a reason; their state stays what the facts say."""
    check(by, Permission.DECIDE)
    _refuse_empty(reason)
    taken = lock_rotations(scopes.these(rotation.pk for rotation in rotations))
    rows = list(
        Rotation.objects.filter(pk__in=taken, written_off_at=None)
        .select_related("account__application")
        .order_by("pk")
    )
    Rotation.objects.filter(pk__in=[row.pk for row in rows]).update(
        written_off_at=at, written_off_by=by, written_off_why=reason.strip()[:300]
    )
    record_many("rotation.written_off", rows, by=by, at=at, reason=reason.strip()[:300])
    return len(rows)


@transaction.atomic
def record_containment(
    application: Application,
    *,
    contained_at: datetime,
    how: str,
    proof: File[bytes] | None = None,
    by: User,
    at: datetime,
) -> Containment:
    """Note the lock at the source: since `contained_at` the leaked passwords of the application's
    exposed accounts open nothing. By the office, or by who administers the application."""
    if not by.may(Permission.RUN_CAMPAIGN):
        if application.owner_id is None:
            raise PermissionDenied
        check(by, Permission.REPORT_LOCK, application.owner_id)
    _refuse_empty(how)
    if contained_at > at:
        raise RotationRefused("in_future", _("Waktu penguncian belum terjadi."))
    lock_facts()  # before the rotations, as every import does
    lock_all_rotations()
    containment = contain_accounts(
        application, contained_at=contained_at, how=how.strip(), proof=proof, by=by, at=at
    )
    derive_rotations(scopes.whole_application(application.pk), at=at)
    record(
        "application.contained",
        application,
        by=by,
        at=at,
        contained_at=contained_at,
        accounts=containment.accounts,
        sha256=containment.proof_sha256,
    )
    return containment


def _refuse_empty(reason: str) -> None:
    if not reason.strip():
        raise RotationRefused("no_reason", _("Tuliskan alasannya."))


def _running(campaign: Campaign) -> Campaign:
    campaign = Campaign.objects.get(pk=campaign.pk)
    if campaign.state != Campaign.State.RUNNING:
        raise RotationRefused("not_running", _("Penggantian serentak ini tidak sedang berjalan."))
    return campaign


def _take(rotation: Rotation) -> None:
    if not lock_rotations(scopes.these([rotation.pk])):
        raise RotationRefused("not_running", _("Penggantian serentak ini tidak sedang berjalan."))
