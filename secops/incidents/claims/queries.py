"""Page-shaped reads of claims."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.words import say
from secops.house.text import wib
from secops.incidents.claims.actions import may_refute
from secops.incidents.claims.models import Claim, ClaimCapture
from secops.incidents.claims.words import (
    look_of_disposition,
    sample_conclusion,
    sample_lines,
)
from secops.rules.claim import Credibility, Platform, Reliability
from secops.rules.incident import OVER, Phase


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One comparison: what it says, its numbers, who made it."""

    conclusion: str
    pairs: list[tuple[str, object]]
    reports: list[tuple[str, int]]
    when: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """What the page of a claim shows; a department sees neither source nor captures."""

    decided: tuple[str, str, str]
    about: list[tuple[str, object]]
    captures: list[ClaimCapture]
    samples: list[SampleLine]
    whole: bool
    write: bool
    may_open: bool
    may_refute: bool


def claims_for(user: User) -> QuerySet[Claim]:
    """Claims the user may read."""
    return Claim.objects.visible_to(user).select_related(
        "incident", "recorded_by__person", "decided_by__person"
    )


def claim_page(claim: Claim, user: User) -> ClaimPage:
    """Read one claim for one reader."""
    whole = user.scope(Permission.READ_INCIDENT).everything
    write = user.may(Permission.WRITE_INCIDENT)
    running = claim.incident is not None and Phase(claim.incident.phase) not in OVER
    return ClaimPage(
        decided=look_of_disposition(claim.disposition),
        about=_about(claim, whole=whole),
        captures=list(claim.captures.select_related("added_by__person", "item")) if whole else [],
        samples=_samples(claim) if whole else [],
        whole=whole,
        write=write,
        may_open=write and claim.incident_id is None,
        may_refute=write and running and may_refute(claim),
    )


def _about(claim: Claim, *, whole: bool) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = [(_("Terlihat"), wib(claim.seen_at))]
    if whole:
        pairs += [
            (_("Di mana"), say(Platform(claim.platform))),
            (_("Oleh"), claim.actor or None),
            (_("Sumbernya"), say(Reliability(claim.reliability))),
            (_("Isinya"), say(Credibility(claim.credibility))),
            (_("Dicatat"), f"{claim.recorded_by}, {wib(claim.recorded_at)}"),
        ]
    if claim.decided_at:
        pairs.append((_("Diputuskan"), f"{claim.decided_by}, {wib(claim.decided_at)}"))
    return pairs


def _samples(claim: Claim) -> list[SampleLine]:
    return [
        SampleLine(
            sample_conclusion(check),
            sample_lines(check),
            [(str(name), int(n)) for name, n in check.reports],
            f"{check.checked_by}, {wib(check.checked_at)}",
        )
        for check in claim.checks.select_related("checked_by__person")
    ]
