"""Long pages: a line of links to every card, and cards that fold to one line each.

Works on what the templates wrote: ``{% contents %}…{% endcontents %}``; with ``{% contents 2 %}``
every card after the second begins folded. A card says in ``data-fold`` what its line tells; words
of users are escaped and hold no tag.
"""

from __future__ import annotations

import html
import re

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

#: A heading of a card, as templates write it.
_HEADING = re.compile(r'<h2(?: id="(?P<id>[^"]+)")?>(?P<words>[^<]+)</h2>')
_SECTION = re.compile(r"<section\b[^>]*>|</section>")
_CARD = re.compile(
    r'<section class="ps-card(?P<classes>[^"]*)"(?P<rest>[^>]*)>\s*<header>(?P<head>.*?)</header>',
    re.DOTALL,
)
_TITLE = re.compile(r"<h2\b.*?</h2>", re.DOTALL)
_LINE = re.compile(r'\s*data-fold="(?P<words>[^"]*)"')
#: A line of links to so few cards helps nobody.
_FEW = 3


class ContentsNode(template.Node):
    """Gives every card's heading an id, and puts links to them before the cards."""

    def __init__(self, nodes: template.NodeList, opened: int | None) -> None:
        self.nodes = nodes
        self.opened = opened

    def render(self, context: template.Context) -> SafeString:
        """The cards with the line before them; a page of one or two cards needs none."""
        links: list[tuple[str, str]] = []

        def named(found: re.Match[str]) -> str:
            words = found["words"].strip()
            key = found["id"] or slugify(html.unescape(words)) or "bagian"
            key += f"-{len(links)}" if any(key == one for one, _words in links) else ""
            links.append((key, words))
            return f'<h2 id="{key}" tabindex="-1">{found["words"]}</h2>'

        cards = _HEADING.sub(named, self.nodes.render(context))
        if self.opened is not None:
            cards = folded(cards, opened=self.opened)
        if len(links) < _FEW:
            return mark_safe(cards)
        line = get_template("house/_contents.html").render(
            {"links": [(key, html.unescape(words)) for key, words in links]}
        )
        return mark_safe(line + cards)


def folded(cards: str, *, opened: int) -> str:
    """Every card as one that opens and closes; the first ones begin open."""
    parts: list[str] = []
    depth = begun = done = folds = 0
    for tag in _SECTION.finditer(cards):
        if not tag[0].startswith("</"):
            if depth == 0:
                begun = tag.start()
            depth += 1
            continue
        depth -= 1
        if depth:
            continue
        card = _fold(cards[begun : tag.start()], is_open=folds < opened)
        if card:
            parts += [cards[done:begun], card]
            done, folds = tag.end(), folds + 1
    return "".join([*parts, cards[done:]])


def _fold(card: str, *, is_open: bool) -> str:
    """One card without its closing tag; empty for what has no heading to fold to."""
    found = _CARD.match(card)
    title = _TITLE.search(found["head"]) if found else None
    if found is None or title is None:
        return ""
    line = _LINE.search(found["rest"])
    rest = _LINE.sub("", found["rest"])
    words = f'<span class="ps-fold-line">{line["words"]}</span>' if line and line["words"] else ""
    acts = (found["head"][: title.start()] + found["head"][title.end() :]).strip()
    acts = f'<div class="ps-fold-acts">{acts}</div>' if acts else ""
    return (
        f'<details class="ps-card ps-fold{found["classes"]}"{rest}{" open" if is_open else ""}>'
        f"<summary>{title[0]}{words}</summary>{acts}{card[found.end() :]}</details>"
    )
