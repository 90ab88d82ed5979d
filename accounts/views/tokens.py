"""One's own API tokens: made after the password was asked again, shown once, withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in, user_of
from accounts.actions import make_own_token, own_tokens, scopes_for, withdraw_own_token
from accounts.forms import SCOPE_WORDS, OwnTokenForm
from accounts.models import ApiToken, User
from accounts.roles import ApiScope
from secops.house.text import english
from secops.rules.refusal import MoveRefused

OWN = signed_in("everybody may look after his own tokens")
SHOWN = 20


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token of a list."""

    token: ApiToken
    look: tuple[str, str, str]
    scopes: list[str]
    opens: bool


@OWN
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Kunci API: a list, a form, and a new one once."""
    user, now = user_of(request), timezone.now()
    scopes = scopes_for(user)
    form, plain = OwnTokenForm(request.POST or None, scopes=scopes), ""
    if form.is_bound and form.is_valid():
        try:
            plain = _make(request, user, form.cleaned_data, now)
        except MoveRefused as refused:
            form.add_error(None, refused.english if english() else str(refused))
        else:
            form = OwnTokenForm(scopes=scopes)
    answer = render(
        request,
        "accounts/tokens.html",
        {
            "title": _("Kunci API"),
            "breadcrumbs": [(_("Akun saya"), reverse("profile")), (_("Kunci API"), "")],
            "form": form,
            "scopes": scopes,
            "plain": plain,
            "lines": _lines(user, now),
            "docs": reverse("api-docs"),
            "example": (
                'curl -sS -H "Authorization: Bearer $SIAGA_TOKEN" \\\n  '
                + request.build_absolute_uri(reverse("api-recommendations"))
            ),
        },
        status=422 if form.errors else 200,
    )
    answer["Cache-Control"] = "no-store"
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _make(request: HttpRequest, user: User, given: dict[str, object], now: datetime) -> str:
    scopes, days = given["scopes"], given["days"]
    assert isinstance(scopes, Collection)
    assert isinstance(days, int)
    wanted = [ApiScope(one) for one in scopes]
    return make_own_token(str(given["name"]), wanted, days=days, by=user, at=now)[1]


def _lines(user: User, now: datetime) -> list[TokenLine]:
    return [
        TokenLine(
            one,
            _look(one, now),
            [str(SCOPE_WORDS[ApiScope(scope)]) for scope in one.scopes],
            one.opens(now),
        )
        for one in own_tokens(user)[:SHOWN]
    ]


def _look(token: ApiToken, now: datetime) -> tuple[str, str, str]:
    if token.opens(now):
        return "ok", "", _("berlaku")
    return "quiet", "", _("dicabut") if token.revoked_at else _("habis masa berlakunya")


@OWN
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own tokens."""
    token = withdraw_own_token(pk, by=user_of(request), at=timezone.now())
    if token is None:
        raise Http404
    messages.success(request, _("Kunci %(name)s dicabut.") % {"name": token.name})
    return redirect("own-tokens")
