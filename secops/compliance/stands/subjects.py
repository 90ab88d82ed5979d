"""The subjects in which departments stand somewhere, in the order in which pages show them.

A new subject is one line here: its app offers `stands_of`, and says where its list is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from secops.compliance.backups.queries import stands_of as backup_stands
from secops.compliance.duties.lock_stands import lock_stands
from secops.compliance.retirements.queries import stands_of as retirement_stands
from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries import stands_of as rotation_stands
from secops.compliance.rotations.tables import accounts_url
from secops.compliance.sessions.queries import stands_of as session_stands
from secops.rules.duty import Kind
from secops.rules.stand import Stand

#: From a department's code to the list of its things; empty where there is no such list.
Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject: its name for a heading, how departments stand, where their things are listed.

    `silent` = what it means that a department is absent from the answer: that nobody knows
    anything (hatched), or that nothing is asked of it. `links` reads what all its links need once.
    `kind` = the duty that asks for it; `ordered` = it is always asked by one, so that its duties
    say what waits.
    """

    key: str
    label: str | Promise
    stands_of: Callable[..., dict[int, Stand]]
    links: Callable[[], Address]
    kind: Kind
    silent: bool = False
    ordered: bool = False

    def stands(self, departments: Collection[int] | None, *, at: datetime) -> dict[int, Stand]:
        """How each department stands; who is absent has nothing to stand in."""
        return self.stands_of(departments, at=at)


def to_rotations() -> Address:
    """To the accounts of the one campaign that runs; with several the department's page has them
    one below the other."""
    running = list(Campaign.objects.running()[:2])
    if len(running) == 1:
        return lambda code: accounts_url(running[0], department=code)
    return lambda code: reverse("department", args=[code]) + "#kata-sandi"


def to_duties() -> Address:
    """To the duties on the department's page."""
    return lambda code: reverse("department", args=[code]) + "#arahan"


def to_list(name: str, narrowed_by: str = "department", **more: str) -> Callable[[], Address]:
    """To a list of that name, narrowed to the department by its code."""
    return lambda: lambda code: f"{reverse(name)}?{urlencode({narrowed_by: code, **more})}"


SUBJECTS: tuple[Subject, ...] = (
    Subject(
        "rotations",
        gettext_lazy("Kata sandi"),
        rotation_stands,
        to_rotations,
        Kind.ROTATION,
        ordered=True,
    ),
    Subject(
        "backups",
        gettext_lazy("Backup"),
        backup_stands,
        to_list("backups"),
        Kind.BACKUP,
        silent=True,
    ),
    Subject(
        "retirements",
        gettext_lazy("Aplikasi tak terpakai"),
        retirement_stands,
        to_list("retirements", "owner", stage="all"),
        Kind.RETIREMENT,
    ),
    Subject(
        "sessions",
        gettext_lazy("Log out"),
        session_stands,
        to_list("sessions", "owner"),
        Kind.SESSIONS,
    ),
    Subject(
        "locks",
        gettext_lazy("Kunci di sumber"),
        lock_stands,
        to_duties,
        Kind.LOCK,
        ordered=True,
    ),
)
