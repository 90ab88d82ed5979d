"""Everything that changes organisations and recommendations."""

from secops.advisories.actions.answering import (
    answer_recommendation,
    answer_until,
    note_reading,
    object_to_decision,
    objection_until,
    record_file_view,
)
from secops.advisories.actions.deciding import (
    accept_recommendation,
    merge_recommendation,
    order_recommendation,
    pass_recommendation_on,
    reject_recommendation,
    review_recommendation,
)
from secops.advisories.actions.discarding import discard_recommendation
from secops.advisories.actions.holding import objected
from secops.advisories.actions.naming import set_naming
from secops.advisories.actions.organisations import save_organisation
from secops.advisories.actions.posting import (
    Advice,
    may_revise,
    revise_recommendation,
    send_recommendation,
    submit_recommendation,
)
from secops.advisories.actions.refusals import RecommendationRefused
from secops.advisories.actions.telling import (
    DECIDED,
    FINISHED,
    confirm_adoption,
    start_reviews,
)

__all__ = [
    "DECIDED",
    "FINISHED",
    "Advice",
    "RecommendationRefused",
    "accept_recommendation",
    "answer_recommendation",
    "answer_until",
    "confirm_adoption",
    "discard_recommendation",
    "may_revise",
    "merge_recommendation",
    "note_reading",
    "object_to_decision",
    "objected",
    "objection_until",
    "order_recommendation",
    "pass_recommendation_on",
    "record_file_view",
    "reject_recommendation",
    "review_recommendation",
    "revise_recommendation",
    "save_organisation",
    "send_recommendation",
    "set_naming",
    "start_reviews",
    "submit_recommendation",
]
