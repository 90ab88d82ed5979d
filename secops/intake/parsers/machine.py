"""The system file beside a stealer log: which computer was infected, and when."""

from __future__ import annotations

import re
from typing import Final

from .dates import DateProblem, read_moment
from .decode import Lines
from .row import Machine

_FIELDS: Final = {
    "machine_id": ("uid", "machineid", "machine id"),
    "computer_name": (
        "computer",
        "computername",
        "computer name",
        "pc name",
        "pcname",
        "hostname",
        "machinename",
        "machine name",
    ),
    "hardware_id": ("hwid", "hardware id", "guid"),
    "machine_user": ("user name", "username", "user"),
    "ip": ("ip", "ipaddress", "ip address", "lanip", "lan ip"),
    "country": ("country", "country code"),
    "log_date": ("log date", "logdate", "local time", "date"),
    "last_seen": ("last seen", "lastseen"),
    "install_date": ("install date", "installdate"),
}
_BY_LABEL: Final = {label: name for name, labels in _FIELDS.items() for label in labels}
_LINES_READ: Final = 500
_VALUE_LIMIT: Final = 200
_AMERICAN = re.compile(r"(\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}:\d{2}) [AP]M", re.IGNORECASE)


def read_machine(lines: Lines) -> Machine:
    """The machine a system file (UserInformation.txt, System.txt, information.txt) names.

    The first value of each label counts; unknown lines are left alone.
    """
    found: dict[str, str] = {}
    for first, chunk in lines:
        for line in chunk:
            if not line:
                continue
            label, colon, value = line.partition(":")
            if not colon:
                label, colon, value = line.partition("=")
            name = _BY_LABEL.get(" ".join(label.strip(" \t-*>•").casefold().split()))
            value = value.strip()
            if name and value and value.casefold() not in ("unknown", "n/a", "none"):
                found.setdefault(name, value[:_VALUE_LIMIT])
        if first + len(chunk) > _LINES_READ:
            break
    moment, dated_by = None, ""
    for name in ("log_date", "last_seen", "install_date"):
        # Month first in American clocks cannot be told from day first: no date is better.
        if name in found and not _AMERICAN.fullmatch(found[name]):
            try:
                moment = read_moment(found[name])
            except DateProblem:
                continue
            dated_by = name
            break
    return Machine(
        found.get("computer_name", ""),
        found.get("machine_id", ""),
        found.get("hardware_id", ""),
        found.get("machine_user", ""),
        found.get("ip", ""),
        found.get("country", ""),
        moment.at if moment else None,
        moment.is_date if moment else False,
        dated_by,
    )
