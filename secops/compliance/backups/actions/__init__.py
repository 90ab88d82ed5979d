"""Everything that changes a plan, its runs and its tests."""

from secops.compliance.backups.actions.keys import key_of, rotate_key
from secops.compliance.backups.actions.pinging import (
    PingRefused,
    Target,
    Told,
    make_by_ping,
    take_ping,
    target_of,
    targets_by_slug,
)
from secops.compliance.backups.actions.plans import (
    PlanRefused,
    change_plan,
    end_plan,
    make_plan,
    pause_plan,
    resume_plan,
)
from secops.compliance.backups.actions.proving import note_proof_view, record_run, record_test
from secops.compliance.backups.actions.settling import settle, settle_due
from secops.compliance.backups.actions.tidying import tidy_pings

__all__ = [
    "PingRefused",
    "PlanRefused",
    "Target",
    "Told",
    "change_plan",
    "end_plan",
    "key_of",
    "make_by_ping",
    "make_plan",
    "note_proof_view",
    "pause_plan",
    "record_run",
    "record_test",
    "resume_plan",
    "rotate_key",
    "settle",
    "settle_due",
    "take_ping",
    "target_of",
    "targets_by_slug",
    "tidy_pings",
]
