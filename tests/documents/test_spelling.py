"""Numbers and days in words."""

import pytest

from secops.documents.spelling import number, spelled


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (27, "dua puluh tujuh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1945, "seribu sembilan ratus empat puluh lima"),
        (2026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (120_000, "seratus dua puluh ribu"),
    ],
)
def test_numbers_are_spelled_as_in_official_papers(value: int, words: str) -> None:
    assert spelled(value) == words


def test_digits_are_grouped_by_points() -> None:
    assert number(1204) == "1.204"
