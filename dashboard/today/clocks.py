"""The next deadlines of the whole desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Case, CharField, DateTimeField, ExpressionWrapper, F, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboard.today.counting import Statement, minute_of
from secops.advisories.models import Recommendation
from secops.compliance.duties.models import Duty
from secops.compliance.rotations.models import Campaign
from secops.house.text import angka, local, wib, wib_clock
from secops.incidents.clocks import clocks_of_incidents
from secops.incidents.csirt_register import register_clock
from secops.incidents.models import PublicStatement
from secops.incidents.notices.models import Notice
from secops.incidents.requests.models import OutgoingRequest
from secops.reminders.calendar import city_calendar
from secops.rules.clocks import CLOCKS, ClockCode
from secops.rules.duty import Kind
from secops.rules.intervals import WIB
from secops.rules.tlp import Marking
from secops.rules.working_time import working_days_between

#: So many are read; the first is shown large, the others in a list.
SHOWN = 5
HOUR = timedelta(hours=1)
#: The warnings and requests below are read with the other terms in one statement.
_ANSWER = timedelta(hours=CLOCKS[ClockCode.BSSN_NOTICE].hours)
DAY = timedelta(days=1)
#: These lines go to leaders and into chats: advice above TLP:GREEN is named by its number alone.
_OPEN_TITLE = Case(
    When(tlp__in=[Marking.CLEAR, Marking.GREEN], then=Cast("title", CharField())),
    default=Value(""),
    output_field=CharField(),
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One moment by which something must be done, with its words and its page."""

    at: datetime
    words: str
    url: str
    late: bool

    @property
    def in_full(self) -> str:
        """``Senin, 30 November 2026, 16.00 WIB``."""
        return wib(self.at)


def next_deadlines(campaigns: list[Campaign], *, at: datetime) -> list[Deadline]:
    """Return what is due next; what we ourselves owe and is overdue comes first.

    Late duties of departments are counted elsewhere and not repeated here.
    """
    found = [_deadline(*row, at=at) for row in _asked_of(minute_of(at)).rows()]
    found += _of_incidents(at)
    found += [one for campaign in campaigns for one in _of_campaign(campaign, at)]
    return sorted(found, key=lambda one: one.at)[:SHOWN]


@lru_cache(maxsize=2)
def _asked_of(at: datetime) -> Statement:
    """What departments owe next, what we owe to those who recommend, and the public."""
    duties: Any = (
        Duty.objects.open(at)
        .filter(due_at__gt=at)
        .order_by()
        .values(
            what=F("directive__kind"),
            key=Cast("directive__code", CharField()),
            due=F("due_at"),
            name=Coalesce(F("application__name"), F("directive__title"), output_field=CharField()),
        )
        .distinct()
    )
    decisions: Any = (
        Recommendation.objects.undecided()
        .order_by()
        .values(
            what=Value("recommendation"),
            key=Cast("code", CharField()),
            due=F("decide_by"),
            name=_OPEN_TITLE,
        )
    )
    following: Any = (
        Recommendation.objects.filter(
            state=Recommendation.State.ACCEPTED, finished_at=None, follow_up_by__isnull=False
        )
        .order_by()
        .values(
            what=Case(
                When(review_by=None, then=Value("follow_up")),
                default=Value("review"),
                output_field=CharField(),
            ),
            key=Cast("code", CharField()),
            due=Coalesce(F("review_by"), F("follow_up_by")),
            name=_OPEN_TITLE,
        )
    )
    promised: Any = (
        PublicStatement.objects.promising()
        .order_by()
        .values(
            what=Value("statement"),
            key=Cast("code", CharField()),
            due=F("next_word_at"),
            name=Value(""),
        )
    )
    warnings: Any = (
        Notice.objects.waiting()
        .order_by()
        .values(
            what=Value("notice"),
            key=Cast("code", CharField()),
            due=ExpressionWrapper(F("received_at") + _ANSWER, output_field=DateTimeField()),
            name=Value(""),
        )
    )
    awaited: Any = (
        OutgoingRequest.objects.waiting()
        .order_by()
        .values(
            what=Value("request"),
            key=Cast("code", CharField()),
            due=F("awaited_by"),
            name=Cast("to", CharField()),
        )
    )
    columns = ("what", "key", "due", "name")
    rows: Any = duties.values_list(*columns).union(
        decisions.values_list(*columns),
        following.values_list(*columns),
        promised.values_list(*columns),
        warnings.values_list(*columns),
        awaited.values_list(*columns),
    )
    return Statement.of(rows.order_by("due")[:SHOWN])


def _deadline(what: str, key: str, due: datetime, name: str, *, at: datetime) -> Deadline:
    if what == "recommendation":
        words = _("Putuskan %(code)s %(name)s") % {"code": key, "name": name}
        return Deadline(due, words.rstrip(), reverse("recommendation", args=[key]), due < at)
    if what in ("follow_up", "review"):
        words = _("Tindak lanjut %(code)s %(name)s")
        if what == "review":
            words = _("Pastikan hasil %(code)s %(name)s")
        words = words % {"code": key, "name": name}
        return Deadline(due, words.rstrip(), reverse("recommendation", args=[key]), due < at)
    if what == "statement":
        return Deadline(due, _("Kabar publik"), reverse("statement", args=[key]), due < at)
    if what == "notice":
        words = _("Jawaban peringatan %(code)s") % {"code": key}
        return Deadline(due, words, reverse("notice", args=[key]), due < at)
    if what == "request":
        words = _("Jawaban %(to)s atas %(code)s") % {"to": name, "code": key}
        return Deadline(due, words, reverse("request-out", args=[key]), due < at)
    words = _("%(name)s dikunci") % {"name": name} if what == Kind.LOCK else f"{key} {name}"
    return Deadline(due, words, reverse("directive", args=[key]), due < at)


def _of_incidents(at: datetime) -> list[Deadline]:
    """Reports that the law or our policy asks for and nobody has sent yet."""
    return [
        Deadline(
            clock.due_at,
            f"{clock.subject}: {clock.what}" if clock.subject else clock.what,
            clock.url or reverse("incident", args=[clock.subject]),
            clock.due_at < at,
        )
        for clock in clocks_of_incidents(at=at) + register_clock(None, at)
    ]


def _of_campaign(campaign: Campaign, at: datetime) -> list[Deadline]:
    classes = (
        (_("Batas waktu akun istimewa"), campaign.due_privileged),
        (_("Batas waktu akun bocor"), campaign.due_exposed),
        (_("Batas waktu akun lainnya"), None if campaign.exposed_only else campaign.due_others),
    )
    url = campaign.get_absolute_url()
    return [Deadline(due, words, url, late=False) for words, due in classes if due and due > at]


def left_until(moment: datetime, *, at: datetime) -> str:
    """``3 jam``, ``2 hari kerja``; ``lewat 2 jam`` once it is over."""
    gone = at - moment
    if gone >= 2 * DAY:
        return ngettext("lewat %(n)s hari", "lewat %(n)s hari", gone.days) % {"n": angka(gone.days)}
    if timedelta(0) < gone < HOUR:
        minutes = max(1, int(gone.total_seconds() // 60))
        words = ngettext("lewat %(n)s menit", "lewat %(n)s menit", minutes)
        return words % {"n": angka(minutes)}
    if gone > timedelta(0):
        hours = int(gone / HOUR)
        return ngettext("lewat %(n)s jam", "lewat %(n)s jam", hours) % {"n": angka(hours)}
    if moment - at < timedelta(hours=24):
        if moment - at < HOUR:
            minutes = max(1, int((moment - at).total_seconds() // 60))
            return ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": angka(minutes)}
        hours = int((moment - at) / HOUR)
        return ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": angka(hours)}
    today, then = at.astimezone(WIB).date(), moment.astimezone(WIB).date()
    days = working_days_between(today, then, city_calendar())
    if days:
        return ngettext("%(n)s hari kerja", "%(n)s hari kerja", days) % {"n": angka(days)}
    days = (then - today).days
    return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": angka(days)}


def short_moment(moment: datetime, *, at: datetime) -> str:
    """``12.00 WIB`` today, else with the day: ``Senin 30 November, 16.00 WIB``."""
    if local(moment).date() == local(at).date():
        return wib_clock(moment)
    return f"{dateformat.format(local(moment), 'l j F')}, {wib_clock(moment)}"


def chat_moment(moment: datetime) -> str:
    """``Jumat 27 November 2026, 09.00 WIB``, as one writes it in a chat."""
    return f"{dateformat.format(local(moment), 'l j F Y')}, {wib_clock(moment)}"
