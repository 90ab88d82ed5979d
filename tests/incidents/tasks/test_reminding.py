"""A due date that acts: at once, half-way, due, late; each once, one message a person."""

from datetime import datetime, timedelta

import pytest
from django.core import mail

from accounts.models import Absence, User
from secops.incidents.models import Incident
from secops.incidents.tasks.actions import (
    Wanted,
    change_task,
    drop_task,
    finish_task,
    give_task,
    write_task,
)
from secops.incidents.tasks.composers import COMPOSERS
from secops.incidents.tasks.models import Task
from secops.incidents.tasks.owners import Owner
from secops.incidents.tasks.reminding import KIND_DUE, KIND_GIVEN, KIND_LATE, remind_of_tasks
from secops.outbox.composers import Composed, Dropped
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from secops.reminders.composers import DIGEST
from secops.reminders.engine import ask_helpers
from secops.rules.intervals import WIB
from tests.incidents.support import AT, DAY, HOUR, incident_of, reachable

MINUTE = timedelta(minutes=1)


@pytest.fixture
def incident(olga: User, leo: User, budi: User) -> Incident:
    reachable(olga, leo, budi)
    return incident_of(olga)


def task_of(incident: Incident, owner: User | None, by: User, hours: int = 8) -> Task:
    held = Owner(position=owner.held_positions[0]) if owner else Owner()
    wanted = Wanted(f"Tugas {hours} jam", AT + hours * HOUR, owner=held)
    return write_task(incident, wanted, by=by, at=AT)


def told() -> list[tuple[str, str]]:
    rows = Message.objects.order_by("pk").select_related("person")
    return [(row.kind, row.person.name) for row in rows]


def said(message: Message, at: datetime) -> Composed | Dropped:
    return COMPOSERS[message.kind].compose([message], at)[message.pk]


def minute_by_minute(until: datetime, step: timedelta = 15 * MINUTE) -> None:
    """The clock from AT on, with everything sent that may be."""
    minute = AT
    while minute <= until:
        ask_helpers(at=minute)
        remind_of_tasks(at=minute)
        deliver(at=minute)
        minute += step


def test_each_step_is_told_once_and_the_lead_hears_only_of_what_is_late(
    incident: Incident, budi: User, olga: User
) -> None:
    task_of(incident, budi, olga)
    minute_by_minute(AT + 2 * DAY)
    assert told() == [
        (KIND_GIVEN, "Budi Agen"),
        (DIGEST, "Budi Agen"),  # half-way, 13.00
        (KIND_DUE, "Budi Agen"),
        (DIGEST, "Leo Ketua"),  # late, the next morning
        (DIGEST, "Budi Agen"),
    ]
    assert [letter.subject for letter in mail.outbox][-1] == "1 tugas insiden lewat batas waktu"


def test_late_work_on_a_grave_incident_does_not_wait_for_the_digest(
    incident: Incident, budi: User, olga: User
) -> None:
    Incident.objects.update(severity="sev1")
    task_of(incident, budi, olga, hours=24 * 7)
    due = AT + 7 * DAY
    minute_by_minute(due + DAY, step=HOUR)
    assert told() == [
        (DIGEST, "Budi Agen"), (DIGEST, "Budi Agen"), (DIGEST, "Budi Agen"),
        (KIND_DUE, "Budi Agen"), (KIND_LATE, "Leo Ketua"),
    ]  # fmt: skip


def test_after_an_outage_only_the_highest_step_is_told(
    incident: Incident, budi: User, olga: User
) -> None:
    task_of(incident, budi, olga)
    for later in (AT + 2 * DAY, AT + 2 * DAY + MINUTE):
        ask_helpers(at=later)
        remind_of_tasks(at=later)
        deliver(at=later)
    assert sorted(told()) == [(DIGEST, "Budi Agen"), (DIGEST, "Leo Ketua")]


def test_what_an_unknown_digest_said_of_a_task_is_said_the_next_day(
    incident: Incident, budi: User, olga: User
) -> None:
    task_of(incident, budi, olga, hours=24 * 10)
    ask_helpers(at=AT)
    Message.objects.update(state="unknown")
    assert ask_helpers(at=AT + HOUR) == 0, "one digest a day"
    assert ask_helpers(at=AT + DAY) == 1
    deliver(at=AT + DAY)
    assert ask_helpers(at=AT + 2 * DAY) == 0, "said, until the next step"
    assert len(mail.outbox) == 1


def test_ten_tasks_given_at_once_are_one_message(
    incident: Incident, budi: User, olga: User
) -> None:
    for n in range(10):
        task_of(incident, budi, olga, hours=60 + n)
    assert remind_of_tasks(at=AT) == 1
    message = Message.objects.get()
    words = said(message, AT)
    assert isinstance(words, Composed)
    assert words.subject == "10 tugas insiden untuk Anda"
    assert words.text.count("Batas waktu") == 10


def test_a_morning_is_one_digest_of_all_his_tasks_the_late_ones_first(
    incident: Incident, budi: User, olga: User
) -> None:
    for hours in (24 * 7 + 4, 24 * 7, 24 * 30):
        task_of(incident, budi, olga, hours=hours)
    eight = datetime(2026, 12, 2, 8, 0, tzinfo=WIB)
    assert remind_of_tasks(at=eight) == 0
    assert ask_helpers(at=eight) == 2, "the owner, and the lead"
    deliver(at=eight)
    owner = next(one for one in mail.outbox if "budi" in one.to[0] or "Budi" in one.body)
    assert owner.subject == "2 tugas insiden lewat batas waktu"
    places = [owner.body.index(f"Tugas {hours} jam") for hours in (168, 172, 720)]
    assert places == sorted(places)
    assert "/incident-tasks/" in owner.body
    lead = next(one for one in mail.outbox if one is not owner)
    assert "Tugas 720 jam" not in lead.body, "what is in work is not his"


@pytest.mark.parametrize("end", ["done", "dropped", "given on", "moved", "closed"])
def test_what_was_promised_is_dropped_when_the_task_ended_meanwhile(
    incident: Incident, budi: User, olga: User, leo: User, end: str
) -> None:
    task = task_of(incident, budi, olga)
    remind_of_tasks(at=AT)
    message = Message.objects.get()
    assert isinstance(said(message, AT), Composed)
    match end:
        case "done":
            finish_task(task, by=budi, at=AT + MINUTE)
        case "dropped":
            drop_task(task, why="x", by=olga, at=AT + MINUTE)
        case "given on":
            give_task(task, Owner(position=leo.held_positions[0]), by=olga, at=AT + MINUTE)
        case "moved":
            change_task(
                task, title="x", text="", due_at=AT + DAY, required=True, by=olga, at=AT + MINUTE
            )
        case "closed":
            Incident.objects.update(phase="refuted", refuted_why="x")
    assert isinstance(said(message, AT + MINUTE), Dropped)


@pytest.mark.parametrize("end", ["done", "closed"])
def test_reminders_stop_by_themselves(incident: Incident, budi: User, olga: User, end: str) -> None:
    task = task_of(incident, budi, olga)
    if end == "done":
        finish_task(task, by=budi, at=AT)
    else:
        Incident.objects.update(phase="refuted", refuted_why="x")
    assert remind_of_tasks(at=AT + 2 * DAY) == 0


def test_who_gets_it_later_is_told_at_once_and_by_steps_of_his_own(
    incident: Incident, budi: User, kartini: User, olga: User
) -> None:
    reachable(kartini)
    task = task_of(incident, budi, olga)
    remind_of_tasks(at=AT)
    give_task(task, Owner(position=kartini.held_positions[0]), by=olga, at=AT + HOUR)
    remind_of_tasks(at=AT + HOUR)
    remind_of_tasks(at=AT + HOUR + MINUTE)
    assert told() == [(KIND_GIVEN, "Budi Agen"), (KIND_GIVEN, "Kartini Kepala")]


def test_for_nobody_or_somebody_away_the_officer_on_duty_is_told(
    incident: Incident, budi: User, olga: User
) -> None:
    task_of(incident, None, olga)
    Absence.objects.create(
        person=budi.person, starts_on=AT.date(), until=AT.date() + timedelta(days=3), said_at=AT
    )
    task_of(incident, budi, olga, hours=9)
    remind_of_tasks(at=AT)
    message = Message.objects.get()
    assert message.person == olga.person
    words = said(message, AT)
    assert isinstance(words, Composed)
    assert "belum ada pemegang" in words.text
    assert "Tugas 9 jam" in words.text


def test_what_is_due_soon_speaks_in_the_urgent_voice(
    incident: Incident, budi: User, olga: User
) -> None:
    task_of(incident, budi, olga, hours=8)
    remind_of_tasks(at=AT)
    assert Message.objects.get().urgent
    Message.objects.all().delete()
    task_of(incident, olga, olga, hours=24 * 10)
    ask_helpers(at=AT)
    assert not Message.objects.get(person=olga.person).urgent
