"""Icons and status symbols as inline SVG: they take the colour of the text around them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from secops.house.markings import marking_in

FOLDER = Path(__file__).resolve().parent / "templates" / "house" / "icons"

#: tone -> the symbol that goes with it where a page names none.
TONES = {
    "ok": "✓",
    "late": "▲",
    "soon": "◆",
    "info": "●",
    "claim": "◐",
    "quiet": "○",
    "unknown": "▨",
}
#: Drawn, so that they look the same on every machine and survive a missing font.
SYMBOLS = {
    "✓": '<path d="M1.5 6.3 4.5 9.2 10.5 2.8" fill="none" stroke="currentColor" '
    'stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>',
    "▲": '<path d="M6 .8 11.7 11H.3z" fill="currentColor"/>',
    "◆": '<path d="M6 .2 11.8 6 6 11.8 .2 6z" fill="currentColor"/>',
    "●": '<circle cx="6" cy="6" r="4.5" fill="currentColor"/>',
    "○": '<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "◐": '<circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M6 1.8a4.2 4.2 0 0 0 0 8.4z" fill="currentColor"/>',
    "▨": '<path d="M1 1h10v10H1zM1 6 6 1M1 11 11 1M6 11l5-5" fill="none" '
    'stroke="currentColor" stroke-width="1.2"/>',
}


@lru_cache(maxsize=256)
def drawing(key: str) -> SafeString:
    """The icon's SVG as it lies in the house; an unknown key is a mistake in a template."""
    path = FOLDER / f"{key}.svg"
    if not key.replace("-", "").isalnum() or not path.is_file():
        raise LookupError(f"no icon named {key!r} in {FOLDER}")
    return mark_safe(path.read_text("utf-8").strip())  # our own vendored file


def icon(key: str, label: str = "") -> SafeString:
    """An icon: silent beside words, spoken by ``label`` where it stands alone."""
    svg = drawing(key)
    if not label:
        return svg
    return format_html('{}<span class="visually-hidden">{}</span>', svg, label)


def symbol(sign: str) -> SafeString:
    """A drawn status symbol, or the sign itself where the house has no drawing of it."""
    inner = SYMBOLS.get(sign)
    if inner is None:
        return format_html('<span aria-hidden="true">{}</span>', sign)
    return mark_safe(
        f'<svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" focusable="false">'
        f"{inner}</svg>"
    )


def pill(tone: str, sign: str, label: object) -> SafeString:
    """Symbol, word and colour together; never colour alone."""
    if tone not in TONES:
        raise LookupError(f"no tone named {tone!r}; there are {', '.join(TONES)}")
    marked = marking_in(label)
    return format_html(
        '<span class="ps-pill ps-tone-{}"{}>{}<span>{}</span></span>',
        tone,
        format_html(' data-tlp="{}"', marked) if marked else "",
        symbol(sign or TONES[tone]),
        label,
    )
