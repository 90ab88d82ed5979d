"""Five pictures as pure functions that return SVG: no script, no library, tested as strings.

On the web they write classes and follow the theme; with ``palette=PAPER`` they write explicit
colours, for PDF, mail and pictures. What is not known is a gap, never a zero.
"""

from secops.house.charts.bars import Part, stacked_bar
from secops.house.charts.burndown import burn_down
from secops.house.charts.columns import Bar, columns
from secops.house.charts.draw import PAPER, Palette
from secops.house.charts.lines import sparkline
from secops.house.charts.rail import RailEvent, timeline_rail

__all__ = [
    "PAPER",
    "Bar",
    "Palette",
    "Part",
    "RailEvent",
    "burn_down",
    "columns",
    "sparkline",
    "stacked_bar",
    "timeline_rail",
]
