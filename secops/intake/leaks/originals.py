"""What higher parts do with the sealed original of a report; `secops/wiring.py` fills both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from secops.intake.models import Upload


@dataclass(frozen=True, slots=True)
class OriginalLine:
    """Where the original is kept, or where it can be; neither where it cannot."""

    code: str = ""
    url: str = ""
    keep_url: str = ""


#: What keeps an original, and what says about one.
KEEPERS: list[Callable[[Upload, User, datetime], None]] = []
TOLD: list[Callable[[Upload, User], OriginalLine]] = []


def original_line(upload: Upload | None, user: User) -> OriginalLine | None:
    """What the page says about the original of an upload."""
    lines = [told(upload, user) for told in TOLD] if upload is not None else []
    return next((line for line in lines if line.url or line.keep_url), None)
