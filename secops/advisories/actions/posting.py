"""A recommendation comes in: from its author, or from a letter through the office."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops.advisories.actions.refusals import RecommendationRefused
from secops.advisories.models import Attachment, Organisation, Recommendation
from secops.audit.actions import record
from secops.documents.numbering import draw_yearly
from secops.house.files import Checked
from secops.incidents.actions import first_sentence
from secops.incidents.models import Incident
from secops.inventory.models import Application
from secops.outbox.voices import city_calendar
from secops.rules.clocks import CLOCKS, ClockCode, deadline
from secops.rules.intervals import WIB
from secops.rules.tlp import Marking


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


@transaction.atomic
def submit_recommendation(
    advice: Advice,
    organisation: Organisation,
    author: Person,
    *,
    files: Sequence[Checked] = (),
    by: User,
    at: datetime,
) -> Recommendation:
    """Post a recommendation: by its author, or by the office from a letter in his name.

    Our decision is due on the third working day at 16.00, if urgent on the first (RULES 3).
    """
    own = by.person_id == author.pk
    if not (own and by.may(Permission.POST_RECOMMENDATION)):
        check(by, Permission.POST_RECOMMENDATION_FOR)
    if not organisation.members.filter(pk=author.pk).exists():
        raise PermissionDenied
    today = at.astimezone(WIB).date()
    if organisation.valid_until is not None and organisation.valid_until < today:
        raise RecommendationRefused(
            _("Kerja sama dengan lembaga Anda sudah berakhir. Hubungi posko.")
        )
    if not advice.text.strip():
        raise RecommendationRefused(_("Tuliskan rekomendasinya, satu kalimat pun cukup."))
    targets_one = advice.target == Recommendation.Target.APPLICATION
    if targets_one and advice.application is None:
        raise RecommendationRefused(_("Pilih aplikasinya."))
    recommendation = Recommendation.objects.create(
        code=draw_yearly("R", at=at),
        organisation=organisation,
        author=author,
        title=advice.title.strip() or first_sentence(advice.text),
        text=advice.text.strip(),
        target=advice.target,
        application=advice.application if targets_one else None,
        incident=advice.incident,
        urgency=advice.urgency,
        tlp=advice.tlp,
        submitted_at=at,
        entered_by=by,
        decide_by=decide_by(advice.urgency, at=at),
    )
    _keep_files(recommendation, files)
    record("recommendation.submitted", recommendation, by=by, at=at, tlp=advice.tlp.value)
    return recommendation


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
