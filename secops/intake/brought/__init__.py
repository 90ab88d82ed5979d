"""Files that say what a system knows: the frame that readings and open sessions share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from secops.inventory.models import ReadingsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What is said about a file by who brings it."""

    file_name: str
    sha256: str
    source: str = ""
    origin: str = ReadingsFile.Origin.OWNER
    read_at: datetime | None = None
    application_code: str = ""
