"""Applications, accounts, and what is known about them: exposures, readings, devices.

Exposures and readings are facts that are only ever added and have no foreign keys in the database,
so that a million of them land quickly and can be partitioned later; `AccountFacts` is the cache of
what they say together, with one writer (`inventory/facts.py`).
"""

from secops.inventory.models.accounts import Account, AccountQuerySet, Alias, ServiceSheet
from secops.inventory.models.applications import (
    Application,
    ApplicationQuerySet,
    Containment,
    Host,
    YesNoUnknown,
)
from secops.inventory.models.facts import AccountFacts
from secops.inventory.models.leaks import (
    Device,
    DeviceQuerySet,
    Exposure,
    LeakReport,
    Repetition,
    Sighting,
    UnmatchedLogin,
)
from secops.inventory.models.readings import Reading, ReadingsCover, ReadingsFile

__all__ = [
    "Account",
    "AccountFacts",
    "AccountQuerySet",
    "Alias",
    "Application",
    "ApplicationQuerySet",
    "Containment",
    "Device",
    "DeviceQuerySet",
    "Exposure",
    "Host",
    "LeakReport",
    "Reading",
    "ReadingsCover",
    "ReadingsFile",
    "Repetition",
    "ServiceSheet",
    "Sighting",
    "UnmatchedLogin",
    "YesNoUnknown",
]
