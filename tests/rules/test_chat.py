"""Replies are understood word for word or not at all; secrets are taken out before anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secops.rules.chat import SPELLINGS, Said, Word, read

UNDERSTOOD = {
    "TERIMA": Word.RECEIVED,
    "terima.": Word.RECEIVED,
    "Terima, terima kasih Pak": Word.RECEIVED,
    "Siap": Word.RECEIVED,
    "SETUJU 👍": Word.AGREE,
    "Saya setuju": Word.AGREE,
    "Selamat pagi, setuju bu": Word.AGREE,
    "1": Word.DONE,
    "1.": Word.DONE,
    "(1)": Word.DONE,
    "1️⃣": Word.DONE,
    "sudah bu, terima kasih": Word.DONE,
    "2 panduan": Word.GUIDE,
    "Belum": Word.GUIDE,
    "3": Word.TROUBLE,
    "a": Word.A,
    "B. KATA SANDI SAJA": Word.B,
    "telepon saya": Word.CALL_ME,
    "STOP": Word.STOP,
}
NOT_UNDERSTOOD = [
    "Terima kasih",
    "terima kasih banyak pak",
    "tidak setuju",
    "belum setuju",
    "setuju asal tanggalnya digeser",
    "sudah saya ganti kemarin",
    "1 atau 2?",
    "baik",
    "ok",
    "Setuju?",
    "setuju 👎",
    "SETUJU ❌",
    "bapak setuju",
    "ibu sudah",
    "Keliru?",
    "",
    "🙏",
    "12",
]


@pytest.mark.parametrize(("text", "word"), UNDERSTOOD.items())
def test_what_counts(text: str, word: Word) -> None:
    assert read(text) == Said(word)


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_a_human_being_reads(text: str) -> None:
    assert read(text) is None


def test_an_answer_and_its_letter_in_one_go() -> None:
    assert read("1a") == Said(Word.DONE, Word.A)
    assert read("3 D") == Said(Word.TROUBLE, Word.D)


def test_own_words_go_with_what_needs_them() -> None:
    assert read("Keliru: Bu Sari sudah pindah") == Said(Word.MISTAKEN, rest="Bu Sari sudah pindah")
    assert read("waktu lain, Senin jam 9") == Said(Word.OTHER_TIME, rest="Senin jam 9")
    assert read("ada kendala: tidak bisa masuk") == Said(Word.TROUBLE, rest="tidak bisa masuk")


def test_every_word_is_read_as_it_is_written_in_our_messages() -> None:
    for word in Word:
        assert read(word.value) == Said(word)
    spelled = [text for texts in SPELLINGS.values() for text in texts]
    assert len(spelled) == len(set(spelled))


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    read(text)
