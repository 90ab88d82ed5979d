"""Page-shaped reads of the vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.house.text import angka, wib
from secops.incidents.models import Incident
from secops.incidents.vault.actions.custody import first_bad_link
from secops.incidents.vault.actions.disposing import kept_because
from secops.incidents.vault.models import Content, CustodyEvent, Disposal, Handover, Hold, Item
from secops.rules.retention import YEARS
from secops.rules.tlp import PRINTED

Pill = tuple[str, str, str]

_ALARMING = {CustodyEvent.Kind.CHANGED, CustodyEvent.Kind.MISSING}


def items_for(user: User) -> QuerySet[Item]:
    """Evidence the user may read, with its content and incident."""
    return Item.objects.visible_to(user).select_related("content", "incident", "taken_in_by")


def past_term(user: User, *, at: datetime) -> list[Item]:
    """What nothing keeps any longer and nobody proposed yet, the oldest first."""
    rows = items_for(user).filter(taken_in_at__lt=at - timedelta(days=365 * YEARS))
    rows = rows.exclude(disposals__in=Disposal.objects.filter(dropped_at=None))
    return [one for one in rows.order_by("taken_in_at", "pk")[:200] if not kept_because(one, at=at)]


def look_of_finding(value: str) -> Pill:
    """``✓ utuh``, ``▲ BERUBAH di disk``."""
    if not value:
        return "ok", "✓", _("utuh")
    return "late", "▲", str(Content.Finding(value).label)


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the chain: neighbouring looks of one person stand as one."""

    event: CustodyEvent
    pill: Pill
    times: int
    until: datetime


@dataclass(frozen=True, slots=True)
class ItemPage:
    """What the page of an item shows."""

    state: Pill
    checked: str
    alarm: str
    facts: list[tuple[str, object]]
    chain: list[Link]
    chain_whole: str
    chain_broken: str
    hold: Hold | None
    hold_words: str
    handovers: list[Handover]
    disposal: Disposal | None
    handles: bool
    decides: bool


def item_page(item: Item, user: User, *, at: datetime) -> ItemPage:
    """Read one item for one reader."""
    bad = first_bad_link(item)
    links = chain_of(item)
    hold = next((one for one in item.holds.select_related("placed_by") if one.runs(at)), None)
    gone = item.disposals.filter(done_at__isnull=False).select_related("document").first()
    return ItemPage(
        state=("quiet", "■", _("dimusnahkan")) if gone else look_of_finding(item.content.finding),
        checked=_("Terakhir diperiksa %(when)s, sudah %(n)s kali.")
        % {"when": wib(item.content.checked_at), "n": angka(item.content.checks)},
        alarm=_alarm(item.content),
        facts=_facts(item),
        chain=links,
        chain_whole=_("Rantai utuh: %(n)s mata rantai saling mengunci.")
        % {"n": angka(sum(link.times for link in links))},
        chain_broken=(
            _("Rantai riwayat TIDAK utuh mulai nomor %(n)s. Beri tahu ketua tim sekarang.")
            % {"n": bad}
            if bad is not None
            else ""
        ),
        hold=hold,
        hold_words=hold_words(hold) if hold else "",
        handovers=list(Handover.objects.filter(items=item).select_related("document")),
        disposal=gone,
        handles=user.may(Permission.HANDLE_EVIDENCE) and gone is None,
        decides=user.may(Permission.DECIDE),
    )


def chain_of(item: Item) -> list[Link]:
    """The chain, the first link first."""
    links: list[Link] = []
    for event in item.custody.order_by("number"):
        last = links[-1] if links else None
        same = (
            last is not None
            and event.kind == last.event.kind == CustodyEvent.Kind.VIEWED
            and event.by_id == last.event.by_id
        )
        if same and last is not None:
            links[-1] = Link(last.event, last.pill, last.times + 1, event.at)
        else:
            links.append(Link(event, _pill(event), 1, event.at))
    return links


def hold_words(hold: Hold) -> str:
    """``Ditahan oleh … sejak … sampai …: alasan``."""
    until = wib(hold.until) if hold.until else _("dicabut")
    return _("Ditahan oleh %(who)s sejak %(since)s sampai %(until)s: %(why)s") % {
        "who": hold.placed_by,
        "since": wib(hold.placed_at),
        "until": until,
        "why": hold.reason,
    }


def broken_items(incident: Incident | None = None) -> list[Item]:
    """Items whose content is not as it was taken in; of one incident, or all."""
    rows = Item.objects.broken().select_related("content").order_by("pk")
    return list(rows.filter(incident=incident) if incident is not None else rows)


def _pill(event: CustodyEvent) -> Pill:
    word = str(event.get_kind_display())
    if event.kind in _ALARMING:
        return "late", "▲", word
    if event.kind in (CustodyEvent.Kind.CHECKED, CustodyEvent.Kind.RESTORED):
        return "ok", "✓", word
    return "quiet", "○", word


def _alarm(content: Content) -> str:
    if content.whole or content.found_at is None:
        return ""
    return _(
        "Berkas ini %(finding)s, ditemukan %(when)s. Jangan dipakai sebagai bukti sebelum "
        "dipulihkan dari backup dan diperiksa lagi."
    ) % {"finding": content.get_finding_display(), "when": wib(content.found_at)}


def _facts(item: Item) -> list[tuple[str, object]]:
    size = f"{angka(item.content.bytes)} byte ({filesizeformat(item.content.bytes)})"
    pairs: list[tuple[str, object]] = [
        (_("Nama berkas"), item.shown_name),
        (_("Ukuran"), size),
        (_("Tampak sebagai"), item.seen_type),
        (_("Asal"), item.source),
        (_("Diperoleh"), wib(item.acquired_at)),
        (_("Diperoleh oleh"), item.acquired_by),
        (_("Cara memperoleh"), item.how or None),
        (_("Media asal"), item.medium or None),
        (_("Nomor segel"), item.seal_number or None),
        (_("Boleh dibagikan kepada"), PRINTED[item.marking]),
        (_("Masuk brankas"), f"{wib(item.taken_in_at)}, {item.taken_in_by}"),
    ]
    return pairs
