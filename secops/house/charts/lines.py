"""A small line beside a number."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from secops.house.charts.draw import Palette, Point, num


def runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Stretches of known values; a gap stays a gap."""
    found: list[list[tuple[int, float]]] = []
    fresh = True
    for place, value in enumerate(values):
        if value is None:
            fresh = True
            continue
        if fresh:
            found.append([])
            fresh = False
        found[-1].append((place, value))
    return found


def sparkline(
    values: Sequence[float | None],
    palette: Palette | None = None,
    width: int = 80,
    height: int = 20,
) -> SafeString:
    """The last days as a line, hidden from screen readers: the number stands beside it."""
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    spread = (high - low) or 1

    def at(place: int, value: float) -> Point:
        x = 3 + place * (width - 6) / max(1, len(values) - 1)
        y = height - 3 - (value - low) / spread * (height - 6) if high != low else height / 2
        return x, y

    stroke = f' stroke="{palette["c-actual"]}"' if palette else ""
    fill = f' fill="{palette["f-actual"]}"' if palette else ""
    parts = []
    for run in runs(values):
        if len(run) == 1:
            x, y = at(*run[0])
            parts.append(f'<circle cx="{num(x)}" cy="{num(y)}" r="1.2"{fill}/>')
        else:
            points = " ".join(f"{num(x)},{num(y)}" for x, y in (at(*spot) for spot in run))
            parts.append(
                f'<polyline points="{points}" fill="none"{stroke} stroke-width="1.5" '
                'stroke-linejoin="round" stroke-linecap="round"/>'
            )
    if values and values[-1] is not None:
        x, y = at(len(values) - 1, values[-1])
        parts.append(f'<circle cx="{num(x)}" cy="{num(y)}" r="2"{fill}/>')
    css = "" if palette else ' class="ps-spark"'
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg"{css} viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )
