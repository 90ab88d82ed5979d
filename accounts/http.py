"""What a signed-in request is, for the type checker and the reader."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class Request(HttpRequest):
    """A request that passed `SignedInMiddleware`: its user is one of ours."""

    user: User  # type: ignore[assignment]
    htmx: HtmxDetails
