"""Leak reports in, rows without secrets out. Plain Python, streaming, constant memory.

`read_leak` is the door; nothing a parser yields, raises or prints holds a leaked password.
"""

from .detect import FORMATS
from .fingerprint import Fingerprinter
from .hosts import Address, HostIndex, Place, read_address
from .leak_reading import LeakReading
from .logins import has_lost_digits, login_key
from .mapping import ROLES, Column, Mapping
from .reading import guess_mapping, read_leak
from .refusals import FileRefused
from .row import REASONS, AppId, LeakRow, Machine, Note, Reject

__all__ = [
    "FORMATS",
    "REASONS",
    "ROLES",
    "Address",
    "AppId",
    "Column",
    "FileRefused",
    "Fingerprinter",
    "HostIndex",
    "LeakReading",
    "LeakRow",
    "Machine",
    "Mapping",
    "Note",
    "Place",
    "Reject",
    "guess_mapping",
    "has_lost_digits",
    "login_key",
    "read_address",
    "read_leak",
]
