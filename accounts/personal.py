"""Names and whole NIPs on lists: masked until somebody who may asks for them.

Asking is a POST elsewhere that leaves an entry in the trail; it holds for a quarter of an hour in
this browser session. Here stands only whether it holds, for the lists of lower parts.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from accounts.access import user_of
from accounts.roles import Permission

#: Where the session keeps until when.
KEY = "personal_until"


def is_personal_shown(request: HttpRequest, *, at: datetime) -> bool:
    """Whether this session asked for personal columns and the time is not over."""
    until = request.session.get(KEY)
    if not until or not user_of(request).may(Permission.SEE_PERSONAL):
        return False
    return datetime.fromisoformat(until) > at
