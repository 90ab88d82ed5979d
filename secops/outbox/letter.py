"""A letter: what is said, once, as text and as HTML that say the same.

as_text([big("..."), p("..."), go("Jawab", url), typed("7Q4K-2MXT")])
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

import css_inline
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from secops.outbox.letterhead import HEAD, PARTS, STYLE

Look = Literal["big", "p", "quote", "item", "go", "code", "typed", "small", "away"]

_PART = re.compile(r"\[(\w+)\](.*?)\[/\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a letter. `url` only for the one button.

    `lines`: the same words as HTML shows them under each other, the first as their name; `late`
    marks the last of them. `key`: the code in them, which is set apart.
    """

    look: Look
    words: str
    url: str = ""
    lines: tuple[str, ...] = ()
    late: bool = False
    key: str = ""


def big(words: str) -> Part:
    """The sentence that matters, as a heading."""
    return Part("big", words)


def p(words: str) -> Part:
    """A paragraph; line breaks stay."""
    return Part("p", words)


def quote(words: str) -> Part:
    """What somebody is asked to say, word for word."""
    return Part("quote", words)


def item(words: str, lines: tuple[str, ...] = (), *, late: bool = False) -> Part:
    """One of several things, e.g. an account: its name, what is the matter, by when."""
    return Part("item", words, lines=lines, late=late)


def go(words: str, url: str) -> Part:
    """The one button. In the text it is the words, and the address on a line of its own."""
    return Part("go", words, url)


def away(words: str, url: str) -> Part:
    """The way out of an optional mail: a small link, not a button."""
    return Part("away", words, url)


def code(words: str) -> Part:
    """A code to be typed."""
    return Part("code", words)


def typed(code: str) -> Part:
    """``Jawab: ketik siaga.kotacontoh.example/k, kode 7Q4K-2MXT``, with the code set apart."""
    words = _("Jawab: ketik %(address)s/k, kode %(code)s") % {
        "address": settings.PUBLIC_SHORT_NAME,
        "code": code,
    }
    return Part("typed", words, key=code)


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
        if part.url:
            words = f"{part.words}:\n{part.url}"
        if previous is not None and not (previous == part.look == "item"):
            lines.append("")
        lines.append(words)
        previous = part.look
    return "\n".join(lines) + "\n"


def as_chat(parts: Sequence[Part]) -> str:
    """The letter as a chat shows it: no heading, things in a list right under each other."""
    lines: list[str] = []
    previous: Look | None = None
    for part in parts:
        words = part.words
        if part.url:
            words = f"{part.words}: {part.url}"
        if part.look == "item":
            words = f"• {part.words}"
        if previous is not None and not (previous == part.look == "item"):
            lines.append("")
        lines.append(words)
        previous = part.look
    return "\n".join(lines)


def as_html(subject: str, parts: list[Part]) -> str:
    """The same as HTML: one column, no pictures, light and dark."""
    start, pieces, end = _skeleton()
    phone = escape(settings.HELP_DESK_PHONE)
    whole_phone = pieces["whole"].replace("{words}", phone)
    city = settings.CITY_NAME.replace(" ", "\u00a0")
    out = [
        HEAD.format(language=get_language() or "id", subject=escape(subject)),
        start,
        pieces["sender"].replace("{words}", escape(f"{settings.OFFICE_NAME}, {city}")),
    ]
    for part in parts:
        words = _inside(part, pieces).replace(" WIB", "&nbsp;WIB")
        if phone:
            words = words.replace(phone, whole_phone)
        filled = pieces[part.look].replace("{words}", words)
        out.append(filled.replace("{url}", escape(part.url)) if part.url else filled)
    out.append(end)
    return "".join(out)


def _inside(part: Part, pieces: dict[str, str]) -> str:
    """The words of a part with what stands out in them."""
    if part.lines:
        name = pieces["name"].replace("{words}", escape(part.lines[0]))
        rest = [escape(line[:1].upper() + line[1:]) for line in part.lines[1:]]
        if part.late and rest:
            rest[-1] = pieces["late"].replace("{words}", rest[-1])
        return "<br>".join([name, *rest])
    words = escape(part.words).replace("\n", "<br>")
    if part.key:
        key = escape(part.key)
        words = words.replace(" " + key, "<br>" + pieces["key"].replace("{words}", key))
    return words


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
