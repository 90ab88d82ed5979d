"""What the office makes of a recommendation: accept, order, merge, reject."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.advisories.actions.refusals import RecommendationRefused
from secops.advisories.actions.telling import DECIDED, promise
from secops.advisories.models import Recommendation
from secops.audit.actions import record
from secops.compliance.duties.actions import Order, Target, issue_directive
from secops.compliance.duties.models import Directive

State = Recommendation.State


@transaction.atomic
def accept_recommendation(
    recommendation: Recommendation, *, reason: str = "", by: User, at: datetime
) -> Recommendation:
    """Accept it without an order (the office does it itself, or orders later)."""
    recommendation = _decide(recommendation, State.ACCEPTED, reason, by, at)
    record("recommendation.accepted", recommendation, by=by, at=at)
    return recommendation


@transaction.atomic
def order_recommendation(
    recommendation: Recommendation,
    order: Order,
    targets: Sequence[Target],
    *,
    by: User,
    at: datetime,
) -> Directive:
    """Accept it and make it an order to departments, in one act.

    One that was accepted before may become an order later. Raises OrderRefused as
    `issue_directive` does.
    """
    if recommendation.state == State.SUBMITTED:
        recommendation = _decide(recommendation, State.ACCEPTED, "", by, at)
    elif recommendation.state == State.ACCEPTED:
        promise(recommendation, DECIDED, at)
    else:
        raise RecommendationRefused(_("Rekomendasi ini sudah diputuskan."))
    directive = issue_directive(order, targets, by=by, at=at)
    recommendation.directives.add(directive)
    if recommendation.finished_at is not None:
        recommendation.finished_at = None
        recommendation.save(update_fields=["finished_at"])
    record("recommendation.ordered", recommendation, by=by, at=at, directive=directive.code)
    return directive


@transaction.atomic
def reject_recommendation(
    recommendation: Recommendation, *, reason: str, by: User, at: datetime
) -> Recommendation:
    """Say why it cannot be done; the author may answer for a week."""
    if not reason.strip():
        raise RecommendationRefused(_("Tuliskan alasannya."))
    recommendation = _decide(recommendation, State.REJECTED, reason, by, at)
    record(
        "recommendation.rejected",
        recommendation,
        by=by,
        at=at,
        reason=recommendation.decision_reason,
    )
    return recommendation


@transaction.atomic
def merge_recommendation(
    recommendation: Recommendation, into: Recommendation, *, by: User, at: datetime
) -> Recommendation:
    """Treat it as one with another; its author follows what becomes of that one."""
    if into.pk == recommendation.pk or into.merged_into_id is not None:
        raise RecommendationRefused(_("Pilih rekomendasi lain yang belum digabung."))
    recommendation = _decide(recommendation, State.MERGED, "", by, at)
    recommendation.merged_into = into
    recommendation.save(update_fields=["merged_into"])
    record("recommendation.merged", recommendation, by=by, at=at, into=into.code)
    return recommendation


def _decide(
    recommendation: Recommendation, state: str, reason: str, by: User, at: datetime
) -> Recommendation:
    check(by, Permission.DECIDE_RECOMMENDATION)
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if locked.state != State.SUBMITTED:
        raise RecommendationRefused(_("Rekomendasi ini sudah diputuskan."))
    locked.state, locked.decision_reason = state, reason.strip()
    locked.decided_by, locked.decided_at = by, at
    locked.save()
    promise(locked, DECIDED, at)
    return locked
