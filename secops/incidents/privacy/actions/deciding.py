"""The agency, and whether the public is told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.documents.actions import DocumentRefused, draft_document
from secops.documents.models import Document
from secops.incidents.actions import IncidentRefused, stop_clock
from secops.incidents.actions import decide_public as decide_for_incident
from secops.incidents.models import PublicDecision
from secops.incidents.privacy.actions.writing import approved_text
from secops.incidents.privacy.models import AgencyLetter, Notice
from secops.incidents.privacy.refusals import NoticeRefused
from secops.rules.clocks import ClockCode
from secops.rules.document import State
from secops.rules.public_words import trimmed

#: The law says no term for the public; ours is that of the persons.
TOLD_WITHIN = timedelta(days=3)
#: As the letter calls it; papers speak Indonesian alone.
SUBJECT = "Pemberitahuan kegagalan pelindungan data pribadi"


@transaction.atomic
def note_agency(
    notice: Notice, *, sent_at: datetime, proof: str, by: User, at: datetime
) -> AgencyLetter:
    """Note that the agency was told; the proof stops its clock."""
    check(by, Permission.WRITE_INCIDENT)
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if AgencyLetter.objects.filter(notice=notice).exists():
        raise NoticeRefused(_("Surat kepada lembaga sudah dicatat."))
    code = ClockCode.PERSONAL_DATA_AGENCY
    if not notice.incident.clock_stops.filter(clock=code).exists():
        try:
            stop_clock(notice.incident, code, stopped_at=sent_at, proof=proof, by=by, at=at)
        except IncidentRefused as refused:
            raise NoticeRefused(str(refused)) from None
    letter = AgencyLetter.objects.create(
        notice=notice,
        sent_at=sent_at,
        proof=trimmed(proof, 500),
        recorded_by=by,
        recorded_at=at,
    )
    record("notice.agency_told", notice, by=by, at=at, proof=letter.proof)
    return letter


@transaction.atomic
def draft_agency_letter(notice: Notice, *, by: User, at: datetime) -> Document:
    """Write the letter to the agency from the approved text; a draft that was dropped is written
    anew. Which agency that is stands in the settings."""
    check(by, Permission.WRITE_INCIDENT)
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    text = approved_text(notice)
    if text is None:
        raise NoticeRefused(_("Teksnya belum disetujui orang kedua."))
    before = notice.agency_document
    if before is not None and before.state not in (State.DROPPED, State.WITHDRAWN):
        return before
    when, _break, how = text.when_and_how.partition("\n")
    fields = {
        "incident": notice.incident.code,
        "known_at": notice.incident.personal_data_known_at,
        "subjects": str(notice.subjects.count()),
        "data": text.which_data,
        "when": when,
        "how": how or when,
        "efforts": text.handling,
        "contact": text.contact,
    }
    try:
        notice.agency_document = draft_document(
            "pdp_agency", subject=SUBJECT, fields=fields, about_url=notice.get_absolute_url(),
            by=by, at=at,
        )  # fmt: skip
    except DocumentRefused as refused:
        raise NoticeRefused(str(refused)) from None
    notice.save(update_fields=["agency_document"])
    return notice.agency_document


def take_public_decision(decision: PublicDecision) -> None:
    """What was decided in the incident's register stands on the page of its notice too."""
    notice = Notice.objects.select_for_update().filter(incident=decision.incident).first()
    if notice is not None:
        fill_public(notice, decision)


def fill_public(notice: Notice, decision: PublicDecision) -> None:
    """Take a decision over, with who decided; an older one does not displace a newer one."""
    if notice.public_at is not None and notice.public_at > decision.decided_at:
        return
    who = decision.decided_by
    own = who == str(decision.recorded_by)
    notice.public = decision.tell
    notice.public_reason = decision.reason if own else f"{decision.reason} ({who})"
    notice.public_by, notice.public_at = decision.recorded_by, decision.decided_at
    notice.save(update_fields=["public", "public_reason", "public_by", "public_at"])


@transaction.atomic
def decide_public(notice: Notice, *, public: bool, reason: str, by: User, at: datetime) -> Notice:
    """Art 46(3): whether the public is told, and why; the lead decides, and may decide anew."""
    check(by, Permission.DECIDE)
    if not reason.strip():
        raise NoticeRefused(_("Tuliskan alasannya."))
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    notice.public, notice.public_reason = public, trimmed(reason)
    notice.public_by, notice.public_at = by, at
    notice.save(update_fields=["public", "public_reason", "public_by", "public_at"])
    if notice.incident.personal_data_known_at is not None:
        decide_for_incident(
            notice.incident,
            tell=public,
            reason=notice.public_reason,
            decided_by=str(by),
            decided_at=at,
            due_at=at + TOLD_WITHIN,
            by=by,
            at=at,
        )
    verb = "notice.public_yes" if public else "notice.public_no"
    record(verb, notice, by=by, at=at, reason=notice.public_reason)
    return notice
