"""What `manage.py check` says about the letterhead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from secops.documents.arms import ArmsRefused, read_arms
from secops.documents.papers import HERE, letterhead
from secops.house.pdf import pictures


@register()
def arms_can_be_set(app_configs: Sequence[AppConfig] | None, **_more: Any) -> list[CheckMessage]:
    """The city's arms are typeset once, as every letter will."""
    if not settings.CITY_ARMS:
        return []
    try:
        read_arms(settings.CITY_ARMS)
        pictures(HERE / "letterhead.typ", letterhead(), dots=8)
    except ArmsRefused as refused:
        return [Error(f"CITY_ARMS: {refused}", id="documents.E001")]
    except RuntimeError as error:
        why = str(error).splitlines()[0]
        return [
            Error(
                f"CITY_ARMS: {settings.CITY_ARMS} cannot be drawn on a letter ({why}).",
                id="documents.E002",
            )
        ]
    return []
