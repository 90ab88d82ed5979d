"""The pencil: SVG elements with a class on the web and explicit colours on paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Size = Literal["wide", "narrow", "both"]
Point = tuple[float, float]
Palette = Mapping[str, str]

#: Colours for white paper, mail and pictures. Keys are the class names of the web mode.
PAPER: Palette = {
    "text": "#4a5462", "strong": "#13171c", "c-grid": "#e1e6ec", "c-axis": "#7c8794",
    "c-actual": "#0b5cad", "c-claim": "#7fa9d6", "c-ideal": "#7c8794",
    "c-projection": "#0b5cad", "c-late": "#b3261e", "c-deadline": "#13171c",
    "f-actual": "#0b5cad", "f-surface": "#ffffff", "f-ok": "#1a6b30", "f-late": "#b3261e",
    "f-soon": "#9a4108", "f-info": "#0b5cad", "f-claim": "#7fa9d6", "f-quiet": "#ccd3dc",
    "f-unknown": "#ffffff", "c-unknown": "#7c8794", "s-ok": "#1a6b30", "s-late": "#b3261e",
    "s-soon": "#9a4108", "s-info": "#0b5cad", "s-quiet": "#7c8794", "s-claim": "#7c8794",
    "s-unknown": "#7c8794",
}  # fmt: skip


def num(value: float) -> str:
    """Coordinates with one decimal, without a needless ``.0``."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass
class Sheet:
    """One drawing in one size. Elements are collected and joined at the end."""

    width: int
    height: int
    title: str
    desc: str
    palette: Palette | None = None
    css: str = ""
    parts: list[str] = field(default_factory=list)

    def paint(self, kind: str, fill: bool = False) -> str:
        """Class or colour; the same names in both modes."""
        if self.palette is None:
            return f'class="{kind}"'
        return f'{"fill" if fill else "stroke"}="{self.palette[kind]}"'

    def line(self, a: Point, b: Point, kind: str, width: float = 1, dash: str = "") -> None:
        """A straight line."""
        more = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{num(a[0])}" y1="{num(a[1])}" x2="{num(b[0])}" y2="{num(b[1])}" '
            f'{self.paint(kind)} stroke-width="{num(width)}"{more}/>'
        )

    def path(self, points: Sequence[Point], kind: str, width: float = 2, dash: str = "") -> None:
        """A line through points; a single point becomes a dot, so that no day is lost."""
        if len(points) == 1:
            self.dot(points[0], kind.replace("c-", "f-") if kind == "c-actual" else kind, 1.5)
            return
        more = f' stroke-dasharray="{dash}"' if dash else ' stroke-linecap="round"'
        at = " ".join(f"{num(x)},{num(y)}" for x, y in points)
        self.parts.append(
            f'<polyline points="{at}" fill="none" {self.paint(kind)} stroke-width="{num(width)}" '
            f'stroke-linejoin="round"{more}/>'
        )

    def dot(self, at: Point, kind: str, radius: float = 3.5) -> None:
        """A filled circle; kinds that name a stroke draw a ring."""
        shape = f'<circle cx="{num(at[0])}" cy="{num(at[1])}" r="{num(radius)}" '
        if kind.startswith("f-"):
            self.parts.append(shape + self.paint(kind, fill=True) + "/>")
        else:
            self.parts.append(f'{shape}fill="none" {self.paint(kind)} stroke-width="2"/>')

    def box(self, at: Point, size: Point, kind: str, outline: str = "") -> None:
        """A rectangle, filled; the outline carries what a pale fill cannot."""
        shape = (
            f'<rect x="{num(at[0])}" y="{num(at[1])}" width="{num(size[0])}" '
            f'height="{num(size[1])}" '
        )
        self.parts.append(shape + self.paint(kind, fill=True) + "/>")
        if outline:
            self.parts.append(f'{shape}fill="none" {self.paint(outline)} stroke-width="1"/>')

    def hatch(self, at: Point, size: Point) -> None:
        """Slanted lines inside a box: nothing is known here."""
        x, y, right, bottom = at[0], at[1], at[0] + size[0], at[1] + size[1]
        start = x - size[1] + 4
        while start < right:
            a = (max(start, x), bottom - max(0.0, x - start))
            b = (min(start + size[1], right), y + max(0.0, start + size[1] - right))
            if a[0] < b[0]:
                self.line(a, b, "c-unknown")
            start += 6

    def text(
        self, at: Point, words: str, anchor: str = "start", strong: bool = False, size: int = 12
    ) -> None:
        """Words; on paper with colour, family and size of their own."""
        if self.palette is None:
            look = 'class="c-strong"' if strong else ""
        else:
            weight = ' font-weight="600"' if strong else ""
            look = (
                f'fill="{self.palette["strong" if strong else "text"]}" font-size="{size}" '
                f'font-family="Plus Jakarta Sans, sans-serif"{weight}'
            )
        self.parts.append(
            f'<text x="{num(at[0])}" y="{num(at[1])}" text-anchor="{anchor}" {look}>'
            f"{escape(words)}</text>".replace(" >", ">")
        )

    def svg(self) -> str:
        """The whole drawing, named for screen readers."""
        seed = f"{self.title}|{self.desc}|{self.width}|{len(self.parts)}|{self.css}"
        key = "c" + hashlib.sha256(seed.encode()).hexdigest()[:10]
        css = f' class="ps-chart {self.css}"' if self.palette is None else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg"{css} viewBox="0 0 {self.width} '
            f'{self.height}" width="{self.width}" height="{self.height}" role="img" '
            f'aria-labelledby="{key}t {key}d"><title id="{key}t">{escape(self.title)}</title>'
            f'<desc id="{key}d">{escape(self.desc)}</desc>{"".join(self.parts)}</svg>'
        )


def sizes(size: Size) -> Iterator[tuple[str, bool]]:
    """CSS class and narrowness of each drawing asked for."""
    if size in ("wide", "both"):
        yield ("ps-wide" if size == "both" else "", False)
    if size in ("narrow", "both"):
        yield ("ps-narrow" if size == "both" else "", True)


def joined(drawings: Iterable[Sheet]) -> SafeString:
    """Only escaped words and numbers went in."""
    return mark_safe("".join(sheet.svg() for sheet in drawings))


def text_width(words: str, size: float = 12) -> float:
    """A careful guess at the width of words, to keep labels apart."""
    return len(words) * size * 0.56
