"""What every template must keep: no inline code, names for tables, pictures and fields.

Run by ``scripts/lint_templates.py`` and by a test. It reads the source, so that a branch which no
test renders is looked at too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

#: Mail has no style sheet of its own and no scripts anyway: its styles are written into the tags.
MAIL = {"mail", "mails", "email", "emails"}
COMMENT = re.compile(r"{%\s*comment.*?%}.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.S)
FIELD = re.compile(r"<(input|select|textarea)\b((?:{[{%].*?[%}]}|[^>])*)>", re.S)
#: A row whose first cell holds a box to tick.
PICK = re.compile(r"<tr\b[^>]*>(?=\s*(?:{%[^%]*%}\s*)*<td\b[^>]*is-pick)", re.S)
SILENT = re.compile(r"""type=["'](hidden|submit|button|image|reset)""")
FORBIDDEN = (
    (re.compile(r"<[^>]*\sstyle\s*=", re.S), "style= is blocked by the content security policy"),
    (re.compile(r"<[^>]*\son[a-z]+\s*=", re.S), "on…= is blocked by the content security policy"),
    (re.compile(r"<style\b"), "<style> is blocked by the content security policy"),
    (re.compile(r"<script\b(?![^>]*\ssrc=)", re.S), "a script needs a file: <script src=…>"),
    (re.compile(r"javascript:", re.I), "javascript: addresses are blocked"),
    (re.compile(r"hx-on|hx-vars|[\"']js:"), "hx-on, hx-vars and js: are eval, which is off"),
    (
        re.compile(r"\bps-[0-5](?![\w-])"),
        "ps-0 … ps-5 are Bootstrap's padding; columns are ps-col-6",
    ),
)


@dataclass(frozen=True)
class Finding:
    """One thing to mend."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def blank(match: re.Match[str]) -> str:
    """Take a comment out and keep its lines, so that line numbers stay true."""
    return "\n" * match.group().count("\n")


def labelled(source: str, attrs: str, start: int) -> bool:
    """Whether a field has a name: its own, a label's around it, or a label's that points to it."""
    if "aria-label" in attrs or "title=" in attrs:
        return True
    before = source[:start]
    if before.count("<label") > before.count("</label"):
        return True
    own = re.search(r'\bid="([^"]+)"', attrs)
    return bool(own) and f'for="{own.group(1) if own else ""}"' in source


def elements(source: str) -> Iterator[tuple[int, str]]:
    """Problems of tables, pictures and fields, with their place."""
    for found in re.finditer(r"<table\b.*?(?=</table|<table\b|\Z)", source, re.S):
        if "<caption" not in found.group():
            yield found.start(), "a table needs a <caption> (class visually-hidden hides it)"
    for found in PICK.finditer(source):
        if "has-pick" not in found.group():
            yield found.start(), 'a row with a box to tick needs class="has-pick", for phones'
    for found in re.finditer(r"<svg\b[^>]*>(.{0,40})", source, re.S):
        if "aria-hidden" not in found.group() and "<title" not in found.group(1):
            yield found.start(), "an <svg> is aria-hidden or has a <title>"
    for found in re.finditer(r"<img\b[^>]*>", source, re.S):
        if "alt=" not in found.group():
            yield found.start(), "an <img> needs alt"
    for found in FIELD.finditer(source):
        attrs = found.group(2)
        if not SILENT.search(attrs) and not labelled(source, attrs, found.start()):
            yield found.start(), f"<{found.group(1)}> needs a label"


def lint_source(source: str, path: Path) -> list[Finding]:
    """All findings in one template."""
    found = [
        Finding(path, number, "{# #} ends on its own line; use {% comment %} for more")
        for number, line in enumerate(source.splitlines(), 1)
        if "{#" in line and "#}" not in line[line.index("{#") :]
    ]
    source = COMMENT.sub(blank, source)
    rules = FORBIDDEN if not MAIL & set(path.parts) else FORBIDDEN[3:]
    spots = [(m.start(), words) for pattern, words in rules for m in pattern.finditer(source)]
    if not MAIL & set(path.parts):
        spots += elements(source)
    found += [Finding(path, source.count("\n", 0, at) + 1, words) for at, words in sorted(spots)]
    return found


def templates(root: Path) -> Iterator[Path]:
    """Every HTML template of the project."""
    for path in sorted(root.rglob("templates/**/*.html")):
        if not {"node_modules", ".venv", "var"} & set(path.relative_to(root).parts):
            yield path


def lint(paths: Iterable[Path]) -> list[Finding]:
    """All findings in these templates."""
    return [f for path in paths for f in lint_source(path.read_text("utf-8"), path)]
