"""Words below a recommendation, and what was looked at."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.advisories.actions.refusals import RecommendationRefused
from secops.advisories.models import Attachment, Recommendation, Response
from secops.audit.actions import record
from secops.rules.intervals import WIB

#: An author may answer a rejection so long (policy).
RESPONSE_DAYS = timedelta(days=7)


@transaction.atomic
def answer_recommendation(
    recommendation: Recommendation, *, text: str, by: User, at: datetime
) -> Response:
    """A word of the author's organisation, or of the office, below the recommendation."""
    if not by.may(Permission.DECIDE_RECOMMENDATION):
        check(by, Permission.POST_RECOMMENDATION)
        if by.person not in recommendation.organisation.members.all():
            raise PermissionDenied
    if by.person is None:
        raise PermissionDenied
    if not text.strip():
        raise RecommendationRefused(_("Tuliskan tanggapannya."))
    answer = Response.objects.create(
        recommendation=recommendation, text=text.strip(), person=by.person, given_at=at
    )
    record("recommendation.answered", recommendation, by=by, at=at)
    return answer


@transaction.atomic
def record_file_view(attachment: Attachment, *, by: User, at: datetime) -> None:
    """Note that somebody fetched a file."""
    record(
        "evidence.viewed",
        attachment.recommendation,
        by=by,
        at=at,
        file=attachment.name,
        sha256=attachment.sha256,
    )


def answer_until(recommendation: Recommendation) -> date | None:
    """Until when the author may answer a rejection."""
    if recommendation.decided_at is None:
        return None
    return (recommendation.decided_at.astimezone(WIB) + RESPONSE_DAYS).date()
