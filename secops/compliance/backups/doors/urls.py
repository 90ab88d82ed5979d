"""Addresses of pings behind `ping/`, as Healthchecks has them; a slash at the end is taken too."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path

from secops.compliance.backups.doors import pings

#: What may stand behind the plan, and what it says.
_ENDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("", {}),
    ("/start", {"kind": "start"}),
    ("/fail", {"kind": "fail"}),
    ("/log", {"kind": "log"}),
    ("/<int:exit_status>", {}),
)


def _addresses() -> Iterator[URLPattern]:
    for before, door in (
        ("<uuid:code>", pings.ping),
        ("<slug:key>/<slug:slug>", pings.ping_by_slug),
    ):
        for end, told in _ENDS:
            for slash in ("", "/"):
                name = "ping" if not (end or slash) and door is pings.ping else None
                yield path(f"{before}{end}{slash}", door, told, name=name)


urlpatterns = list(_addresses())
