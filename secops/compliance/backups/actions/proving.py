"""What people say of a backup, with evidence: a restore test, a run without a tool that pings."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from secops.audit.actions import record
from secops.compliance.backups.actions.pinging import Target, Told, take_ping
from secops.compliance.backups.actions.plans import PlanRefused, managed
from secops.compliance.backups.actions.settling import settle
from secops.compliance.backups.models import BackupPlan, Ping, Proof, RestoreTest, Standing
from secops.house.files import Checked
from secops.rules.intervals import latest
from secops.rules.secrets import without_secrets


@transaction.atomic
def record_test(
    plan: BackupPlan,
    *,
    tested_at: datetime,
    scope: str,
    result: str,
    minutes: int | None,
    data_age_minutes: int | None,
    note: str,
    files: Sequence[Checked],
    by: User,
    at: datetime,
) -> RestoreTest:
    """Keep a restore test; only what came back whole proves the backup."""
    standing = _standing(plan, by, tested_at, at)
    test = RestoreTest.objects.create(
        plan=plan,
        tested_at=tested_at,
        scope=scope,
        result=result,
        minutes=minutes,
        data_age_minutes=data_age_minutes,
        note=without_secrets(note)[0],
        recorded_by=by,
        recorded_at=at,
    )
    keep_proofs(plan, files, test=test, by=by, at=at)
    if test.passed:
        standing.restored_at = latest(standing.restored_at, tested_at)
    else:
        standing.restore_failed_at = latest(standing.restore_failed_at, tested_at)
    standing.save(update_fields=["restored_at", "restore_failed_at"])
    settle([plan.pk], at=at)
    record("backup_plan.tested", plan, by=by, at=at, test_result=result, files=len(files))
    return test


@transaction.atomic
def record_run(
    plan: BackupPlan,
    *,
    ended_at: datetime,
    failed: bool,
    note: str,
    files: Sequence[Checked],
    by: User,
    at: datetime,
) -> Ping:
    """ "Catat hasil backup": a run that no tool reported, at the time it ended."""
    standing = _standing(plan, by, ended_at, at)
    words = note.encode()
    ping_id = take_ping(
        Target(plan.pk, standing.bodies_minute, standing.bodies),
        Told(
            kind=Ping.Kind.FAIL if failed else Ping.Kind.SUCCESS,
            way=Ping.Way.BY_HAND,
            body=words,
            total=len(words),
            recorded_by_id=by.pk,
            ended_at=ended_at,
        ),
        at=at,
    )
    ping = Ping.objects.get(pk=ping_id)
    keep_proofs(plan, files, ping=ping, by=by, at=at)
    record("backup_plan.run_recorded", plan, by=by, at=at, run=ping.kind, files=len(files))
    return ping


def keep_proofs(
    plan: BackupPlan,
    files: Sequence[Checked],
    *,
    test: RestoreTest | None = None,
    ping: Ping | None = None,
    by: User,
    at: datetime,
) -> list[Proof]:
    """Keep checked files under names of ours."""
    kept = []
    for file in files:
        proof = Proof(
            plan=plan, test=test, ping=ping, name=file.name, content_type=file.content_type,
            bytes=file.bytes, sha256=file.sha256, uploaded_by=by, uploaded_at=at,
        )  # fmt: skip
        file.upload.seek(0)
        proof.file.save(uuid.uuid4().hex, file.upload, save=False)
        proof.save()
        kept.append(proof)
    return kept


@transaction.atomic
def note_proof_view(proof: Proof, *, by: User, at: datetime) -> None:
    """Note that somebody fetched a file."""
    record("backup_plan.proof_viewed", proof.plan, by=by, at=at, file=proof.name)


def _standing(plan: BackupPlan, by: User, moment: datetime, at: datetime) -> Standing:
    managed(plan, by)
    if plan.ended_at is not None:
        raise PlanRefused(_("Rencana ini sudah diakhiri."))
    if moment > at:
        raise PlanRefused(_("Waktu itu belum terjadi."))
    return Standing.objects.select_for_update().get(plan=plan)
