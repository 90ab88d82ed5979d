"""Pages and pictures by typst, in our own typeface; PDF is tagged for who listens (PDF/UA).

The fonts in `fonts/` are the vendored ones cut to two weights, because typst reads no web fonts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"


def pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """Typeset `template`, which reads `data` as `json(bytes(sys.inputs.data))`.

    Data reach it as text and are never run. Nothing is written to disk.
    """
    made = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made


def pictures(template: Path, data: Mapping[str, Any], *, dots: int = 72) -> list[bytes]:
    """The pages of `template` as PNG, so many dots an inch."""
    made: Any = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        format="png",
        ppi=dots,
    )
    return [made] if isinstance(made, bytes) else list(made)


def picture(template: Path, data: Mapping[str, Any]) -> bytes:
    """The one page of `template` as PNG, a dot a point; for what goes round in chat groups."""
    made = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        format="png",
        ppi=72,
    )
    assert isinstance(made, bytes)
    return made
