"""The lint finds what it must, and the templates of the house have none of it."""

from pathlib import Path

import pytest

from secops.house.template_lint import lint, lint_source, templates

ROOT = Path(__file__).resolve().parents[2]
GOOD = """<table><caption class="visually-hidden">x</caption></table><svg aria-hidden="true"></svg>
<label for="a">A</label><input id="a"><label>B <select></select></label>
<input type="hidden" name="x"><img src="x" alt=""><script src="x.js"></script>"""


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color:red">',
        '<p\n  style="color:red">',
        "<button onclick='x()'>",
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<a href="javascript:x">',
        '<p hx-on:click="x">',
        "<table><tr></tr></table>",
        "<table><caption>x</caption></table><table></table>",
        '<svg viewBox="0 0 1 1"><path/></svg>',
        "<img src='x'>",
        "<input name='q'>",
        "<textarea></textarea>",
        "{# two\nlines #}",
        '<div class="ps-3">',
        '<tr role="row"><td class="is-pick"></td></tr>',
    ],
)
def test_the_lint_finds(source: str) -> None:
    assert len(lint_source(source, Path("x.html"))) >= 1


def test_the_lint_leaves_good_templates_alone() -> None:
    assert lint_source(GOOD, Path("x.html")) == []
    assert lint_source("{# style= #}{% comment %}<table>{% endcomment %}", Path("x.html")) == []
    assert lint_source('<td style="x">', Path("templates/mail/x.html")) == []


def test_line_numbers_are_true() -> None:
    assert lint_source("\n{% comment %}\n{% endcomment %}\n<table>", Path("x.html"))[0].line == 4


def test_the_house_keeps_its_own_rules() -> None:
    own = [path for path in templates(ROOT) if (ROOT / "secops/house") in path.parents]
    assert len(own) > 25
    assert [str(finding) for finding in lint(own)] == []
