"""What the scenes of the demo's story share."""

from datetime import datetime
from typing import Protocol

from accounts.models import User
from secops.compliance.rotations.models import Campaign


class Scene(Protocol):
    """The story so far: who plays, when it is, and how large the city is beside the full one."""

    cast: dict[str, User]
    at: datetime
    campaign: Campaign | None

    @property
    def scale(self) -> float: ...

    def day(self, ago: int, clock: str) -> datetime: ...
    def ahead(self, days: int, clock: str) -> datetime: ...
