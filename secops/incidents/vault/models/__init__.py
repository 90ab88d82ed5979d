"""Contents by their hash, items of evidence, the log of custody, legal holds."""

from secops.incidents.vault.models.custody import CustodyEvent, Hold
from secops.incidents.vault.models.items import Content, Item

__all__ = ["Content", "CustodyEvent", "Hold", "Item"]
