"""Alive, and ready: for the proxy, the scheduler of containers and the monitor."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from accounts.access import open_to_all


@open_to_all("says only that the process answers")
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@open_to_all("says only whether the parts work, no content")
def readyz(request: HttpRequest) -> JsonResponse:
    """The parts that a request or a reminder needs."""
    checks = {"database": _database()}
    ready = all(checks.values())
    return JsonResponse({"ready": ready, **checks}, status=200 if ready else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False
