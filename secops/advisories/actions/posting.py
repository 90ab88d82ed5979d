"""A recommendation comes in: from its author, or from a letter through the office."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Department, Person, User
from accounts.roles import Permission
from secops.advisories.actions.holding import hold, moved
from secops.advisories.actions.refusals import RecommendationRefused
from secops.advisories.models import (
    Attachment,
    Organisation,
    Recommendation,
    RecommendationVersion,
)
from secops.advisories.told import incidents_told
from secops.audit.actions import record
from secops.compliance.duties.queries import refusal_words
from secops.documents.numbering import draw_yearly
from secops.house.files import Checked
from secops.incidents.actions import first_sentence
from secops.incidents.meetings.actions import advice_of_decision
from secops.incidents.meetings.models import Decision
from secops.incidents.models import Incident
from secops.inventory.models import Application
from secops.outbox.voices import city_calendar
from secops.rules import recommendation as law
from secops.rules.clocks import CLOCKS, ClockCode, deadline
from secops.rules.reference import Reference
from secops.rules.tlp import Marking, WideningRefused, remark

State = Recommendation.State


@dataclass(frozen=True, slots=True)
class Advice:
    """What somebody recommends. Without a title the first sentence is it."""

    text: str
    target: str
    urgency: str
    tlp: Marking
    title: str = ""
    application: Application | None = None
    incident: Incident | None = None
    departments: tuple[Department, ...] = ()
    kind: str = Recommendation.Kind.OTHER
    severity: str = ""
    effort: str = ""
    references: tuple[Reference, ...] = ()
    letter_number: str = ""
    #: Its organisation lets itself be named to others; heeded where its own author posts it.
    named: bool = False


@transaction.atomic
def submit_recommendation(
    advice: Advice,
    organisation: Organisation,
    author: Person,
    *,
    files: Sequence[Checked] = (),
    draft: bool = False,
    decision: Decision | None = None,
    by: User,
    at: datetime,
) -> Recommendation:
    """Post a recommendation: by its author, or by the office from a letter in his name, or from
    what a meeting decided.

    Our decision is due on the third working day at 16.00, if urgent on the first (RULES 3). A draft
    waits for its writer to send it, and is seen by nobody else.
    """
    own = by.person_id == author.pk
    if not (own and by.may(Permission.POST_RECOMMENDATION)):
        check(by, Permission.POST_RECOMMENDATION_FOR)
    if not organisation.members.filter(pk=author.pk).exists():
        raise PermissionDenied
    _refuse_unfit(advice, organisation, at)
    if not by.may(Permission.POST_RECOMMENDATION_FOR):
        _refuse_untold(advice, by)
    made = Recommendation(
        code=draw_yearly("R", at=at),
        organisation=organisation,
        author=author,
        state=State.DRAFT if draft else State.SUBMITTED,
        letter_number=advice.letter_number.strip(),
        incident=advice.incident,
        tlp=advice.tlp,
        named=own and advice.named,
        entered_by=by,
        submitted_at=None if draft else at,
        decide_by=None if draft else decide_by(advice.urgency, at=at),
    )
    _write(made, advice)
    _keep_files(made, files)
    verb = "recommendation.drafted" if draft else "recommendation.submitted"
    record(verb, made, by=by, at=at, tlp=advice.tlp.value)
    if decision is not None:
        check(by, Permission.POST_RECOMMENDATION_FOR)
        advice_of_decision(decision, made.code, by=by, at=at)
    return made


@transaction.atomic
def send_recommendation(found: Recommendation, *, by: User, at: datetime) -> Recommendation:
    """Send a draft: from now on we owe a decision."""
    found = hold(found)
    if found.entered_by_id != by.pk:
        raise PermissionDenied
    moved(found, law.State.SUBMITTED, law.Actor.AUTHOR)
    _refuse_ended(found.organisation, at)
    found.submitted_at, found.decide_by = at, decide_by(found.urgency, at=at)
    found.save()
    record("recommendation.submitted", found, by=by, at=at, tlp=found.tlp)
    return found


@transaction.atomic
def revise_recommendation(
    found: Recommendation,
    advice: Advice,
    *,
    why: str = "",
    files: Sequence[Checked] = (),
    by: User,
    at: datetime,
) -> Recommendation:
    """Replace the text before it is decided; the older one is kept under its number.

    Only who posted it himself opens the marking: what came by a letter, a file or from a meeting
    was marked by its source. Whoever else revises it may close it further.
    """
    found = hold(found)
    if not may_revise(found, by):
        raise PermissionDenied
    if found.state not in law.OPEN:
        raise RecommendationRefused(_("Rekomendasi ini sudah diputuskan."))
    _refuse_unfit(advice, found.organisation, at)
    try:
        own = by.person_id == found.author_id and found.entered_by_id == by.pk
        remark(found.marking, advice.tlp, source_agrees=own)
    except WideningRefused as refused:
        raise RecommendationRefused(refusal_words(refused)) from refused
    if found.state != State.DRAFT:
        RecommendationVersion.objects.create(
            about=found,
            number=found.version,
            title=found.title,
            text=found.text,
            tlp=found.tlp,
            why=why.strip(),
            replaced_by=by,
            replaced_at=at,
        )
        found.version += 1
    found.tlp = advice.tlp
    if found.submitted_at is not None and advice.urgency != found.urgency:
        found.decide_by = decide_by(advice.urgency, at=at)
    _write(found, advice)
    _keep_files(found, files)
    record("recommendation.revised", found, by=by, at=at, version=found.version, tlp=found.tlp)
    return found


def may_revise(found: Recommendation, by: User) -> bool:
    """Whether he may replace the text: its author, or who typed it in."""
    if found.author_id == by.person_id:
        return by.may(Permission.POST_RECOMMENDATION)
    return found.entered_by_id == by.pk and by.may(Permission.POST_RECOMMENDATION_FOR)


def _write(found: Recommendation, advice: Advice) -> None:
    targets_one = advice.target == Recommendation.Target.APPLICATION
    found.title = advice.title.strip() or first_sentence(advice.text)
    found.text = advice.text.strip()
    found.target, found.urgency = advice.target, advice.urgency
    found.application = advice.application if targets_one else None
    found.kind, found.severity, found.effort = advice.kind, advice.severity, advice.effort
    found.references = [one.text for one in advice.references]
    found.save()
    chosen = advice.target == Recommendation.Target.DEPARTMENTS
    found.departments.set(advice.departments if chosen else ())


def _refuse_unfit(advice: Advice, organisation: Organisation, at: datetime) -> None:
    _refuse_ended(organisation, at)
    target = Recommendation.Target(advice.target)
    if not advice.text.strip():
        raise RecommendationRefused(_("Tuliskan rekomendasinya, satu kalimat pun cukup."))
    if target is Recommendation.Target.APPLICATION and advice.application is None:
        raise RecommendationRefused(_("Pilih aplikasinya."))
    if target is Recommendation.Target.DEPARTMENTS and not advice.departments:
        raise RecommendationRefused(_("Pilih sedikitnya satu OPD."))
    if target is Recommendation.Target.INCIDENT and advice.incident is None:
        raise RecommendationRefused(_("Pilih insidennya."))


def _refuse_untold(advice: Advice, by: User) -> None:
    """A partner names an incident only among those that he was told of."""
    named = advice.incident if advice.target == Recommendation.Target.INCIDENT else None
    if named is not None and named.pk not in incidents_told(by):
        raise RecommendationRefused(_("Hanya insiden yang pernah disampaikan kepada Anda."))


def _refuse_ended(organisation: Organisation, at: datetime) -> None:
    if organisation.ended(at):
        raise RecommendationRefused(
            _("Kerja sama dengan lembaga Anda sudah berakhir. Hubungi posko.")
        )


def decide_by(urgency: str, *, at: datetime) -> datetime:
    """When our decision is due."""
    urgent = urgency == Recommendation.Urgency.TODAY
    code = ClockCode.RECOMMENDATION_DECISION_URGENT if urgent else ClockCode.RECOMMENDATION_DECISION
    end = deadline(CLOCKS[code], at, calendar=city_calendar())
    assert end is not None
    return end


def _keep_files(recommendation: Recommendation, files: Sequence[Checked]) -> None:
    for file in files:
        kept = Attachment(
            recommendation=recommendation,
            name=file.name,
            content_type=file.content_type,
            bytes=file.bytes,
            sha256=file.sha256,
        )
        file.upload.seek(0)
        kept.file.save(uuid.uuid4().hex, file.upload, save=False)
        kept.save()
