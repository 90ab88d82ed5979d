"""What waits for the people of a department, and its lines for chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboard.departments.queries import DepartmentPage, OrderLine
from secops.compliance.rotations.words import say_turn
from secops.house.text import angka, wib
from secops.rules.duty import State as DutyState
from secops.rules.rotation import Turn


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for the head or the agent, with its one button."""

    words: str
    due_at: datetime | None
    late: bool
    button: str
    url: str


def needs_of(page: DepartmentPage, *, states: bool) -> list[Need]:
    """What waits for the department's own people, the first due on top.

    `states`: the reader may state a duty, as its head.
    """
    needs = (_need(order, states, page.at) for order in page.orders)
    found = [need for need in needs if need is not None]
    for standing in page.standings:
        agent = standing.counts.turns.get(Turn.AGENT, 0)
        if not agent:
            continue
        words = ngettext(
            "%(n)s akun menunggu Agen Siber OPD",
            "%(n)s akun menunggu Agen Siber OPD",
            agent,
        ) % {"n": angka(agent)}
        line = next(one for one in standing.turns if one.look[2] == say_turn(Turn.AGENT))
        found.append(Need(words, None, late=False, button=_("Lihat akunnya"), url=line.url))
    return sorted(found, key=lambda need: need.due_at or page.at.replace(year=9999))


def _need(order: OrderLine, states: bool, at: datetime) -> Need | None:
    duty = order.duty
    state = duty.state_at(at)
    name = f"{duty.directive.code} {duty.directive.title}"
    if not order.received:
        button = _("Terima arahan")
    elif state is DutyState.REPORTED and states:
        button = _("Nyatakan")
    elif state in (DutyState.OPEN, DutyState.REOPENED, DutyState.RETURNED):
        button = _("Buka tugas")
    else:
        return None
    return Need(name, duty.due_at, duty.due_at < at, button, duty.get_absolute_url())


def text_of_department(page: DepartmentPage) -> str:
    """ "Salin untuk WhatsApp": what the page says, without a name in it."""
    lines = [
        page.department.name,
        _("Posko Siber, %(when)s") % {"when": wib(page.at)},
        page.sentence,
    ]
    for standing in page.standings:
        lines.append(
            _("%(campaign)s: terbukti %(n)s dari %(all)s")
            % {
                "campaign": standing.campaign.name,
                "n": angka(standing.counts.done),
                "all": angka(standing.counts.total),
            }
        )
        turns = ", ".join(f"{line.look[2]} {angka(line.n)}" for line in standing.turns)
        if turns:
            lines.append(_("Giliran: %(turns)s") % {"turns": turns})
    ahead = [order.duty.due_at for order in page.orders if order.duty.due_at > page.at]
    if ahead:
        lines.append(_("Batas waktu: %(due)s") % {"due": wib(min(ahead))})
    return "\n".join(lines)
