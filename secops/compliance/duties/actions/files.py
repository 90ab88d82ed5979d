"""Taking evidence in, and noting who looked at it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from secops.audit.actions import record
from secops.compliance.duties.models import Duty, DutyReport, Evidence
from secops.house.files import Checked


@transaction.atomic
def take_evidence(
    report: DutyReport, files: Sequence[Checked], *, by: User, at: datetime
) -> list[Evidence]:
    """Keep checked files of a report under names of ours."""
    return [keep_file(report.duty, file, report=report, by=by, at=at) for file in files]


def keep_file(
    duty: Duty, file: Checked, *, report: DutyReport | None = None, by: User, at: datetime
) -> Evidence:
    """Keep one checked file; without a report it is the letter behind a statement."""
    evidence = Evidence(
        duty=duty,
        report=report,
        name=file.name,
        content_type=file.content_type,
        bytes=file.bytes,
        sha256=file.sha256,
        uploaded_by=by,
        uploaded_at=at,
    )
    file.upload.seek(0)
    evidence.file.save(uuid.uuid4().hex, file.upload, save=False)
    evidence.save()
    return evidence


@transaction.atomic
def record_evidence_view(evidence: Evidence, *, by: User, at: datetime) -> None:
    """Note that somebody fetched a file."""
    record(
        "evidence.viewed", evidence.duty, by=by, at=at, file=evidence.name, sha256=evidence.sha256
    )
