"""POST /api/v1/sessions: one token, one application, all rows or none, nothing twice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiToken, User
from secops.audit.models import Entry
from secops.compliance.sessions.models import OpenSession, SessionReading, SessionsFile
from secops.compliance.sessions.tokens import make_push_token, revoke_push_token
from secops.inventory.models import Account, Application
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def token(owner: User, simpatik: Application) -> str:
    """Made yesterday for thirty days."""
    made = timezone.now() - DAY
    return make_push_token(simpatik, "cron SIMPATIK", days=30, by=owner, at=made)[1]


def push(
    client: Client, token: str, rows: Any, *, key: str = "a", read_at: str | None = None
) -> tuple[int, dict[str, Any]]:
    """Send rows; status and body of the answer."""
    body = {"read_at": read_at or (timezone.now() - HOUR).isoformat(), "sessions": rows}
    return send(client, token, json.dumps(body), key=key)


def send(client: Client, token: str, body: str, *, key: str = "a") -> tuple[int, dict[str, Any]]:
    answer = client.post(
        "/api/v1/sessions",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
    )
    kind = "json" if answer.status_code < 300 else "problem+json"
    assert answer.headers["Content-Type"] == f"application/{kind}"
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.json()


def old_row(name: str = "sari", days: int = 3) -> dict[str, str]:
    started = timezone.now() - days * DAY
    return {"username": name, "session_id": f"n-{name}", "started_at": started.isoformat()}


def test_a_push_is_counted_as_the_owners_reading(
    client: Client, token: str, sari: Account, dodi: Account
) -> None:
    status, told = push(client, token, [old_row(), {"username": "dodi", "open_sessions": 0}])
    assert status == 201
    assert (told["applied"], told["old"], told["again"]) == (2, 1, False)
    file = SessionsFile.objects.get()
    assert (file.origin, file.source) == ("owner", "API cron SIMPATIK")
    assert SessionReading.objects.get().is_newest
    entry = Entry.objects.get(verb="open_sessions.imported")
    assert "API cron SIMPATIK" in entry.actor_label
    used = ApiToken.objects.get().used_at
    assert used is not None


def test_the_same_key_and_body_answer_alike_and_add_nothing(
    client: Client, token: str, sari: Account
) -> None:
    body = json.dumps({"read_at": (timezone.now() - HOUR).isoformat(), "sessions": [old_row()]})
    first = send(client, token, body)
    again = send(client, token, body)
    assert (first[0], again[0]) == (201, 200)
    assert again[1] == first[1] | {"again": True}
    other_key = send(client, token, body, key="b")
    assert (other_key[0], other_key[1]["again"]) == (200, True)
    assert SessionsFile.objects.count() == OpenSession.objects.count() == 1


def test_a_key_with_another_body_is_a_conflict(client: Client, token: str, sari: Account) -> None:
    push(client, token, [old_row()])
    status, told = push(client, token, [old_row(days=4)])
    assert status == 409
    assert told["status"] == 409
    assert OpenSession.objects.count() == 1


def test_one_bad_row_and_nothing_is_stored_and_the_answer_says_which(
    client: Client, token: str, sari: Account
) -> None:
    bad = {"username": "sari", "session_id": "rahasia", "started_at": "kemarin"}
    status, told = push(client, token, [old_row(), bad])
    assert status == 422
    [error] = told["errors"]
    assert (error["row"], error["column"], error["value"]) == (2, "started_at", "kemarin")
    assert "rahasia" not in json.dumps(told)
    assert not SessionsFile.objects.exists()
    # Mended, it is taken under the same key: nothing stood for it yet.
    assert push(client, token, [old_row()])[0] == 201


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("x", "list `sessions`"),
        ([], "is empty"),
        (["x"], "rows"),
        ([{"username": "sari", "application_code": "absen"}], "rows"),
        ([{"username": {"a": 1}}], "rows"),
        ([{"username": "sari\nabsen"}], "rows"),
        ([{"username": "sari", "open_sessions": True}], "rows"),
        ([{"username": "sari"}] * 10_001, "At most 10000 rows"),
    ],
)
def test_what_is_no_list_of_rows_is_refused_in_words(
    client: Client, token: str, sari: Account, rows: Any, words: str
) -> None:
    status, told = push(client, token, rows)
    assert status == 422
    assert words in told["title"]
    assert not SessionsFile.objects.exists()


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000, "nul\u0000"])
def test_what_is_no_json_is_refused(client: Client, token: str, body: str) -> None:
    assert send(client, token, body)[0] in (400, 422)


def test_a_body_that_is_too_large_is_told_to_come_in_parts(
    client: Client, token: str, sari: Account
) -> None:
    status, told = send(client, token, '{"sessions": ["' + "x" * 6_000_000 + '"]}')
    assert (status, "in parts" in told["title"]) == (413, True)


def test_a_token_speaks_for_its_own_application_alone(
    client: Client, token: str, sari: Account, absen: Application
) -> None:
    AccountFactory(application=absen, username="orang.lain")
    status, told = push(client, token, [old_row("orang.lain")])
    assert (status, told["applied"], told["unknown"]) == (201, 0, 1)
    assert not OpenSession.objects.exists()


def test_a_wrong_an_ended_or_an_old_token_opens_nothing(
    client: Client, token: str, owner: User, simpatik: Application, sari: Account
) -> None:
    assert push(client, "siaga_" + "x" * 43, [old_row()])[0] == 401
    assert push(client, "", [old_row()])[0] == 401
    kept = ApiToken.objects.get()
    ApiToken.objects.update(expires_at=timezone.now())
    assert push(client, token, [old_row()])[0] == 401
    ApiToken.objects.update(expires_at=timezone.now() + DAY)
    assert push(client, token, [old_row()])[0] == 201
    revoke_push_token(simpatik, kept.pk, by=owner, at=timezone.now())
    assert push(client, token, [old_row()], key="b")[0] == 401
    assert Entry.objects.filter(verb="api_token.revoked").exists()


def test_without_a_key_or_with_another_method_nothing_happens(
    client: Client, token: str, sari: Account
) -> None:
    assert push(client, token, [old_row()], key="")[0] == 400
    answer = client.get("/api/v1/sessions")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_a_token_is_stored_as_a_digest(token: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_apitoken t")
        [(row,)] = cursor.fetchall()
    assert token not in row
    assert ApiToken.objects.get().shown == token[:10]


def test_strangers_make_no_token(ira: User, owner: User, absen: Application) -> None:
    for user in (ira, owner):
        with pytest.raises(PermissionDenied):
            make_push_token(absen, "x", days=30, by=user, at=timezone.now())


def test_the_page_shows_a_new_token_once_and_ends_it(
    owner: User, sari: Account, signed_in: SignIn
) -> None:
    browser = signed_in(owner)
    address = reverse("session-tokens", args=["simpatik"])
    page = browser.post(address, {"name": "cron", "days": "90"}).content.decode()
    found = re.search(r"siaga_[\w-]{43}", page)
    assert found is not None
    again = browser.get(address).content.decode()
    assert found[0] not in again
    assert "cron" in again
    assert push(Client(), found[0], [old_row()])[0] == 201
    kept = ApiToken.objects.get()
    end = reverse("session-token-revoke", args=["simpatik", kept.pk])
    assert "dicabut" in browser.post(end, follow=True).content.decode()
    assert push(Client(), found[0], [old_row()], key="b")[0] == 401
    assert browser.post(reverse("session-token-revoke", args=["simpatik", 0])).status_code == 404
