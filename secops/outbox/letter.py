"""A letter: what is said, once, as text and as HTML that say the same.

Letter(subject, [Big("..."), P("..."), Go("Jawab", url), Code("7Q4K-2MXT"), Small("...")])
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

import css_inline
from django.conf import settings
from django.utils.translation import get_language

from secops.outbox.letterhead import HEAD, PARTS, STYLE

Look = Literal["big", "p", "item", "go", "code", "small"]

_PART = re.compile(r"\[(\w+)\](.*?)\[/\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a letter. `url` only for the one button."""

    look: Look
    words: str
    url: str = ""


def big(words: str) -> Part:
    """The sentence that matters, as a heading."""
    return Part("big", words)


def p(words: str) -> Part:
    """A paragraph; line breaks stay."""
    return Part("p", words)


def item(words: str) -> Part:
    """One of several things, e.g. an account."""
    return Part("item", words)


def go(words: str, url: str) -> Part:
    """The one button. In the text it is the words and the address."""
    return Part("go", words, url)


def code(words: str) -> Part:
    """A code to be typed."""
    return Part("code", words)


def small(words: str) -> Part:
    """What every message says at its end."""
    return Part("small", words)


def as_text(parts: list[Part]) -> str:
    """The letter as plain text, paragraphs apart, items together."""
    lines: list[str] = []
    previous: Look | None = None
    for part in parts:
        words = part.words
        if part.look == "item":
            words = "- " + words.replace("\n", "\n  ")
        if part.look == "go":
            words = f"{part.words}: {part.url}"
        if previous is not None and not (previous == part.look == "item"):
            lines.append("")
        lines.append(words)
        previous = part.look
    return "\n".join(lines) + "\n"


def as_html(subject: str, parts: list[Part]) -> str:
    """The same as HTML: one column, no pictures, light and dark."""
    start, pieces, end = _skeleton()
    out = [
        HEAD.format(language=get_language() or "id", subject=escape(subject)),
        start,
        pieces["sender"].replace("{words}", escape(settings.CITY_NAME)),
    ]
    for part in parts:
        words = escape(part.words).replace("\n", "<br>")
        filled = pieces[part.look].replace("{words}", words)
        out.append(filled.replace("{url}", escape(part.url)) if part.url else filled)
    out.append(end)
    return "".join(out)


@lru_cache(maxsize=1)
def _skeleton() -> tuple[str, dict[str, str], str]:
    """The parts with their styles written in, once a process."""
    whole = css_inline.CSSInliner(keep_style_tags=False).inline(
        f"<html><head><style>{STYLE}</style></head><body>{_hidden(PARTS)}</body></html>"
    )
    body = _shown(whole[whole.index("<body") :])
    found = list(_PART.finditer(body))
    pieces = {match[1]: match[2] for match in found}
    return body[: found[0].start()], pieces, body[found[-1].end() :]


def _hidden(parts: str) -> str:
    """Markers between table rows would be moved by the parser; comments stay where they are."""
    return re.sub(r"\[(/?\w*)\]", r"<!--[\1]-->", parts).replace("{url}", "URL-GOES-HERE")


def _shown(body: str) -> str:
    return re.sub(r"<!--(\[/?\w*\])-->", r"\1", body).replace("URL-GOES-HERE", "{url}")
