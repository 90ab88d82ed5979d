"""What is excepted today: by whom, why, until when, and what protects meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from secops.compliance.duties.models import Duty
from secops.compliance.rotations.models import Exemption
from secops.house.text import angka
from secops.rules.duty import State
from secops.rules.intervals import WIB

#: So many stand on a page; a report that holds more says how many.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Exception_:
    """One duty, or accounts excepted together for the same reason."""

    what: str
    department: str
    reason: str
    approver: str
    until: date | datetime | None
    control: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Those that hold at one moment; `more` are not shown."""

    rows: tuple[Exception_, ...]
    more: int

    @property
    def n(self) -> int:
        return len(self.rows) + self.more


def running_exceptions(departments: Collection[int] | None, *, at: datetime) -> Exceptions:
    """Read what is excepted at that moment, of these departments or of all; three queries."""
    here = {} if departments is None else {"department__in": departments}
    duties = (
        Duty.objects.filter(state=State.EXEMPT, exempt_until__gte=at.astimezone(WIB).date(), **here)
        .select_related("directive", "department", "decided_by__person")
        .order_by("department__sort_name", "pk")
    )
    found = [_of_duty(duty) for duty in duties]
    found += _of_accounts(departments, at)
    return Exceptions(tuple(found[:SHOWN]), max(0, len(found) - SHOWN))


def _of_duty(duty: Duty) -> Exception_:
    return Exception_(
        f"{duty.directive.code} {duty.directive.title}",
        duty.department.name,
        duty.state_reason,
        duty.decided_by.display_name if duty.decided_by else "",
        duty.exempt_until,
        duty.compensating_control,
        duty.get_absolute_url(),
    )


def _of_accounts(departments: Collection[int] | None, at: datetime) -> list[Exception_]:
    """Accounts that were excepted in the same way are one line with their number."""
    rows = Exemption.objects.filter(
        Q(until=None) | Q(until__gt=at),
        approved_at__lte=at,
        revoked_at=None,
        rotation__campaign__state="running",
    )
    if departments is not None:
        rows = rows.filter(rotation__department__in=departments)
    grouped = list(
        rows.order_by()
        .values_list(
            "rotation__department__name", "rotation__application__name", "what", "reason",
            "approved_by", "until", "compensating_control",
        )
        .annotate(n=Count("pk"))
        .order_by("rotation__department__name", "rotation__application__name", "reason", "until")
    )  # fmt: skip
    people = User.objects.in_bulk({row[4] for row in grouped})
    return [
        Exception_(
            _accounts_words(application, what, n),
            department or _("Belum diketahui OPD-nya"),
            reason,
            people[approver].display_name,
            until,
            control,
        )
        for department, application, what, reason, approver, until, control, n in grouped
    ]


def _accounts_words(application: str, what: str, n: int) -> str:
    """``3 akun SIMPATIK``; says where only the username is excepted."""
    words = ngettext("%(n)s akun %(application)s", "%(n)s akun %(application)s", n) % {
        "n": angka(n),
        "application": application,
    }
    if what == Exemption.What.USERNAME:
        return _("%(accounts)s: nama pengguna (username)") % {"accounts": words}
    return words
