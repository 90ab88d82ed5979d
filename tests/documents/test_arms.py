"""CITY_ARMS: a PNG or SVG on the letterhead; anything else stops the start, never a letter."""

import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from django.core.checks import run_checks

from secops.documents.arms import MOST_BYTES, ArmsRefused, read_arms
from secops.documents.papers import HERE, letterhead
from secops.house.pdf import pictures

ROOT = Path(__file__).resolve().parents[2]
SHIELD = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 48">'
    b'<path d="M2 2h36v22c0 12-10 19-18 22C12 43 2 36 2 24z" fill="#b01020"/></svg>'
)


def png(width: int = 40, height: int = 48) -> bytes:
    """A red rectangle."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\xb0\x10\x20" * width for _row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def saved(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("arms.png", png()), ("wide.png", png(400, 40)), ("tall.png", png(40, 400)),
     ("arms.svg", SHIELD)],
)  # fmt: skip
def test_png_and_svg_stand_on_the_letterhead_with_words_for_who_listens(
    name: str, content: bytes, tmp_path: Path, settings
) -> None:
    bare = pictures(HERE / "letterhead.typ", letterhead(), dots=40)
    settings.CITY_ARMS = saved(tmp_path, name, content)
    assert run_checks() == []
    shown = pictures(HERE / "letterhead.typ", letterhead(), dots=40)
    assert shown != bare
    assert len(shown) == 1, "whatever its shape, it stays in its place"
    assert letterhead()["arms_alt"] == f"Lambang {settings.CITY_NAME}"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("arms.png", b"", "neither a PNG nor an SVG"),
        ("arms.png", b"%PDF-1.7 not a picture", "neither a PNG nor an SVG"),
        ("arms.jpg", b"\xff\xd8\xff\xe0 JFIF", "neither a PNG nor an SVG"),
        ("arms.png", png()[:-20], "cut off or damaged"),
        ("arms.png", png().replace(b"\xb0", b"\xb1").replace(b"IDAT", b"IDAX"), "cut off or"),
        ("arms.svg", b"<html><body/></html>", "no SVG picture"),
        ("arms.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SHIELD, "entities of its own"),
        ("arms.svg", SHIELD + b" " * MOST_BYTES, "more than 2,000,000 bytes"),
    ],
)
def test_what_is_no_picture_is_named_with_the_reason(
    name: str, content: bytes, why: str, tmp_path: Path
) -> None:
    path = saved(tmp_path, name, content)
    with pytest.raises(ArmsRefused, match=why) as refused:
        read_arms(path)
    assert path in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArmsRefused, match=r"there is no readable file .*nowhere\.png"):
        read_arms(str(tmp_path / "nowhere.png"))


def test_a_picture_that_cannot_be_drawn_is_an_error_of_the_check(tmp_path: Path, settings) -> None:
    broken = png().replace(b"IHDR", b"IHDX", 1)
    fixed = zlib.crc32(broken[12:29])
    settings.CITY_ARMS = saved(
        tmp_path, "arms.png", broken[:29] + struct.pack(">I", fixed) + broken[33:]
    )
    (error,) = run_checks()
    assert error.id == "documents.E002"
    assert settings.CITY_ARMS in error.msg


@pytest.mark.parametrize("content", [None, b"no picture"])
def test_the_product_does_not_start_with_it(content: bytes | None, tmp_path: Path) -> None:
    path = str(tmp_path / "arms.png") if content is None else saved(tmp_path, "arms.png", content)
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=os.environ | {"CITY_ARMS": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert f"CITY_ARMS: {'there is no readable file ' if content is None else ''}{path}" in (
        done.stderr
    )
