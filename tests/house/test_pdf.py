"""A paper comes about whatever was typed or pasted into what it prints."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secops.house.pdf import pdf, showable

TEMPLATE = '#set document(title: "-")\n#set text(font: "Plus Jakarta Sans")\n'
TEMPLATE += "#let data = json(bytes(sys.inputs.data))\n#data.text"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "one.typ"
    path.write_text(TEMPLATE)
    return path


@settings(max_examples=300)
@given(text=st.text(max_size=60))
def test_any_text_can_be_printed(template: Path, text: str) -> None:
    assert pdf(template, {"text": text}).startswith(b"%PDF")


@pytest.mark.parametrize(
    "text",
    [
        "👍🏽 siap 👨‍👩‍👧",
        "你好",
        "한국",
        "\x00\x01\uffff",
        "\ud800",
        "e\u0323\u0301",
        "a\u200db",
        "❤️",
        "السلام",
    ],
)
def test_a_pasted_chat_can_be_printed(template: Path, text: str) -> None:
    assert pdf(template, {"text": text}).startswith(b"%PDF")


def test_what_no_font_shows_stands_as_its_number() -> None:
    assert showable("siap 👍, Nguyễn – Привет") == "siap [U+1F44D], Nguyễn – Привет"
    assert showable({"a": ["\uffff", 1, None]}) == {"a": ["\N{REPLACEMENT CHARACTER}", 1, None]}
