"""What a department does with an advisory: reads it, answers, changes its mind, is late."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.links import IssuedLink, issue_link
from accounts.models import Tenure, User
from secops.advisories.bulletins.actions import (
    Reply,
    answer_bulletin,
    close_bulletin,
    withdraw_bulletin,
)
from secops.advisories.bulletins.models import Addressee, Answer, Bulletin, Reading
from secops.advisories.bulletins.queries import counts_of
from secops.advisories.bulletins.words import PURPOSE
from secops.audit.models import Entry
from secops.compliance.duties.models import Directive
from secops.incidents.refused import DeskRefused
from secops.outbox.models import Message
from secops.rules.bulletin import Word
from tests.advisories.support import words_of
from tests.conftest import Enter


def say(found: Addressee, word: Word, note: str, by: User, at: datetime, **seen: int) -> Answer:
    assert by.person is not None
    reply = Reply(word, note, seen.get("seen"))
    return answer_bulletin(found, reply, person=by.person, channel="page", by=by, at=at)


def test_a_head_reads_and_answers_and_the_office_sees_it(
    ours: Addressee, kartini: User, olga: User, signed_in: Enter
) -> None:
    browser = signed_in(kartini)
    assert "Baca dan jawab" in words_of(browser.get(reverse("my-department"), follow=True))
    page = browser.get(ours.get_absolute_url())
    assert "<strong>sekarang</strong>" in page.content.decode()
    assert "checked" not in page.content.decode()
    first = Reading.objects.get()
    browser.get(ours.get_absolute_url())
    assert Reading.objects.get().read_at == first.read_at
    missing = browser.post(ours.get_absolute_url(), {"word": "concerns", "note": " "})
    assert missing.status_code == 422
    assert "Tuliskan apa yang terkena" in words_of(missing)
    none = browser.post(ours.get_absolute_url(), {"note": "Log hilang"})
    assert none.status_code == 422
    assert "Log hilang" in none.content.decode()
    given = {"word": "concerns", "note": "Log hanya 14 hari sejak Juni."}
    done = words_of(browser.post(ours.get_absolute_url(), given, follow=True))
    assert "Jawaban Dinas Sosial tercatat" in done
    assert "Menyangkut kami, oleh Kartini Kepala." in done
    assert "Baca dan jawab" not in words_of(browser.get(reverse("my-department"), follow=True))
    assert Entry.objects.filter(verb="bulletin.answered", department_id=ours.department_id).exists()

    office = words_of(signed_in(olga).get(ours.bulletin.get_absolute_url()))
    for part in ("Log hanya 14 hari sejak Juni.", "Kartini Kepala", "Buat arahan untuk 1 OPD"):
        assert part in office


def test_the_same_answer_twice_is_one_and_another_keeps_the_older(
    ours: Addressee, kartini: User, now: datetime
) -> None:
    first = say(ours, Word.UNKNOWN, "", kartini, now)
    assert say(ours, Word.UNKNOWN, "", kartini, now + timedelta(minutes=1)) == first
    second = say(ours, Word.NOT, "Disalin.", kartini, now + timedelta(hours=1), seen=first.pk)
    assert [one.word for one in ours.answers.all()] == ["not", "unknown"]
    first.refresh_from_db()
    assert first.replaced_at == second.given_at
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=first.pk).update(replaced_at=None)


def test_two_tabs_the_later_one_is_shown_what_stands_and_loses_nothing(
    ours: Addressee, kartini: User, budi: User, now: datetime, signed_in: Enter
) -> None:
    say(ours, Word.NOT, "", budi, now)
    browser = signed_in(kartini)
    late = browser.post(
        ours.get_absolute_url(), {"word": "concerns", "note": "Sejak Juni.", "seen": ""}
    )
    assert late.status_code == 422
    assert "Sementara itu Budi" in words_of(late)
    assert "Sejak Juni." in late.content.decode()
    stands = ours.answers.get()
    assert f'value="{stands.pk}"' in late.content.decode()
    browser.post(
        ours.get_absolute_url(), {"word": "concerns", "note": "Sejak Juni.", "seen": stands.pk}
    )
    assert ours.answers.get(replaced_at=None).word == "concerns"


def test_a_late_answer_counts_and_is_marked_until_it_is_closed(
    ours: Addressee, kartini: User, olga: User, now: datetime, signed_in: Enter
) -> None:
    late = say(ours, Word.NOT, "", kartini, now + timedelta(days=6))
    assert late.is_late
    assert counts_of(ours.bulletin).not_ours == 1
    assert "sesudah batas waktu" in words_of(signed_in(kartini).get(ours.get_absolute_url()))
    close_bulletin(ours.bulletin, by=olga, at=now + timedelta(days=7))
    with pytest.raises(DeskRefused, match="tidak menerima jawaban"):
        say(ours, Word.UNKNOWN, "", kartini, now + timedelta(days=8), seen=late.pk)
    page = words_of(signed_in(kartini).get(ours.get_absolute_url()))
    assert "sudah ditutup" in page
    assert "Ganti jawaban" not in page


def test_a_foreign_department_neither_sees_nor_answers_it(
    ours: Addressee, theirs: Addressee, kartini: User, dewi: User, now: datetime, signed_in: Enter
) -> None:
    browser = signed_in(kartini)
    assert browser.get(theirs.get_absolute_url()).status_code == 404
    answer = browser.post(theirs.get_absolute_url(), {"word": "not"})
    assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        say(theirs, Word.NOT, "", kartini, now)
    assert browser.get(ours.bulletin.get_absolute_url()).status_code == 403
    assert not Answer.objects.exists()
    mine = words_of(browser.get(reverse("department-bulletins")))
    assert "Simpan log 90 hari" in mine


@pytest.fixture
def link(ours: Addressee, budi: User, now: datetime) -> IssuedLink:
    """What the agent's mail holds."""
    message = Message.objects.get(person=budi.person)
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=now)
    subjects = {"addressee": ours.pk, "message": message.pk}
    assert budi.person is not None
    return issue_link(budi.person, PURPOSE, subjects, channel="mail", at=now)


def test_the_link_of_a_mail_reads_and_answers_without_a_sign_in(
    link: IssuedLink, ours: Addressee, client: Client, budi: User
) -> None:
    path = f"/k/{link.token}"
    page = client.get(path)
    assert "TLP:AMBER" in page.content.decode()
    assert "Salin log" in words_of(page)
    assert not Reading.objects.exists()
    assert client.post(path, {"note": "x"}).status_code == 422
    done = client.post(path, {"word": "concerns", "note": "Sejak Juni.\npassword: Kucing#9"})
    assert "Jawaban Dinas Sosial tercatat" in words_of(done)
    assert "Dihapus sebelum disimpan: kata sandi (password), baris 2." in words_of(done)
    given = ours.answers.get()
    assert (given.person, given.channel) == (budi.person, "link")
    assert Message.objects.get(person=budi.person).reached_at is not None
    assert counts_of(ours.bulletin).read == 1


def test_a_link_does_not_outlive_the_position_nor_the_advisory(
    link: IssuedLink, ours: Addressee, client: Client, budi: User, olga: User, now: datetime
) -> None:
    path = f"/k/{link.token}"
    withdraw_bulletin(ours.bulletin, "Keliru.", by=olga, at=now)
    page = words_of(client.get(path))
    assert "kami tarik" in page
    assert "Keliru." in page
    assert client.post(path, {"word": "not"}).status_code == 422
    Tenure.objects.filter(person=budi.person).update(ends_on=now.date() - timedelta(days=2))
    gone = client.get(path)
    assert gone.status_code == 404
    assert "Salin log" not in words_of(gone)
    assert not Answer.objects.exists()


def test_each_count_opens_exactly_its_rows_on_the_page_and_in_both_exports(
    ours: Addressee, theirs: Addressee, kartini: User, dewi: User, olga: User, now: datetime,
    signed_in: Enter,
) -> None:  # fmt: skip
    say(ours, Word.CONCERNS, "Sejak Juni.", kartini, now)
    Message.objects.filter(person=kartini.person).update(state="sent")
    bulletin = ours.bulletin
    counts = counts_of(bulletin)
    wanted = {
        "?told=told": counts.told, "?told=untold": counts.departments - counts.told,
        "?read=read": counts.read, "?read=unread": counts.departments - counts.read,
        "?answer=concerns": counts.concerns, "?answer=not": counts.not_ours,
        "?answer=unknown": counts.unknown, "?answer=silent": counts.silent,
        "?answer=answered": counts.answered, "": counts.departments,
    }  # fmt: skip
    assert (counts.departments, counts.told, counts.read, counts.concerns) == (2, 1, 1, 1)
    browser = signed_in(olga)
    for query, n in wanted.items():
        address = bulletin.get_absolute_url() + query
        assert browser.get(address).content.decode().count("<tr") == (n + 1 if n else 0), query
        join = "&" if query else "?"
        lines = b"".join(browser.get(f"{address}{join}export=csv").streaming_content)  # type: ignore[attr-defined]
        rows = list(csv.reader(io.StringIO(lines.decode("utf-8-sig")), delimiter=","))
        assert len(rows) - 1 == n, query
        whole = b"".join(browser.get(f"{address}{join}export=xlsx").streaming_content)  # type: ignore[attr-defined]
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(whole)).get_sheet_by_index(0)
        body = [row for row in sheet.to_python() if "TLP:AMBER" in row]
        assert len(body) == n, query


def test_concerns_become_an_order_for_those_departments(
    ours: Addressee, theirs: Addressee, kartini: User, dewi: User, olga: User, now: datetime,
    signed_in: Enter,
) -> None:  # fmt: skip
    browser = signed_in(olga)
    address = reverse("bulletin-order", args=[ours.bulletin.code])
    assert browser.get(address).status_code == 404
    say(ours, Word.CONCERNS, "Sejak Juni.", kartini, now)
    form = browser.get(address).content.decode()
    assert "Apakah log tertimpa" in form
    browser.post(
        address,
        {"kind": "custom", "title": "Simpan log", "text": "Simpan log 90 hari.",
         "due_at": f"{now + timedelta(days=9):%Y-%m-%dT%H:%M}", "ladder": "office",
         "departments": [ours.department_id]},
    )  # fmt: skip
    order = Directive.objects.get()
    assert [one.department for one in order.duties.all()] == [ours.department]
    page = words_of(browser.get(order.get_absolute_url()))
    assert f"Dari imbauan {ours.bulletin.code}" in page
    assert order.code in words_of(browser.get(ours.bulletin.get_absolute_url()))


def test_the_list_counts_answers_and_concerns(
    ours: Addressee, kartini: User, olga: User, now: datetime, signed_in: Enter
) -> None:
    first = say(ours, Word.UNKNOWN, "", kartini, now)
    say(ours, Word.CONCERNS, "Sejak Juni.", kartini, now, seen=first.pk)
    line = b"".join(signed_in(olga).get(reverse("bulletins") + "?export=csv").streaming_content)  # type: ignore[attr-defined]
    row = next(csv.DictReader(io.StringIO(line.decode("utf-8-sig"))))
    assert (row["OPD"], row["Menjawab"], row["Menyangkut"]) == ("2", "1", "1")
    assert Bulletin.objects.count() == 1


def test_an_answer_by_telephone_is_noted_in_the_name_of_who_said_it_and_marked(
    ours: Addressee, theirs: Addressee, kartini: User, dewi: User, olga: User, ira: User,
    signed_in: Enter,
) -> None:  # fmt: skip
    browser = signed_in(olga)
    address = reverse("bulletin-phone", args=[ours.bulletin.code])
    form = words_of(browser.get(address))
    for name in ("Kartini Kepala", "Dewi Kepala", "TLP:AMBER"):
        assert name in form
    assert dewi.person is not None
    given = {"said_by": f"{theirs.pk}-{dewi.person.pk}", "word": "concerns", "note": ""}
    assert browser.post(address, given).status_code == 422
    page = words_of(browser.post(address, given | {"note": "Log tertimpa."}, follow=True))
    for part in ("Jawaban telepon tercatat.", "Dewi Kepala", "telepon, dicatat posko"):
        assert part in page
    answer = theirs.answers.get()
    assert (answer.person, answer.given_by, answer.channel) == (dewi.person, olga, "phone")
    assert Entry.objects.filter(verb="bulletin.answered_for", data__person="Dewi Kepala").exists()
    assert "telepon, dicatat posko" in words_of(signed_in(dewi).get(theirs.get_absolute_url()))
    browser = signed_in(olga)
    left = words_of(browser.get(address)).split("Dijawab oleh")[1]
    assert "Kartini Kepala" in left
    assert "Dewi Kepala" not in left
    foreign = {"said_by": f"{ours.pk}-{dewi.person.pk}", "word": "not"}
    assert browser.post(address, foreign).status_code == 422
    assert not ours.answers.exists()
    for who in (ira, kartini):
        assert signed_in(who).get(address).status_code == 403
