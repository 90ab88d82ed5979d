"""Numbers of letters: no gap, no double, whoever draws at once; across year end; typed ones."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import User
from secops.documents.actions import approve_document, drop_document
from secops.documents.models import Document
from secops.rules.refusal import MoveRefused
from tests.documents.letters import NOON, approved, draft

PEOPLE = 50


def approve_all_at_once(
    documents: list[Document], lead: User, times: list[datetime], numbers: list[str | None]
) -> list[Document]:
    """Each in a thread and a connection of its own; nobody starts before all stand ready."""
    ready = threading.Barrier(len(documents))

    def one(given: tuple[Document, datetime, str | None]) -> Document:
        document, at, number = given
        try:
            ready.wait(timeout=60)
            return approve_document(document, by=lead, at=at, number=number)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(documents)) as people:
        return list(people.map(one, zip(documents, times, numbers, strict=True)))


@pytest.mark.django_db(transaction=True)
def test_fifty_people_draw_letter_numbers_at_once_without_gap_or_double(
    olga: User, leo: User
) -> None:
    drafts = [draft(olga, subject=f"Surat {n}") for n in range(PEOPLE)]
    made = approve_all_at_once(drafts, leo, [NOON] * PEOPLE, [None] * PEOPLE)
    assert sorted(one.sequence for one in made) == list(range(1, PEOPLE + 1))
    assert {one.number for one in made} == {f"000.6/{n}/2026" for n in range(1, PEOPLE + 1)}
    assert len({one.sha256 for one in made}) == PEOPLE  # each has its own paper


@pytest.mark.django_db(transaction=True)
def test_at_the_turn_of_the_year_both_years_stay_without_gap_or_double(
    olga: User, leo: User
) -> None:
    last = datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)  # 23.59.59 WIB
    times = [last if n % 2 else last + timedelta(seconds=1) for n in range(PEOPLE)]
    drafts = [draft(olga, subject=f"Surat {n}") for n in range(PEOPLE)]
    made = approve_all_at_once(drafts, leo, times, [None] * PEOPLE)
    for year in (2026, 2027):
        drawn = sorted(one.sequence for one in made if one.year == year)
        assert drawn == list(range(1, PEOPLE // 2 + 1))
    assert {one.dated for one in made} == {date(2026, 12, 31), date(2027, 1, 1)}
    assert len({one.number for one in made}) == PEOPLE


@pytest.mark.django_db(transaction=True)
def test_typed_and_drawn_numbers_at_once_never_meet(olga: User, leo: User) -> None:
    typed: list[str | None] = [f"000.6/{n}/2026" if n % 5 == 0 else None for n in range(1, 31)]
    drafts = [draft(olga, subject=f"Surat {n}") for n in range(30)]
    ready = threading.Barrier(30)

    def one(given: tuple[Document, str | None]) -> str:
        document, number = given
        try:
            ready.wait(timeout=60)
            return approve_document(document, by=leo, at=NOON, number=number).number
        except MoveRefused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=30) as people:
        answers = list(people.map(one, zip(drafts, typed, strict=True)))
    drawn = [answer for answer, number in zip(answers, typed, strict=True) if number is None]
    kept = sorted(Document.objects.exclude(sequence=None).values_list("sequence", flat=True))
    assert len(set(kept)) == len(kept)
    assert "number_taken" not in drawn  # only who types a number can come too late
    assert set(range(1, 25)) <= set(kept)


def test_a_dropped_draft_leaves_no_gap(olga: User, leo: User) -> None:
    first = approved(olga, leo)
    drop_document(draft(olga), by=olga, at=NOON)
    second = approved(olga, leo)
    assert (first.sequence, second.sequence) == (1, 2)


def test_a_number_whose_paper_fails_is_drawn_again(
    olga: User, leo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = draft(olga)
    Document.objects.filter(pk=broken.pk).update(kind="minutes")  # its fields do not fit
    with pytest.raises(AssertionError):
        approve_document(broken, by=leo, at=NOON)
    assert approved(olga, leo).sequence == 1


def test_a_number_of_the_citys_register_is_taken_and_passed_over(olga: User, leo: User) -> None:
    assert approved(olga, leo).number == "000.6/1/2026"
    assert approved(olga, leo, number=" 100.3.4/2/2026 ").sequence == 2
    assert approved(olga, leo).number == "000.6/3/2026"
    odd = approved(olga, leo, number="B-12.SD/E")
    assert (odd.number, odd.sequence) == ("B-12.SD/E", None)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("000.6/1/2026", "number_taken"),
        ("900/001/2026", "number_taken"),
        ("000.6/12/2026 ;drop", "number_malformed"),
        ("nomor\u202e/12", "number_malformed"),
        ("٣/4/2026", "number_malformed"),
        ("1" * 81, "number_malformed"),
    ],
)
def test_a_number_that_is_none_or_somebody_elses_is_refused(
    olga: User, leo: User, number: str, code: str
) -> None:
    approved(olga, leo)
    waiting = draft(olga)
    with pytest.raises(MoveRefused) as refused:
        approve_document(waiting, by=leo, at=NOON, number=number)
    assert refused.value.code == code
    waiting.refresh_from_db()
    assert (waiting.state, waiting.number) == ("draft", "")


def test_only_a_typed_number_brings_a_date_and_none_lies_ahead(olga: User, leo: User) -> None:
    early = approve_document(
        draft(olga), by=leo, at=NOON, number="000.6/77/2025", dated=date(2025, 12, 30)
    )
    assert (early.year, early.dated, early.sequence) == (2025, date(2025, 12, 30), 77)
    drawn = approve_document(draft(olga), by=leo, at=NOON, dated=date(2025, 1, 1))
    assert (drawn.dated, drawn.number) == (date(2026, 11, 27), "000.6/1/2026")
    with pytest.raises(MoveRefused, match="sesudah hari ini"):
        approve_document(draft(olga), by=leo, at=NOON, number="9/9/2026", dated=date(2026, 11, 28))
