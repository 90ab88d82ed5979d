"""The incident of the demo and the partners who advise."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.demo.story import Story


def incident(story: "Story") -> None:
    """Nine days ago a post claimed a leak."""


def recommendations(story: "Story", about: None) -> None:
    """What partners recommended."""
