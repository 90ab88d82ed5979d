"""Everything that changes a claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.documents.numbering import draw_yearly
from secops.house.files import Checked
from secops.house.words import say
from secops.incidents.actions import add_system_line, move_incident, record_incident
from secops.incidents.claims.models import Claim, ClaimCapture, SampleCheck
from secops.incidents.claims.sample import compare_sample
from secops.incidents.models import Incident
from secops.incidents.vault.actions import EvidenceRefused, link_item, take_in
from secops.rules import claim as law
from secops.rules.claim import Credibility, Disposition, Platform, Reliability
from secops.rules.incident import DetectionBasis, Phase
from secops.rules.public_words import plain, trimmed
from secops.rules.secrets import without_secrets


class ClaimRefused(Exception):
    """Something cannot be recorded so; the words are fit for the page."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is said, where, by whom, and how far it can be believed."""

    platform: Platform
    content: str
    seen_at: datetime
    address: str = ""
    actor: str = ""
    reliability: Reliability = Reliability.F
    credibility: Credibility = Credibility.SIX


@transaction.atomic
def record_claim(
    claimed: Claimed,
    *,
    captures: tuple[Checked, ...] = (),
    incident: Incident | None = None,
    by: User,
    at: datetime,
) -> Claim:
    """Keep a claim with its captures; nothing that looks like a password is kept of its words."""
    check(by, Permission.WRITE_INCIDENT)
    _refuse_future(claimed.seen_at, at)
    claim = Claim(code=draw_yearly("K", at=at), incident=incident, recorded_by=by, recorded_at=at)
    _say(claim, claimed)
    claim.save()
    record("claim.recorded", claim, by=by, at=at)
    for capture in captures:
        _keep(claim, capture, by, at)
    return claim


@transaction.atomic
def change_claim(claim: Claim, claimed: Claimed, *, by: User, at: datetime) -> Claim:
    """Correct what was recorded, or grade it anew."""
    check(by, Permission.WRITE_INCIDENT)
    _refuse_future(claimed.seen_at, at)
    claim = _locked(claim)
    _say(claim, claimed)
    claim.save()
    record("claim.changed", claim, by=by, at=at, grade=claim.grade)
    return claim


@transaction.atomic
def add_captures(
    claim: Claim, captures: tuple[Checked, ...], *, by: User, at: datetime
) -> list[ClaimCapture]:
    """Keep more of what was seen; the same file twice is one."""
    check(by, Permission.WRITE_INCIDENT)
    claim = _locked(claim)
    return [made for one in captures if (made := _keep(claim, one, by, at)) is not None]


@transaction.atomic
def check_sample(claim: Claim, sample: bytes, *, by: User, at: datetime) -> SampleCheck:
    """Compare a sample with what we know and keep the numbers alone."""
    check(by, Permission.WRITE_INCIDENT)
    claim = _locked(claim)
    numbers = compare_sample(sample, at=at)
    if not numbers.rows:
        raise ClaimRefused(_("Tidak ada baris yang dapat dibaca. Periksa pemisah kolomnya."))
    kept = SampleCheck.objects.create(
        claim=claim,
        rows=numbers.rows,
        unreadable=numbers.unreadable,
        outside=numbers.outside,
        known=numbers.known,
        accounts=numbers.accounts,
        unknown=numbers.unknown,
        told_before=numbers.told_before,
        with_secret=numbers.with_secret,
        same_secret=numbers.same_secret,
        reports=[list(pair) for pair in numbers.reports],
        checked_by=by,
        checked_at=at,
    )
    record(
        "claim.sample_checked",
        claim,
        by=by,
        at=at,
        rows=kept.rows,
        ours=kept.ours,
        known=kept.known,
    )
    return kept


@transaction.atomic
def decide_claim(
    claim: Claim, disposition: Disposition, why: str, *, by: User, at: datetime
) -> Claim:
    """Say what the claim was, with the reason; saying it anew keeps the old in its history."""
    check(by, Permission.WRITE_INCIDENT)
    claim = _locked(claim)
    current = Disposition(claim.disposition) if claim.disposition else None
    claim.disposition = law.decide(current, disposition, why).value
    claim.why = _clean(why)
    claim.decided_by, claim.decided_at = by, at
    claim.save()
    record("claim.decided", claim, by=by, at=at, disposition=claim.disposition, why=claim.why[:200])
    return claim


@transaction.atomic
def open_incident(claim: Claim, *, by: User, at: datetime) -> Incident:
    """Make an incident of a claim: by analysis of a complaint (BSSN 1/2024 Art 15(2)b)."""
    check(by, Permission.WRITE_INCIDENT)
    claim = _locked(claim)
    if claim.incident_id is not None:
        raise ClaimRefused(_("Klaim ini sudah terkait dengan %(code)s.") % {"code": claim.incident})
    incident = record_incident(
        description=claim.content,
        found_at=claim.seen_at,
        title=_("Klaim kebocoran: %(platform)s") % {"platform": say(Platform(claim.platform))},
        detection_basis=DetectionBasis.COMPLAINT_ANALYSIS,
        by=by,
        at=at,
    )
    claim.incident, claim.opened_incident = incident, True
    claim.save(update_fields=["incident", "opened_incident"])
    _name_incident(claim, incident, by, at)
    _note(claim, incident, by, at)
    record("claim.became_incident", claim, by=by, at=at, code=incident.code)
    return incident


@transaction.atomic
def link_claim(claim: Claim, incident: Incident, *, by: User, at: datetime) -> Claim:
    """Say that a claim is about an incident that is recorded already."""
    check(by, Permission.WRITE_INCIDENT)
    claim = _locked(claim)
    if claim.incident_id is not None:
        raise ClaimRefused(_("Klaim ini sudah terkait dengan %(code)s.") % {"code": claim.incident})
    claim.incident = incident
    claim.save(update_fields=["incident"])
    _name_incident(claim, incident, by, at)
    _note(claim, incident, by, at)
    record("claim.linked", claim, by=by, at=at, code=incident.code)
    return claim


@transaction.atomic
def refute_incident(claim: Claim, *, by: User, at: datetime) -> Incident:
    """The claim is none of ours: the incident that was opened for it is refuted with its reason."""
    check(by, Permission.WRITE_INCIDENT)
    claim = _locked(claim)
    if not may_refute(claim) or claim.incident is None:
        raise ClaimRefused(_("Insiden ini tidak dibuka karena klaim yang tidak terbukti."))
    reason = f"{claim.code}: {say(Disposition(claim.disposition))}. {claim.why}"
    return move_incident(claim.incident, Phase.REFUTED, reason=reason, by=by, at=at)


@transaction.atomic
def note_handed_out(capture: ClaimCapture, *, by: User, at: datetime) -> None:
    """Who took a capture is part of its history."""
    record("claim.capture_handed_out", capture.claim, by=by, at=at, file=capture.name)


def may_refute(claim: Claim) -> bool:
    """Whether the incident stands on this claim alone and the claim is none of ours."""
    if not claim.opened_incident or claim.incident is None or not claim.disposition:
        return False
    alone = not claim.incident.claims.exclude(pk=claim.pk).exists()
    return alone and Disposition(claim.disposition) in law.REFUTING


def _name_incident(claim: Claim, incident: Incident, by: User, at: datetime) -> None:
    """The captures in the vault belong to the incident too."""
    for capture in claim.captures.filter(item__incident=None).select_related("item"):
        if capture.item is not None:
            link_item(capture.item, incident, by=by, at=at)


def _note(claim: Claim, incident: Incident, by: User, at: datetime) -> None:
    """The claim is a line of the incident's chronology."""
    facts = {
        "kind": "claim",
        "source": claim.code,
        "platform": claim.platform,
        "actor": claim.actor,
    }
    add_system_line(incident, facts, happened_at=claim.seen_at, by=by, at=at)


def _say(claim: Claim, claimed: Claimed) -> None:
    claim.platform = claimed.platform.value
    claim.content = _clean(claimed.content)
    claim.seen_at = claimed.seen_at
    claim.address = trimmed(claimed.address, 500)
    claim.actor = _clean(claimed.actor)[:200]
    claim.reliability = claimed.reliability.value
    claim.credibility = claimed.credibility.value


def _clean(text: str) -> str:
    return without_secrets(law.without_rows(plain(text)))[0].strip()


def _keep(claim: Claim, capture: Checked, by: User, at: datetime) -> ClaimCapture | None:
    if claim.captures.filter(sha256=capture.sha256).exists():
        return None
    try:
        item = take_in(
            incident=claim.incident,
            upload=capture.upload,
            name=capture.name,
            description=_("Tangkapan klaim %(code)s") % {"code": claim.code},
            source=claim.address or say(Platform(claim.platform)),
            by=by,
            at=at,
        )
    except EvidenceRefused as refused:
        raise ClaimRefused(str(refused)) from None
    kept = ClaimCapture.objects.create(
        claim=claim,
        item=item,
        name=plain(capture.name),
        content_type=capture.content_type,
        bytes=capture.bytes,
        sha256=capture.sha256,
        added_by=by,
        added_at=at,
    )
    record("claim.captured", claim, by=by, at=at, file=kept.name, sha256=kept.sha256)
    return kept


def _locked(claim: Claim) -> Claim:
    return Claim.objects.select_for_update(of=("self",)).select_related("incident").get(pk=claim.pk)


def _refuse_future(moment: datetime, at: datetime) -> None:
    if moment > at:
        raise ClaimRefused(_("Waktu terlihat tidak boleh di masa depan."))
