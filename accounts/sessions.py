"""Open sessions of a sign-in: which there are, and ending them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from accounts.models import User

#: Sign of the browser's own words -> how people call it; the first that fits wins.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
            ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser in which somebody is signed in."""

    pk: int
    device: str
    address: str
    since: datetime
    current: bool


def open_sessions(user: User, session_key: str = "") -> list[OpenSession]:
    """The sessions still open, the newest first; those that ran out are forgotten on the way."""
    found = [
        OpenSession(
            session.pk,
            device_of(session.user_agent),
            session.ip,
            session.created_at,
            session.session_key == session_key,
        )
        for session in UserSession.objects.purge_and_list(user)
    ]
    return sorted(found, key=lambda one: one.since, reverse=True)


def device_of(user_agent: str) -> str:
    """``Chrome, Windows``: what a browser says of itself, in two words."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), _("browser lain"))
    system = next((name for sign, name in SYSTEMS if sign in user_agent), _("perangkat lain"))
    return f"{browser}, {system}"


def end_all(user: User, *, except_key: str = "") -> int:
    """End the sessions of a user, all or all but one; return how many."""
    ended = 0
    for session in UserSession.objects.filter(user=user).exclude(session_key=except_key):
        session.end()
        ended += 1
    return ended


def end_one(user: User, pk: int) -> bool:
    """End one session of this user; False where he has none of that number."""
    session = UserSession.objects.filter(user=user, pk=pk).first()
    if session is None:
        return False
    session.end()
    return True
