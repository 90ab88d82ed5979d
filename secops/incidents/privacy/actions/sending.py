"""Telling the persons: an example to oneself, all at once, those who join later; and the clock."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.text import angka
from secops.incidents.actions import stop_clock
from secops.incidents.models import Incident
from secops.incidents.privacy.actions.listing import join_affected
from secops.incidents.privacy.actions.writing import approved_text
from secops.incidents.privacy.models import Notice
from secops.incidents.privacy.people import KIND, Told, people_of
from secops.incidents.privacy.refusals import NoticeRefused
from secops.outbox.actions import BatchRefused, Promise, promise, promise_many, start_batch
from secops.outbox.contacts import way_to, ways_to
from secops.outbox.models import Batch, Message
from secops.rules.clocks import ClockCode
from secops.rules.incident import OVER, Phase
from secops.rules.privacy import Standing

EXAMPLE = "privacy.example"


@transaction.atomic
def send_example(notice: Notice, *, by: User, at: datetime) -> Message:
    """ "Kirim contoh ke saya": the newest text, approved or not, to whoever presses."""
    check(by, Permission.WRITE_INCIDENT)
    text = notice.texts.order_by("-version").first()
    if text is None:
        raise NoticeRefused(_("Tulis teksnya dulu."))
    way = way_to(by.person_id) if by.person_id is not None else None
    if way is None or by.person is None:
        raise NoticeRefused(_("Kami tidak mengenal alamat Anda. Hubungi admin kantor."))
    return promise(
        f"{EXAMPLE}:{notice.pk}:{by.person_id}:{at:%Y%m%dT%H%M%S}",
        EXAMPLE,
        by.person,
        way.chosen[0],
        payload={"notice": notice.pk},
        at=at,
        asked_for=True,
    )


@transaction.atomic
def send_notice(notice: Notice, *, by: User, at: datetime, at_any_hour_because: str = "") -> Batch:
    """Tell everybody on the list who was not told yet, once; thirty seconds to undo.

    Whoever joins the list later is told without anybody pressing again.
    """
    check(by, Permission.WRITE_INCIDENT)
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if approved_text(notice) is None:
        raise NoticeRefused(_("Teksnya belum disetujui orang kedua."))
    join_affected(notice, at=at)
    wanted = promises(notice, people_of(notice))
    title = _("%(code)s: pemberitahuan kepada pemilik data") % {"code": notice.code}
    try:
        batch = start_batch(title, wanted, by=by, at=at, at_any_hour_because=at_any_hour_because)
    except BatchRefused as refused:
        raise NoticeRefused(str(refused)) from None
    notice.batch, notice.sending_from = batch, notice.sending_from or batch.not_before
    notice.save(update_fields=["batch", "sending_from"])
    people = len({one.person_id for one in wanted})
    record("notice.sent", notice, by=by, at=at, people=people)
    return batch


def promises(notice: Notice, people: list[Told]) -> list[Promise]:
    """One message an address for each person nobody told yet; the key makes it go out once."""
    ids = [
        one.subject.person_id
        for one in people
        if one.standing is Standing.NOT_YET and one.subject.person_id is not None
    ]
    return [
        Promise(
            key=f"{KIND}:{notice.pk}:{person_id}:{contact.kind}:{contact.pk}",
            kind=KIND,
            person_id=person_id,
            contact=contact,
            payload={"notice": notice.pk},
            urgent=True,
        )
        for person_id, ways in sorted(ways_to(ids).items())
        for contact in ways.chosen
    ]


@transaction.atomic
def settle(notice: Notice, *, at: datetime) -> bool:
    """Tell those who joined since the send, and stop the clock once all are told; whether it was
    stopped now."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    incident = notice.incident
    if notice.sending_from is None or at < notice.sending_from or _undone(notice):
        return False
    if Phase(incident.phase) not in OVER and join_affected(notice, at=at):
        promise_many(promises(notice, people_of(notice)), at=at)
    return _stop(notice, incident, at)


def _undone(notice: Notice) -> bool:
    return notice.batch is not None and notice.batch.cancelled_at is not None


def _stop(notice: Notice, incident: Incident, at: datetime) -> bool:
    code = ClockCode.PERSONAL_DATA_SUBJECT
    if incident.personal_data_known_at is None or incident.phase == Phase.REFUTED:
        return False
    if incident.clock_stops.filter(clock=code).exists():
        return False
    people = people_of(notice)
    if not people or not all(one.told for one in people):
        return False
    last = max(one.at for one in people if one.at is not None)
    # Kept with the clock and printed in papers: Indonesian, whoever or whatever settles it.
    with override("id"):
        proof = _("%(code)s: %(n)s orang diberi tahu, bukti per orang di halaman pemberitahuan") % {
            "code": notice.code,
            "n": angka(len(people)),
        }
    stopped_at = max(last, incident.personal_data_known_at)
    stop_clock(
        incident, code, stopped_at=min(stopped_at, at), proof=proof, by=User.objects.system(), at=at
    )
    return True
