"""What a department's page says, as lines for chat."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dashboard.departments.queries import DepartmentPage
from secops.house.text import angka, wib


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
