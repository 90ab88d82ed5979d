"""Worker or scheduler silent for minutes: the duty officers get a mail, and one when it is over.

Three processes watch, each able to do without the other two: the scheduler with every tick, the
worker's main process and every web process with a thread of their own (`watcher`). Who notices
first writes the row; the row is open once, so nobody tells it twice. Whoever looks next hands the
mail over himself: an alarm that waited for the worker would wait for the one that is dead.

Without ticks nothing is heard of a worker: it counts as silent only from when the scheduler is
back.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Contact, Tenure, User
from accounts.roles import Role
from secops.audit.actions import record
from secops.house.text import wib
from secops.jobs.models import Pulse
from secops.jobs.queries import last_felt
from secops.outbox.actions import Promise, promise_many
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.contacts import ways_to
from secops.outbox.delivery import deliver
from secops.outbox.letter import as_html, as_text, big, go, p, small
from secops.outbox.models import Message
from secops.rules.intervals import WIB
from secops.watch.models import Outage
from secops.watch.policy import ALARM_AFTER

log = logging.getLogger(__name__)

SILENT, OVER = "watch.silent", "watch.over"
WATCHED = (Pulse.Name.SCHEDULER, Pulse.Name.WORKER)
#: Who is told: the first of these roles with somebody whom a mail reaches.
TOLD = (Role.DUTY_OFFICER, Role.LEAD, Role.OFFICE_ADMIN)


_NEW = """
INSERT INTO watch_outage (part, silent_since, noticed_at, noticed_by) VALUES (%s, %s, %s, %s)
ON CONFLICT (part) WHERE ended_at IS NULL DO NOTHING RETURNING id
"""


def look(*, by: Pulse.Name, at: datetime) -> None:
    """Note which part fell silent or is back, and send the mails of it from this process."""
    with transaction.atomic():
        notice(by=by, at=at)
    waiting = Message.objects.filter(
        kind__in=[SILENT, OVER], state=Message.State.QUEUED, next_try_at__lte=at
    )
    if waiting.exists():
        deliver(at=at, kinds=[SILENT, OVER])


@transaction.atomic
def notice(*, by: Pulse.Name, at: datetime) -> None:
    """Write down and promise to tell what changed since the last look."""
    seen = last_felt()
    for part in WATCHED:
        felt = seen.get(part)
        if felt is None:  # never started is no outage; the page says so
            continue
        if at - felt <= ALARM_AFTER:
            _end(part, felt, by=by, at=at)
        elif at - _judged_from(part, felt, seen, at) > ALARM_AFTER:
            _begin(part, felt, by=by, at=at)


def _judged_from(
    part: Pulse.Name, felt: datetime, seen: dict[str, datetime], at: datetime
) -> datetime:
    """Since when the part could have been heard; a worker only while the scheduler ticks."""
    if part is not Pulse.Name.WORKER:
        return felt
    ticked = seen.get(Pulse.Name.SCHEDULER)
    if ticked is None or at - ticked > ALARM_AFTER:
        # Dead with the scheduler or merely without work: the scheduler's alarm says both.
        return felt if ticked is None or ticked - felt > ALARM_AFTER else at
    back = Outage.objects.filter(part=Pulse.Name.SCHEDULER, ended_at__isnull=False).first()
    return max(felt, back.ended_at) if back and back.ended_at else felt


def _begin(part: Pulse.Name, felt: datetime, *, by: Pulse.Name, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NEW, [part, felt, at, by])
        made = cursor.fetchone()
    if made is None:  # somebody else noticed it before
        return
    outage = Outage.objects.get(pk=made[0])
    people = _tell(SILENT, outage, _mailboxes(at), at=at)
    record(
        "outage.noticed", outage, by=User.objects.system(), at=at,
        watcher=Pulse.Name(by).label.lower(), people=people,
    )  # fmt: skip
    log.error("%s was not felt since %s", part, felt)


def _end(part: Pulse.Name, felt: datetime, *, by: Pulse.Name, at: datetime) -> None:
    outage = (
        Outage.objects.select_for_update(skip_locked=True).filter(part=part, ended_at=None).first()
    )
    if outage is None:
        return
    outage.ended_at = felt
    outage.save(update_fields=["ended_at"])
    told = Message.objects.filter(
        kind=SILENT,
        payload__outage=outage.pk,
        state__in=[Message.State.SENT, Message.State.REACHED, Message.State.UNKNOWN],
        contact__disabled_at=None,
        contact__isnull=False,
    ).select_related("contact")
    people = _tell(OVER, outage, [one.contact for one in told if one.contact], at=at)
    record(
        "outage.over", outage, by=User.objects.system(), at=at,
        watcher=Pulse.Name(by).label.lower(), people=people,
    )  # fmt: skip


def _tell(kind: str, outage: Outage, contacts: Iterable[Contact], *, at: datetime) -> int:
    """Promise the mail at any hour: who is on duty asked to be woken."""
    promises = [
        Promise(
            key=f"{kind}:{outage.pk}:{contact.pk}",
            kind=kind,
            person_id=contact.person_id,
            contact=contact,
            payload={"outage": outage.pk},
            urgent=True,
            asked_for=True,
        )
        for contact in contacts
    ]
    return len(promise_many(promises, at=at))


def _mailboxes(at: datetime) -> list[Contact]:
    """One mailbox of each who is on duty today; of the next role where none can be reached."""
    today = at.astimezone(WIB).date()
    for role in TOLD:
        tenures = Tenure.objects.current(today).filter(position__role=role)
        ways = ways_to(tenures.values_list("person_id", flat=True))
        mailboxes = [way.mail for way in ways.values() if way.mail is not None]
        if mailboxes:
            return mailboxes
    return []


# --- the words ---------------------------------------------------------------------------------


def _compose_silent(message: Message, at: datetime) -> Words:
    outage = Outage.objects.filter(pk=message.payload.get("outage")).first()
    if outage is None or outage.ended_at is not None:
        return Dropped(_("Sudah berjalan lagi."))
    subject = _("DARURAT: %(part)s Siaga berhenti sejak %(when)s") % {
        "part": _name(outage),
        "when": wib(outage.silent_since),
    }
    todo = _(
        "Minta admin server menjalankan ulang pekerja (worker), penjadwal (beat) dan antreannya "
        "(broker). Tidak ada yang hilang: yang tertunda dikirim sesudahnya."
    )
    return _letter(message, subject, [consequence(outage.part), todo])


def _compose_over(message: Message, at: datetime) -> Words:
    outage = Outage.objects.filter(pk=message.payload.get("outage")).first()
    if outage is None or outage.ended_at is None:
        return Dropped(_("Gangguannya tidak ada lagi."))
    subject = _("%(part)s Siaga berjalan lagi sejak %(when)s") % {
        "part": _name(outage),
        "when": wib(outage.ended_at),
    }
    words = _("Berhenti sejak %(since)s. Pesan dan pengingat yang tertunda sedang dikirim.") % {
        "since": wib(outage.silent_since)
    }
    return _letter(message, subject, [words])


def _name(outage: Outage) -> str:
    return str(Pulse.Name(outage.part).label)


def consequence(part: str) -> str:
    """What does not happen while a part is silent."""
    if part == Pulse.Name.SCHEDULER:
        return _(
            "Penjadwal tidak memberi tugas kepada pekerja. Pesan, pengingat dan impor berhenti."
        )
    return _("Pekerja tidak menjalankan tugas. Pesan, pengingat dan impor berhenti.")


def _letter(message: Message, subject: str, words: list[str]) -> Composed:
    address = settings.PUBLIC_BASE_URL.rstrip("/") + reverse("system-state")
    parts = [
        big(subject),
        *(p(one) for one in words),
        go(_("Buka Kondisi sistem"), address),
        small(_("Pesan ini dikirim sekali untuk setiap gangguan, dan sekali lagi bila selesai.")),
    ]
    return Composed(subject, as_text(parts), as_html(subject, parts))


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    SILENT: Composer(
        gettext_lazy("Tanda bahaya: bagian sistem berhenti"),
        one_by_one(_compose_silent),
        repeat_once=True,
    ),
    OVER: Composer(
        gettext_lazy("Bagian sistem berjalan lagi"), one_by_one(_compose_over), repeat_once=True
    ),
}
