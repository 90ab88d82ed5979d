"""What every move of a recommendation has in common: the row held, the table asked."""

from __future__ import annotations

from secops.advisories.actions.refusals import RecommendationRefused
from secops.advisories.models import Recommendation
from secops.compliance.duties.queries import refusal_words
from secops.rules import recommendation as law
from secops.rules.refusal import MoveRefused


def hold(recommendation: Recommendation) -> Recommendation:
    """The row, locked."""
    return (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=recommendation.pk)
    )


def objected(recommendation: Recommendation) -> bool:
    """Whether its author objected to the decision that stands."""
    return Recommendation.objects.objected().filter(pk=recommendation.pk).exists()


def moved(
    recommendation: Recommendation, target: law.State, by: law.Actor, *, reason: str = ""
) -> None:
    """Ask the table, then set the state; the caller saves."""
    current = law.State(recommendation.state)
    try:
        state = law.move(current, target, by=by, reason=reason, objected=objected(recommendation))
    except MoveRefused as refused:
        raise RecommendationRefused(refusal_words(refused)) from refused
    recommendation.state = state.value
