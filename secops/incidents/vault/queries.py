"""Page-shaped reads of the vault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.house.text import angka, wib
from secops.incidents.models import Incident
from secops.incidents.vault.actions.custody import first_bad_link, gone_words
from secops.incidents.vault.actions.disposing import GONE
from secops.incidents.vault.models import Content, CustodyEvent, Disposal, Handover, Hold, Item
from secops.rules.incident import OVER
from secops.rules.retention import past_where_begun_before
from secops.rules.tlp import PRINTED

Pill = tuple[str, str, str]

GONE_STATE = "disposed"

_ALARMING = {CustodyEvent.Kind.CHANGED, CustodyEvent.Kind.MISSING}


def items_for(user: User) -> QuerySet[Item]:
    """Evidence the user may read, with its content and incident."""
    rows = Item.objects.visible_to(user).select_related("content", "incident", "taken_in_by")
    return with_state(rows)


def with_state(rows: QuerySet[Item]) -> QuerySet[Item]:
    """The rows with `state`: what the last look found, or that it was disposed of."""
    gone = Exists(Disposal.objects.filter(items=OuterRef("pk"), done_at__isnull=False))
    return rows.annotate(state=Case(When(gone, then=Value(GONE_STATE)), default="content__finding"))


def state_of(item: Item) -> Pill:
    """How an item of `with_state` stands, as a pill."""
    return look_of_state(item.state)  # type: ignore[attr-defined]


def part_gone(items: Iterable[Item]) -> tuple[list[Item], list[str]]:
    """Those that are still there, and a sentence about each that was disposed of."""
    gone = gone_words(items)
    return [one for one in items if one.pk not in gone], list(gone.values())


def past_term(at: datetime) -> QuerySet[Item]:
    """What nothing keeps any longer and nobody proposed yet: `rules.retention.keeps` as SQL."""
    mine = OuterRef("pk")
    pending = Handover.objects.filter(items=mine, handed_at=None)
    began = Coalesce(Greatest("taken_in_at", "incident__closed_at"), "taken_in_at")
    holds = Hold.objects.filter(Q(until=None) | Q(until__gt=at), item=mine, released_at=None)
    return Item.objects.alias(began=began).filter(
        Q(incident=None) | Q(incident__phase__in=[phase.value for phase in OVER]),
        ~Exists(Disposal.objects.filter(items=mine, dropped_at=None)),
        ~Exists(holds),
        ~Exists(pending.exclude(document__state__in=[state.value for state in GONE])),
        began__lt=past_where_begun_before(at),
    )


def look_of_state(value: str) -> Pill:
    """``✓ utuh``, ``▲ BERUBAH di disk``, ``■ dimusnahkan``."""
    if value == GONE_STATE:
        return "quiet", "■", _("dimusnahkan")
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
        state=look_of_state(GONE_STATE if gone else item.content.finding),
        checked=_("Terakhir diperiksa %(when)s, sudah %(n)s kali.")
        % {"when": wib(item.content.checked_at), "n": angka(item.content.checks)},
        alarm=_alarm(item.content),
        facts=facts_of(item),
        chain=links,
        chain_whole=_chain_whole(sum(link.times for link in links)),
        chain_broken=_chain_broken(bad) if bad is not None else "",
        hold=hold,
        hold_words=hold_words(hold) if hold else "",
        handovers=list(Handover.objects.filter(items=item).select_related("document")),
        disposal=gone,
        handles=user.may(Permission.HANDLE_EVIDENCE) and gone is None,
        decides=user.may(Permission.DECIDE),
    )


def chain_words(item: Item) -> str:
    """Whether its chain is whole, in a sentence."""
    bad = first_bad_link(item)
    return _chain_broken(bad) if bad is not None else _chain_whole(item.custody.count())


def _chain_whole(links: int) -> str:
    return _("Rantai utuh: %(n)s mata rantai saling mengunci.") % {"n": angka(links)}


def _chain_broken(number: int) -> str:
    words = _("Rantai riwayat TIDAK utuh mulai nomor %(n)s. Beri tahu ketua tim sekarang.")
    return words % {"n": number}


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


def facts_of(item: Item) -> list[tuple[str, object]]:
    """What was recorded about it when it was taken in."""
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
