"""Of what an order quotes it carries the marking; what no mail may hold it may not quote."""

import pytest

from secops.rules.order_words import ORDERS, QuotedRefused, Rule, carry, marked, quotes
from secops.rules.tlp import MAIL, PRINTED, MailRule, Marking

SOURCE = "Keluarkan semua sesi lama. Lalu wajibkan kata sandi baru."


def test_what_no_mail_may_hold_no_order_quotes() -> None:
    for marking in Marking:
        assert (MAIL[marking] is not MailRule.FULL) is (ORDERS[marking] is Rule.REWRITE)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Kami minta: keluarkan SEMUA sesi  lama!", True),
        ("Lalu wajibkan kata sandi baru", True),
        ("Akhiri sesi yang lama, lalu minta kata sandi baru.", False),
        ("Keluarkan semua sesi.", False),
        ("", False),
    ],
)
def test_a_sentence_is_found_whatever_its_letters(words: str, expected: bool) -> None:
    assert quotes(SOURCE, words) is expected


def test_a_short_source_counts_as_a_whole() -> None:
    assert quotes("Ganti.", "Ganti")
    assert not quotes("Ganti.", "Ganti kata sandi")


@pytest.mark.parametrize("marking", Marking)
def test_quoted_words_carry_the_marking_or_are_refused(marking: Marking) -> None:
    sources = [(marking, SOURCE)]
    if ORDERS[marking] is Rule.REWRITE:
        with pytest.raises(QuotedRefused):
            carry(sources, "Judul", SOURCE)
        return
    words = carry(sources, "Judul", SOURCE)
    if ORDERS[marking] is Rule.FREE:
        assert (words.title, words.text) == ("Judul", SOURCE)
        return
    assert words.title == f"[{PRINTED[marking]}] Judul"
    assert words.text == f"{SOURCE}\n\n{PRINTED[marking]}"
    assert carry(sources, words.title, words.text) == words
    assert carry(sources, "Judul", "Dengan kata sendiri.").title == "Judul"


def test_the_strictest_of_what_is_quoted_counts_and_the_title_fits() -> None:
    sources = [(Marking.GREEN, SOURCE), (Marking.AMBER, "Simpan log sembilan puluh hari.")]
    words = carry(sources, "J" * 200, f"{SOURCE} Simpan log sembilan puluh hari.")
    assert words.title.startswith("[TLP:AMBER] JJJ")
    assert len(words.title) == 200
    assert carry(sources, "Judul", SOURCE).title == "[TLP:GREEN] Judul"
    assert marked(Marking.RED, "Judul", "Isi").title == "Judul"
