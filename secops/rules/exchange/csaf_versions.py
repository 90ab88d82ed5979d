"""Versions of CSAF documents: whole numbers, or semantic versioning (CSAF 2.0, 3.1.11)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_SEMANTIC: Final = re.compile(
    r"(?P<major>\d+)\.(?P<minor>\d+)\.(?P<patch>\d+)(?:-(?P<pre>[0-9A-Za-z.-]+))?(?:\+.*)?"
)
#: Longer ones are no version of a document, whatever the schema says.
LONGEST: Final = 64
Order = tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]


@dataclass(frozen=True, slots=True)
class Version:
    """One version, read."""

    whole: bool
    major: int
    minor: int = 0
    patch: int = 0
    pre: str = ""

    @property
    def before_release(self) -> bool:
        """0, 0.y.z, or with a pre-release part."""
        return self.major == 0 or bool(self.pre)

    @property
    def order(self) -> Order:
        """For sorting, by the rules of semver 2.0."""
        parts = tuple(
            (not part.isdigit(), int(part) if part.isdigit() else 0, part)
            for part in self.pre.split(".")
            if part
        )
        return self.major, self.minor, self.patch, not self.pre, parts


def read(text: str) -> Version:
    """Read what the schema let through."""
    found = _SEMANTIC.fullmatch(text)
    if found is None:
        return Version(whole=True, major=int(text))
    return Version(
        False, int(found["major"]), int(found["minor"]), int(found["patch"]), found["pre"] or ""
    )


def without_build(text: str, *, pre: bool = True) -> str:
    """The text without its build part, and without the pre-release part where `pre` is false."""
    text = text.split("+", 1)[0]
    return text if pre else text.split("-", 1)[0]
