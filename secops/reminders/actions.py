"""Starting the messages of a campaign to the holders; the city's holidays."""

from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Department, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.rotations.models import Campaign
from secops.outbox.actions import BatchRefused, promise
from secops.outbox.contacts import way_to
from secops.outbox.models import Batch
from secops.outbox.policy import UNDO
from secops.reminders.calendar import forget
from secops.reminders.composers import EXAMPLE
from secops.reminders.engine import Reminded, promise_groups
from secops.reminders.models import Holiday
from secops.reminders.queries import groups_of, groups_of_departments


@transaction.atomic
def start_messages(
    campaign: Campaign, *, by: User, at: datetime, at_any_hour_because: str = ""
) -> Batch:
    """Tell the holders whose turn it is: who heard nothing yet gets the first message, the others
    today's digest, unless they had it. All wait 30 seconds in which they can be undone.

    Raises BatchRefused in words where there is nothing to send or no help desk to name.
    """
    check(by, Permission.RUN_CAMPAIGN)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.state != Campaign.State.RUNNING:
        raise BatchRefused(_("Penggantian serentak ini tidak sedang berjalan."))
    if not settings.HELP_DESK_PHONE:
        raise BatchRefused(
            _(
                "Nomor Posko Siber belum diatur, padahal setiap pesan harus menyebutnya. Minta "
                "admin server mengisi HELP_DESK_PHONE di berkas pengaturan (.env)."
            )
        )
    if campaign.messages_from is None or campaign.messages_from > at:
        campaign.messages_from = at
        campaign.save(update_fields=["messages_from"])
    batch = Batch.objects.create(
        title=_("Pesan ke pemegang akun: %(campaign)s") % {"campaign": campaign.name},
        started_by=by,
        created_at=at,
        not_before=at + UNDO,
        at_any_hour_because=at_any_hour_because.strip()[:200],
    )
    done = Reminded()
    for groups in groups_of(campaign, at=at):
        promise_groups(groups, at=at, done=done, batch=batch)
    if not done.digests:
        raise BatchRefused(_("Tidak ada pesan yang perlu dikirim."))
    record(
        "batch.started",
        batch,
        by=by,
        at=at,
        messages=done.digests,
        campaign=campaign.code,
        because=batch.at_any_hour_because,
    )
    return batch


@transaction.atomic
def remind_departments(departments: Collection[int], *, by: User, at: datetime) -> Batch:
    """An agent reminds those of his departments whose turn it is: today's digest, unless they had
    it. It waits 30 seconds in which it can be undone; BatchRefused where nobody is to be told."""
    for department_id in departments:
        check(by, Permission.ANSWER_FOR, department_id)
    if not settings.HELP_DESK_PHONE:
        raise BatchRefused(
            _(
                "Nomor Posko Siber belum diatur, padahal setiap pesan harus menyebutnya. Minta "
                "admin server mengisi HELP_DESK_PHONE di berkas pengaturan (.env)."
            )
        )
    first = Department.objects.filter(pk__in=departments).order_by("parent", "sort_name").first()
    batch = Batch.objects.create(
        title=_("Pengingat Agen: %(department)s") % {"department": first or ""},
        started_by=by,
        created_at=at,
        not_before=at + UNDO,
    )
    done = Reminded()
    promise_groups(groups_of_departments(departments, at=at), at=at, done=done, batch=batch)
    if not done.digests:
        raise BatchRefused(_("Tidak ada pesan yang perlu dikirim."))
    record("batch.started", batch, by=by, at=at, messages=done.digests)
    return batch


class ExampleRefused(Exception):
    """An example cannot be sent; the sentence is fit for the page."""


@transaction.atomic
def send_digest_example(
    campaign: Campaign, departments: Collection[int], *, by: User, at: datetime
) -> str:
    """Promise an agent the reminder as his people would read it, with no link that answers.

    Returns the address; ExampleRefused where he has none.
    """
    for department_id in departments:
        check(by, Permission.ANSWER_FOR, department_id)
    way = way_to(by.person_id) if by.person_id else None
    contact = next(iter(way.chosen), None) if way else None
    if by.person is None or contact is None:
        raise ExampleRefused(_("Belum ada alamat email pada data Anda. Minta admin mengisinya."))
    promise(
        f"example:{campaign.pk}:{by.pk}:digest:{at:%Y%m%d%H%M}",
        EXAMPLE,
        by.person,
        contact,
        payload={"campaign": campaign.pk, "language": by.person.language, "digest": True},
        at=at,
        asked_for=True,
    )
    return contact.address


@transaction.atomic
def send_example(campaign: Campaign, *, by: User, at: datetime) -> str:
    """Promise the first message as an example to the user himself, in both languages.

    Returns the address; ExampleRefused where he has none.
    """
    check(by, Permission.RUN_CAMPAIGN)
    way = way_to(by.person_id) if by.person_id else None
    if by.person is None or way is None or way.mail is None:
        raise ExampleRefused(_("Belum ada alamat email pada data Anda. Minta admin mengisinya."))
    for language in ("id", "en"):
        promise(
            f"example:{campaign.pk}:{by.pk}:{language}:{at:%Y%m%d%H%M}",
            EXAMPLE,
            by.person,
            way.mail,
            payload={"campaign": campaign.pk, "language": language},
            at=at,
            asked_for=True,
        )
    return way.mail.address


# --- days on which nobody works ----------------------------------------------------------------


class HolidayRefused(Exception):
    """A holiday cannot be entered; the sentence is fit for the page."""


@transaction.atomic
def add_holiday(
    day: date, name: str, kind: str, *, estimated: bool = False, by: User, at: datetime
) -> Holiday:
    """Enter a day on which nobody works; terms and reminders count with it from now on."""
    check(by, Permission.MANAGE_PEOPLE)
    if Holiday.objects.filter(day=day).exists():
        raise HolidayRefused(_("Tanggal ini sudah tercatat sebagai hari libur."))
    holiday = Holiday.objects.create(day=day, name=name, kind=kind, estimated=estimated)
    record("holiday.added", holiday, by=by, at=at)
    transaction.on_commit(forget)
    return holiday


@transaction.atomic
def confirm_holiday(holiday: Holiday, *, by: User, at: datetime) -> None:
    """The decree is out: the day is no estimate any more."""
    check(by, Permission.MANAGE_PEOPLE)
    Holiday.objects.filter(pk=holiday.pk).update(estimated=False)
    record("holiday.confirmed", holiday, by=by, at=at)
    transaction.on_commit(forget)


@transaction.atomic
def change_holiday(
    holiday: Holiday,
    day: date,
    name: str,
    kind: str,
    *,
    estimated: bool = False,
    by: User,
    at: datetime,
) -> Holiday:
    """Correct a day off: moved by a later decree, or misspelt."""
    check(by, Permission.MANAGE_PEOPLE)
    if Holiday.objects.filter(day=day).exclude(pk=holiday.pk).exists():
        raise HolidayRefused(_("Tanggal ini sudah tercatat sebagai hari libur."))
    holiday.day, holiday.name, holiday.kind, holiday.estimated = day, name, kind, estimated
    holiday.save()
    record("holiday.changed", holiday, by=by, at=at)
    transaction.on_commit(forget)
    return holiday


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: User, at: datetime) -> None:
    """Take a day out: it is a working day after all."""
    check(by, Permission.MANAGE_PEOPLE)
    record("holiday.removed", holiday, by=by, at=at)
    holiday.delete()
    transaction.on_commit(forget)
