"""Contents by their hash, items of evidence, the log of custody, legal holds, hand-overs."""

from secops.incidents.vault.models.custody import CustodyEvent, Hold
from secops.incidents.vault.models.disposals import Disposal
from secops.incidents.vault.models.handovers import Handover
from secops.incidents.vault.models.items import Content, Item
from secops.incidents.vault.models.originals import SealedOriginal

__all__ = ["Content", "CustodyEvent", "Disposal", "Handover", "Hold", "Item", "SealedOriginal"]
