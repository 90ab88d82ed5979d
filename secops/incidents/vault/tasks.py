"""The nightly round: every content is read once between one in the morning and the next."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from secops.incidents.vault import store
from secops.incidents.vault.actions.checking import check_content, longest_unchecked
from secops.incidents.vault.actions.disposing import sweep_disposed
from secops.incidents.vault.models import Content
from secops.rules.intervals import WIB

#: The round of a day starts at this hour.
HOUR = 1
#: So long the vault keeps the minute's tick from its other work; at least one content is read.
SECONDS_A_MINUTE = 10.0


def round_began(at: datetime) -> datetime:
    """When the round that runs now began."""
    local = at.astimezone(WIB)
    began = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return began if began <= local else began - timedelta(days=1)


def look_after_evidence(*, at: datetime) -> int:
    """Check a slice of what this round has not read yet; returns how many contents."""
    store.forget_orphans(at=at)
    sweep_disposed()
    began, done = time.monotonic(), 0
    for pk in longest_unchecked(round_began(at)):
        check_content(Content.objects.get(pk=pk), at=at)
        done += 1
        if time.monotonic() - began > SECONDS_A_MINUTE:
            break
    return done
