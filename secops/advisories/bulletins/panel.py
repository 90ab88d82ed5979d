"""The advisories made from a recommendation, on its page."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from secops.advisories.bulletins.queries import bulletins_of, may_write_from
from secops.advisories.bulletins.words import stand_sentence
from secops.advisories.looks import look_of_marking
from secops.advisories.models import Recommendation
from secops.advisories.panels import Panel
from secops.house.words import mark
from secops.rules.labels import label


def bulletin_panel(found: Recommendation, user: User) -> Panel | None:
    """Each advisory with its counts, and the way to write one."""
    made = bulletins_of(found, user)
    writes = may_write_from(found, user)
    if not made and not writes:
        return None
    lines = [
        {
            "bulletin": one,
            "marking": look_of_marking(one.marking),
            "state": mark(label(one.standing)),
            "counts": stand_sentence(counts) if counts.departments else "",
        }
        for one, counts in made
    ]
    new = f"{reverse('bulletin-new')}?from={found.code}" if writes else ""
    return Panel("bulletins/_made.html", {"lines": lines, "new": new})
