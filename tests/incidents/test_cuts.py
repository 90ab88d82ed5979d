"""Whoever types a password reads what was taken out: kind and line, never the secret."""

import re

import pytest
from django.urls import reverse

from accounts.models import User
from secops.incidents.models import ChronologyRow, Incident
from tests.conftest import Enter
from tests.incidents.support import AT, HOUR, incident_of

TYPED = {
    "event": "Grup piket:\n\npassword: Kucing#99\nOTP 482193",
    "happened_at": f"{AT - HOUR:%Y-%m-%dT%H:%M}",
}


@pytest.fixture
def incident(olga: User) -> Incident:
    return incident_of(olga)


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_next_page_says_what_of_the_form_was_taken_out(
    incident: Incident, olga: User, signed_in: Enter
) -> None:
    browser = signed_in(olga)
    answer = browser.post(reverse("chronology-add", args=[incident.code]), TYPED, follow=True)
    words = words_of(answer)
    assert (
        "Dihapus sebelum disimpan: kata sandi (password), baris 3; kode atau PIN, baris 4. "
        "Periksa apakah kalimat Anda masih lengkap."
    ) in words
    assert "Kucing" not in words
    assert "482193" not in words
    assert ChronologyRow.objects.get().event == "Grup piket:\n\npassword: •••\nOTP •••"
    assert "Dihapus sebelum" not in words_of(browser.get(incident.get_absolute_url()))


def test_in_english_too(incident: Incident, olga: User, signed_in: Enter, settings) -> None:
    browser = signed_in(olga)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    address = reverse("chronology-add", args=[incident.code])
    answer = browser.post(address, TYPED, follow=True)
    assert "Taken out before saving: password, line 3; code or PIN, line 4." in words_of(answer)


def test_a_form_that_comes_back_still_holds_everything(
    incident: Incident, olga: User, signed_in: Enter
) -> None:
    browser = signed_in(olga)
    address = reverse("chronology-add", args=[incident.code])
    answer = browser.post(address, TYPED | {"happened_at": "kemarin"})
    assert answer.status_code == 422
    assert "Dihapus sebelum" not in words_of(answer)
    assert "Dihapus sebelum" not in words_of(browser.get(incident.get_absolute_url()))


def test_an_ordinary_text_is_not_spoken_of(
    incident: Incident, olga: User, signed_in: Enter
) -> None:
    typed = TYPED | {"event": "Kata sandi: sudah diganti semua pegawai"}
    address = reverse("chronology-add", args=[incident.code])
    answer = signed_in(olga).post(address, typed, follow=True)
    assert "Dihapus sebelum" not in words_of(answer)
    assert ChronologyRow.objects.get().event == typed["event"]
