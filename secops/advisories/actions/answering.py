"""Words below a recommendation, and what was looked at."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.advisories.actions.announcing import announce
from secops.advisories.actions.refusals import RecommendationRefused
from secops.advisories.models import (
    Attachment,
    Organisation,
    ReadReceipt,
    Recommendation,
    Response,
)
from secops.audit.actions import record
from secops.compliance.duties.queries import refusal_words
from secops.rules import recommendation as law
from secops.rules.intervals import WIB
from secops.rules.tlp import Marking, WideningRefused, below, in_trail

#: An author may object to a decision so long (policy).
RESPONSE_DAYS = timedelta(days=7)


@transaction.atomic
def answer_recommendation(
    recommendation: Recommendation,
    *,
    text: str,
    tlp: Marking | None = None,
    by: User,
    at: datetime,
) -> Response:
    """A word of the author's organisation, or of the office, below the recommendation; as closed as
    it, or more."""
    return _answer(recommendation, text, tlp, Response.Kind.COMMENT, by, at)


@transaction.atomic
def object_to_decision(
    recommendation: Recommendation, *, text: str, by: User, at: datetime
) -> Response:
    """The author's organisation objects to a decision, or to the result the office confirmed,
    within a week of it."""
    until = objection_until(recommendation)
    if recommendation.state not in law.DECIDED or until is None:
        raise RecommendationRefused(_("Belum ada keputusan yang dapat ditanggapi."))
    if at.astimezone(WIB).date() > until:
        raise RecommendationRefused(
            _("Waktu untuk menanggapi sudah lewat. Kirim rekomendasi baru.")
        )
    check(by, Permission.POST_RECOMMENDATION)
    return _answer(recommendation, text, None, Response.Kind.OBJECTION, by, at)


def _answer(
    recommendation: Recommendation,
    text: str,
    tlp: Marking | None,
    kind: Response.Kind,
    by: User,
    at: datetime,
) -> Response:
    if not by.may(Permission.DECIDE_RECOMMENDATION):
        check(by, Permission.POST_RECOMMENDATION)
        if not Organisation.objects.open_to(by).filter(pk=recommendation.organisation_id).exists():
            raise PermissionDenied
    if by.person is None:
        raise PermissionDenied
    if not text.strip():
        raise RecommendationRefused(_("Tuliskan tanggapannya."))
    try:
        marking = below(recommendation.marking, tlp or recommendation.marking)
    except WideningRefused as refused:
        raise RecommendationRefused(refusal_words(refused)) from refused
    answer = Response.objects.create(
        recommendation=recommendation,
        text=text.strip(),
        kind=kind,
        tlp=marking.value,
        person=by.person,
        given_at=at,
    )
    comment = kind is Response.Kind.COMMENT
    verb = "recommendation.answered" if comment else "recommendation.objected"
    record(verb, recommendation, by=by, at=at)
    announce(answer, at=at)
    return answer


@transaction.atomic
def note_reading(recommendation: Recommendation, *, by: User, at: datetime) -> None:
    """Keep who opened this text first when; opening it again changes nothing."""
    ReadReceipt.objects.get_or_create(
        recommendation=recommendation,
        version=recommendation.version,
        reader=by,
        defaults={"read_at": at, "office": by.may(Permission.DECIDE_RECOMMENDATION)},
    )


@transaction.atomic
def record_file_view(attachment: Attachment, *, by: User, at: datetime) -> None:
    """Note that somebody fetched a file; TLP:RED leaves only its hash in the trail."""
    name = in_trail(attachment.recommendation.marking, attachment.name)
    record(
        "evidence.viewed",
        attachment.recommendation,
        by=by,
        at=at,
        file=name or attachment.sha256[:12],
        sha256=attachment.sha256,
    )


def answer_until(recommendation: Recommendation) -> date | None:
    """Until when the author may answer a rejection."""
    if recommendation.decided_at is None:
        return None
    return (recommendation.decided_at.astimezone(WIB) + RESPONSE_DAYS).date()


def objection_until(recommendation: Recommendation) -> date | None:
    """Until when the author may object: to the decision, or to the newest word on the result."""
    chief = recommendation.merged_into or recommendation
    said = chief.words.order_by("-said_at").values_list("said_at", flat=True).first()
    moments = [one for one in (recommendation.decided_at, said) if one is not None]
    if recommendation.decided_at is None:
        return None
    return (max(moments).astimezone(WIB) + RESPONSE_DAYS).date()
