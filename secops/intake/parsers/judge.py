"""One row judged in the order of the contract; for formats that are not the hot path."""

from __future__ import annotations

from datetime import datetime

from .dates import day_in_wib
from .fingerprint import Fingerprinter
from .hosts import HostIndex
from .logins import LOGIN_LIMIT, has_lost_digits, login_key, saved
from .row import LeakRow, Tally, new_row


class Judge:
    """Holds what every row of a file is judged with; `kind` is the kind of source."""

    def __init__(
        self, ours: HostIndex, fingerprinter: Fingerprinter, tally: Tally, kind: str
    ) -> None:
        self._ours = ours
        self._fingerprinter = fingerprinter
        self._kind = kind
        self.tally = tally

    def row(
        self,
        line: int,
        address: str,
        login: str,
        secret: str,
        own_date: datetime | None = None,
        own_is_date: bool = False,
        machine: int | None = None,
        part: str = "",
    ) -> LeakRow | None:
        """Count the row; give it back if it is accepted.

        No host -> rejected; not ours -> outside; no login, lost digits -> rejected.
        """
        tally = self.tally
        tally.rows += 1
        place = self._ours.find(address) if address else None
        if place is None:
            tally.reject(line, "no_host", part)
            return None
        if not place.ours:
            tally.outside += 1
            return None
        login = saved(login)
        if not login:
            tally.reject(line, "no_login", part)
            return None
        if len(login) > LOGIN_LIMIT:
            tally.reject(line, "login_too_long", part)
            return None
        if has_lost_digits(login):
            tally.reject(line, "lost_digits", part)
            return None
        key = login_key(login)
        secret = saved(secret)
        if secret:
            mark = self._fingerprinter.of_secret(key, secret)
        else:
            mark = self._fingerprinter.of_sighting(key, self._kind, day_in_wib(own_date))
        return new_row(
            (
                line,
                place.host,
                place.port,
                place.package,
                place.application,
                login,
                key,
                mark,
                own_date,
                own_is_date,
                machine,
                bool(secret),
            )
        )
