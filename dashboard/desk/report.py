"""The report of an agent to his head, in one text (JOURNEYS J4.8)."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.utils import dateformat
from django.utils.translation import gettext as _

from accounts.models import Department, Person
from accounts.roles import Role
from accounts.speakers import holders
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.queries import Desk, piles_of
from secops.compliance.rotations.words import say
from secops.house.text import angka, local
from secops.inventory.models import Account
from secops.rules.intervals import WIB
from secops.rules.rotation import State


def report_text(department: str, desk: Desk, *, at: datetime) -> str:
    """``Lapor: Dinas Kesehatan 388 dari 400 terbukti. 12 sisa: 9 cuti, 3 jadwal vendor 29
    November. Mohon pernyataan …``"""
    piles = piles_of(desk, at=at)
    words = _("Lapor: %(department)s %(n)s dari %(all)s terbukti.") % {
        "department": department,
        "n": angka(piles.done),
        "all": angka(piles.total),
    }
    left = piles.total - piles.done
    if left:
        why = ", ".join(f"{angka(n)} {one}" for one, n in _rest(desk, at).most_common())
        words += " " + _("%(n)s sisa: %(why)s.") % {"n": angka(left), "why": why}
    return words + " " + _("Mohon pernyataan Ibu/Bapak lewat pesan dari Posko Siber.")


def _rest(desk: Desk, at: datetime) -> Counter[str]:
    """Why each account that is not proven is not, the agent's reasons before the state."""
    today = at.astimezone(WIB).date()
    found: Counter[str] = Counter()
    rows = desk.rotations() & Rotation.objects.exclude(
        state__in=[State.DISABLED, State.VERIFIED, State.EXEMPT]
    )
    for state, leave, agreed, kind, closing, gone in rows.values_list(
        "state", "on_leave_until", "agreed_date", "account__kind", "closing_asked_at",
        "written_off_at",
    ):  # fmt: skip
        found[_why(State(state), leave, agreed, kind, closing, gone, today)] += 1
    return found


def _why(
    state: State,
    leave: date | None,
    agreed: datetime | None,
    kind: str,
    closing: datetime | None,
    gone: datetime | None,
    today: date,
) -> str:
    if gone is not None:
        return _("dikeluarkan dari hitungan")
    if leave is not None and leave >= today:
        return _("cuti")
    if agreed is not None:
        day = dateformat.format(local(agreed), "j F")
        if kind == Account.Kind.VENDOR:
            return _("jadwal vendor %(day)s") % {"day": day}
        return _("jadwal layanan %(day)s") % {"day": day}
    if closing is not None:
        return _("menunggu dinonaktifkan")
    if state is State.NEEDS_HELP:
        return _("sedang dibantu Agen")
    return say(state).lower()


def head_of(departments: list[Department], *, at: datetime) -> Person | None:
    """Who hears the report: the head (or his deputy) of the desk's own department."""
    return next(iter(heads_of(departments, at=at).values()), None)


def heads_of(departments: list[Department], *, at: datetime) -> dict[int, Person]:
    """The heads of these departments, those of the ones on top first."""
    below = {one.pk for one in departments}
    tops = [one.pk for one in departments if one.parent_id not in below]
    return holders(Role.HEAD, tops, at=at)
