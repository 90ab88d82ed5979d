"""Every address, walked as every role, with an own and a foreign object.

What must hold: without a sign-in only declared doors open; without the permission nobody passes; a
row out of reach does not exist (404); the own row opens; nothing breaks, whatever is knocked on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern

from accounts.models import User
from accounts.roles import POLICY, Permission, Reach, Role
from tests.guards.test_doors import LIBRARY_DOORS, all_patterns
from tests.guards.world import World, build_world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")

#: Placeholders that name no row: any value will do.
ANY = {
    "verb": "x", "name": "accept", "kind": "accounts", "token": "A" * 22, "file": "x",
    "key": "k", "channel": "telegram",
    "day": "2026-11-20", "step": "scope", "number": "1", "section": "x",
}  # fmt: skip

#: Addresses whose first segment stands for two kinds of rows.
OWN_ROWS = {"objections/<int:pk>/answer/", "objections/<int:pk>/settle/"}

#: Doors whose rows are not a department's: everybody with the permission sees the same.
SAME_FOR_ALL: dict[str, str] = {
    "leak-reports": "reports are the office's",
    "leak-originals": "originals of reports are the office's (tests/incidents/vault)",
    "readings": "files are the office's or the uploader's",
    "sessions-files": "files are the office's or the uploader's",
    "messages": "messages are the office's",
    "people": "people are the office administrator's",
    "organisations": "stakeholders are the office's",
    "jobs": "the office sees all, others only what they started (tests/jobs)",
    "registers": "uploads are the office's or the uploader's (tests/registers)",
    "unmatched": "the queue is the office's",
    "message-texts": "texts are the office administrator's",
    "whatsapp-templates": "templates are the office administrator's",
    "documents": "letters are the office's and the inspectorate's",
    "v": "whether a paper is genuine is a public question (tests/documents)",
    "positions": "positions are the office administrator's",
    "hours": "working hours are the office administrator's",
    "ladders": "the ladders are the office's",
    "ready-tasks": "ready tasks are the office's",
    "status": "only what was published stands there: tests/status",
    "publications": "what leaves the city is the office's",
    "exchange": "documents of partners are the office's and the inspectorate's",
    "bulletins": "advisories are the office's and the inspectorate's (tests/bulletins)",
    "consultations": "meetings with partners are the office's and the inspectorate's",
    "ping": "who knows the address of a plan reports its runs, and reads nothing",
}


@dataclass(frozen=True)
class Door:
    """One address that takes a row or none."""

    pattern: str
    name: str
    access: Any
    takes_row: bool
    module: str = ""

    @property
    def is_page(self) -> bool:
        """The page of one row, not a deed or a part."""
        return bool(re.fullmatch(r"[\w-]+/<[^>]+>/", self.pattern))

    @property
    def subject(self) -> str:
        return self.pattern if self.pattern in OWN_ROWS else self.pattern.split("/")[0]

    def url(self, row: Any) -> str:
        values = iter([row])

        def fill(found: re.Match[str]) -> str:
            name = found.group(1)
            return str(ANY[name]) if name in ANY else str(next(values, 1))

        return "/" + PLACEHOLDER.sub(fill, self.pattern).replace("\\Z", "")


def doors() -> Iterator[Door]:
    for address, pattern in all_patterns():
        assert isinstance(pattern, URLPattern)
        if pattern.callback.__module__.startswith(tuple(LIBRARY_DOORS)):
            continue
        names = [name for name in PLACEHOLDER.findall(address) if name not in ANY]
        yield Door(address, pattern.name or "", getattr(pattern.callback, "access", None),
                   bool(names), pattern.callback.__module__)  # fmt: skip


DOORS = tuple(doors())


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def close_files(answer: Any) -> None:
    """Close what a streamed answer holds; closing the answer would end the test's transaction."""
    for closer in answer._resource_closers:
        closer()


def may_enter(user: User, door: Door) -> bool:
    if isinstance(door.access, tuple):
        return any(user.may(permission) for permission in door.access)
    return True


def sees_all(user: User, door: Door) -> bool:
    """Whether no row of this door is foreign to the user, whatever he may do there."""
    seeing = (Permission.SEE_DEPARTMENTS, Permission.READ_RECOMMENDATION)
    return isinstance(door.access, tuple) and any(
        user.scope(permission).reach is Reach.ALL for permission in (*door.access, *seeing)
    )


def test_every_address_with_a_row_is_part_of_the_walk(world: World) -> None:
    known = world.arguments(world.own)
    missing = sorted(
        {door.pattern for door in DOORS if door.takes_row and door.subject not in known}
        - NOT_WALKED.keys()
    )
    assert missing == [], "give tests/guards/world.py an own and a foreign row for these"


#: Rows behind these doors are walked by tests of their own, named here.
NOT_WALKED: dict[str, str] = {
    "profile/sessions/<int:pk>/end/": "one's own sessions only: tests/accounts",
    "partner/meetings/<str:code>/": "what he is invited to himself: tests/consultations",
    "partner/meetings/<str:code>/calendar/": "the same: tests/consultations",
    "profile/tokens/<int:pk>/revoke/": "one's own tokens only: tests/api/test_tokens.py",
    "api/v1/recommendations/<code>": "tokens of every role: tests/advisories/test_markings.py",
    "partner/words/<int:pk>/": "what was typed in one's own name: tests/advisories/test_portal.py",
}
#: Declared open, and what they do is send everybody to the sign-in.
ALWAYS_TO_SIGN_IN = {"/akun/signup/", "/akun/confirm-email/"}


def test_without_a_sign_in_only_declared_doors_open(client: Client, world: World) -> None:
    rows = world.arguments(world.own)
    wrong = []
    for door in DOORS:
        url = door.url(rows.get(door.subject, 1))
        answer = client.get(url)
        close_files(answer)
        declared = isinstance(door.access, str) and door.access.startswith("open")
        to_sign_in = answer.status_code == 302 and "/akun/" in answer.headers["Location"]
        if declared == to_sign_in and url not in ALWAYS_TO_SIGN_IN:
            wrong.append(f"{url}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", list(POLICY), ids=lambda role: role.value)
def test_each_role_gets_where_it_may_and_nowhere_else(
    client: Client, world: World, role: Role, method: str
) -> None:
    user = world.users[role]
    client.force_login(user, backend=BACKEND)
    wrong: list[str] = []
    own, foreign = world.arguments(world.own), world.arguments(world.foreign)
    for door in DOORS:
        if door.takes_row and door.subject not in own:
            continue
        for side, rows in (("own", own), ("foreign", foreign)):
            if side == "foreign" and not door.takes_row:
                continue
            if method == "post" and "profile" in door.pattern:
                client.force_login(user, backend=BACKEND)  # the door before may have signed out
            url = door.url(rows.get(door.subject, 1))
            answer = getattr(client, method)(url)
            close_files(answer)
            status = answer.status_code
            if status >= 500 and door.name != "readyz":
                wrong.append(f"{method} {url} ({side}): {status}")
            elif not may_enter(user, door):
                if status not in (403, 404, 405):
                    wrong.append(f"{method} {url} ({side}): {status}, may not enter")
            elif side == "foreign" and not sees_all(user, door):
                if door.subject not in SAME_FOR_ALL and status not in (403, 404, 405):
                    wrong.append(f"{method} {url} ({side}): {status}, is not his")
            elif (
                side == "own"
                and method == "get"
                and door.is_page
                and sees_all(user, door)
                and status in (403, 404)
            ):
                wrong.append(f"{method} {url} ({side}): {status}, is his")
    assert wrong == []


def test_a_page_does_not_change_by_being_looked_at(client: Client, world: World) -> None:
    """GET and HEAD are safe: the trail grows by nothing but what looking itself must leave."""
    counts = _row_counts()
    own = world.arguments(world.own)
    for role in (Role.DUTY_OFFICER, Role.HEAD):
        client.force_login(world.users[role], backend=BACKEND)
        for door in DOORS:
            url = door.url(own.get(door.subject, 1))
            close_files(client.get(url))
            close_files(client.head(url))
    after = _row_counts()
    changed = {
        table: (before, after[table])
        for table, before in counts.items()
        if after[table] != before and table not in LEFT_BY_LOOKING
    }
    assert changed == {}


#: Tables in which looking leaves a row by design, with the reason.
LEFT_BY_LOOKING: dict[str, str] = {
    "django_session": "a session is a row",
    "accounts_networkcount": "a wrong code of a document is counted, so that guessing is stopped",
    "usersessions_usersession": "a session is a row",
    "audit_entry": "who viewed evidence or a whole NIP is logged",
    "vault_custodyevent": "who looked at evidence is a link of its chain of custody",
    "advisories_readreceipt": "the author of advice is told who read it, and when",
    "bulletins_reading": "the office is told which department opened its advisory, and when",
    "backups_ping": "a ping is a GET by its protocol: it says that a backup ran",
    "backups_flip": "and with it the state of the plan changes",
}


def _row_counts() -> dict[str, int]:
    return {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed
    }
