"""What the agent's desk shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Department, User
from accounts.roles import Permission
from dashboard.desk.filters import DeskFilter
from secops.compliance.rotations.bulk import AT_ONCE, ticked
from secops.compliance.rotations.desk_words import to_agent
from secops.compliance.rotations.models import Answer, Rotation, SlipPhoto, Transfer
from secops.compliance.rotations.queries import (
    Desk,
    Group,
    Pile,
    Piles,
    desk_of,
    groups_of,
    in_pile,
    label_of_group,
    label_of_pile,
    only_untrusted,
    piles_of,
    waiting_checks,
    with_group,
    with_snoozes,
)
from secops.compliance.rotations.schedules.words import window
from secops.house.text import angka, masked_name, shown_login
from secops.intake.devices.queries import worst
from secops.reminders.models import Slip

#: So many services to be checked are named, the longest over first.
CHECKS = 10


@dataclass(frozen=True, slots=True)
class PileLine:
    """One pile with the list of exactly its accounts."""

    pile: Pile
    label: str
    n: int
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One button beside a group; `post` = where ticked accounts of the whole group go."""

    label: str
    url: str
    post: bool = False
    verb: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """What holds some accounts up, what that means, and what to do."""

    group: Group
    n: int
    words: str
    why: str
    url: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A service whose agreed window is over: does it still work?"""

    application: str
    window: str
    url: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The desk of one agent (or the office's, where no agent is)."""

    desk: Desk
    name: str
    piles: Piles
    lines: list[PileLine]
    groups: list[GroupLine]
    found: Mapping[Group, int]
    computers: str
    incoming: int
    slips: int
    departments: list[Department]
    checks: list[CheckLine]
    doubtful: GroupLine | None = None
    """Accounts whose holder is reached only by a mailbox that may be leaked."""

    @property
    def chat(self) -> str:
        """ "Salin untuk WhatsApp": where the department stands, in one true line."""
        return to_agent(self.name, self.piles, self.found, settings.PUBLIC_SHORT_NAME)


def accounts_url(**query: str) -> str:
    """The list of the desk, narrowed."""
    address = reverse("my-work-accounts")
    return f"{address}?{urlencode(query)}" if query else address


def rows_of(desk: Desk) -> QuerySet[Any]:
    """The accounts of a desk with what a row shows."""
    turned_away = Transfer.objects.filter(account=OuterRef("account"), accepted=False)
    newest = turned_away.order_by("-decided_at", "-pk")
    rows: QuerySet[Any] = (
        with_group(with_snoozes(desk.rotations()))
        .annotate(
            refused_by=Subquery(newest.values("to_department__name")[:1]),
            refused_why=Subquery(newest.values("why")[:1]),
        )
        .select_related("account__holder", "account__owner", "application", "department")
    )
    return rows


def people_without_contact(desk: Desk) -> int:
    """How many people get a slip: one each, however many accounts are theirs."""
    rows = with_group(in_pile(desk.rotations(), Pile.MINE)).filter(group=Group.NO_CONTACT.value)
    return rows.order_by().values("asked_id").distinct().count()


def picked(desk: Desk, posted: QueryDict) -> list[Rotation]:
    """The accounts that a bulk bar posted: those ticked, or all that its filter finds."""
    rows = rows_of(desk)

    def narrow(query: QueryDict) -> QuerySet[Any]:
        found: QuerySet[Any] = DeskFilter(query, queryset=rows, desk=desk).qs
        return found

    return list(ticked(rows, posted, narrow).order_by("due_at", "pk")[: AT_ONCE + 1])


def desk_page(user: User, *, at: datetime) -> DeskPage:
    """Read the desk; as many queries for one department as for many."""
    desk = desk_of(user, at=at)
    piles = piles_of(desk, at=at)
    found = groups_of(desk)
    departments = departments_of(desk)
    people = people_without_contact(desk) if Group.NO_CONTACT in found else 0
    found_computers = worst(user) if not desk.nowhere else None
    return DeskPage(
        desk=desk,
        name=name_of(desk, departments),
        piles=piles,
        lines=_lines(piles),
        groups=[_group_line(group, n, slips=people) for group, n in found.items()],
        found=found,
        computers=found_computers.sentence
        if found_computers is not None and found_computers.computers
        else "",
        incoming=Transfer.objects.filter(
            to_department__in=desk.departments, decided_at=None
        ).count(),
        slips=slips_to_hand_over(desk).count(),
        departments=departments,
        checks=_checks(desk, at),
        doubtful=_doubtful(desk),
    )


def _checks(desk: Desk, at: datetime) -> list[CheckLine]:
    waiting = waiting_checks(at=at).filter(rotation__in=desk.rotations())
    return [
        CheckLine(
            one.rotation.application.name,
            window(one.window_from, one.window_to),
            reverse("rotation-schedule", args=[one.rotation_id]),
        )
        for one in waiting.select_related("rotation__application")[:CHECKS]
    ]


def slips_to_hand_over(desk: Desk) -> QuerySet[Slip]:
    """Slips that were printed for accounts of this desk and are still on it."""
    mine = Slip.objects.filter(department__in=desk.departments)
    if desk.nowhere:
        mine |= Slip.objects.filter(department=None)
    return mine.filter(handed_over_at=None)


def departments_of(desk: Desk) -> list[Department]:
    """The departments of a desk, by name."""
    return list(Department.objects.filter(pk__in=desk.departments))


def name_of(desk: Desk, departments: list[Department]) -> str:
    """What the desk is called: its department, without those below it."""
    if desk.nowhere:
        return _("OPD tanpa Agen")
    tops = [one for one in departments if one.parent_id not in desk.departments]
    return ", ".join(one.name for one in tops) or _("Tanpa OPD")


def _lines(piles: Piles) -> list[PileLine]:
    numbers = {
        Pile.MINE: piles.mine,
        Pile.HOLDERS: piles.holders,
        Pile.OWNERS: piles.owners,
        Pile.OFFICE: piles.office,
        Pile.SETTLED: piles.settled,
    }
    return [
        PileLine(
            pile,
            label_of_pile(pile),
            n,
            accounts_url(pile=pile.value),
            _settled(piles) if pile is Pile.SETTLED else "",
        )
        for pile, n in numbers.items()
        if n or pile is not Pile.OFFICE
    ]


def _settled(piles: Piles) -> str:
    parts = [_("%(n)s terbukti") % {"n": angka(piles.done)}]
    if piles.attested:
        parts.append(_("%(n)s lulus uji petik") % {"n": angka(piles.attested)})
    if piles.written_off:
        parts.append(_("%(n)s dikeluarkan dari hitungan") % {"n": angka(piles.written_off)})
    return ", ".join(parts)


def _group_line(group: Group, n: int, *, slips: int) -> GroupLine:
    words = f"{angka(n)} {label_of_group(group)}"
    query = urlencode({"pile": Pile.MINE.value, "group": group.value})
    url = accounts_url(pile=Pile.MINE.value, group=group.value)
    return GroupLine(group, n, words, _why(group), url, _acts(group, slips, url, query))


def _doubtful(desk: Desk) -> GroupLine | None:
    rows = only_untrusted(desk.rotations()).order_by()
    n, people = rows.aggregate(n=Count("pk"), people=Count("asked_id", distinct=True)).values()
    if not n:
        return None
    query = urlencode({"contact": "only_untrusted"})
    slips = ngettext("Cetak %(n)s lembar kode", "Cetak %(n)s lembar kode", people)
    words = ngettext(
        "%(n)s akun yang pemegangnya hanya punya email yang mungkin ikut bocor",
        "%(n)s akun yang pemegangnya hanya punya email yang mungkin ikut bocor",
        n,
    )
    return GroupLine(
        Group.NO_CONTACT,
        n,
        words % {"n": angka(n)},
        _("Pesan ke email itu mungkin dibaca orang lain. Tambahkan nomor WhatsApp, atau serahkan "
          "lembar kode."),
        accounts_url(contact="only_untrusted"),
        (
            Act(slips % {"n": angka(people)}, reverse("my-work-print"), post=True, query=query),
            Act(_("Tambah nomor WhatsApp"), reverse("my-work-contacts")),
        ),
    )  # fmt: skip


def _why(group: Group) -> str:
    return {
        Group.NO_CONTACT: _("Tanpa email dan nomor. Beri tahu dengan lembar kode bertanda tangan."),
        Group.NOBODY: _("Tentukan pemegangnya, pindahkan, atau nyatakan tidak dikenal."),
        Group.TROUBLE: _("Pegawainya menyebut kendala. Hubungi, bantu, lalu catat hasilnya."),
        Group.SHARED: _("Siapa saja yang memakai? Disarankan akun perorangan."),
        Group.LEFT: _("Pemegangnya pindah atau pensiun. Pindahkan, atau minta dinonaktifkan."),
        Group.NOT_MINE: _("Pegawai menyatakan bukan akunnya. Tentukan pemegangnya."),
        Group.SERVICE: _("Jangan diganti sebelum jadwal disepakati."),
        Group.MOVING: _("Ditawarkan ke OPD lain. Sampai diterima, tetap di meja Anda."),
    }[group]


def _acts(group: Group, people: int, url: str, query: str) -> tuple[Act, ...]:
    record = reverse("my-work-record")
    if group is Group.NO_CONTACT:
        slips = ngettext("Cetak %(n)s lembar kode", "Cetak %(n)s lembar kode", people)
        return (
            Act(slips % {"n": angka(people)}, reverse("my-work-print"), post=True, query=query),
            Act(_("Unduh Excel, isi, unggah kembali"), f"{reverse('my-work-sheet')}?{query}"),
            Act(_("Ubah di sini"), reverse("my-work-contacts")),
        )
    if group is Group.LEFT:
        return (Act(_("Catat kepindahan…"), record, post=True, query=query, verb="record"),)
    words = {
        Group.NOBODY: _("Tentukan pemegangnya"),
        Group.TROUBLE: _("Lihat dan bantu"),
        Group.SHARED: _("Siapa saja yang memakai?"),
        Group.NOT_MINE: _("Tentukan pemegangnya"),
        Group.SERVICE: _("Usulkan jadwal"),
        Group.MOVING: _("Lihat"),
    }[group]
    return (Act(words, url),)


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One printed slip that waits for its hand-over."""

    pk: int
    name: str
    applications: str
    printed_at: datetime
    answered: bool
    ticked: bool = False


def slip_lines(
    slips: QuerySet[Slip], *, whole: bool, ticked: Collection[int] = ()
) -> list[SlipLine]:
    """The slips with names and applications: two queries whatever their number. `ticked` stay
    ticked where the page comes back with a problem."""
    found = list(
        slips.select_related("link", "person").order_by("person__sort_name", "pk")[:AT_ONCE]
    )
    ids = [pk for slip in found for pk in slip.rotation_ids]
    known = {
        pk: (name, bool(answer))
        for pk, name, answer in Rotation.objects.filter(pk__in=ids).values_list(
            "pk", "application__name", "answer"
        )
    }
    lines = []
    for slip in found:
        about = [known[pk] for pk in slip.rotation_ids if pk in known]
        name = slip.person.name if whole else masked_name(slip.person.name)
        applications = ", ".join(sorted({one for one, _said in about}))
        answered = bool(about) and all(said for _one, said in about)
        lines.append(
            SlipLine(slip.pk, name, applications, slip.printed_at, answered, slip.pk in ticked)
        )
    return lines


@dataclass(frozen=True, slots=True)
class TransferLine:
    """One account that another department hands over."""

    pk: int
    login: str
    application: str
    holder: str
    origin: str
    note: str
    offered_at: datetime
    ticked: bool = False


def transfers_to(desk: Desk) -> QuerySet[Transfer]:
    """Accounts that are offered to the departments of a desk."""
    return Transfer.objects.filter(to_department__in=desk.departments, decided_at=None)


def transfer_lines(
    transfers: QuerySet[Transfer], *, whole: bool, ticked: Collection[int] = ()
) -> list[TransferLine]:
    """The offers as their page shows them, the oldest first; `ticked` stay ticked."""
    found = transfers.select_related(
        "account__application", "account__holder", "from_department"
    ).order_by("offered_at", "pk")[:AT_ONCE]
    lines = []
    for one in found:
        holder = one.account.holder.name if one.account.holder else "–"
        lines.append(
            TransferLine(
                one.pk,
                shown_login(one.account.username, whole=whole),
                one.account.application.name,
                holder if whole else masked_name(holder),
                str(one.from_department or _("belum diketahui")),
                one.note,
                one.offered_at,
                one.pk in ticked,
            )
        )
    return lines


def photos_for(user: User) -> QuerySet[SlipPhoto]:
    """The pictures that stand for an account, or a slip, of a department the user sees."""
    answers = Answer.objects.filter(
        rotation__in=Rotation.objects.visible_to(user), slip=OuterRef("pk")
    )
    scope = user.scope(Permission.SEE_PERSONAL)
    slips = Slip.objects.filter(photo=OuterRef("pk"))
    if not scope.everything:
        slips = slips.filter(department__in=scope.departments)
    return SlipPhoto.objects.filter(Exists(answers) | Exists(slips))
