"""Everything that changes organisations and recommendations."""

from secops.advisories.actions.answering import (
    answer_recommendation,
    answer_until,
    record_file_view,
)
from secops.advisories.actions.deciding import (
    accept_recommendation,
    merge_recommendation,
    order_recommendation,
    reject_recommendation,
)
from secops.advisories.actions.organisations import save_organisation
from secops.advisories.actions.posting import Advice, submit_recommendation
from secops.advisories.actions.refusals import RecommendationRefused
from secops.advisories.actions.telling import DECIDED, FINISHED, tell_authors_of_the_end

__all__ = [
    "DECIDED",
    "FINISHED",
    "Advice",
    "RecommendationRefused",
    "accept_recommendation",
    "answer_recommendation",
    "answer_until",
    "merge_recommendation",
    "order_recommendation",
    "record_file_view",
    "reject_recommendation",
    "save_organisation",
    "submit_recommendation",
    "tell_authors_of_the_end",
]
