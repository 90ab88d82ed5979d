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
    open_rows = Rotation.objects.open()
    for hour, at in enumerate(month.run()):
        on_desks, in_campaign = month.piles(at)
        assert on_desks == in_campaign, at
        if hour:
            nobodys = open_rows.filter(turn="none")
            assert not nobodys.exists(), f"{at}: nobody's turn: {nobodys.first()}"
    settled = Rotation.objects.filter(campaign=month.campaign)
    assert not Rotation.objects.open().exists()
    # Given up is only who would not, never an account that nobody looked after.
    assert sum(month.given_up.values()) <= settled.count() * 0.05, month.given_up
    assert not set(month.given_up) & {"open", "needs_help", "disowned"}, month.given_up
    assert settled.filter(state="attested").exists()
    assert settled.filter(state="disabled").exists()
    assert sink.mails
