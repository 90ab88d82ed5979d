"""Who is told what, when, and how often (RULES 4 and 5)."""

import json
import re
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from accounts.models import Contact
from secops.compliance.rotations.models import Rotation
from secops.outbox.composers import COMPOSERS, Composed, Dropped
from secops.outbox.delivery import deliver, sweep
from secops.outbox.models import Message
from secops.reminders.engine import remind
from secops.reminders.models import DigestDay, Step
from secops.rules.intervals import WIB
from tests.factories import ApplicationFactory, ContactFactory
from tests.reminders.support import (
    DUE,
    ORDERED,
    campaign,
    change,
    derive,
    person,
    rotation,
    whatsapp,
)

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
#: A campaign in days: ordered Friday 27 November, due Friday 11 December 2026, 16.00.
LATER = datetime(2026, 12, 11, 16, 0, tzinfo=WIB)


def at(day: int, hour: int = 9, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WIB)


def run(when: datetime) -> int:
    """Promise and send; return how many mails went out."""
    remind(at=when)
    return deliver(at=when).sent


def test_the_first_message_goes_out_and_the_account_is_told() -> None:
    sari = person()
    told = rotation(sari, campaign())
    assert run(ORDERED) == 1
    told.refresh_from_db()
    assert told.told_at == pytest.approx(ORDERED, abs=timedelta(seconds=5))
    assert told.state == "told"
    assert run(ORDERED + MINUTE) == 0


def test_its_words_are_those_of_the_journey() -> None:
    rotation(person(), campaign())
    run(ORDERED)
    sent = mail.outbox[0]
    assert sent.subject == "Ganti kata sandi SIMPATIK sebelum Senin, 30 November, 16.00 WIB"
    for words in (
        "kata sandi (password) SIMPATIK Anda tercatat bocor 12 November 2026.",
        "Mohon diganti sebelum Senin, 30 November, 16.00 WIB.",
        "Buka SIMPATIK seperti biasa, jangan lewat tautan.",
        "Dasar: SE Sekda 000.6/123/2026.",
        "Kami tidak pernah meminta kata sandi atau OTP.",
        "Posko Siber (024) 000-0000",
        "Jawab: ketik siaga.kotacontoh.example/k, kode ",
        "Anda menerima pesan ini karena",
    ):
        assert words in sent.body, words
    html = str(sent.alternatives[0][0])
    assert sent.body.count("/k/") == 1
    assert html.count("/k/") == 1
    assert "<img" not in html
    assert 'name="color-scheme"' in html


def test_english_for_who_reads_english() -> None:
    rotation(person(language="en"), campaign())
    run(ORDERED)
    assert "Monday, 30 November" in mail.outbox[0].body


def test_five_accounts_make_one_message() -> None:
    sari, running = person(), campaign()
    for n in range(5):
        rotation(sari, running, ApplicationFactory(name=f"Aplikasi {n}"))
    assert run(ORDERED) == 1
    assert "Ganti kata sandi 5 akun Anda" in mail.outbox[0].subject
    assert Rotation.objects.filter(told_at=None).count() == 0


def test_two_due_dates_in_one_campaign_are_still_one_start_message() -> None:
    sari, running = person(), campaign()
    rotation(sari, running, due=DUE)
    rotation(sari, running, due=LATER)
    assert run(ORDERED) == 1
    assert run(ORDERED + MINUTE) == 0
    assert Step.objects.count() == 2


def test_a_day_has_one_digest_across_campaigns() -> None:
    sari = person()
    for code in ("c1", "c2", "c3"):
        rotation(sari, campaign(code), ApplicationFactory(name=code.upper()), due=LATER)
    assert run(ORDERED) == 3  # one start message a campaign
    assert run(at(7)) == 0
    assert run(at(8)) == 1  # h-3
    assert mail.outbox[-1].subject.startswith("3 akun menunggu Anda")
    assert all(code in mail.outbox[-1].body for code in ("C1", "C2", "C3"))
    assert run(at(8, 10)) == 0
    assert DigestDay.objects.count() == 1


def test_the_ladder_ends_after_four_weeks() -> None:
    rotation(person(), campaign(), due=LATER)
    days = [ORDERED + timedelta(days=n, hours=1) for n in range(90)]
    sent = [day.date() for day in days if run(day)]
    assert sent == [
        date(2026, 11, 27), date(2026, 12, 8), date(2026, 12, 10), date(2026, 12, 14),
        date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 11),
    ]  # fmt: skip


def test_after_an_outage_only_the_highest_rung_is_said() -> None:
    rotation(person(), campaign(), due=LATER)
    run(ORDERED)
    assert run(at(21)) == 1
    assert "Lewat batas waktu" in mail.outbox[-1].subject
    assert set(Step.objects.values_list("rung", flat=True)) == {"start", "weekly-1"}


def test_only_while_it_is_their_turn() -> None:
    done = rotation(person(), campaign("c1"), due=LATER)
    rotation(person("Rani Uji", "rani@kotacontoh.example"), campaign("c2"), due=LATER)
    run(ORDERED)
    change(done, ORDERED + timedelta(days=1))
    assert done.state == "verified"
    assert run(at(8)) == 1
    assert mail.outbox[-1].to == ["rani@kotacontoh.example"]


def test_who_changed_between_promise_and_sending_is_not_bothered() -> None:
    done = rotation(person(), campaign())
    remind(at=ORDERED)
    change(done, ORDERED - timedelta(minutes=30), at=ORDERED + timedelta(hours=1))
    sent = deliver(at=ORDERED + timedelta(hours=1))
    assert (sent.sent, sent.dropped) == (0, 1)


def test_ordinary_messages_wait_for_working_time_urgent_ones_for_the_morning() -> None:
    rotation(person(), campaign("c1"), due=LATER)
    saturday = at(28, month=11)
    done = remind(at=saturday)
    assert (done.digests, done.skipped["outside_working_time"]) == (0, 1)
    # Within 72 hours of its order: the voice "darurat" speaks on Saturdays too.
    rani = person("Rani Uji", "rani@kotacontoh.example")
    rotation(rani, campaign("c2"), due=ORDERED + timedelta(hours=70))
    assert remind(at=saturday.replace(hour=22)).digests == 0
    assert remind(at=saturday).digests == 1
    assert deliver(at=saturday).sent == 1


def test_without_an_address_he_is_counted_and_not_forgotten() -> None:
    sari = person(mail=None)
    waiting = rotation(sari, campaign())
    assert waiting.turn == "agent"
    done = remind(at=ORDERED, count_skipped=True)
    assert (done.due, done.skipped["not_their_turn"]) == (0, 1)
    ContactFactory(person=sari)
    derive(waiting)
    assert remind(at=ORDERED + MINUTE).digests == 1


def test_only_whatsapp_means_by_hand() -> None:
    sari = person(mail=None)
    whatsapp(sari)
    rotation(sari, campaign())
    remind(at=ORDERED)
    assert Message.objects.get().channel == Message.Channel.WHATSAPP_BY_HAND
    assert deliver(at=ORDERED).sent == 0


def test_an_untrusted_mailbox_is_told_by_another_channel_too() -> None:
    sari = person()
    whatsapp(sari)
    Contact.objects.filter(kind="mail").update(untrusted_at=ORDERED)
    rotation(sari, campaign())
    assert remind(at=ORDERED).digests == 1
    assert sorted(Message.objects.values_list("channel", flat=True)) == [
        "mail", "whatsapp_by_hand",
    ]  # fmt: skip


def test_a_dead_address_is_replaced_by_another_way() -> None:
    sari = person()
    whatsapp(sari)
    rotation(sari, campaign())
    remind(at=ORDERED)
    Message.objects.update(state="failed")
    Contact.objects.filter(kind="mail").update(disabled_at=ORDERED)
    assert remind(at=ORDERED + MINUTE).digests == 1
    assert Message.objects.get(state="queued").channel == "whatsapp_by_hand"
    assert remind(at=ORDERED + 2 * MINUTE).digests == 0


def test_an_unknown_digest_is_not_repeated_that_day_but_its_items_come_the_next() -> None:
    rotation(person(), campaign(), due=LATER)
    run(ORDERED)
    remind(at=at(8))
    Message.objects.filter(kind="rotation.digest").update(state="sending", claimed_at=at(8))
    sweep(at=at(8, 10))
    assert Message.objects.get(kind="rotation.digest").state == "unknown"
    assert run(at(8, 11)) == 0
    assert run(at(9)) == 1


def test_an_account_that_joins_later_is_told_in_a_digest() -> None:
    sari, running = person(), campaign()
    rotation(sari, running, due=LATER)
    run(ORDERED)
    joined = at(2)
    rotation(
        sari, running, ApplicationFactory(name="SIPD"), due=LATER, joined_later=True,
    )  # fmt: skip
    Rotation.objects.filter(joined_later=True).update(joined_at=joined)
    assert run(joined + MINUTE) == 1
    assert "SIPD" in mail.outbox[-1].body
    assert run(joined + timedelta(days=1)) == 0


def test_leaked_again_is_said_once_and_urgently() -> None:
    again = rotation(person(), campaign(), due=LATER)
    run(ORDERED)
    change(again, at(1))
    facts = again.account.facts
    facts.newest_exposure = facts.newest_received = at(4, 20)
    facts.zero_sessions_at = None
    facts.save()
    derive(again, at=at(5))
    assert again.state == "reexposed"
    assert run(at(5)) == 1  # a Saturday
    assert "bocor lagi" in mail.outbox[-1].body
    assert run(at(6)) == 0


def test_two_records_of_one_human_get_one_message() -> None:
    first, second = person(nip=""), person("Sari U.", "Sari@kotacontoh.example")
    running = campaign()
    rotation(first, running)
    rotation(second, running, ApplicationFactory(name="SIPD"))
    assert run(ORDERED) == 1
    assert "SIMPATIK" in mail.outbox[0].body
    assert "SIPD" in mail.outbox[0].body


def test_records_with_nips_are_different_people() -> None:
    running = campaign()
    rotation(person(nip="188001011905011001"), running)
    rotation(person("Rani Uji", nip="188001011905011002"), running)
    assert run(ORDERED) == 2


def test_many_accounts_are_counted_after_the_tenth() -> None:
    sari, running = person(), campaign()
    app = ApplicationFactory(name="SIMPATIK")
    for _n in range(13):
        rotation(sari, running, app)
    run(ORDERED)
    assert "dan 3 lainnya" in mail.outbox[0].body


def test_the_command_says_what_it_did() -> None:
    rotation(person(), campaign())
    out = StringIO()
    call_command("remind", "--at", "2026-11-27T08:10", "--dry-run", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["due"], said["digests"], said["sent"]) == (1, 1, 0)
    assert Message.objects.count() == 0
    out = StringIO()
    call_command("remind", "--at", "2026-11-27T08:10", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["due"], said["digests"], said["sent"], said["failed"]) == (1, 1, 1, 0)
    assert set(said["skipped"]) == {
        "outside_working_time", "already_today", "no_address", "capped", "snoozed", "done",
        "not_their_turn",
    }  # fmt: skip


def test_statements_do_not_grow_with_people(django_assert_max_num_queries: Any) -> None:
    running = campaign()
    for n in range(30):
        rotation(person(f"Uji {n}", f"uji{n}@kotacontoh.example"), running)
    with django_assert_max_num_queries(20):
        assert remind(at=ORDERED).digests == 30


def test_a_digest_that_waits_over_night_is_the_next_days() -> None:
    rotation(person(), campaign(), due=LATER)
    run(ORDERED)
    remind(at=at(8))  # the mail server is down all day, and h-1 comes on Thursday
    assert remind(at=at(10)).digests == 0
    assert deliver(at=at(10)).sent == 1
    assert run(at(10, 10)) == 0
    assert run(at(14)) == 1  # late-1


def test_an_old_copy_for_the_other_channel_is_dropped() -> None:
    sari = person()
    whatsapp(sari)
    Contact.objects.filter(kind="mail").update(untrusted_at=ORDERED)
    rotation(sari, campaign(), due=LATER)
    run(ORDERED)
    assert run(at(8)) == 1
    assert run(at(10)) == 1
    by_hand = Message.objects.filter(kind="rotation.digest", channel="whatsapp_by_hand")
    first, second = by_hand.order_by("pk")
    words = COMPOSERS["rotation.digest"].compose([first, second], at(10))
    assert isinstance(words[first.pk], Dropped)
    assert isinstance(words[second.pk], Composed)


def test_each_message_announces_the_next() -> None:
    rotation(person(), campaign(), due=LATER)
    announced = []
    for when in (ORDERED, at(8), at(10), at(14), at(21), at(28)):
        assert run(when) == 1
        said = mail.outbox[-1]
        line = next(row for row in said.body.splitlines() if row.startswith("Pengingat berikutnya"))
        shown = re.sub(r"<[^>]+>", "", str(said.alternatives[0][0]))
        assert line in shown.replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")
        announced.append(line)
    assert announced[:4] == [
        "Pengingat berikutnya: Selasa, 8 Desember, 08.00 WIB.",
        "Pengingat berikutnya: Kamis, 10 Desember, 08.00 WIB.",
        "Pengingat berikutnya: Senin, 14 Desember, 08.00 WIB.",
        "Pengingat berikutnya: Senin, 21 Desember, 08.00 WIB.",
    ]


def test_the_last_says_that_it_is_the_last() -> None:
    rotation(person(language="en"), campaign(), due=LATER)
    for when in (ORDERED, at(8), at(10), at(14), at(21), at(28), at(4, month=1)):
        run(when.replace(year=2027) if when.month == 1 else when)
    assert "Next reminder: Monday, 11 January, 08:00 WIB." in mail.outbox[-1].body
    run(at(11, month=1).replace(year=2027))
    assert "This is the last reminder" in mail.outbox[-1].body


def test_a_chat_announces_it_as_well() -> None:
    budi = person("Budi Uji", mail=None)
    whatsapp(budi)
    rotation(budi, campaign(), due=LATER)
    remind(at=ORDERED)
    message = Message.objects.get()
    said = COMPOSERS[message.kind].compose([message], ORDERED)[message.pk]
    assert isinstance(said, Composed)
    assert "Pengingat berikutnya: Selasa, 8 Desember, 08.00 WIB." in said.text
