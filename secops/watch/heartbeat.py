"""Telling an outside monitor that all is well, in the way of Healthchecks: a plain request, and
silence where anything is wrong. Whoever listens out there raises the alarm when we fall silent.

Nothing here ever fails the tick. The address is a secret: it is neither stored nor logged.
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.db import connection

from secops.jobs.models import Pulse
from secops.jobs.queries import pulses
from secops.watch.models import Finding, Outage, OutsideBeat, Round
from secops.watch.policy import ALARM_AFTER, BEAT_EVERY, BEAT_PATIENCE, ROUND_AT_LEAST
from secops.watch.waiting import is_stuck, oldest_due

log = logging.getLogger(__name__)

_CLAIM = """
INSERT INTO watch_outsidebeat (id, tried_at, problem, held_back) VALUES (1, %(at)s, '', '')
ON CONFLICT (id) DO UPDATE SET tried_at = excluded.tried_at
WHERE watch_outsidebeat.tried_at IS NULL
    OR watch_outsidebeat.tried_at <= %(before)s
RETURNING id
"""


def tell_outside(*, at: datetime) -> bool:
    """Knock at HEARTBEAT_URL if all is well; part of the tick. True: it was told and took it."""
    if not settings.HEARTBEAT_URL or not _claim(at):
        return False
    wrong = what_is_wrong(at=at)
    if wrong:
        OutsideBeat.objects.filter(pk=1).update(held_back=" ".join(wrong), problem="")
        return False
    problem = knock(settings.HEARTBEAT_URL)
    changes: dict[str, object] = {"held_back": "", "problem": problem}
    if problem:
        log.warning("the outside monitor was not told: %s", problem)
    else:
        changes["succeeded_at"] = at
    OutsideBeat.objects.filter(pk=1).update(**changes)
    return not problem


def what_is_wrong(*, at: datetime) -> list[str]:
    """The parts that are not well, as codes; empty when all is well."""
    wrong = [part.name for part in pulses(at) if part.silent]
    web = Pulse.objects.filter(name=Pulse.Name.WEB).first()
    if web is not None and at - web.seen_at > ALARM_AFTER:
        wrong.append(Pulse.Name.WEB.value)
    if not wrong and Outage.objects.filter(ended_at=None).exists():
        wrong.append("outage")
    if any(is_stuck(line, at) for line in oldest_due(at=at) if line.by_machine):
        wrong.append("queue")
    if Finding.objects.open().filter(kind=Finding.Kind.STUCK).exists():
        wrong.append("reminders")
    last = Round.objects.filter(finished_at__gt=at - ROUND_AT_LEAST)
    if not last.exists():
        wrong.append("auditor")
    return wrong


def _claim(at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"at": at, "before": at - BEAT_EVERY})
        return cursor.fetchone() is not None


class _NoRedirect(HTTPRedirectHandler):
    """A monitor answers where it is asked; a redirect is some other site, or a sign-in."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def knock(url: str, *, patience: float = BEAT_PATIENCE) -> str:
    """Ask the address once; return why it did not take it, "" if it did. Never raises, and never
    takes longer than `patience` seconds in all, however slowly the other side drips."""
    said: list[str] = []

    def ask() -> None:
        said.append(_ask(url, patience))

    asking = threading.Thread(target=ask, name="heartbeat", daemon=True)
    asking.start()
    asking.join(patience)
    return said[0] if said else "timeout"


def _ask(url: str, patience: float) -> str:
    try:
        request = Request(url, headers={"User-Agent": "siaga"})
        with build_opener(_NoRedirect).open(request, timeout=patience) as answer:
            status = int(answer.status)
    except HTTPError as refused:
        refused.close()
        status = refused.code
    except TimeoutError:
        return "timeout"
    except URLError as failure:
        return "timeout" if isinstance(failure.reason, TimeoutError) else "unreachable"
    except Exception as failure:  # whatever a broken answer makes of the library
        return f"broken:{type(failure).__name__}"[:120]
    return "" if 200 <= status < 300 else f"status:{status}"
