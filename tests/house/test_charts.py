"""The pictures as strings: what is drawn, what is said, what is left out."""

import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

from django.utils import translation

from secops.house.charts import (
    PAPER,
    Part,
    RailEvent,
    burn_down,
    sparkline,
    stacked_bar,
    timeline_rail,
)

START = date(2026, 11, 12)
DEADLINE = date(2026, 11, 24)


def series(*numbers: int | None) -> list[tuple[date, int | None]]:
    return [(START + timedelta(n), value) for n, value in enumerate(numbers)]


def burn(*numbers: int | None, **more: object) -> str:
    wanted = {"deadline": DEADLINE, "total": 100, "size": "wide"} | more
    return str(burn_down(series(*numbers), **wanted))  # type: ignore[arg-type]


def test_every_drawing_is_well_formed_and_carries_no_inline_code() -> None:
    moment = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
    drawings = [
        burn(100, 80, None, 60, claimed=series(90, 70), ends=date(2026, 11, 30)),
        sparkline([3, None, 2]),
        stacked_bar(
            [Part("a <b>", 3, "ok"), Part("c", None, "unknown")], title="T & T", size="wide"
        ),
        timeline_rail([RailEvent(moment, "<x>", "late")], title="t", now=moment, size="narrow"),
    ]
    for drawing in drawings:
        ElementTree.fromstring(str(drawing))
        assert "style=" not in drawing
        assert "<b>" not in drawing
        assert "<x>" not in drawing


def test_a_picture_says_its_conclusion() -> None:
    with translation.override("id"):
        drawing = burn(100, 80, 60, ends=date(2026, 11, 25))
    assert 'role="img"' in drawing
    assert "Tersisa 60 akun pada 14 November 2026, batas waktu 24 November 2026." in drawing
    assert "Dengan laju saat ini selesai 25 November 2026." in drawing


def test_missing_days_are_gaps_and_never_zero() -> None:
    drawing = burn(100, 90, None, None, 60, 50)
    lines = re.findall(r'<polyline points="([^"]+)"[^>]*class="c-actual"', drawing)
    assert len(lines) == 2
    floor = max(float(y) for y in re.findall(r'y1="([\d.]+)"', drawing))
    ys = [float(spot.split(",")[1]) for line in lines for spot in line.split()]
    assert all(y < floor for y in ys)


def test_no_data_at_all_is_said() -> None:
    with translation.override("id"):
        assert "Belum ada data." in burn(None, None)
        assert "Belum ada data." in burn_down([], deadline=DEADLINE, total=0)


def test_only_a_late_projection_is_red() -> None:
    assert 'class="c-late"' in burn(100, 90, ends=date(2026, 11, 26))
    on_time = burn(100, 90, ends=date(2026, 11, 20))
    assert 'class="c-late"' not in on_time
    assert 'class="c-projection"' in on_time


def test_a_projection_far_away_runs_off_the_edge() -> None:
    drawing = burn(100, 99, ends=date(2030, 1, 1))
    xs = [float(x) for x in re.findall(r"[\s\"](-?[\d.]+),[\d.]+", drawing)]
    assert max(xs) <= 560


def test_claims_are_a_second_line() -> None:
    assert 'class="c-claim"' in burn(100, 90, claimed=series(100, 70))
    assert 'class="c-claim"' not in burn(100, 90)


def test_two_sizes_with_their_own_viewbox_and_ids() -> None:
    both = str(burn_down(series(100, 90), deadline=DEADLINE, total=100))
    assert both.count("<svg") == 2
    assert 'viewBox="0 0 560 220"' in both
    assert 'viewBox="0 0 340' in both
    ids = re.findall(r' id="([^"]+)"', both)
    assert len(ids) == len(set(ids))


def test_on_paper_every_colour_is_explicit() -> None:
    drawing = burn(100, 80, None, 60, ends=date(2026, 11, 30), palette=PAPER)
    assert "class=" not in drawing
    assert "currentColor" not in drawing
    for shape in re.findall(r"<(?:line|polyline|circle|text)[^>]*>", drawing):
        assert "#" in shape, shape


def test_sparkline_is_silent_and_keeps_gaps() -> None:
    line = str(sparkline([1, 2, None, 4, 3]))
    assert 'aria-hidden="true"' in line
    assert line.count("<polyline") == 2
    assert "<circle" not in sparkline([None, None])
    ElementTree.fromstring(str(sparkline([])))
    ElementTree.fromstring(str(sparkline([5, 5, 5])))


def test_bar_hatches_the_unknown_and_says_every_number() -> None:
    with translation.override("id"):
        bar = stacked_bar(
            [Part("Terbukti", 7902, "ok"), Part("Tanpa data", 978, "unknown"), Part("X", None)],
            title="Kemajuan",
            size="wide",
        )
    assert "Terbukti 7.902; Tanpa data 978; X belum ada data" in bar
    assert 'class="c-unknown"' in bar
    for x, width in re.findall(r'<rect x="([\d.]+)" y="2" width="([\d.]+)"', bar):
        assert float(x) + float(width) <= 560.1


def test_rail_orders_by_time_and_draws_nothing_from_nothing() -> None:
    moment = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
    events = [RailEvent(moment + timedelta(hours=9), "B"), RailEvent(moment, "A", "ok", True)]
    rail = str(timeline_rail(events, title="t", size="narrow", now=moment + timedelta(hours=1)))
    assert rail.index(">A<") < rail.index(">B<")
    assert timeline_rail([], title="t") == ""
    crowd = [RailEvent(moment + timedelta(minutes=n), f"Peristiwa {n}") for n in range(12)]
    ElementTree.fromstring(str(timeline_rail(crowd, title="t", size="wide")))
