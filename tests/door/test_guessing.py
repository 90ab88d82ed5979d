"""Guessing codes: it finds nothing, is answered plainly, and locks out nobody else."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import limits
from accounts.links import (
    ALPHABET,
    GUESSES_PER_HOUR,
    WRONG_CODES,
    WRONG_CODES_PER_HOUR,
    IssuedLink,
    issue_link,
)
from accounts.models import NetworkCount
from tests.factories import DepartmentFactory
from tests.reminders.support import campaign, person, rotation

pytestmark = pytest.mark.django_db

GUESSER, COLLEAGUE, PROXY = "192.0.2.66", "192.0.2.7", "10.0.0.5"


@pytest.fixture
def link() -> IssuedLink:
    sari = person("Sari Wulan")
    asked = rotation(sari, campaign(), department=DepartmentFactory(name="Dinas Sosial"))
    at = timezone.now() - timedelta(minutes=5)
    return issue_link(sari, "rotation", {"rotations": [asked.pk]}, channel="slip", at=at)


def guess(client: Client, n: int, **more: Any) -> Counter[int]:
    """Type `n` codes by chance; how many were answered how."""
    dice = random.Random(7)
    said: Counter[int] = Counter()
    for _n in range(n):
        code = "".join(dice.choices(ALPHABET, k=8))
        said[client.post("/k/", {"code": code}, **more).status_code] += 1
    return said


@pytest.fixture
def guessed(client: Client, link: IssuedLink) -> Counter[int]:
    """One address has guessed until it was stopped, and went on."""
    return guess(client, GUESSES_PER_HOUR + 1000, REMOTE_ADDR=GUESSER)


def test_guessing_finds_nothing_and_is_stopped(guessed: Counter[int]) -> None:
    assert set(guessed) == {422, 429}
    assert guessed[422] == WRONG_CODES_PER_HOUR
    # No more were looked at, and what is stopped is not written down any more either.
    assert NetworkCount.objects.get().number == GUESSES_PER_HOUR


def test_the_stopped_one_is_told_until_when_and_what_else_he_can_do(
    client: Client, guessed: Counter[int]
) -> None:
    answer = client.post("/k/", {"code": "2222-2222"}, REMOTE_ADDR=GUESSER)
    page = answer.content.decode()
    again = timezone.localtime(limits.next_hour(timezone.now()))
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert f"diterima lagi mulai pukul {again:%H.%M} WIB" in page
    assert "Kode Anda tetap berlaku" in page
    assert "data ponsel" in page


def test_a_right_code_of_a_stopped_network_is_answered_like_a_wrong_one(
    client: Client, link: IssuedLink, guessed: Counter[int], django_assert_num_queries: Any
) -> None:
    wrong = client.post("/k/", {"code": "2222-2222"}, REMOTE_ADDR=GUESSER)
    with django_assert_num_queries(1):  # the count; no code is looked up
        right = client.post("/k/", {"code": link.code_shown}, REMOTE_ADDR=GUESSER)
    assert right.status_code == wrong.status_code == 429
    assert right.content == wrong.content
    assert set(right.headers) == set(wrong.headers)


def test_nobody_else_is_locked_out(
    client: Client, link: IssuedLink, guessed: Counter[int], settings: Any
) -> None:
    page = client.post("/k/", {"code": link.code}, follow=True, REMOTE_ADDR=COLLEAGUE)
    assert "Sudahkah Anda" in page.content.decode()
    # Of the same network a link opens as ever.
    assert client.get(f"/k/{link.token}", REMOTE_ADDR=GUESSER).status_code == 200
    # Everybody comes by the same proxy: it says who.
    settings.TRUSTED_PROXY_COUNT, settings.TRUSTED_PROXY_NETWORKS = 1, ["10.0.0.0/8"]
    for said, status in ((GUESSER, 429), (COLLEAGUE, 302), (f"{COLLEAGUE}, {GUESSER}", 429)):
        answer = client.post(
            "/k/",
            {"code": link.code},
            REMOTE_ADDR=PROXY,
            headers={"X-Forwarded-For": said},
        )
        assert answer.status_code == status, said


def test_who_comes_past_the_proxy_does_not_choose_his_address(
    client: Client, link: IssuedLink, settings: Any
) -> None:
    settings.TRUSTED_PROXY_COUNT, settings.TRUSTED_PROXY_NETWORKS = 1, ["10.0.0.0/8"]
    for n in range(GUESSES_PER_HOUR):
        forged = {"X-Forwarded-For": f"203.0.113.{n % 250}"}
        client.post("/k/", {"code": "2222-2222"}, REMOTE_ADDR=GUESSER, headers=forged)
    forged = {"X-Forwarded-For": COLLEAGUE}
    answer = client.post("/k/", {"code": link.code}, REMOTE_ADDR=GUESSER, headers=forged)
    assert answer.status_code == 429
    # He whose address he wrote there was not counted for it.
    ours = {"X-Forwarded-For": "203.0.113.1"}
    answer = client.post("/k/", {"code": link.code}, REMOTE_ADDR=PROXY, headers=ours)
    assert answer.status_code == 302


def test_a_department_that_mistypes_a_lot_still_opens_its_right_codes(
    client: Client, link: IssuedLink
) -> None:
    guess(client, GUESSES_PER_HOUR - 1, REMOTE_ADDR=GUESSER)
    wrong = client.post("/k/", {"code": "7Q4K2MXT"}, REMOTE_ADDR=GUESSER)
    assert "Kode yang benar tetap diterima" in wrong.content.decode()
    assert 'value="7Q4K2MXT"' in wrong.content.decode()
    NetworkCount.objects.update(number=GUESSES_PER_HOUR - 1)
    assert client.post("/k/", {"code": link.code}, REMOTE_ADDR=GUESSER).status_code == 302
    # Right ones are not counted, nor is an empty field.
    client.post("/k/", {"code": " "}, REMOTE_ADDR=GUESSER)
    assert NetworkCount.objects.get().number == GUESSES_PER_HOUR - 1


def test_the_next_hour_begins_from_nought_and_the_past_is_forgotten(db: None) -> None:
    at = timezone.now()
    for _n in range(3):
        limits.count(WRONG_CODES, GUESSER, at=at)
    assert limits.counted(WRONG_CODES, GUESSER, at=at) == 3
    assert limits.counted(WRONG_CODES, COLLEAGUE, at=at) == 0
    assert limits.counted(WRONG_CODES, GUESSER, at=at + timedelta(hours=1)) == 0
    assert limits.forget_counts(at=at + timedelta(hours=1)) == 0
    assert limits.forget_counts(at=at + timedelta(hours=2)) == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_whom_an_address_belongs_to(address: str, network: str) -> None:
    assert limits.network_of(address) == network
