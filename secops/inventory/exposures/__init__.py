"""Leaked rows become exposures: each is told once, whoever reports it and how often.

The caller stages the rows of one report (`Staging`), then `merge` does the rest in a few set-based
statements inside the caller's transaction: drop what is known, find the accounts, insert in the
order of accounts (two of four indexes then grow in order: a sixth cheaper than by fingerprint and
half the price of no order, measured at a million rows). An advisory lock keeps two merges apart;
the unique constraint stays as guard. Exposures have no foreign keys in the database (they cost more
than the whole import); `orphans` finds what a key would have refused.
"""

from secops.inventory.exposures.merging import MERGE_LOCK, Merged, merge
from secops.inventory.exposures.orphans import orphans
from secops.inventory.exposures.passing_on import pass_on
from secops.inventory.exposures.staging import (
    SeenDevice,
    StagedRow,
    Staging,
    add_rules,
    take_devices,
)

__all__ = [
    "MERGE_LOCK",
    "Merged",
    "SeenDevice",
    "StagedRow",
    "Staging",
    "add_rules",
    "merge",
    "orphans",
    "pass_on",
    "take_devices",
]
