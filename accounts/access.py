"""Access in three lines: signed in (middleware), `@requires` on each door, `visible_to` on rows.

Every door declares its access here, once. The guard in `tests/guards` walks all addresses and
fails the build for a door that declares nothing.
"""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_network
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from accounts.models import User
from accounts.roles import Permission

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Let in who has at least one of the permissions. Rows are `visible_to`'s business."""

    def decorate(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(user_of(request).may(permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        door.access = permissions  # type: ignore[attr-defined]
        return door  # type: ignore[return-value]

    return decorate


def signed_in(why: str) -> Callable[[View], View]:
    """Let in every signed-in user; `why` says what makes that right."""

    def decorate(view: View) -> View:
        view.access = f"signed in: {why}"  # type: ignore[attr-defined]
        return view

    return decorate


def open_to_all(why: str) -> Callable[[View], View]:
    """Let in everybody, without a redirect to the sign-in; `why` says what protects the rows."""

    def decorate(view: View) -> View:
        door = login_not_required(view)
        door.access = f"open: {why}"  # type: ignore[attr-defined]
        return door

    return decorate


def user_of(request: HttpRequest) -> User:
    """The signed-in user, for the type checker as well."""
    assert isinstance(request.user, User)
    return request.user


def check(user: User, permission: Permission, department_id: int | None = None) -> None:
    """Ask again inside an action: raise PermissionDenied unless the user may."""
    if not user.may(permission, department_id):
        raise PermissionDenied


def network_address(request: HttpRequest) -> str:
    """The address of the caller, as far as our own proxies vouch for it."""
    caller = str(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.TRUSTED_PROXY_COUNT
    if not trusted or not _is_our_proxy(caller):
        return caller
    forwarded = [a.strip() for a in request.headers.get("X-Forwarded-For", "").split(",")]
    return forwarded[-trusted] if len(forwarded) >= trusted and forwarded[-trusted] else caller


def _is_our_proxy(caller: str) -> bool:
    """Who speaks past the proxy may write into the header what he likes."""
    ours: list[str] = settings.TRUSTED_PROXY_NETWORKS
    if not ours or not caller:  # a socket of the machine's own has no address
        return True
    try:
        address = ip_address(caller)
    except ValueError:
        return False
    return any(address in ip_network(one, strict=False) for one in ours)
