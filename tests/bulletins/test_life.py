"""From the draft to the second person and out: who may, whom it reaches, what each reads."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Department, Position, Tenure, User
from dashboard.today.waiting import waiting_parts
from secops.advisories.actions import revise_recommendation, submit_recommendation
from secops.advisories.bulletins.actions import (
    REMINDER,
    SENT,
    WITHDRAWN,
    Reply,
    Wanted,
    answer_bulletin,
    approve_bulletin,
    close_bulletin,
    draft_bulletin,
    pull_bulletin_back,
    remind_silent,
    return_bulletin,
    revise_bulletin,
    submit_bulletin,
    take_bulletin_back,
    withdraw_bulletin,
)
from secops.advisories.bulletins.composers import COMPOSERS
from secops.advisories.bulletins.models import Bulletin
from secops.advisories.bulletins.recipients import plan_of
from secops.advisories.models import Organisation
from secops.audit.models import Entry
from secops.incidents.refused import DeskRefused
from secops.outbox.composers import Composed, Dropped
from secops.outbox.models import Message
from secops.rules.bulletin import Word
from secops.rules.tlp import Marking
from tests.advisories.support import advice, words_of
from tests.bulletins.conftest import send, wanted_at
from tests.conftest import Enter
from tests.factories import ApplicationFactory, ContactFactory


def composed(message: Message, at: datetime) -> Composed | Dropped:
    return COMPOSERS[message.kind].compose([message], at)[message.pk]


def test_a_second_person_sends_it_and_each_reader_gets_one_message(
    sent: Bulletin, kartini: User, budi: User, leo: User, now: datetime
) -> None:
    assert (sent.state, sent.approved_by) == ("sent", leo)
    assert sent.addressees.count() == 2
    told = Message.objects.filter(kind=SENT)
    assert {one.person for one in told} == {kartini.person, budi.person}
    assert Entry.objects.filter(verb="bulletin.sent", data__people=2).exists()
    words = composed(told[0], now)
    assert isinstance(words, Composed)
    assert words.subject == f"[TLP:AMBER] {sent.code}: Simpan log 90 hari"
    assert "**" not in words.text + words.html
    for part in ("Salin log sekarang", "Apakah log tertimpa", "TLP:AMBER", "Dinas Sosial"):
        assert part in words.text
        assert part in words.html
    assert all(secret in words.text + words.html for secret in words.hidden[:1])


def test_who_is_head_and_agent_of_a_department_reads_it_once(
    drafted: Bulletin, olga: User, leo: User, kartini: User, dinsos: Department, now: datetime
) -> None:
    ContactFactory(person=kartini.person)
    position = Position.objects.create(role="agent", title="Agen", department=dinsos)
    Tenure.objects.create(position=position, person=kartini.person, starts_on=now.date())
    send(drafted, olga, leo, now)
    assert Message.objects.filter(kind=SENT).count() == 1


def test_the_author_does_not_approve_his_own(drafted: Bulletin, olga: User, now: datetime) -> None:
    submit_bulletin(drafted, by=olga, at=now)
    for deed in (
        lambda: approve_bulletin(drafted, by=olga, at=now),
        lambda: return_bulletin(drafted, "Kurang jelas", by=olga, at=now),
    ):
        with pytest.raises(DeskRefused, match="orang kedua"):
            deed()
    assert not Message.objects.exists()
    drafted.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        Bulletin.objects.filter(pk=drafted.pk).update(approved_by=olga)


def test_it_comes_back_with_a_reason_is_changed_and_goes_out(
    drafted: Bulletin, wanted: Wanted, olga: User, leo: User, now: datetime
) -> None:
    submit_bulletin(drafted, by=olga, at=now)
    with pytest.raises(DeskRefused, match="alasannya"):
        return_bulletin(drafted, " ", by=leo, at=now)
    return_bulletin(drafted, "Sebutkan penyedianya.", by=leo, at=now)
    with pytest.raises(DeskRefused, match="penulisnya"):
        revise_bulletin(drafted, wanted, by=leo, at=now)
    revise_bulletin(drafted, replace(wanted, title="Simpan log di penyedia"), by=olga, at=now)
    submit_bulletin(drafted, by=olga, at=now)
    with pytest.raises(DeskRefused, match="diajukan"):
        revise_bulletin(drafted, wanted, by=olga, at=now)
    pull_bulletin_back(drafted, by=olga, at=now)
    assert send(drafted, olga, leo, now).title == "Simpan log di penyedia"


def test_nobody_but_the_office_writes_one(
    wanted: Wanted, kartini: User, ira: User, ratna: User, now: datetime
) -> None:
    for user in (kartini, ira, ratna):
        with pytest.raises(PermissionDenied):
            draft_bulletin(wanted, by=user, at=now)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "Wajib"),
        ({"asked": ""}, "Wajib"),
        ({"departments": ()}, "OPD"),
        ({"answer_by": datetime(2020, 1, 1, tzinfo=UTC)}, "lewat"),
    ],
)
def test_what_is_missing_is_said(
    change: dict[str, object], words: str, wanted: Wanted, olga: User, now: datetime
) -> None:
    with pytest.raises(DeskRefused, match=words) as caught:
        draft_bulletin(replace(wanted, **change), by=olga, at=now)  # type: ignore[arg-type]
    assert caught.value.field in change


def test_the_term_may_not_run_out_between_submission_and_approval(
    drafted: Bulletin, olga: User, leo: User, now: datetime
) -> None:
    submit_bulletin(drafted, by=olga, at=now)
    with pytest.raises(DeskRefused, match="lewat"):
        approve_bulletin(drafted, by=leo, at=now + timedelta(days=6))


def test_owners_of_applications(
    olga: User, dinsos: Department, dinkes: Department, office: Department, now: datetime
) -> None:
    mine = ApplicationFactory(owner=dinsos)
    ApplicationFactory(owner=dinkes)
    one = draft_bulletin(wanted_at(now, target="owners", applications=(mine,)), by=olga, at=now)
    assert list(plan_of(one, at=now).departments) == [dinsos]
    every = draft_bulletin(wanted_at(now, target="owners"), by=olga, at=now)
    assert set(plan_of(every, at=now).departments) == {dinsos, dinkes}
    everybody = draft_bulletin(wanted_at(now), by=olga, at=now)
    assert set(plan_of(everybody, at=now).departments) == {dinsos, dinkes, office}


def test_the_preview_counts_departments_people_and_who_cannot_be_written_to(
    reachable: None, drafted: Bulletin, olga: User, signed_in: Enter
) -> None:
    page = words_of(signed_in(olga).get(reverse("bulletin-submit", args=[drafted.code])))
    assert "2 OPD: 2 orang mendapat pesan, 1 OPD tanpa kontak." in page
    assert "Dinas Kesehatan" in page
    assert not Message.objects.exists()


def test_withdrawing_tells_who_was_told_and_stops_what_waits(
    sent: Bulletin, olga: User, now: datetime
) -> None:
    withdraw_bulletin(sent, "Ternyata keliru.", by=olga, at=now)
    told = {one.kind: composed(one, now) for one in Message.objects.all()}
    assert isinstance(told[SENT], Dropped)
    words = told[WITHDRAWN]
    assert isinstance(words, Composed)
    assert "Ternyata keliru." in words.text
    assert Message.objects.filter(kind=WITHDRAWN).count() == 2
    with pytest.raises(DeskRefused, match="ditutup atau ditarik"):
        close_bulletin(sent, by=olga, at=now)


def test_a_withdrawn_draft_tells_nobody(drafted: Bulletin, olga: User, now: datetime) -> None:
    withdraw_bulletin(drafted, "Tidak jadi.", by=olga, at=now)
    assert not Message.objects.exists()


def test_the_silent_are_reminded_once_a_day(sent: Bulletin, olga: User, now: datetime) -> None:
    assert remind_silent(sent, by=olga, at=now) == 2
    with pytest.raises(DeskRefused, match="hari ini"):
        remind_silent(sent, by=olga, at=now + timedelta(minutes=1))
    assert Message.objects.filter(kind=REMINDER).count() == 2
    assert remind_silent(sent, by=olga, at=now + timedelta(days=1)) == 2
    words = composed(Message.objects.filter(kind=REMINDER)[0], now)
    assert isinstance(words, Composed)
    assert "Dinas Sosial belum menjawab" in words.text


def test_it_is_at_least_as_strict_as_its_source(
    ratna: User, university: Organisation, olga: User, leo: User, wanted: Wanted, now: datetime
) -> None:
    assert ratna.person is not None
    source = submit_recommendation(
        advice(tlp=Marking.AMBER), university, ratna.person, by=ratna, at=now
    )
    with pytest.raises(DeskRefused, match="TLP:AMBER") as caught:
        draft_bulletin(replace(wanted, tlp=Marking.GREEN), source, by=olga, at=now)
    assert caught.value.field == "tlp"
    made = draft_bulletin(wanted, source, by=olga, at=now)
    with pytest.raises(DeskRefused, match="TLP:AMBER"):
        revise_bulletin(made, replace(wanted, tlp=Marking.CLEAR), by=olga, at=now)
    submit_bulletin(made, by=olga, at=now)
    revise_recommendation(source, advice(tlp=Marking.RED), by=ratna, at=now)
    with pytest.raises(DeskRefused, match="TLP:RED"):
        approve_bulletin(made, by=leo, at=now)


def test_the_recommendation_and_its_advisory_know_each_other(
    ratna: User, university: Organisation, olga: User, leo: User, wanted: Wanted, reachable: None,
    now: datetime, signed_in: Enter,
) -> None:  # fmt: skip
    assert ratna.person is not None
    source = submit_recommendation(advice(), university, ratna.person, by=ratna, at=now)
    browser = signed_in(olga)
    form = browser.get(f"{reverse('bulletin-new')}?from={source.code}").content.decode()
    assert "Keluarkan semua sesi lama" in form
    assert "TLP:GREEN" not in form
    made = send(draft_bulletin(wanted, source, by=olga, at=now), olga, leo, now)
    page = words_of(browser.get(source.get_absolute_url()))
    assert made.code in page
    assert "0 dari 2 OPD menjawab: 0 menyangkut, 0 tidak, 0 belum tahu." in page
    assert source.code in words_of(browser.get(made.get_absolute_url()))
    assert made.code not in words_of(signed_in(ratna).get(source.get_absolute_url()))


@pytest.mark.parametrize("tlp", [Marking.AMBER_STRICT, Marking.RED])
def test_a_closed_source_is_not_copied_into_the_form(
    tlp: Marking, ratna: User, university: Organisation, olga: User, now: datetime,
    signed_in: Enter,
) -> None:  # fmt: skip
    assert ratna.person is not None
    source = submit_recommendation(advice(tlp=tlp), university, ratna.person, by=ratna, at=now)
    answer = signed_in(olga).get(f"{reverse('bulletin-new')}?from={source.code}")
    assert "sesi lama" not in answer.content.decode()
    assert "dengan kata sendiri" in words_of(answer)


def test_it_is_written_sent_and_read_by_the_pages(
    reachable: None, olga: User, leo: User, dinsos: Department, now: datetime, signed_in: Enter
) -> None:
    browser = signed_in(olga)
    typed = {
        "title": "Simpan log", "text": "Salin log.", "asked": "Tertimpa?", "severity": "high",
        "tlp": "green", "answer_by": f"{now + timedelta(days=4):%Y-%m-%dT%H:%M}",
        "target": "departments", "departments": [dinsos.pk], "references": "CWE-778",
    }  # fmt: skip
    wrong = browser.post(reverse("bulletin-new"), typed | {"references": "apa saja"})
    assert wrong.status_code == 422
    assert "Salin log." in wrong.content.decode()
    answer = browser.post(reverse("bulletin-new"), typed)
    made = Bulletin.objects.get()
    assert answer.headers["Location"] == reverse("bulletin-submit", args=[made.code])
    browser.post(reverse("bulletin-submit", args=[made.code]))
    refused = browser.post(reverse("bulletin-approve", args=[made.code]), follow=True)
    assert "orang kedua" in words_of(refused)
    browser = signed_in(leo)
    assert waiting_parts(at=now)["bulletin"].rows.get() == made
    waiting = words_of(browser.get(reverse("bulletins") + "?state=submitted"))
    assert made.code in waiting
    browser.post(reverse("bulletin-approve", args=[made.code]))
    made.refresh_from_db()
    assert made.state == "sent"


def test_it_can_be_taken_back_for_half_a_minute(
    sent: Bulletin, leo: User, olga: User, kartini: User, now: datetime, signed_in: Enter
) -> None:
    page = signed_in(leo).get(sent.get_absolute_url()).content.decode()
    assert reverse("bulletin-undo", args=[sent.code]) in page
    assert {one.not_before for one in Message.objects.filter(kind=SENT)} == {
        now + timedelta(seconds=30)
    }
    take_bulletin_back(sent, by=leo, at=now + timedelta(seconds=10))
    sent.refresh_from_db()
    assert (sent.state, sent.approved_by, sent.batch) == ("submitted", None, None)
    assert not sent.addressees.exists()
    assert {one.state for one in Message.objects.filter(kind=SENT)} == {"cancelled"}
    assert sent.code not in signed_in(kartini).get(reverse("department-bulletins")).content.decode()
    again = approve_bulletin(sent, by=leo, at=now + timedelta(minutes=1))
    assert again.addressees.count() == 2
    assert Message.objects.filter(kind=SENT, state="queued").count() == 2


def test_it_is_not_taken_back_once_it_went_or_was_answered(
    sent: Bulletin, leo: User, kartini: User, now: datetime
) -> None:
    assert kartini.person is not None
    with pytest.raises(DeskRefused, match="Waktu pembatalan habis"):
        take_bulletin_back(sent, by=leo, at=now + timedelta(seconds=31))
    answer_bulletin(
        sent.addressees.get(department__name="Dinas Sosial"), Reply(Word.NOT),
        person=kartini.person, channel="page", by=kartini, at=now,
    )  # fmt: skip
    with pytest.raises(DeskRefused, match="Sudah ada OPD"):
        take_bulletin_back(sent, by=leo, at=now + timedelta(seconds=5))
    sent.refresh_from_db()
    assert sent.state == "sent"
