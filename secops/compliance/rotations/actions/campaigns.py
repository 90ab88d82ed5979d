"""From a draft to a closed campaign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import check
from accounts.models import Department, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import derive_rotations, lock_all_rotations
from secops.compliance.rotations.membership import freeze_sql
from secops.compliance.rotations.models import Campaign, Rotation
from secops.compliance.rotations.refusals import RotationRefused
from secops.compliance.rotations.tally import counts_of_open, snapshot_campaign
from secops.house.text import angka, english, wib
from secops.inventory.models import Application
from secops.ladders.queries import office_ladder
from secops.rules.clocks import CLOCKS, ClockCode, deadline
from secops.rules.intervals import WIB
from secops.rules.labels import label
from secops.rules.ladder import Ladder, LadderKind, as_data
from secops.rules.rotation import State
from secops.rules.working_time import Calendar

_CODE_LENGTH = 32


@dataclass(frozen=True, slots=True)
class DueDates:
    """When each class of account must be done; None = by the clocks of RULES 3."""

    privileged: datetime | None = None
    exposed: datetime | None = None
    others: datetime | None = None

    @classmethod
    def all_at(cls, moment: datetime | None) -> DueDates:
        """One date for all classes."""
        return cls(moment, moment, moment)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a campaign asks, of whom, by when. No departments = all; no ladder = the office's."""

    name: str
    applications: Sequence[Application]
    departments: Sequence[Department] = ()
    exposed_only: bool = True
    cutoff: datetime | None = None
    ask_username: bool = False
    due: DueDates = field(default_factory=DueDates)
    letter_number: str = ""
    reason_id: str = ""
    reason_en: str = ""
    messages_from: datetime | None = None
    ladder: Ladder = ()


@dataclass(frozen=True, slots=True)
class Started:
    """A campaign that runs: its accounts, their departments, and what the officer should see."""

    campaign: Campaign
    rotations: int
    departments: int
    warnings: tuple[str, ...] = ()


@transaction.atomic
def draft_campaign(plan: Plan, *, by: User, at: datetime) -> Campaign:
    """Write down a campaign that nobody is told of yet."""
    check(by, Permission.RUN_CAMPAIGN)
    _refuse_unfit(plan.name, plan.applications)
    campaign = Campaign.objects.create(code=_free_code(plan.name), created_at=at)
    _fill(campaign, plan)
    record("campaign.drafted", campaign, by=by, at=at)
    return campaign


@transaction.atomic
def change_draft(campaign: Campaign, plan: Plan, *, by: User, at: datetime) -> Campaign:
    """Write a draft anew; a campaign that runs keeps what it was started with."""
    check(by, Permission.RUN_CAMPAIGN)
    _refuse_unfit(plan.name, plan.applications)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    _refuse_unless(campaign, Campaign.State.DRAFT)
    _fill(campaign, plan)
    record("campaign.redrafted", campaign, by=by, at=at)
    return campaign


@transaction.atomic
def start_campaign(
    campaign: Campaign,
    *,
    calendar: Calendar,
    overlap: bool = False,
    by: User,
    at: datetime,
) -> Started:
    """Order the campaign: freeze its accounts and its ladder, set their due dates, derive states.

    `calendar`: the city's working days, for terms in working days and for warnings. Due dates that
    the draft leaves open follow the clocks of RULES 3. Raises RotationRefused without the help
    desk's number, and where accounts are in another running campaign, unless `overlap` says that
    this is meant. Dates past or on a free day only warn.
    """
    check(by, Permission.RUN_CAMPAIGN)
    if not settings.HELP_DESK_PHONE:
        raise RotationRefused(
            "no_help_desk",
            _(
                "Nomor telepon posko belum diisi, padahal pegawai yang ragu harus dapat menelepon. "
                "Minta admin server mengisi HELP_DESK_PHONE di berkas pengaturan (.env), lalu "
                "mulai lagi. Draf ini tetap tersimpan."
            ),
        )
    lock_all_rotations()
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    _refuse_unless(campaign, Campaign.State.DRAFT)
    if not campaign.exposed_only and campaign.cutoff is None:
        campaign.cutoff = at
    campaign.state, campaign.ordered_at, campaign.started_by = Campaign.State.RUNNING, at, by
    chosen = {campaign.due_privileged, campaign.due_exposed, campaign.due_others} - {None}
    _set_terms(campaign, calendar)
    campaign.ladder = campaign.ladder or as_data(office_ladder(LadderKind.HOLDERS))
    campaign.save()
    with connection.cursor() as cursor:
        cursor.execute(freeze_sql(), {"campaign_id": campaign.pk, "at": at})
        rotations = cursor.rowcount
    overlapping = _overlapping(campaign)
    if overlapping and not overlap:
        raise RotationRefused("overlap", _overlap_sentence(overlapping))
    Campaign.objects.filter(pk=campaign.pk).update(shares_accounts=bool(overlapping))
    derive_rotations(scopes.whole_campaign(campaign.pk), at=at)
    snapshot_campaign(campaign, at=at)
    departments = (
        Rotation.objects.filter(campaign=campaign)
        .exclude(department=None)
        .values("department")
        .distinct()
        .count()
    )
    record(
        "campaign.started",
        campaign,
        by=by,
        at=at,
        rotations=rotations,
        departments=departments,
        overlaps=dict(overlapping),
    )
    return Started(
        campaign,
        rotations,
        departments,
        tuple(_warnings(campaign, rotations, chosen, calendar, at)),
    )


@transaction.atomic
def schedule_messages(
    campaign: Campaign, messages_from: datetime | None, *, by: User, at: datetime
) -> None:
    """Say from when holders may be told; None stops further messages."""
    check(by, Permission.RUN_CAMPAIGN)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.state == Campaign.State.CLOSED:
        raise RotationRefused("closed", _("Penggantian serentak ini sudah ditutup."))
    campaign.messages_from = messages_from
    campaign.save(update_fields=["messages_from"])
    record("campaign.messages_scheduled", campaign, by=by, at=at, messages_from=messages_from)


@transaction.atomic
def close_campaign(campaign: Campaign, *, by: User, at: datetime) -> None:
    """End a campaign in which every account is done, attested or written off; its states stay as
    they are for good. RotationRefused says what is still open."""
    check(by, Permission.RUN_CAMPAIGN)
    lock_all_rotations()
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    _refuse_unless(campaign, Campaign.State.RUNNING)
    derive_rotations(scopes.whole_campaign(campaign.pk), at=at)
    if left := counts_of_open(campaign.pk):
        raise RotationRefused("still_open", _still_open_sentence(left))
    snapshot_campaign(campaign, at=at)
    campaign.state, campaign.closed_at = Campaign.State.CLOSED, at
    campaign.save(update_fields=["state", "closed_at"])
    record("campaign.closed", campaign, by=by, at=at)


# --- terms -------------------------------------------------------------------------------------


def due_dates(due: DueDates, *, ordered_at: datetime, calendar: Calendar) -> DueDates:
    """Fill in what was left open by the clocks of RULES 3: privileged, exposed, others."""

    def by_clock(code: ClockCode) -> datetime | None:
        return deadline(CLOCKS[code], ordered_at, calendar=calendar)

    return replace(
        due,
        privileged=due.privileged or by_clock(ClockCode.ROTATION_PRIVILEGED),
        exposed=due.exposed or by_clock(ClockCode.ROTATION_EXPOSED),
        others=due.others or by_clock(ClockCode.ROTATION_OTHERS),
    )


def _set_terms(campaign: Campaign, calendar: Calendar) -> None:
    assert campaign.ordered_at is not None
    wanted = DueDates(campaign.due_privileged, campaign.due_exposed, campaign.due_others)
    due = due_dates(wanted, ordered_at=campaign.ordered_at, calendar=calendar)
    campaign.due_privileged, campaign.due_exposed = due.privileged, due.exposed
    campaign.due_others = due.others


def _warnings(
    campaign: Campaign,
    rotations: int,
    chosen: set[datetime | None],
    calendar: Calendar,
    at: datetime,
) -> Iterable[str]:
    """What the officer should look at again; nothing of it stops him. A term in hours runs through
    free days on purpose, so only dates that somebody chose are looked at for them."""
    if not rotations:
        yield _("Belum ada akun yang tercakup. Akun yang bocor kemudian ikut dengan sendirinya.")
    named = (campaign.due_privileged, campaign.due_exposed, campaign.due_others)
    for moment in sorted({due for due in named if due is not None}):
        day = moment.astimezone(WIB).date()
        if moment <= at:
            yield _("Batas waktu %(due)s sudah lewat.") % {"due": wib(moment)}
        elif moment in chosen and not calendar.is_working_day(day):
            yield _("Batas waktu %(due)s jatuh pada hari libur.") % {"due": wib(moment)}
    last = max((due for due in named if due is not None), default=at).astimezone(WIB).date()
    if not calendar.is_complete(at.astimezone(WIB).date(), last):
        yield _("Hari libur tahun %(year)s belum lengkap (cuti bersama belum diisi).") % {
            "year": last.year
        }


def _overlapping(campaign: Campaign) -> list[tuple[str, int]]:
    """Other running campaigns that hold some of its accounts, with how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.name, count(*) FROM rotations_rotation mine "
            "JOIN rotations_rotation other ON other.account_id = mine.account_id "
            "AND other.campaign_id <> mine.campaign_id "
            "JOIN rotations_campaign c ON c.id = other.campaign_id "
            "WHERE mine.campaign_id = %s AND c.state = 'running' "
            "GROUP BY c.id, c.name ORDER BY c.id",
            [campaign.pk],
        )
        return list(cursor.fetchall())


# --- refusals ----------------------------------------------------------------------------------


def _refuse_unfit(name: str, applications: Sequence[Application]) -> None:
    if not name.strip():
        raise RotationRefused("no_name", _("Beri nama penggantian serentak ini."))
    if not applications:
        raise RotationRefused("no_application", _("Pilih sedikitnya satu aplikasi."))


def _refuse_unless(campaign: Campaign, state: Campaign.State) -> None:
    if campaign.state == state:
        return
    sentences = {
        Campaign.State.DRAFT: _("Penggantian serentak ini belum dimulai."),
        Campaign.State.RUNNING: _("Penggantian serentak ini sudah berjalan."),
        Campaign.State.CLOSED: _("Penggantian serentak ini sudah ditutup."),
    }
    raise RotationRefused(f"is_{campaign.state}", sentences[Campaign.State(campaign.state)])


def _overlap_sentence(overlapping: list[tuple[str, int]]) -> str:
    named = ", ".join(f"{name} ({angka(n)})" for name, n in overlapping)
    accounts = sum(n for _name, n in overlapping)
    return ngettext(
        "%(n)s akun sudah ada dalam penggantian serentak yang berjalan: %(named)s. "
        "Tutup yang itu dahulu, atau nyatakan bahwa tumpang tindih ini memang dimaksud.",
        "%(n)s akun sudah ada dalam penggantian serentak yang berjalan: %(named)s. "
        "Tutup yang itu dahulu, atau nyatakan bahwa tumpang tindih ini memang dimaksud.",
        accounts,
    ) % {"n": angka(accounts), "named": named}


def _still_open_sentence(left: dict[State, int]) -> str:
    words = {state: label(state).en if english() else label(state).id for state in left}
    parts = ", ".join(f"{angka(n)} {words[state].lower()}" for state, n in left.items())
    accounts = sum(left.values())
    return ngettext(
        "Belum dapat ditutup: %(n)s akun masih terbuka (%(parts)s).",
        "Belum dapat ditutup: %(n)s akun masih terbuka (%(parts)s).",
        accounts,
    ) % {"n": angka(accounts), "parts": parts}


# --- writing -----------------------------------------------------------------------------------


def _fill(campaign: Campaign, plan: Plan) -> None:
    campaign.name = plan.name.strip()
    campaign.exposed_only = plan.exposed_only
    campaign.cutoff = plan.cutoff
    campaign.ask_username = plan.ask_username
    campaign.due_privileged = plan.due.privileged
    campaign.due_exposed = plan.due.exposed
    campaign.due_others = plan.due.others
    campaign.letter_number = plan.letter_number.strip()
    campaign.reason_id, campaign.reason_en = plan.reason_id.strip(), plan.reason_en.strip()
    campaign.messages_from = plan.messages_from
    campaign.ladder = as_data(plan.ladder)
    campaign.save()
    campaign.applications.set(plan.applications)
    campaign.departments.set(plan.departments)


def _free_code(name: str) -> str:
    """A short code from the name that no campaign has yet: ``simpatik``, ``simpatik-2``."""
    stem = slugify(name)[:_CODE_LENGTH].strip("-") or "penggantian"
    taken = set(Campaign.objects.filter(code__startswith=stem).values_list("code", flat=True))
    n, code = 1, stem
    while code in taken:
        n += 1
        code = f"{stem}-{n}"
    return code
