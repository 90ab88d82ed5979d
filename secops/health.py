"""Alive, ready, and in numbers: for the proxy, the scheduler of containers and the monitor."""

import hmac
import os
import time
from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Count, Max, Min
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import network_address, open_to_all
from secops.celery import app
from secops.inventory.models import LeakReport, ReadingsFile
from secops.jobs.models import Job
from secops.jobs.queries import BEHIND_THE_PAGES, pulses
from secops.outbox.models import Message
from secops.watch.models import Finding, Outage, OutsideBeat, Round
from secops.watch.policy import ROUND_AT_LEAST
from secops.watch.waiting import oldest_due

#: The broker is asked at most this often by one process, in seconds, whoever asks us.
ASK_BROKER_EVERY = 5
_broker: tuple[float, bool] = (float("-inf"), False)


@open_to_all("says only that the process answers")
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@open_to_all("says only whether the parts work, no content")
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The parts that a request or a reminder needs, each by name; 503 when one is missing."""
    checks = {"database": _database(), "broker": broker_answers()} | _parts()
    ready = all(checks.values())
    said = {"ready": ready, **checks} | _watched()
    return JsonResponse(said, status=200 if ready else 503)


@open_to_all("for the monitor alone, who knows METRICS_TOKEN or comes from METRICS_NETWORKS")
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Queues, pulses and last imports as Prometheus reads them; 404 to everybody else."""
    if not (_knows_token(request) or _is_listed(request)):
        raise Http404
    return HttpResponse(
        "\n".join(_lines()) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8"
    )


def _knows_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(given, wanted)


def _is_listed(request: HttpRequest) -> bool:
    try:
        address = ip_address(network_address(request))
    except ValueError:
        return False
    return any(address in ip_network(one, strict=False) for one in settings.METRICS_NETWORKS)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True


def _parts() -> dict[str, bool]:
    try:
        return {part.name: not part.silent for part in pulses(timezone.now())}
    except (DatabaseError, InterfaceError):
        return {name.value: False for name in BEHIND_THE_PAGES}


def _watched() -> dict[str, object]:
    """What the watch over the product knows. It says nothing about whether this process can answer:
    a mail server that is away must not take the pages with it."""
    now = timezone.now()
    try:
        last = Round.objects.filter(finished_at__gt=now - ROUND_AT_LEAST)
        waits = [line.oldest_at for line in oldest_due(at=now) if line.by_machine]
        beat = OutsideBeat.objects.first()
        oldest = min((one for one in waits if one), default=now)
        return {
            "auditor": last.exists(),
            "oldest_due_seconds": round((now - oldest).total_seconds()),
            "heartbeat_at": beat.succeeded_at if beat else None,
        }
    except (DatabaseError, InterfaceError):
        return {}


def broker_answers() -> bool:
    """Whether tasks can be handed over: a connection, or a folder that can be written."""
    global _broker
    asked, answer = _broker
    if time.monotonic() - asked > ASK_BROKER_EVERY:
        _broker = (time.monotonic(), _ask_broker())
        return _broker[1]
    return answer


def _ask_broker() -> bool:
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]
        return os.access(str(folder), os.W_OK | os.X_OK)
    try:
        with app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except Exception:  # every broker has errors of its own
        return False
    return True


def _lines() -> Iterable[str]:
    now = timezone.now()
    yield from _gauge(
        "siaga_pulse_timestamp_seconds",
        "When a part was last felt alive",
        [
            ({"part": part.name}, part.seen_at.timestamp())
            for part in pulses(now)
            if part.seen_at is not None
        ],
    )
    waiting = Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    jobs = waiting.values("state").order_by("state").annotate(n=Count("pk"), old=Min("created_at"))
    yield from _gauge(
        "siaga_jobs",
        "Jobs that wait or run",
        [({"state": row["state"]}, row["n"]) for row in jobs],
    )
    yield from _gauge(
        "siaga_jobs_oldest_seconds",
        "Age of the oldest of them",
        [({"state": row["state"]}, (now - row["old"]).total_seconds()) for row in jobs],
    )
    messages = Message.objects.values("channel", "state").order_by("channel", "state")
    yield from _gauge(
        "siaga_messages",
        "Messages by channel and state",
        [
            ({"channel": row["channel"], "state": row["state"]}, row["n"])
            for row in messages.annotate(n=Count("pk"))
        ],
    )
    due = Message.objects.filter(state=Message.State.QUEUED, next_try_at__lte=now)
    oldest = due.values("channel").order_by("channel").annotate(old=Min("next_try_at"))
    yield from _gauge(
        "siaga_messages_oldest_seconds",
        "For how long the oldest message that is due has waited",
        [({"channel": row["channel"]}, (now - row["old"]).total_seconds()) for row in oldest],
    )
    yield from _gauge(
        "siaga_findings",
        "Open things without a next step, by kind",
        [
            ({"kind": row["kind"]}, row["n"])
            for row in Finding.objects.open().order_by().values("kind").annotate(n=Count("pk"))
        ],
    )
    yield from _gauge(
        "siaga_outages",
        "Parts that are silent",
        [({"part": one.part}, 1) for one in Outage.objects.filter(ended_at=None)],
    )
    watched = {
        "auditor": Round.objects.aggregate(last=Max("finished_at"))["last"],
        "heartbeat": OutsideBeat.objects.aggregate(last=Max("succeeded_at"))["last"],
    }
    yield from _gauge(
        "siaga_watch_timestamp_seconds",
        "When the auditor last went round and the outside monitor was last told",
        [({"what": what}, at.timestamp()) for what, at in watched.items() if at is not None],
    )
    last = {
        "leak_report": LeakReport.objects.aggregate(last=Max("imported_at"))["last"],
        "readings": ReadingsFile.objects.aggregate(last=Max("imported_at"))["last"],
    }
    yield from _gauge(
        "siaga_last_import_timestamp_seconds",
        "When something was last imported",
        [({"kind": kind}, at.timestamp()) for kind, at in last.items() if at is not None],
    )


def _gauge(name: str, words: str, samples: Iterable[tuple[dict[str, str], float]]) -> Iterable[str]:
    yield f"# HELP {name} {words}."
    yield f"# TYPE {name} gauge"
    for labels, value in samples:
        inside = ",".join(f'{key}="{label}"' for key, label in labels.items())
        yield f"{name}{{{inside}}} {value:.17g}"
