"""Twelve days of a small city, with everything going wrong; `make soak` lives 120 days."""

import logging
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.soak.life import Life
from tests.soak.mailbox import Mailbox, mailbox
from tests.soak.workers import PLACES, standing_by

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

DAYS = int(os.environ.get("SOAK_DAYS", "12"))
SEED = int(os.environ.get("SOAK_SEED", "4"))


@pytest.fixture
def sink(settings: Any) -> Iterator[Mailbox]:
    with mailbox() as made:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
        yield made


def test_no_law_is_broken_in_the_weeks_before_the_new_year(
    as_delivered: None, sink: Mailbox, tmp_path: Path
) -> None:
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    with standing_by(sink.port) as workers:
        # The outage falls on Christmas Eve, a joint leave and a holiday beside it.
        life = Life(
            SEED, DAYS, date(2026, 12, 17), people=16, mailbox=sink, workers=workers,
            thorough=False,
        )  # fmt: skip
        record = life.run()
    assert life.breaches == []
    assert set(life.killed) == set(PLACES)
    assert record.lost
    assert len(record.mails) > DAYS * 5
