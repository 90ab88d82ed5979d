"""Rotation campaigns: which accounts must change, what was answered, what is proved.

`Rotation.state` is a cache of what RULES 1 derives from facts; its one writer is
`rotations/derive.py`. Answers, exemptions, decisions and sample checks are facts.
"""

from secops.compliance.rotations.models.answers import Answer, Objection, SlipPhoto
from secops.compliance.rotations.models.campaigns import (
    Campaign,
    CampaignQuerySet,
    Rotation,
    RotationQuerySet,
)
from secops.compliance.rotations.models.decisions import Exemption, MassResetDecision, Transfer
from secops.compliance.rotations.models.log_ins import (
    LoginReview,
    LoginReviewQuerySet,
    MarkedLogIn,
)
from secops.compliance.rotations.models.samples import (
    SampleCheck,
    SampleDraw,
    SampleDrawQuerySet,
    SampleLook,
)
from secops.compliance.rotations.models.schedules import Schedule
from secops.compliance.rotations.models.snoozes import Snooze
from secops.compliance.rotations.models.tallies import CampaignDay, Tally

__all__ = [
    "Answer",
    "Campaign",
    "CampaignDay",
    "CampaignQuerySet",
    "Exemption",
    "LoginReview",
    "LoginReviewQuerySet",
    "MarkedLogIn",
    "MassResetDecision",
    "Objection",
    "Rotation",
    "RotationQuerySet",
    "SampleCheck",
    "SampleDraw",
    "SampleDrawQuerySet",
    "SampleLook",
    "Schedule",
    "SlipPhoto",
    "Snooze",
    "Tally",
    "Transfer",
]
