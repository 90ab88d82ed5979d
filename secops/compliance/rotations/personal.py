"""Names and whole NIPs on lists: masked until somebody who may asks for them; each asking is noted.

Asking is a POST, so that opening a page changes nothing. It holds for a quarter of an hour in this
browser session, after which the lists are masked again.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from accounts.access import check, user_of
from accounts.roles import Permission
from secops.audit.actions import record

KEY = "personal_until"
HOLDS = timedelta(minutes=15)


def show_personal(request: HttpRequest, *, where: str, at: datetime) -> None:
    """Unmask personal columns in this session for a while; `where` is the page he asked on."""
    user = user_of(request)
    check(user, Permission.SEE_PERSONAL)
    record("personal.shown", user, by=user, at=at, page=where[:200])
    request.session[KEY] = (at + HOLDS).isoformat()


def hide_personal(request: HttpRequest) -> None:
    """Mask them again at once."""
    request.session.pop(KEY, None)


def is_personal_shown(request: HttpRequest, *, at: datetime) -> bool:
    """Whether this session asked for personal columns and the time is not over."""
    until = request.session.get(KEY)
    if not until or not user_of(request).may(Permission.SEE_PERSONAL):
        return False
    return datetime.fromisoformat(until) > at
