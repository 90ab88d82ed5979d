"""Every account is somebody's turn until it is done: a month of a small city."""

from collections.abc import Iterator
from typing import Any

import pytest

from secops.compliance.rotations.models import Rotation
from tests.desk.month import Month
from tests.outbox.sink import Sink, serve


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    taking = Sink()
    server = serve(taking)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield taking
    server.stop()


def test_in_a_month_every_account_reaches_an_end_by_somebodys_turn(db: None, sink: Sink) -> None:
    month = Month(people=150, step=3)
    for at in month.run():
        assert month.problems(at) == [], at
    settled = Rotation.objects.filter(campaign=month.campaign)
    assert month.unfinished() == []
    assert settled.filter(state="attested").exists()
    assert settled.filter(state="disabled").exists()
    assert sink.mails
