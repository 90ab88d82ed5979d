"""We remind ourselves of answers that do not come: the working morning before, and once late."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Contact, Person
from accounts.roles import Role
from secops.house.text import angka, wib
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.tasks.owners import officers
from secops.outbox.actions import Promise, promise_many
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.contacts import ways_to
from secops.outbox.letter import as_html, as_text, big, go, item, p, small
from secops.outbox.models import Message
from secops.outbox.voices import city_calendar
from secops.rules.intervals import WIB
from secops.rules.ladder import MORNING
from secops.rules.working_time import add_working_days

KIND = "request.awaited"
AT_ONCE = 500
NAMED = 20


def eve_of(awaited_by: datetime) -> datetime:
    """08.00 of the working day before an answer is due."""
    day = add_working_days(awaited_by.astimezone(WIB).date(), -1, city_calendar())
    return datetime.combine(day, MORNING, tzinfo=WIB)


@transaction.atomic
def remind_of_requests(*, at: datetime) -> int:
    """Promise one message a person about all that is due to be said; return how many."""
    rows = (
        OutgoingRequest.objects.waiting()
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("sent_by__person")
        .order_by("awaited_by", "pk")[:AT_ONCE]
    )
    said: dict[Person, list[int]] = defaultdict(list)
    on_duty = officers(Role.DUTY_OFFICER, Role.LEAD, at=at)
    for one in rows:
        assert one.awaited_by is not None
        if at > one.awaited_by and one.late_told_at is None:
            one.late_told_at = at
            one.reminded_at = one.reminded_at or at
        elif at >= eve_of(one.awaited_by) and one.reminded_at is None:
            one.reminded_at = at
        else:
            continue
        one.save(update_fields=["reminded_at", "late_told_at"])
        asker = one.sent_by.person if one.sent_by else None
        for person in dict.fromkeys([*([asker] if asker else []), *on_duty]):
            said[person].append(one.pk)
    ways = ways_to({person.pk for person in said})
    promises = [
        _promise(person, contact, requests, at)
        for person, requests in said.items()
        if person.pk in ways
        for contact in ways[person.pk].chosen
    ]
    promise_many(promises, at=at)
    return len(promises)


def _promise(person: Person, contact: Contact, requests: list[int], at: datetime) -> Promise:
    return Promise(
        key=f"{KIND}:{at:%Y%m%d%H%M%S%f}:{contact.pk}",
        kind=KIND,
        person_id=person.pk,
        contact=contact,
        payload={"requests": requests},
    )


def _compose(message: Message, at: datetime) -> Words:
    rows = list(
        OutgoingRequest.objects.waiting()
        .filter(pk__in=message.payload.get("requests", []))
        .order_by("awaited_by", "pk")
    )
    if not rows:
        return Dropped(_("Permintaannya sudah dijawab atau ditarik."))
    subject = ngettext(
        "%(n)s permintaan kami belum dijawab", "%(n)s permintaan kami belum dijawab", len(rows)
    ) % {"n": angka(len(rows))}
    parts = [big(subject)]
    for one in rows[:NAMED]:
        lines = (
            f"{one.code}: {one.get_kind_display()}, {one.to}",
            _("Dikirim %(when)s") % {"when": wib(one.sent_at)},
            _("Jawaban ditunggu sampai %(when)s") % {"when": wib(one.awaited_by)},
        )
        late = one.awaited_by is not None and one.awaited_by < at
        parts.append(item(". ".join(lines) + ".", lines, late=late))
    path = (
        rows[0].get_absolute_url() if len(rows) == 1 else reverse("requests-out") + "?show=waiting"
    )
    parts += [
        p(_("Hubungi penerimanya, catat jawabannya, atau tunggu lebih lama dengan alasan.")),
        go(_("Buka permintaan"), settings.PUBLIC_BASE_URL.rstrip("/") + path),
        small(_("Pengingat berhenti sendiri begitu jawabannya dicatat.")),
    ]
    html = as_html(subject, parts) if message.channel == Message.Channel.MAIL else ""
    return Composed(subject, as_text(parts), html)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    KIND: Composer(gettext_lazy("Permintaan kami belum dijawab"), one_by_one(_compose)),
}
