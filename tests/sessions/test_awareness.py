"""Old sessions in a digest that goes anyway, and the question of a month: never twice or alone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Department, User
from secops.audit.models import Entry
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.models import Rotation
from secops.compliance.sessions.awareness import desk_words, month_of
from secops.compliance.sessions.models import DeskAnswer, SessionNote
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from secops.reminders.engine import ask_helpers, remind
from secops.rules.intervals import WIB
from tests.factories import ApplicationFactory
from tests.reminders.support import campaign, person, rotation, whatsapp
from tests.sessions.support import bring, row

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
#: Wednesday 2 December 2026; the account is late, so its holder has a digest each working day.
NINE = datetime(2026, 12, 2, 9, 0, tzinfo=WIB)
DUE = datetime(2026, 12, 1, 16, 0, tzinfo=WIB)
LINE = "sesi login Anda masih terbuka lebih dari 24 jam"
QUESTION = "menutup sesi login sendiri"


@pytest.fixture
def late(dinsos: Department) -> Rotation:
    """Sari has not changed her password; yesterday was the due date."""
    return rotation(
        person(), campaign(), ApplicationFactory(code="simpatik", name="SIMPATIK"), due=DUE,
        department=dinsos, told_at=NINE - 5 * DAY,
    )  # fmt: skip


def forget(of: Rotation, by: User, *, at: datetime) -> None:
    """Her session is seen, three days old."""
    name = of.account.username
    bring([row("simpatik", name, at - 3 * DAY, read_at=at - HOUR)], by, at=at)


def run(when: datetime) -> list[str]:
    """Promise and send; the bodies that went out."""
    before = len(mail.outbox)
    remind(at=when)
    ask_helpers(at=when)
    deliver(at=when)
    return [str(one.body) for one in mail.outbox[before:]]


def digests(first: datetime, days: int) -> list[str]:
    return [body for n in range(days) for body in run(first + n * DAY)]


def test_old_sessions_are_told_in_a_digest_that_goes_anyway_and_once_a_week(
    olga: User, late: Rotation
) -> None:
    forget(late, olga, at=NINE)
    told = digests(NINE, 12)
    assert len(told) >= 2
    assert LINE in told[0]
    assert "SIMPATIK" in told[0]
    assert "Buka aplikasinya, pilih keluar (log out)" in told[0]
    assert not [body for body in told[1:] if LINE in body]
    assert SessionNote.objects.count() == 1
    assert set(Message.objects.values_list("kind", flat=True)) == {"rotation.digest"}


def test_a_week_later_a_fresh_reading_is_told_again(olga: User, late: Rotation) -> None:
    forget(late, olga, at=NINE)
    assert LINE in run(NINE)[0]
    later = NINE + 7 * DAY
    forget(late, olga, at=later)
    assert LINE in "".join(digests(later, 6))


def test_old_sessions_alone_send_nothing(olga: User, late: Rotation) -> None:
    forget(late, olga, at=NINE)
    Rotation.objects.update(written_off_at=NINE)
    assert digests(NINE, 5) == []
    assert not SessionNote.objects.exists()


def test_what_no_channel_took_was_not_told(olga: User, late: Rotation) -> None:
    forget(late, olga, at=NINE)
    remind(at=NINE)
    assert not SessionNote.objects.exists()
    deliver(at=NINE)
    [note] = SessionNote.objects.all()
    assert (note.person, note.kind) == (late.account.holder, "old")
    assert note.told_at - NINE < timedelta(seconds=5)


def test_a_stale_reading_accuses_nobody(olga: User, late: Rotation) -> None:
    forget(late, olga, at=NINE - 8 * DAY)
    assert LINE not in "".join(digests(NINE, 3))


def test_in_english_too(olga: User, late: Rotation) -> None:
    holder = late.account.holder
    assert holder is not None
    holder.language = "en"
    holder.save()
    forget(late, olga, at=NINE)
    assert "1 session of yours has been open for more than 24 hours" in run(NINE)[0]


# --- the question of a month ---------------------------------------------------------------------


@pytest.fixture
def ordered(olga: User, dinsos: Department) -> Duty:
    """Dinas Sosial is ordered to look after its sessions."""
    directive = Directive.objects.create(
        code="A-2026-9", title="Log out", kind="sessions", text="Mohon.", due_at=NINE + 9 * DAY,
        ordered_at=NINE - DAY, ordered_by=olga,
    )  # fmt: skip
    return Duty.objects.create(
        directive=directive, department=dinsos, due_at=NINE + 9 * DAY, changed_at=NINE - DAY
    )


def test_without_such_an_order_nobody_is_asked(late: Rotation) -> None:
    assert QUESTION not in "".join(digests(NINE, 3))


def test_the_question_is_asked_once_a_month_and_again_in_the_next(
    late: Rotation, ordered: Duty
) -> None:
    bodies = digests(NINE, 20)
    assert [QUESTION in body for body in bodies].count(True) == 1
    assert QUESTION in bodies[0]
    january = digests(datetime(2027, 1, 4, 9, 0, tzinfo=WIB), 15)
    assert [QUESTION in body for body in january].count(True) <= 1


def test_who_is_read_is_not_asked(olga: User, late: Rotation, ordered: Duty) -> None:
    bring(
        [row("simpatik", late.account.username, NINE - 3 * HOUR, read_at=NINE - HOUR)],
        olga,
        at=NINE,
    )
    assert QUESTION not in run(NINE)[0]


def test_in_a_chat_nobody_is_asked(dinsos: Department, ordered: Duty) -> None:
    sari = person(mail=None)
    whatsapp(sari)
    rotation(sari, campaign(), due=DUE, department=dinsos, told_at=NINE - 5 * DAY)
    remind(at=NINE)
    deliver(at=NINE)
    assert not SessionNote.objects.exists()


def link_in(body: str) -> str:
    """The path of the last link: the question stands below the accounts."""
    return re.findall(r"https?://[^/\s]+(/k/\S+)", body)[-1]


def test_the_answer_is_one_tap_and_may_be_changed(
    client: Client, late: Rotation, ordered: Duty, dinsos: Department
) -> None:
    body = run(NINE)[0]
    door = link_in(body)
    page = client.get(door)
    assert page.status_code == 200
    assert QUESTION in page.content.decode()
    assert not DeskAnswer.objects.exists()
    assert client.post(door, {"word": "perhaps"}).status_code == 422
    assert "tercatat" in client.post(door, {"word": "no"}).content.decode()
    assert "menghapus kuki" in client.post(door, {"word": "unknown"}).content.decode()
    answer = DeskAnswer.objects.get()
    assert (answer.person, answer.department, answer.word) == (
        late.account.holder, dinsos, "unknown",
    )  # fmt: skip
    assert Entry.objects.filter(verb="desk.answered").count() == 2
    assert desk_words([dinsos.pk], month=month_of(NINE)) == {"yes": 0, "no": 0, "unknown": 1}
    assert desk_words([dinsos.pk], month=month_of(NINE + 60 * DAY)) is None
