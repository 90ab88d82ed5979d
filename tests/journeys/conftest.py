"""A browser, a served product, a worker and a mailbox: everything real, all on loopback."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as configured
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import User
from tests.browser import CHROMIUM
from tests.journeys.looks import Looks
from tests.outbox.sink import free_port

ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys need a browser; say so plainly where there is none."""
    for item in items:
        if "journeys" not in item.path.parts:
            continue
        item.add_marker(pytest.mark.journey)
        if CHROMIUM is None:
            why = "no Chromium found (Debian: apt-get install chromium)"
            if os.environ.get("REQUIRE_ALL"):
                raise pytest.UsageError(why)
            item.add_marker(pytest.mark.skip(reason=why))


@dataclass
class Mailbox:
    """An SMTP server on loopback that keeps what it is given."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.original_content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 kept"

    def to(self, address: str, wait: float = 20) -> EmailMessage:
        """The newest mail to an address that is no optional one; waits for it."""
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline:
            for mail in reversed(self.mails):
                if address in str(mail["To"]) and "List-Unsubscribe" not in mail:
                    return mail
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address}; there are {[m['To'] for m in self.mails]}")


def link_in(mail: EmailMessage) -> str:
    """The path of the one answer link of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = set(re.findall(r"/k/[A-Za-z0-9_-]{22}", body.get_content()))
    assert len(found) == 1, found
    return found.pop()


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """Where the product's mail goes during a journey."""
    kept = Mailbox()
    port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)  # type: ignore[arg-type]
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield kept
    controller.stop()


@pytest.fixture
def served(live_server: Any, settings: Any) -> str:
    """The address under which the product is served."""
    settings.PUBLIC_BASE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return str(live_server.url)


@pytest.fixture
def worker(served: str, mailbox: Mailbox, settings: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own that does what worker and scheduler do, every half second."""
    database = connection.settings_dict
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings_worker",
        "JOURNEY_DATABASE": str(database["NAME"]),
        "JOURNEY_SEALED_DIR": str(settings.SEALED_DIR),
        "JOURNEY_MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "PUBLIC_BASE_URL": served,
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.worker"], cwd=ROOT, env=environment
    )
    yield process
    process.send_signal(signal.SIGTERM)
    process.wait(20)


@pytest.fixture
def context(browser: Browser, served: str) -> Iterator[BrowserContext]:
    """A desktop browser without a sign-in."""
    opened = browser.new_context(
        base_url=served, viewport={"width": 1440, "height": 900}, locale="id-ID"
    )
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose console must stay clean and whose policy must not be broken."""
    opened = context.new_page()
    said: list[str] = []
    opened.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    assert said == [], said


@pytest.fixture
def enter(context: BrowserContext, client: Any, served: str) -> Callable[[User], None]:
    """`enter(user)` puts that user's session into the browser."""

    def sign_in(user: User) -> None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        cookie = client.cookies[configured.SESSION_COOKIE_NAME]
        context.add_cookies(
            [{"name": configured.SESSION_COOKIE_NAME, "value": cookie.value, "url": served}]
        )

    return sign_in


@pytest.fixture
def looks(page: Page) -> Looks:
    """Looks at a page the way axe and the content security policy do."""
    return Looks(page)
