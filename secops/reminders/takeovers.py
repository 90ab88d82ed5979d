"""The alarm *possible takeover* (RULES 1, row 3): to the duty officers at once, once a change.

Whether it rings is derived; here stands only that it was told. Each look of the clock gathers what
is new into one message an officer, so that no cap on messages ever holds an alarm back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Contact, Tenure
from accounts.roles import Role
from secops.compliance.rotations.models import Rotation
from secops.house.text import angka, shown_login, wib
from secops.outbox.actions import Promise, promise_many
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.contacts import ways_to
from secops.outbox.letter import as_html, as_text, big, go, item, p, small
from secops.outbox.models import Message
from secops.rules.intervals import WIB

KIND = "alarm.takeover"
#: So many accounts are named; the queue holds all.
NAMED = 20

#: A campaign that overlaps another rings for its own row; the change is what is told once.
_NEW = """
INSERT INTO reminders_takeoveralarm (rotation_id, changed_at, rung_at)
SELECT r.id, COALESCE(f.change_to, a.register_changed_to, r.answered_at), %(at)s
FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id
JOIN inventory_account a ON a.id = r.account_id
LEFT JOIN inventory_accountfacts f ON f.account_id = r.account_id
WHERE r.alarming AND r.possible_takeover AND c.state = 'running' AND r.written_off_at IS NULL
    AND COALESCE(f.change_to, a.register_changed_to, r.answered_at) IS NOT NULL
ORDER BY r.id
ON CONFLICT (rotation_id, changed_at) DO NOTHING
RETURNING id, rotation_id
"""


@transaction.atomic
def ring_takeovers(*, at: datetime) -> int:
    """Promise the alarm for every suspicious change that nobody was told of; return how many.

    Without an officer who can be reached nothing is noted, so that it goes out as soon as there is
    one; the queue of troubles shows it all the while.
    """
    contacts = _officers(at)
    if not contacts:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_NEW, {"at": at})
        new = cursor.fetchall()
    if not new:
        return 0
    first, rotations = min(new)[0], sorted(row[1] for row in new)
    promise_many(
        [
            Promise(
                key=f"{KIND}:{first}:{contact.pk}",
                kind=KIND,
                person_id=contact.person_id,
                contact=contact,
                payload={"rotations": rotations},
                urgent=True,
            )
            for contact in contacts
        ],
        at=at,
    )
    return len(rotations)


def _officers(at: datetime) -> list[Contact]:
    """Every way to those on duty; to the leads where no duty officer can be reached."""
    today = at.astimezone(WIB).date()
    for role in (Role.DUTY_OFFICER, Role.LEAD):
        tenures = Tenure.objects.current(today).filter(position__role=role)
        people = list(tenures.order_by("person_id").values_list("person_id", flat=True).distinct())
        found = [contact for ways in ways_to(people).values() for contact in ways.chosen]
        if found:
            return found
    return []


def _compose(message: Message, at: datetime) -> Words:
    """The accounts that are still in doubt at the moment of sending."""
    rows = list(
        Rotation.objects.filter(
            pk__in=message.payload.get("rotations", []),
            possible_takeover=True,
            written_off_at=None,
            campaign__state="running",
        )
        .select_related("account", "application", "department")
        .order_by("answered_at", "pk")
    )
    if not rows:
        return Dropped(_("Tidak ada lagi dugaan pengambilalihan."))
    subject = ngettext(
        "DARURAT: %(n)s akun mungkin diambil alih orang lain",
        "DARURAT: %(n)s akun mungkin diambil alih orang lain",
        len(rows),
    ) % {"n": angka(len(rows))}
    why = _("Kata sandinya berubah, tetapi pemegangnya tidak bisa masuk.")
    todo = _(
        "Sekarang: minta pemilik aplikasi mengunci akun ini dan mengakhiri semua sesi login, lalu "
        "hubungi pemegangnya lewat Agen."
    )
    address = settings.PUBLIC_BASE_URL.rstrip("/") + reverse("trouble") + "?kind=takeover"
    parts = [
        big(subject),
        p(why),
        *(item(line) for line in _lines(rows)),
        p(todo),
        go(_("Buka antrean kendala"), address),
        small(_("Pesan ini dikirim sekali untuk setiap perubahan kata sandi yang mencurigakan.")),
    ]
    html = as_html(subject, parts) if message.channel == Message.Channel.MAIL else ""
    return Composed(subject, as_text(parts), html)


def _lines(rows: Sequence[Rotation]) -> list[str]:
    lines = []
    for row in rows[:NAMED]:
        where = row.department.name if row.department else _("belum diketahui OPD-nya")
        said = _("dilaporkan %(when)s") % {"when": wib(row.answered_at)}
        lines.append(
            f"{row.application.name}, {shown_login(row.account.username)} ({where}), {said}"
        )
    if len(rows) > NAMED:
        lines.append(_("dan %(n)s lainnya") % {"n": angka(len(rows) - NAMED)})
    return lines


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    KIND: Composer(
        gettext_lazy("Tanda bahaya: akun mungkin diambil alih"),
        one_by_one(_compose),
        repeat_once=True,
    )
}
