"""Safe Markdown: what others write becomes a few harmless tags, and nothing that loads or runs."""

from __future__ import annotations

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

#: No picture: one would tell its server who reads, and when. No heading above the page's own.
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "code", "pre", "blockquote", "a", "h3", "h4",
        "table", "thead", "tbody", "tr", "th", "td", "hr", "del"}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
_DEEPER = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}


def safe_html(words: str) -> SafeString:
    """The words as HTML; a tag that somebody wrote stands there as he wrote it."""
    tokens = _parser().parse(words)
    for token in tokens:
        token.tag = _DEEPER.get(token.tag, token.tag)
    html = _parser().renderer.render(tokens, _parser().options, {})
    return mark_safe(
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes=SCHEMES,
            link_rel="noopener noreferrer nofollow",
        )
    )


@cache
def _parser() -> MarkdownIt:
    """CommonMark without raw HTML and without pictures, with tables; a line break is one."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    return parser.enable(["table", "strikethrough"]).disable(["image"])
