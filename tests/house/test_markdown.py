"""What others write in Markdown is shown without harm."""

import pytest

from secops.house.markdown import safe_html


def test_lists_emphasis_and_links_are_shown() -> None:
    html = safe_html("# Judul\n\n- satu\n- **dua**\n\nLihat [panduan](https://bssn.example/).")
    assert "<h3>Judul</h3>" in html
    assert "<li>satu</li>" in html
    assert "<strong>dua</strong>" in html
    assert 'href="https://bssn.example/"' in html
    assert 'rel="noopener noreferrer nofollow"' in html


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", "[a](javascript:alert(1))", "![a](https://x.test/a.png)",
     "<img src=x onerror=alert(1)>", "[a](data:text/html;base64,AAAA)", "<a onclick=x>y</a>",
     "`<iframe src=x>`", "<style>p{}</style>"],
)  # fmt: skip
def test_nothing_loads_or_runs(words: str) -> None:
    html = safe_html(words)
    for tag in ("<script", "<img", "<iframe", "<style", 'href="javascript', 'href="data'):
        assert tag not in html
    assert "<a onclick" not in html


def test_deep_nesting_ends_soon() -> None:
    assert safe_html("> " * 5000 + "x")
    assert safe_html("[" * 5000)
