"""The side navigation: what each role needs, in the order of a day."""

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the groups of the side navigation for this user."""
    return {"nav": []}
