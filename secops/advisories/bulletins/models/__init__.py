"""Advisories to departments, whom each went to, who read it, what they answered."""

from secops.advisories.bulletins.models.addressees import (
    Addressee,
    AddresseeQuerySet,
    Answer,
    Copy,
    Reading,
)
from secops.advisories.bulletins.models.bulletins import Bulletin, BulletinQuerySet

__all__ = [
    "Addressee",
    "AddresseeQuerySet",
    "Answer",
    "Bulletin",
    "BulletinQuerySet",
    "Copy",
    "Reading",
]
