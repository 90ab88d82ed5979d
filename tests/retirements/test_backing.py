"""Data count as backed up by a plan that is proven; an unproven one needs the evidence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import Department, User
from secops.compliance.backups.actions import make_plan
from secops.compliance.backups.models import BackupPlan, Standing
from secops.compliance.retirements.actions import note_backup
from secops.rules.backup import State as Backup
from secops.rules.refusal import MoveRefused
from secops.rules.retirement import State
from tests.retirements.support import LATER, brought_to, old_application


def stands(plan: BackupPlan, state: Backup, **changes: object) -> None:
    Standing.objects.update_or_create(
        plan=plan, defaults={"state": state.value, "since": LATER, "recheck_at": None, **changes}
    )


@pytest.mark.parametrize("state", Backup)
def test_only_a_proven_plan_stands_for_the_evidence(
    state: Backup, dinsos: Department, olga: User, kartini: User
) -> None:
    application = old_application(dinsos)
    plan = make_plan(dinsos, {"name": "Cadangan SIAP"}, by=olga, at=LATER)
    BackupPlan.objects.filter(pk=plan.pk).update(application=application)
    stands(plan, state)
    retirement = brought_to(State.SUSPENDED, application, office=olga, head=kartini)
    if state is Backup.PROVEN:
        step = note_backup(retirement, files=[], by=olga, at=LATER)
        assert step.facts == {"backup": "Cadangan SIAP"}
    else:
        with pytest.raises(MoveRefused, match="uji pemulihan"):
            note_backup(retirement, files=[], by=olga, at=LATER)


@pytest.mark.parametrize(
    ("of_plan", "of_standing"),
    [
        ({"ended_at": LATER, "ended_why": "Selesai"}, {}),
        ({}, {"recheck_at": LATER - timedelta(minutes=1)}),
    ],
)
def test_an_ended_plan_or_one_that_time_turned_proves_nothing(
    dinsos: Department, olga: User, kartini: User, of_plan, of_standing
) -> None:
    application = old_application(dinsos)
    plan = make_plan(dinsos, {"name": "Cadangan"}, by=olga, at=LATER)
    BackupPlan.objects.filter(pk=plan.pk).update(application=application, **of_plan)
    stands(plan, Backup.PROVEN, **of_standing)
    retirement = brought_to(State.SUSPENDED, application, office=olga, head=kartini)
    with pytest.raises(MoveRefused):
        note_backup(retirement, files=[], by=olga, at=LATER)
