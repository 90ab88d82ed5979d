"""The report of an agent to his head as a message; `secops/wiring.py` puts it into the table."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department
from dashboard.desk.report import report_text
from secops.compliance.rotations.queries import Desk
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import as_html, as_text, big, p, small
from secops.outbox.models import Message

REPORT = "desk.report"


def compose_report(message: Message, at: datetime) -> Words:
    """The numbers of the moment at which it goes out, so that it never says old ones."""
    departments = list(Department.objects.filter(pk__in=message.payload["departments"]))
    if not departments:
        return Dropped(_("OPD-nya tidak ada lagi."))
    name = message.payload["name"]
    desk = Desk(frozenset(one.pk for one in departments))
    text = report_text(name, desk, at=at)
    subject = _("Laporan Agen: %(department)s") % {"department": name}
    sender = _("Dikirim Agen OPD Anda, %(agent)s.") % {"agent": message.payload["agent"]}
    if message.channel != Message.Channel.MAIL:
        return Composed(subject, f"{text} {sender}")
    parts = [big(subject), p(text), small(sender)]
    return Composed(subject, as_text(parts), as_html(subject, parts))


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    REPORT: Composer(gettext_lazy("Laporan Agen ke Kepala OPD"), one_by_one(compose_report)),
}
