"""No page shows a link that its reader may not follow.

A small demo city, every role of its cast: from the first page on, whatever a page links to is
opened. A link that answers 403, 404 or 500 sends somebody to a wall we built ourselves.
"""

import re
from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from dashboard.demo.cast import CAST
from dashboard.navigation import home_of
from tests.guards.test_walk import BACKEND, close_files

pytestmark = pytest.mark.django_db(transaction=True)

#: Pages of one kind (the same address but for its row and its filter) that are read per role.
OF_A_KIND = 3
#: Other orders, pages and files of a list whose first page was read already.
SAME_LIST = re.compile(r"[?&](sort|page|after|before|export)=")
#: Deeds of the session itself, and files of the outside.
NOT_FOLLOWED = re.compile(r"^/(akun/logout|static|media|i18n)/")


def kind_of(address: str) -> str:
    """What makes two addresses pages of one kind: the path but for its rows."""
    path = urlsplit(address).path
    path = re.sub(r"/(\d+|[A-Z0-9-]*[A-Z0-9][A-Z0-9-]*)(?=/|$)", "/*", path)
    return re.sub(r"^/(applications|campaigns|k)/[^/]+/", r"/\1/*/", path)


class Links(HTMLParser):
    """Where links, GET forms, polled parts and pictures of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        names = {"a": ["href"], "img": ["src"], "iframe": ["src"]}.get(tag, [])
        if tag == "form" and (values.get("method") or "get").lower() == "get":
            names = ["action"]
        self.found += [values[name] or "" for name in (*names, "hx-get") if name in values]


def links_of(content: str, page: str) -> list[str]:
    """The addresses inside the product that a page leads to."""
    reader = Links()
    reader.feed(content)
    inside = []
    for one in reader.found:
        address = urldefrag(urljoin(f"http://testserver{page}", one)).url
        if address.startswith("http://testserver/"):
            inside.append(address.removeprefix("http://testserver"))
    return inside


def walk(client: Client, user: User) -> tuple[list[str], int]:
    """Follow everything one user is shown; what answered badly and how many pages were read."""
    client.force_login(user, backend=BACKEND)
    home = home_of(user)
    waiting = deque([("/", "start"), (home, "start"), (reverse("profile"), "start")])
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    wrong, pages = [], 0
    while waiting:
        address, shown_on = waiting.popleft()
        kind = kind_of(address)
        if address in seen or kinds[kind] >= OF_A_KIND or NOT_FOLLOWED.match(address):
            continue
        if SAME_LIST.search(address):
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = client.get(address)
        close_files(answer)
        status = answer.status_code
        if status in (301, 302):
            waiting.append((urljoin(address, answer.headers["Location"]), shown_on))
        elif status >= 400:
            wrong.append(f"{user.email}: {shown_on} -> {address}: {status}")
        elif (
            answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming
        ):
            pages += 1
            content = answer.content.decode()
            waiting.extend((link, address) for link in links_of(content, address))
    return wrong, pages


@pytest.mark.parametrize("email", [member.email for member in CAST])
def test_nobody_is_shown_a_link_he_may_not_follow(
    client: Client, small_city: None, email: str
) -> None:
    wrong, pages = walk(client, User.objects.get(email=email))
    assert pages >= 3
    assert wrong == [], "\n".join(wrong)
