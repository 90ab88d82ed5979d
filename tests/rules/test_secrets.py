"""What looks like a password, PIN or code of somebody is taken out before anything is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secops.rules.secrets import (
    Cut,
    Taken,
    cuts_in,
    has_secret,
    kept_words,
    noticing,
    without_our_links,
    without_secrets,
)

TOLD = [
    "password saya: Kucing#99",
    "Password  saya  : Kucing#99",
    "kata sandi saya Kucing#99",
    "kata sandinya: Kucing#99",
    "sandinya Kucing123",
    "passwordnya Semarang2026!",
    "password-nya Kucing#9",
    "sandi baru saya = Kucing#99",
    "sandi baru: Kucing hitam lari",
    "Password SIMPATIK lama adalah Kucing#99 ya",
    "password email Kucing#99",
    "password saya sudah diganti jadi Semarang2026!",
    'Password saya: "Kucing hitam#99"',
    'password saya "Kucing hitam"',
]
CODES = [
    "482193",
    "482 193",
    "482-193",
    "OTP 482193",
    "OTP-nya 482193",
    "kodenya 482193",
    "kode saya: 482193",
    "482193 terima kasih",
    "PIN ATM 4821",
]
ORDINARY = [
    "kata sandi sudah diganti",
    "lupa password pak",
    "1 SUDAH",
    "kata sandi 30 November",
    "Sama-sama, kata-kata dan rata-rata",
    "Surat 000.6/123/2026",
    "Telepon (024) 000-0000 atau 0812 0000 0001",
    "kata sandi SIMPATIK tidak bisa diganti sejak 27/11/2026 jam 16.00",
    "Sudah tiga kali saya coba",
]


@pytest.mark.parametrize("text", TOLD)
def test_a_password_is_taken_out(text: str) -> None:
    kept, removed = without_secrets(text)
    assert removed
    assert not {"Kucing", "Semarang"} & {word for word in ("Kucing", "Semarang") if word in kept}


@pytest.mark.parametrize("text", CODES)
def test_a_code_is_taken_out(text: str) -> None:
    kept, removed = without_secrets(text)
    assert removed
    assert "482" not in kept


@pytest.mark.parametrize("text", ["7Q4K-2MXT", "7q4k-2mxt", "7Q4K2MXT", "kodenya 7Q4K 2MXT ya"])
def test_a_code_of_ours_is_taken_out(text: str) -> None:
    kept = without_our_links(text)
    assert "7Q4K" not in kept.upper()
    assert "2MXT" not in kept.upper()


def test_a_link_of_ours_is_taken_out() -> None:
    kept, removed = without_secrets("ini: https://s.example/k/abcdefgh12345678901234")
    assert removed
    assert "abcdefgh" not in kept


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_stay(text: str) -> None:
    assert without_secrets(text) == (text, False)


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_twice_changes_nothing_more(text: str) -> None:
    once, _removed = without_secrets(text)
    assert without_secrets(once)[0] == once


SENTENCES = [
    ("Password: Kucing#99. Mohon segera dibantu", "Password: •••. Mohon segera dibantu"),
    ("kata sandi: Kucing99, akun dipakai dari luar", "kata sandi: •••, akun dipakai dari luar"),
    ("kode: 48219, mohon tidak dijawab dulu", "kode: •••, mohon tidak dijawab dulu"),
]
WHOLE = [
    "Password: Kucing#99, garuda",  # two secrets, perhaps
    "Password: Kucing#99, garuda Sapi#12 lari kencang",
    "Password: Kucing hitam lari kencang sekali",
    "Password: Kucing, hitam lari kencang",
    "Password: sudah",
]


@pytest.mark.parametrize(("text", "kept"), SENTENCES)
def test_the_sentence_behind_a_secret_stays(text: str, kept: str) -> None:
    assert without_secrets(text) == (kept, True)
    assert without_secrets(kept) == (kept, False)


@pytest.mark.parametrize("text", WHOLE)
def test_what_may_be_part_of_a_secret_goes_with_it(text: str) -> None:
    kept, removed = without_secrets(text)
    assert removed
    assert kept == "Password: •••"


@pytest.mark.parametrize(
    "text",
    ["kata sandi: belum diganti oleh pemegang", "Password: sudah diganti semua pegawai",
     "SHA-256 a1b2c3d4e5f60718293a4b5c6d7e8f90123456a1b2c3d4e5f60718293a4b5c6d"],
)  # fmt: skip
def test_a_sentence_about_a_password_and_a_checksum_stay(text: str) -> None:
    assert without_secrets(text) == (text, False)


def test_what_was_taken_out_is_told_by_kind_and_line_only() -> None:
    text = "Halo\npassword: Kucing#99\nOTP 482193\nlihat /k/abcdefgh12345678901234"
    assert cuts_in(text) == (
        Cut(Taken.PASSWORD, 2), Cut(Taken.CODE, 3), Cut(Taken.LINK, 4),
    )  # fmt: skip
    with noticing() as cuts:
        assert kept_words(f"\n{text}").startswith("Halo")
        assert has_secret(text)  # asking takes nothing out
    assert cuts == [Cut(Taken.PASSWORD, 3), Cut(Taken.CODE, 4), Cut(Taken.LINK, 5)]
    with noticing() as cuts:
        kept_words("tidak ada apa-apa")
    assert cuts == []


_WORDS = st.sampled_from(
    ["password:", "kata", "sandi", "sandi:", "=", "Kucing#9.", "sudah", "belum", "diganti", "•••",
     "•••,", "kode:", "482193", "a1,", "lari", "x", "otp", '"', ".", "\n"],
)  # fmt: skip


@given(st.lists(_WORDS, max_size=14).map(" ".join))
def test_once_is_enough_for_words_around_a_secret(text: str) -> None:
    once, removed = without_secrets(text)
    assert without_secrets(once) == (once, False)
    assert removed is (once != text)
    assert "Kucing#9" not in once or not has_secret(once)
