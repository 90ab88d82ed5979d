"""The steps of the first hour (JOURNEYS J1), read from what is there; never ticked by hand."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Contact, Department, Tenure, User
from accounts.roles import Permission, Role
from dashboard.today.counting import Statement
from dashboard.today.leadership import LINES
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.models import Campaign
from secops.incidents.models import Incident, PublicStatement
from secops.inventory.models import AccountFacts, LeakReport
from secops.outbox.models import Message
from secops.rules.duty import Kind
from secops.rules.intervals import WIB
from secops.rules.statement import State


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, whether it is done, its one next act, and where that is done."""

    words: str
    done: bool
    act: str
    url: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What is there at all. Names of things are None where there is no such thing."""

    report: bool = False
    incident: bool = False
    order: bool = False
    account: bool = False
    campaign: bool = False
    lock: bool = False
    departments: bool = False
    said: bool = False
    drafted: bool = False
    told_leaders: bool = False
    leader: bool = False
    unread: int | None = None
    newest_report: int | None = None
    unsent_lock: str | None = None
    unsent_order: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was begun: the page then offers the three ways to begin."""
        return not (self.report or self.incident or self.order or self.campaign)


def what_is_there(*, at: datetime) -> Begun:
    """Ask for everything at once; one query."""
    rows = _asked(at.astimezone(WIB).date()).rows()
    return Begun(*rows[0]) if rows else Begun()


@lru_cache(maxsize=2)
def _asked(today: date) -> Statement:
    orders: QuerySet[Directive] = Directive.objects.order_by("-pk")
    reports = LeakReport.objects.filter(withdrawn_at=None).order_by("-received_at", "-pk")
    locks = orders.filter(kind=Kind.LOCK)
    changes = orders.filter(kind__in=[Kind.ROTATION, Kind.ROTATION_BY_COUNT])
    leaders = Tenure.objects.current(today).filter(position__role=Role.LEADERSHIP)
    published = [State.PUBLISHED.value, State.SUPERSEDED.value]
    exists: dict[str, QuerySet[Any]] = {
        "report": reports,
        "incident": Incident.objects.all(),
        "order": orders,
        "account": AccountFacts.objects.filter(newest_exposure__isnull=False),
        "campaign": Campaign.objects.exclude(state=Campaign.State.DRAFT),
        "lock": locks.filter(_reached()),
        "departments": changes.filter(_reached()),
        "said": PublicStatement.objects.filter(state__in=published),
        "drafted": PublicStatement.objects.waiting(),
        "told_leaders": Message.objects.filter(kind=LINES).exclude(
            state__in=[Message.State.CANCELLED, Message.State.FAILED]
        ),
        "leader": Contact.objects.usable().filter(person__in=leaders.values("person")),
    }
    named: dict[str, QuerySet[Any]] = {
        "unread": reports.filter(original_deleted_at=None).values("pk"),
        "newest_report": reports.values("pk"),
        "unsent_lock": locks.filter(closed_at=None).exclude(_reached()).values("code"),
        "unsent_order": changes.filter(closed_at=None).exclude(_reached()).values("code"),
    }
    # Any table with a row serves as the FROM; the city always has its office.
    columns: dict[str, Any] = {name: Exists(rows.order_by()) for name, rows in exists.items()}
    columns |= {name: Subquery(rows[:1]) for name, rows in named.items()}
    names = [field.name for field in fields(Begun)]
    return Statement.of(Department.objects.order_by().values(**columns).values_list(*names)[:1])


def _reached() -> Q:
    """An order that went out, or that a department says it has."""
    received = Duty.objects.filter(received_at__isnull=False).values("directive")
    return Q(batch__isnull=False, batch__cancelled_at=None) | Q(pk__in=received)


def first_hour(begun: Begun, user: User) -> list[Step]:
    """Return the steps while one is open; nothing once all are done."""
    newest = begun.newest_report
    reports = reverse("leak-reports")
    steps = [
        Step(
            _("Laporan kebocoran"),
            begun.report,
            _("Unggah laporan kebocoran"),
            reverse("leak-report-upload"),
        ),
        Step(
            _("Gambaran kerusakan"),
            begun.report and begun.unread is None,
            _("Baca tanda terima, catat berkas aslinya"),
            reverse("leak-report", args=[begun.unread]) if begun.unread else reports,
        ),
        Step(
            _("Akun bocor"),
            begun.account,
            _("Buat daftar akun dari laporan ini"),
            reverse("leak-report-register", args=[newest]) if newest else reports,
        ),
        Step(
            _("Kunci di sumber"),
            begun.lock,
            _("Kirim ke pemilik aplikasi")
            if begun.unsent_lock
            else _("Langkah 1: kunci di sumber"),
            _send(begun.unsent_lock) or reverse("lock"),
        ),
        Step(
            _("Arahan ke OPD"),
            begun.departments,
            _("Kirim ke Kepala OPD") if begun.unsent_order else _("Langkah 2: arahan ke OPD"),
            _send(begun.unsent_order) or reverse("campaign-quick"),
        ),
        _statement(begun, user),
    ]
    done = all(step.done for step in steps)
    # Without a reachable leader the lines are copied by hand, which leaves no trace to read.
    told = begun.told_leaders or (done and not begun.leader)
    steps.append(
        Step(_("Tiga baris untuk wali kota"), told, _("Salin atau kirim tiga baris"), "#wali-kota")
    )
    return [] if done and told else steps


def _statement(begun: Begun, user: User) -> Step:
    words = _("Pernyataan awal")
    if begun.drafted and not begun.said:
        return Step(
            words,
            False,
            _("Setujui dan terbitkan")
            if user.may(Permission.APPROVE_STATEMENT)
            else _("Menunggu persetujuan Ketua tim"),
            reverse("statements") + "?waiting=yes",
        )
    may = user.may(Permission.WRITE_STATEMENT)
    url = reverse("statement-new") if may else reverse("statements")
    return Step(words, begun.said, _("Langkah 3: pernyataan awal"), url)


def _send(code: str | None) -> str:
    return reverse("directive-send", args=[code]) if code else ""
