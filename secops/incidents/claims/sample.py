"""A sample of logins compared with what we know, in memory: numbers come out and nothing else.

The parsers of leak reports read it, so a password dies in them as a keyed hash; that hash is
compared and forgotten. Nothing of the sample reaches the database, the disk or a log.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from secops.intake.leaks.places import host_of, our_places
from secops.intake.models import LoginRule
from secops.intake.parsers import Fingerprinter, LeakRow, read_leak
from secops.inventory.models import Account, Alias, Exposure, LeakReport

#: A sample is a piece of what is claimed; a whole report goes through the import.
LARGEST = 2 * 1024 * 1024
PER_QUERY = 5_000
#: ``host login``, ``host;login`` or ``host/login``: two cells, of which the first has a dot.
_PAIR = re.compile(
    r"((?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?/?)[\s,;|]+([^\s,;|:]+)"
    r"|([\w-]+(?:\.[\w-]+)+)/([^\s,;|:/]+)"
)


@dataclass(slots=True)
class Numbers:
    """What the comparison gave."""

    rows: int = 0
    unreadable: int = 0
    outside: int = 0
    known: int = 0
    accounts: int = 0
    unknown: int = 0
    told_before: int = 0
    with_secret: int = 0
    same_secret: int = 0
    reports: list[tuple[str, int]] = field(default_factory=list)


def compare_sample(sample: bytes, *, at: datetime) -> Numbers:
    """Count what a sample holds of ours. `parsers.FileRefused` where it cannot be read at all."""
    places = our_places()
    reading = read_leak(
        io.BytesIO(_with_titles(sample)),
        ours=places.index,
        fingerprinter=Fingerprinter(settings.SECRET_FINGERPRINT_KEY),
        received_at=at,
    )
    numbers = Numbers()
    seen: set[int] = set()
    told: Counter[int] = Counter()
    for batch in reading:
        ours = [row for row in batch if row.application or host_of(row) not in places.not_ours]
        numbers.outside += len(batch) - len(ours)
        for first in range(0, len(ours), PER_QUERY):
            _count(ours[first : first + PER_QUERY], numbers, seen, told)
    numbers.rows, numbers.unreadable = reading.rows, reading.rejected
    numbers.outside += reading.outside
    numbers.accounts = len(seen)
    names = dict(LeakReport.objects.filter(pk__in=told).values_list("pk", "file_name"))
    numbers.reports = [(names[pk], n) for pk, n in told.most_common() if pk in names]
    return numbers


def _with_titles(sample: bytes) -> bytes:
    """Lines of an address and a login alone, as people paste them, get the titles of a table."""
    try:
        lines = [line.strip() for line in sample.decode().splitlines() if line.strip()]
    except UnicodeDecodeError:
        return sample
    pairs = [_PAIR.fullmatch(line) for line in lines]
    if not pairs or not all(pairs):
        return sample
    cells = [f"{found[1] or found[3]},{found[2] or found[4]}" for found in pairs if found]
    return "\n".join(["url,username", *cells]).encode()


def _count(rows: list[LeakRow], numbers: Numbers, seen: set[int], told: Counter[int]) -> None:
    accounts = _accounts({row.login_key for row in rows})
    named = _named_before(set(accounts.values()))
    secrets = _secrets_before({row.fingerprint for row in rows})
    for row in rows:
        account = accounts.get((int(row.application or 0), row.login_key))
        if account is None:
            numbers.unknown += 1
            continue
        numbers.known += 1
        seen.add(account)
        if account not in named:
            continue
        numbers.told_before += 1
        told.update(named[account])
        if row.has_secret:
            numbers.with_secret += 1
            numbers.same_secret += (row.fingerprint, int(row.application or 0)) in secrets


def _accounts(keys: set[str]) -> dict[tuple[int, str], int]:
    """(application, login) -> account: by its name, by a name it had, by a rule made by hand."""
    columns = ("application_id", "login_key")
    rules = LoginRule.objects.filter(login_key__in=keys)
    aliases = Alias.objects.filter(login_key__in=keys)
    accounts = Account.objects.filter(login_key__in=keys)
    found: dict[tuple[int, str], int] = {}
    for rows, pk in ((rules, "account_id"), (aliases, "account_id"), (accounts, "pk")):
        for application, key, account in rows.values_list(*columns, pk):
            found[application, key] = account
    return found


def _named_before(accounts: set[int]) -> dict[int, set[int]]:
    """Account -> the reports that named it, of those not withdrawn."""
    found: dict[int, set[int]] = {}
    for account, report in (
        _standing().filter(account_id__in=accounts).values_list("account_id", "report_id")
    ):
        if account is not None:
            found.setdefault(account, set()).add(report)
    return found


def _secrets_before(marks: set[str]) -> set[tuple[str, int]]:
    """The (fingerprint, application) that a report told, of those not withdrawn."""
    told = _standing().filter(fingerprint__in=marks).values_list("fingerprint", "place")
    return {(mark.hex, place) for mark, place in told}


def _standing() -> QuerySet[Exposure]:
    withdrawn = LeakReport.objects.filter(withdrawn_at__isnull=False).values("pk")
    return Exposure.objects.exclude(report_id__in=withdrawn)
