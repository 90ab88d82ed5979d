"""The sample check: drawn by a recorded seed, looked at one by one, concluded by the law."""

from __future__ import annotations

from datetime import datetime
from random import Random

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.rotations.actions.decisions import record_sample_check
from secops.compliance.rotations.models import (
    Campaign,
    Rotation,
    SampleCheck,
    SampleDraw,
    SampleLook,
)
from secops.compliance.rotations.queries import sample_population
from secops.compliance.rotations.refusals import RotationRefused
from secops.inventory.models import Application


@transaction.atomic
def draw_for_check(
    campaign: Campaign, application: Application, size: int, *, seed: int, by: User, at: datetime
) -> SampleDraw:
    """Draw among those who say *done* without proof. While a draw of the application is not
    concluded a second one is not made: nobody draws until he likes the result."""
    check(by, Permission.RUN_CAMPAIGN)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.state != Campaign.State.RUNNING:
        raise RotationRefused("not_running", _("Penggantian serentak ini tidak sedang berjalan."))
    if size < 1:
        raise RotationRefused("no_size", _("Tarik sedikitnya satu akun."))
    waiting = SampleDraw.objects.filter(
        campaign=campaign, application=application, check_made=None
    ).first()
    if waiting is not None:
        return waiting
    population = sample_population(campaign.pk, application.pk)
    if not population:
        raise RotationRefused(
            "nobody", _("Belum ada pemegang yang menyatakan sudah tanpa bukti di aplikasi ini.")
        )
    draw = SampleDraw.objects.create(
        campaign=campaign,
        application=application,
        seed=seed,
        size=size,
        population=population,
        drawn_by=by,
        drawn_at=at,
    )
    drawn = Random(seed).sample(population, min(size, len(population)))
    SampleLook.objects.bulk_create(SampleLook(draw=draw, rotation_id=pk) for pk in sorted(drawn))
    record(
        "campaign.sample_drawn",
        campaign,
        by=by,
        at=at,
        application=application.name,
        drawn=len(drawn),
        population=len(population),
        seed=seed,
    )
    return draw


@transaction.atomic
def note_look(
    look: SampleLook, passed: bool, note: str = "", *, by: User, at: datetime
) -> SampleLook:
    """What was seen of one drawn account; may be corrected until the check is concluded."""
    check(by, Permission.RUN_CAMPAIGN)
    draw = SampleDraw.objects.select_for_update(of=("self",)).get(pk=look.draw_id)
    _refuse_concluded(draw)
    look = SampleLook.objects.select_for_update(of=("self",)).get(pk=look.pk)
    if look.passed == passed and look.note == note.strip()[:300]:
        return look
    look.passed, look.note = passed, note.strip()[:300]
    look.looked_by, look.looked_at = by, at
    look.save(update_fields=["passed", "note", "looked_by", "looked_at"])
    rotation = Rotation.objects.select_related("account").get(pk=look.rotation_id)
    record(
        "rotation.sample_passed" if passed else "rotation.sample_failed",
        rotation,
        by=by,
        at=at,
        note=look.note,
    )
    return look


@transaction.atomic
def conclude_draw(draw: SampleDraw, *, by: User, at: datetime) -> SampleCheck:
    """Every drawn account was looked at: passed where all had changed (policy), else not."""
    check(by, Permission.RUN_CAMPAIGN)
    Campaign.objects.select_for_update().get(pk=draw.campaign_id)
    draw = SampleDraw.objects.select_for_update(of=("self",)).get(pk=draw.pk)
    _refuse_concluded(draw)
    results = list(draw.looks.values_list("passed", flat=True))
    if None in results:
        raise RotationRefused(
            "not_looked_at", _("Masih ada akun yang belum diperiksa dalam uji petik ini.")
        )
    changed = sum(bool(result) for result in results)
    sample = record_sample_check(
        draw.campaign,
        draw.application,
        drawn=len(results),
        changed=changed,
        passed=changed == len(results),
        seed=draw.seed,
        by=by,
        at=at,
    )
    draw.check_made = sample
    draw.save(update_fields=["check_made"])
    return sample


def _refuse_concluded(draw: SampleDraw) -> None:
    if draw.check_made_id is not None:
        raise RotationRefused("concluded", _("Uji petik ini sudah ditetapkan hasilnya."))
