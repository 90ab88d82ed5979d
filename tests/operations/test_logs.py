"""Nothing personal in a log line, no variable on an error page."""

import io
import logging
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.views.debug import technical_500_response

from secops.logs import MaskedLines, masked

NIP = "188001012005011001"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (f"for {NIP} sent", "for 1880************** sent"),
        ("for 18800101 200501 1 001 sent", "for 1880************** sent"),
        ("to sari.uji@kotacontoh.example", "to s***@kotacontoh.example"),
        ("GET /k/abcDEF123456_-789xyz12 200", "GET /k/*** 200"),
        ("upload 12345678901234567 of 20261122 kept", "upload 12345678901234567 of 20261122 kept"),
        ("/k/ asked for a code", "/k/ asked for a code"),
    ],
)
def test_what_names_a_person_or_opens_a_door_is_masked(line: str, shown: str) -> None:
    assert masked(line) == shown


def test_the_words_of_an_error_under_its_traceback_are_masked_too() -> None:
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(MaskedLines("{message}", style="{"))
    log = logging.Logger("test")
    log.addHandler(handler)
    try:
        raise ValueError(f"no account {NIP} of sari@kotacontoh.example")
    except ValueError:
        log.exception("failed for %s", NIP)
    assert NIP not in output.getvalue()
    assert "sari@" not in output.getvalue()
    assert "Traceback" in output.getvalue()


def test_every_handler_of_the_product_masks(settings: Any) -> None:
    config = settings.LOGGING
    assert config["formatters"]["line"]["()"] == "secops.logs.MaskedLines"
    assert {handler["formatter"] for handler in config["handlers"].values()} == {"line"}


def test_the_debug_error_page_shows_neither_variables_nor_what_was_posted(
    rf: RequestFactory, settings: Any
) -> None:
    settings.DEBUG = True
    posted, held = ("-".join(("canary", "in", place)) for place in ("post", "frame"))
    request = rf.post("/leak-reports/upload/", {"line": posted})

    def reader() -> None:
        row = held
        assert row
        raise ValueError("the file ended")

    try:
        reader()
    except ValueError as error:
        page = technical_500_response(
            request, type(error), error, error.__traceback__
        ).content.decode()
    assert "the file ended" in page
    assert posted not in page
    assert held not in page


@pytest.mark.django_db
def test_headers_that_every_answer_carries(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer["Permissions-Policy"].startswith("camera=(self)")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
