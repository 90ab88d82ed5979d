"""The gallery in a real browser: no accessibility finding, no violation, parts that work."""

from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import expect

from tests.browser import CHROMIUM

AXE = (Path(__file__).resolve().parents[1] / "vendor/axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium found (Debian: apt-get install chromium)"),
]


@pytest.fixture
def _house_alone(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.house.gallery_urls"
    settings.DEBUG = True
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.MIDDLEWARE = [
        "csp.middleware.CSPMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django_htmx.middleware.HtmxMiddleware",
    ]
    engine = dict(settings.TEMPLATES[0])
    engine["OPTIONS"] = engine["OPTIONS"] | {
        "context_processors": [
            "django.template.context_processors.request",
            "django.contrib.messages.context_processors.messages",
            "secops.house.context.house",
        ]
    }
    settings.TEMPLATES = [engine]


class Quiet(WSGIRequestHandler):
    """A server that keeps its log to itself."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Threaded(ThreadingMixIn, WSGIServer):
    """One thread per request, or the browser's parallel loads would wait for each other."""

    daemon_threads = True


@pytest.fixture
def address(_house_alone: None) -> Iterator[str]:
    """The house on a free port, without a database."""
    app = StaticFilesHandler(WSGIHandler())
    server = make_server("127.0.0.1", 0, app, server_class=Threaded, handler_class=Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("page", ["gallery/", "door/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_no_finding_and_nothing_cut_off(
    browser: Any, address: str, page: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    tab = context.new_page()
    tab.goto(f"{address}/{page}")
    tab.evaluate(AXE)
    found = tab.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)
    problems = [(f["id"], [n["target"] for n in f["nodes"]]) for f in found["violations"]]
    overflow = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert problems == []
    assert overflow <= 0


def test_parts_work_under_the_strict_policy(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="id-ID")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(f"{address}/gallery/")

    tab.keyboard.press("Control+k")
    assert tab.evaluate("document.activeElement.type") == "search"

    bar = tab.locator("#bulk")
    assert not bar.is_visible()
    tab.locator("input[name=pick]").first.check()
    assert bar.is_visible()
    assert bar.locator("[data-ps-picked]").inner_text() == "1"
    tab.locator("[data-ps-pick-page]").check()
    assert bar.locator("[data-ps-picked]").inner_text() == "7"

    tab.get_by_role("link", name="OPD", exact=True).first.click()
    tab.wait_for_url("**/gallery/?sort=*")
    tab.wait_for_selector("th[aria-sort]")

    tab.locator("[data-ps-copy]").click()
    expect(tab.locator("#salin-contoh-status")).to_have_text("Tersalin.")
    assert "Posko Siber" in tab.evaluate("navigator.clipboard.readText()")

    tab.locator("[data-ps-open=dlg]").click()
    assert tab.locator("#dlg").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#dlg").is_visible()
    assert tab.evaluate("document.activeElement.dataset.psOpen") == "dlg"

    tab.locator(".ps-user > summary").click()
    tab.get_by_role("button", name="Gelap").click()
    tab.wait_for_load_state()
    assert tab.locator("html").get_attribute("data-bs-theme") == "dark"
    context.close()
    assert [line for line in said if "/house/job/" not in line and "404" not in line] == []


def test_print_from_the_dark_theme_is_black_on_white(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 1000, "height": 900}, color_scheme="dark")
    tab = context.new_page()
    tab.goto(f"{address}/gallery/")
    tab.emulate_media(media="print")
    colours = tab.evaluate(
        "[getComputedStyle(document.body).backgroundColor,"
        " getComputedStyle(document.querySelector('.ps-table th[scope=row]')).color,"
        " getComputedStyle(document.querySelector('.ps-side')).display]"
    )
    context.close()
    assert colours[0] == "rgb(255, 255, 255)"
    assert max(int(part) for part in colours[1][4:-1].split(",")[:3]) < 90
    assert colours[2] == "none"


def test_a_phone_without_scripts_can_still_read_and_send(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}/gallery/")
    assert tab.locator("#bulk").is_visible()
    assert tab.locator("textarea#salin-contoh").is_visible()
    assert tab.locator(".ps-pager a").first.get_attribute("href").startswith("?")
    context.close()
