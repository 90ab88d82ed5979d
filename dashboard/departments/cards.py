"""What waits for the people of a department as at most four cards, the most urgent on top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission, Role
from dashboard.compliance.queries import Cell
from dashboard.departments.queries import DepartmentPage, OrderLine, Standing
from secops.advisories.bulletins.models import Addressee
from secops.advisories.bulletins.queries import unanswered_of
from secops.compliance.duties.kinds import numbers_of
from secops.house.text import angka
from secops.reminders.calendar import city_calendar
from secops.rules.duty import Kind, State
from secops.rules.intervals import WIB
from secops.rules.rotation import Turn
from secops.rules.working_time import working_days_between

#: So many cards fit a head's morning; what else there is, is counted.
CARDS = 4
#: What the department does next; after that it is the office's turn.
_TO_DO = (State.OPEN, State.REOPENED, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Card:
    """One thing: what it is, how far, by when in full, and the one button."""

    title: str
    number: str
    due_at: datetime | None
    left: str
    late: bool
    mark: tuple[str, str, str] | None
    why: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one reader: the cards, and how many things are not among them."""

    cards: tuple[Card, ...]
    more: int

    @property
    def n(self) -> int:
        return len(self.cards) + self.more


def waiting_for(page: DepartmentPage, cells: Iterable[Cell], user: User) -> Waiting:
    """Read the cards of a head, deputy or agent of the department.

    Numbers are read for the shown cards alone, so that the page asks the same however much waits.
    """
    pk = page.department.pk
    orders = waiting_orders(
        page.orders,
        states=user.may(Permission.CONFIRM_DUTY, pk),
        standings=page.standings,
        at=page.at,
    )
    others = [_of_bulletin(one, page.at) for one in unanswered_of(user, pk)]
    others += [card for one in page.standings if (card := _of_accounts(one, user))]
    asked = {order.duty.kind for order in page.orders}
    others += [card for cell in cells if (card := _of_cell(cell, asked))]
    shown = (*orders.cards, *others)[:CARDS]
    return Waiting(shown, orders.n + len(others) - len(shown))


def waiting_orders(
    orders: Iterable[OrderLine], *, states: bool, standings: Iterable[Standing] = (), at: datetime
) -> Waiting:
    """The orders whose next step is the department's; `states`: the reader is its head."""
    steps = [(order, *step) for order in orders if (step := _step(order, at, states))]
    steps.sort(key=lambda one: _first(one[0], at))
    cards = tuple(_of_order(*step, tuple(standings), at) for step in steps[:CARDS])
    return Waiting(cards, len(steps) - len(cards))


def left_words(due_at: datetime, *, at: datetime) -> str:
    """``sisa 2 hari kerja``, ``lewat 3 hari kerja``, ``hari ini``; calmly, in working days."""
    today, day = at.astimezone(WIB).date(), due_at.astimezone(WIB).date()
    days = working_days_between(today, day, city_calendar())
    if due_at < at:
        if not days:
            return _("sudah lewat")
        return ngettext("lewat %(n)s hari kerja", "lewat %(n)s hari kerja", -days) % {
            "n": angka(-days)
        }
    if day == today:
        return _("hari ini")
    return ngettext("sisa %(n)s hari kerja", "sisa %(n)s hari kerja", days) % {"n": angka(days)}


def _step(order: OrderLine, at: datetime, states: bool) -> tuple[str, str] | None:
    """The next step of a department at a duty: the words of its button, and where it leads."""
    duty = order.duty
    here, state = duty.get_absolute_url(), duty.state_at(at)
    if not order.received:
        return _("Terima arahan"), here
    if state is State.REPORTED and states:
        return _("Nyatakan"), reverse("duty-state", args=[duty.pk])
    if state in _TO_DO and not states:
        return _("Laporkan"), reverse("duty-report", args=[duty.pk])
    if state in _TO_DO:
        return _("Buka tugas"), here
    return None


def _first(order: OrderLine, at: datetime) -> tuple[bool, bool, datetime]:
    """Late before what is not, given back before the rest, then by date."""
    state = order.duty.state_at(at)
    return order.duty.due_at >= at, state not in (State.REOPENED, State.RETURNED), order.duty.due_at


def _of_order(
    order: OrderLine, button: str, url: str, standings: tuple[Standing, ...], at: datetime
) -> Card:
    duty = order.duty
    again = duty.state_at(at) in (State.REOPENED, State.RETURNED)
    return Card(
        duty.directive.title,
        _number(order, standings, at),
        duty.due_at,
        left_words(duty.due_at, at=at),
        late=duty.due_at < at,
        mark=order.state if again else None,
        why=duty.state_reason if again else "",
        button=button,
        url=url,
    )


def _number(order: OrderLine, standings: tuple[Standing, ...], at: datetime) -> str:
    """How far it is: from what the page has read already, where it has."""
    duty = order.duty
    if duty.kind is Kind.ROTATION:
        for one in standings:
            if one.campaign.pk == duty.directive.campaign_id:
                return _("%(n)s dari %(all)s akun terbukti diganti") % {
                    "n": angka(one.counts.done),
                    "all": angka(one.counts.total),
                }
    return numbers_of(duty, at=at).short


def _of_bulletin(addressee: Addressee, at: datetime) -> Card:
    """An advisory that the department has not answered."""
    bulletin = addressee.bulletin
    return Card(
        _("Imbauan keamanan: %(title)s") % {"title": bulletin.title},
        bulletin.get_tlp_display(),
        bulletin.answer_by,
        left_words(bulletin.answer_by, at=at),
        late=bulletin.answer_by < at,
        mark=None,
        why="",
        button=_("Baca dan jawab"),
        url=addressee.get_absolute_url(),
    )


def _of_accounts(standing: Standing, user: User) -> Card | None:
    """Accounts whose turn is the agent's: his own work, and what the head may look at."""
    n = standing.counts.turns.get(Turn.AGENT, 0)
    if not n:
        return None
    agent = user.holds(Role.AGENT)
    words = ngettext(
        "%(n)s akun menunggu Agen Siber OPD", "%(n)s akun menunggu Agen Siber OPD", n
    ) % {"n": angka(n)}
    return Card(
        words,
        standing.campaign.name,
        None,
        "",
        late=False,
        mark=None,
        why="",
        button=_("Buka pekerjaan saya") if agent else _("Lihat akunnya"),
        url=reverse("my-work") if agent else standing.turn_url(Turn.AGENT),
    )


def _of_cell(cell: Cell, asked: set[Kind]) -> Card | None:
    """A subject in which something needs help; where an open order asks for it, that is enough."""
    known = cell.subject.ordered or cell.subject.kind in asked
    if known or cell.stand is None or not cell.stand.bad:
        return None
    words = _("%(subject)s: %(n)s dari %(all)s perlu dibantu") % {
        "subject": cell.subject.label,
        "n": angka(cell.stand.bad),
        "all": angka(cell.stand.total),
    }
    return Card(
        words,
        "",
        None,
        "",
        late=False,
        mark=cell.look,
        why="",
        button=_("Lihat daftarnya"),
        url=cell.url,
    )
