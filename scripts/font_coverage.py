"""Writes `secops/house/fonts/covered.txt`: the characters that our papers can show.

A PDF/UA refuses what no font of it can show, and whoever pastes a chat pastes emoji. typst's own
fonts stand in where ours end, so what counts is what it typesets: each character is tried once.
Run it when a font or typst changes. Above U+2FFF only Arabic's and Latin's presentation forms and
the replacement character are tried; the rest (Han, Hangul, emoji) no font of ours holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import typst

from secops.house.pdf import COVERED, FONTS

TRIED = [*range(0x20, 0x7F), *range(0xA0, 0x3000), *range(0xFB00, 0xFF00), 0xFFFD]
SOURCE = b"""#set document(title: "-")
#set text(font: "Plus Jakarta Sans", lang: "id")
#sys.inputs.text"""


def shows(text: str) -> bool:
    """Whether a PDF/UA with this text comes about."""
    try:
        typst.compile(
            SOURCE, font_paths=[str(FONTS)], ignore_system_fonts=True,
            sys_inputs={"text": text}, pdf_standards=["ua-1"],
        )  # fmt: skip
    except typst.TypstError:
        return False
    return True


def ranges(codes: list[int]) -> Iterator[str]:
    """`20-7E` for what stands together."""
    for _gap, run in groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0]):
        found = [code for _place, code in run]
        yield f"{found[0]:X}-{found[-1]:X}"


def main() -> None:
    """Try them all; about two minutes."""
    codes = [code for code in TRIED if shows(f"a{chr(code)}a")]
    COVERED.write_text("\n".join(ranges(codes)) + "\n", "ascii")


if __name__ == "__main__":
    main()
