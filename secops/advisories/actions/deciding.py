"""What the office makes of a recommendation: accept, order, merge, reject."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.advisories.actions.holding import hold, moved
from secops.advisories.actions.posting import decide_by
from secops.advisories.actions.refusals import RecommendationRefused
from secops.advisories.actions.telling import DECIDED, tell
from secops.advisories.looks import quoted_words
from secops.advisories.models import Recommendation
from secops.audit.actions import record
from secops.compliance.duties.actions import Order, Target, issue_directive
from secops.compliance.duties.models import Directive
from secops.outbox.voices import city_calendar
from secops.rules import recommendation as law
from secops.rules.clocks import CLOCKS, ClockCode, deadline
from secops.rules.order_words import QuotedRefused, carry
from secops.rules.tlp import in_trail

State = Recommendation.State


@transaction.atomic
def review_recommendation(
    recommendation: Recommendation, *, by: User, at: datetime
) -> Recommendation:
    """Take it under review; one that was turned down or merged comes back after its author
    objected, with a new term for the decision."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    found = hold(recommendation)
    again = found.decided_at is not None
    moved(found, law.State.UNDER_REVIEW, law.Actor.OFFICE)
    if again:
        found.decided_at, found.decided_by, found.decision_reason = None, None, ""
        found.merged_into = None
        found.decide_by = decide_by(found.urgency, at=at)
    found.save()
    record("recommendation.reviewed", found, by=by, at=at)
    return found


@transaction.atomic
def pass_recommendation_on(
    recommendation: Recommendation, *, reason: str, by: User, at: datetime
) -> Recommendation:
    """Not ours: say whose it is; the author may object as he may to a rejection."""
    found = _decide(recommendation, State.NOT_OURS, reason, by, at)
    reason = in_trail(found.marking, found.decision_reason)
    record("recommendation.not_ours", found, by=by, at=at, reason=reason)
    return found


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
    if recommendation.undecided:
        recommendation = _decide(recommendation, State.ACCEPTED, "", by, at)
    elif recommendation.state == State.ACCEPTED:
        tell(recommendation, DECIDED, at)
    else:
        raise RecommendationRefused(_("Rekomendasi ini sudah diputuskan."))
    directive = issue_directive(_with_markings(recommendation, order), targets, by=by, at=at)
    recommendation.directives.add(directive)
    recommendation.finished_at = recommendation.review_by = None
    if recommendation.follow_up_by is None:
        clock = CLOCKS[ClockCode.RECOMMENDATION_FOLLOW_UP]
        recommendation.follow_up_by = deadline(clock, at, calendar=city_calendar())
    recommendation.save()
    record("recommendation.ordered", recommendation, by=by, at=at, directive=directive.code)
    return directive


def _with_markings(recommendation: Recommendation, order: Order) -> Order:
    """The words of the order with the marking of the texts they quote."""
    sources = [
        (one.marking, text)
        for one in (recommendation, *recommendation.merged.all())
        for text in (one.title, one.text)
    ]
    try:
        words = carry(sources, order.title, order.text)
    except QuotedRefused as refused:
        raise RecommendationRefused(quoted_words(refused.marking)) from refused
    return replace(order, title=words.title, text=words.text)


@transaction.atomic
def reject_recommendation(
    recommendation: Recommendation, *, reason: str, by: User, at: datetime
) -> Recommendation:
    """Say why it cannot be done; the author may answer for a week."""
    recommendation = _decide(recommendation, State.REJECTED, reason, by, at)
    reason = in_trail(recommendation.marking, recommendation.decision_reason)
    record("recommendation.rejected", recommendation, by=by, at=at, reason=reason)
    return recommendation


@transaction.atomic
def merge_recommendation(
    recommendation: Recommendation, into: Recommendation, *, by: User, at: datetime
) -> Recommendation:
    """Treat it as one with another; its author follows what becomes of that one."""
    # Both rows in one order, so that two who merge crosswise wait for each other.
    held = Recommendation.objects.select_for_update(of=("self",)).order_by("pk")
    into = {one.pk: one for one in held.filter(pk__in=[into.pk, recommendation.pk])}[into.pk]
    takes = into.undecided or into.state == State.ACCEPTED
    if into.pk == recommendation.pk or not takes:
        raise RecommendationRefused(_("Pilih rekomendasi lain yang belum digabung."))
    recommendation = _decide(recommendation, State.MERGED, "", by, at)
    recommendation.merged_into = into
    recommendation.save(update_fields=["merged_into"])
    recommendation.merged.update(merged_into=into)
    record("recommendation.merged", recommendation, by=by, at=at, into=into.code)
    return recommendation


def _decide(
    recommendation: Recommendation, state: str, reason: str, by: User, at: datetime
) -> Recommendation:
    check(by, Permission.DECIDE_RECOMMENDATION)
    locked = hold(recommendation)
    moved(locked, law.State(state), law.Actor.OFFICE, reason=reason)
    locked.decision_reason = reason.strip()
    locked.decided_by, locked.decided_at = by, at
    locked.save()
    tell(locked, DECIDED, at)
    return locked
