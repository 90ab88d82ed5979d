"""Stakeholders and what they recommend; what the office decided; what became of it."""

from secops.advisories.models.organisations import Organisation
from secops.advisories.models.recommendations import Recommendation, RecommendationQuerySet
from secops.advisories.models.shares import EvidenceShare, ShareQuerySet
from secops.advisories.models.words import (
    AdoptionWord,
    Attachment,
    ReadReceipt,
    RecommendationVersion,
    Response,
)

__all__ = [
    "AdoptionWord",
    "Attachment",
    "EvidenceShare",
    "Organisation",
    "ReadReceipt",
    "Recommendation",
    "RecommendationQuerySet",
    "RecommendationVersion",
    "Response",
    "ShareQuerySet",
]
