"""Worker or scheduler dead: who notices, who is told, how often."""

from datetime import datetime, timedelta

import pytest

import secops.wiring  # noqa: F401  (fills the tables of composers)
from accounts.models import Department, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.jobs.actions import feel_pulse
from secops.jobs.models import Pulse
from secops.outbox.models import Message
from secops.rules.intervals import WIB
from secops.watch.models import Outage
from secops.watch.silence import look
from tests.factories import ContactFactory, holder_of
from tests.outbox.sink import Sink, free_port, serve

pytestmark = pytest.mark.django_db

#: A Saturday night: nobody works, and an alarm goes out all the same.
NIGHT = datetime(2026, 11, 28, 2, 0, tzinfo=WIB)
MINUTE = timedelta(minutes=1)
WORKER, SCHEDULER, WEB = Pulse.Name.WORKER, Pulse.Name.SCHEDULER, Pulse.Name.WEB


@pytest.fixture
def officer(olga: User) -> User:
    assert olga.person is not None
    ContactFactory(person=olga.person, address="olga@kotacontoh.example")
    return olga


def felt(worker: datetime, scheduler: datetime) -> None:
    feel_pulse(WORKER, at=worker)
    feel_pulse(SCHEDULER, at=scheduler)


def watch(until: datetime, *, since: datetime, by: Pulse.Name = WEB) -> None:
    """Look every minute of a span of time."""
    at = since
    while at <= until:
        look(by=by, at=at)
        at += MINUTE


def subjects(sink: Sink) -> list[str]:
    return [str(mail["Subject"]) for mail in sink.mails]


def test_a_dead_worker_is_mailed_once_and_once_more_when_it_is_back(
    sink: Sink, officer: User
) -> None:
    felt(NIGHT, NIGHT)
    for n in range(1, 30):
        feel_pulse(SCHEDULER, at=NIGHT + n * MINUTE)
        look(by=SCHEDULER, at=NIGHT + n * MINUTE)
        look(by=WEB, at=NIGHT + n * MINUTE)
        assert len(sink.mails) == (0 if n <= 5 else 1)
    assert sink.recipients == ["olga@kotacontoh.example"]
    assert subjects(sink) == [
        "DARURAT: Pekerja Siaga berhenti sejak Sabtu, 28 November 2026, 02.00 WIB"
    ]
    back = NIGHT + 30 * MINUTE
    felt(back, back)
    for by in (WEB, SCHEDULER, WORKER):
        look(by=by, at=back)
    assert subjects(sink)[1:] == [
        "Pekerja Siaga berjalan lagi sejak Sabtu, 28 November 2026, 02.30 WIB"
    ]
    entries = list(Entry.objects.filter(verb__startswith="outage").order_by("pk"))
    assert [entry.verb for entry in entries] == ["outage.noticed", "outage.over"]
    assert "1 orang diberi tahu" in sentence(entries[0])


def test_a_dead_scheduler_is_one_outage_not_two(sink: Sink, officer: User) -> None:
    """Without ticks the worker feels nothing; it is not called dead for that."""
    felt(NIGHT + timedelta(seconds=1), NIGHT)
    watch(NIGHT + 30 * MINUTE, since=NIGHT, by=WORKER)
    assert [one.part for one in Outage.objects.all()] == [SCHEDULER]
    assert len(sink.mails) == 1
    assert "Penjadwal" in subjects(sink)[0]
    back = NIGHT + 31 * MINUTE
    feel_pulse(SCHEDULER, at=back)
    look(by=WEB, at=back)  # before the worker took the first tick
    assert len(sink.mails) == 2
    assert Outage.objects.filter(part=WORKER).count() == 0


def test_a_worker_that_died_with_the_scheduler_is_told_when_that_one_is_back(
    sink: Sink, officer: User
) -> None:
    felt(NIGHT, NIGHT)
    watch(NIGHT + 10 * MINUTE, since=NIGHT)
    for n in range(11, 20):
        feel_pulse(SCHEDULER, at=NIGHT + n * MINUTE)
        look(by=WEB, at=NIGHT + n * MINUTE)
    worker = Outage.objects.get(part=WORKER)
    assert worker.noticed_at == NIGHT + 17 * MINUTE
    assert len(sink.mails) == 3


def test_what_was_never_started_is_no_outage(sink: Sink, officer: User) -> None:
    watch(NIGHT + 10 * MINUTE, since=NIGHT)
    assert not Outage.objects.exists()


def test_a_mail_server_that_is_away_gets_the_mail_later(officer: User, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    felt(NIGHT, NIGHT + 6 * MINUTE)
    look(by=SCHEDULER, at=NIGHT + 6 * MINUTE)
    assert Message.objects.get().state == Message.State.QUEUED
    late = Sink()
    server = serve(late, settings.EMAIL_PORT)
    feel_pulse(SCHEDULER, at=NIGHT + 9 * MINUTE)
    look(by=SCHEDULER, at=NIGHT + 9 * MINUTE)
    server.stop()
    assert len(late.mails) == 1


def test_an_outage_that_was_over_before_the_mail_could_go_is_not_told(
    officer: User, settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    felt(NIGHT, NIGHT + 6 * MINUTE)
    look(by=SCHEDULER, at=NIGHT + 6 * MINUTE)
    late = Sink()
    server = serve(late, settings.EMAIL_PORT)
    felt(NIGHT + 8 * MINUTE, NIGHT + 8 * MINUTE)
    look(by=SCHEDULER, at=NIGHT + 8 * MINUTE)
    server.stop()
    assert late.mails == []
    assert [one.state for one in Message.objects.all()] == [Message.State.DROPPED]


def test_without_a_duty_officer_the_lead_is_told(sink: Sink, office: Department) -> None:
    lead = holder_of(Role.LEAD, office)
    ContactFactory(person=lead.person, address="leo@kotacontoh.example")
    felt(NIGHT, NIGHT + 6 * MINUTE)
    look(by=SCHEDULER, at=NIGHT + 6 * MINUTE)
    assert sink.recipients == ["leo@kotacontoh.example"]


def test_the_mail_is_read_in_the_readers_language(sink: Sink, officer: User) -> None:
    assert officer.person is not None
    officer.person.language = "en"
    officer.person.save()
    felt(NIGHT, NIGHT + 6 * MINUTE)
    look(by=SCHEDULER, at=NIGHT + 6 * MINUTE)
    assert subjects(sink) == [
        "URGENT: Siaga is without its Worker since Saturday, 28 November 2026, 02:00 WIB"
    ]
