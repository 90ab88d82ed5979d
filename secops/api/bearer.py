"""Who knocks: a person's token, and whether it, and he, may do what this door does."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja.security import HttpBearer

from accounts.actions import who_acts
from accounts.models import ApiToken, User
from accounts.roles import SCOPES, ApiScope
from secops.api.problems import Refused, problem

REALM = 'Bearer realm="siaga"'


@dataclass(frozen=True, slots=True)
class Caller:
    """The token, and the person as whom it acts."""

    token: ApiToken
    user: User


class PersonalToken(HttpBearer):
    """Opens to a token with this scope whose person may do it today on the pages."""

    openapi_description = (
        "A token from Akun saya → Kunci API. It acts as its owner: with his rights, his rows and "
        "his TLP clearance at this moment."
    )

    def __init__(self, scope: ApiScope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Return the caller; Refused (401, 403) says what is missing."""
        found = who_acts(token.strip(), at=timezone.now())
        if found is None:
            raise Refused(unknown_token(f'{REALM}, error="invalid_token"'))
        kept, user = found
        if self.scope not in kept.scopes:
            headers = {
                "WWW-Authenticate": f'{REALM}, error="insufficient_scope", scope="{self.scope}"'
            }
            raise Refused(
                problem(
                    HTTPStatus.FORBIDDEN,
                    f"This token lacks the scope {self.scope}",
                    detail="Make a token with it: Akun saya, Kunci API.",
                    headers=headers,
                )
            )
        if not any(user.may(permission) for permission in SCOPES[self.scope]):
            raise Refused(
                problem(
                    HTTPStatus.FORBIDDEN,
                    "The owner of this token may not do this",
                    detail="A token never opens more than the pages open to its owner.",
                )
            )
        return Caller(kept, user)


def unknown_token(challenge: str = REALM) -> JsonResponse:
    """The answer to whoever brings no token that opens, whatever is wrong with it."""
    return problem(
        HTTPStatus.UNAUTHORIZED,
        "A valid bearer token is needed",
        headers={"WWW-Authenticate": challenge},
    )


def caller_of(request: HttpRequest) -> Caller:
    """The caller of a door that asked for a token."""
    caller = getattr(request, "auth", None)
    assert isinstance(caller, Caller)
    return caller
