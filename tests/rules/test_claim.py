"""What a claim is said to be, and that no row of a leak is kept of its words."""

import pytest

from secops.rules.claim import ROW, Disposition, Refusal, decide, without_rows
from secops.rules.refusal import MoveRefused


def test_a_decision_needs_its_reason_and_is_another_one():
    assert decide(None, Disposition.PARTLY, "Cocok sebagian.") is Disposition.PARTLY
    assert decide(Disposition.PARTLY, Disposition.CONFIRMED, "Cocok.") is Disposition.CONFIRMED
    for current, target, reason, code in (
        (None, Disposition.FALSE, "  ", Refusal.REASON_MISSING),
        (Disposition.FALSE, Disposition.FALSE, "Tetap.", Refusal.UNCHANGED),
    ):
        with pytest.raises(MoveRefused) as refused:
            decide(current, target, reason)
        assert refused.value.code == code


@pytest.mark.parametrize(
    "row",
    [
        "https://simpatik.kotacontoh.example/login:siti:Rahasia99",
        "simpatik.kotacontoh.example:8080:siti:Rahasia99",
        "siti@kotacontoh.example:Rahasia99",
        "siti|Rahasia99",
        "simpatik,siti,Rahasia99",
        "a;b;Rahasia99",
    ],
)
def test_what_looks_like_a_row_of_a_leak_is_taken_out(row):
    kept = without_rows(f"Contoh dalam unggahan:\n{row}\nitu saja")
    assert "Rahasia99" not in kept
    assert kept == f"Contoh dalam unggahan:\n{ROW}\nitu saja"


@pytest.mark.parametrize(
    "words",
    [
        "Unggahan pukul 15:10 di https://forum.example/basis-data, kata pelapor.",
        "Menawarkan 2.046 baris; harga dibicarakan.",
        "Lihat forum.example:8443/a",
        "satu, dua, tiga",
    ],
)
def test_ordinary_words_stay(words):
    assert without_rows(words) == words
