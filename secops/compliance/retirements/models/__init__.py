"""Applications on their way out of service, what each step rests on, and what must follow."""

from secops.compliance.retirements.models.cases import (
    Assessment,
    Channel,
    Proof,
    Retirement,
    RetirementQuerySet,
    Step,
)
from secops.compliance.retirements.models.followers import Follower
from secops.compliance.retirements.models.papers import Paper
from secops.compliance.retirements.models.probes import HostLook, ProbeSwitch

__all__ = [
    "Assessment",
    "Channel",
    "Follower",
    "HostLook",
    "Paper",
    "ProbeSwitch",
    "Proof",
    "Retirement",
    "RetirementQuerySet",
    "Step",
]
