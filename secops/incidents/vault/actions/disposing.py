"""Disposal after the term: one proposes, another has it done; the file goes, its record stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.documents import spelling
from secops.documents.actions import DocumentRefused, draft_document
from secops.house.text import angka, wib
from secops.incidents.vault import store
from secops.incidents.vault.actions.custody import add_link, needed
from secops.incidents.vault.models import Content, CustodyEvent, Disposal, Handover, Item
from secops.incidents.vault.refusals import EvidenceRefused
from secops.rules import retention as law
from secops.rules.document import State
from secops.rules.incident import OVER, Phase
from secops.rules.retention import Keeps, Standing

#: As the minutes call it; papers speak Indonesian alone.
SUBJECT = "Pemusnahan barang bukti digital"
#: Minutes in these states are no more; what they listed is free again.
GONE = (State.DROPPED, State.WITHDRAWN, State.SUPERSEDED)


def standing_of(item: Item, *, at: datetime) -> Standing:
    """What the law looks at, read now."""
    incident = item.incident
    open_ = incident is not None and Phase(incident.phase) not in OVER
    pending = Handover.objects.filter(items=item, handed_at=None)
    return Standing(
        taken_in_at=item.taken_in_at,
        incident_open=open_,
        incident_over_at=incident.closed_at if incident is not None else None,
        held=any(hold.runs(at) for hold in item.holds.filter(released_at=None)),
        handover_pending=pending.exclude(document__state__in=[s.value for s in GONE]).exists(),
        disposed=item.disposals.filter(done_at__isnull=False).exists(),
    )


def kept_because(item: Item, *, at: datetime) -> str:
    """In words what forbids it; empty where it may be disposed of."""
    standing = standing_of(item, at=at)
    why = law.keeps(standing, at=at)
    if why is None:
        return ""
    return {
        Keeps.DISPOSED: _("sudah dimusnahkan"),
        Keeps.HELD: _("sedang ditahan"),
        Keeps.INCIDENT_OPEN: _("insidennya belum selesai"),
        Keeps.HANDOVER_PENDING: _("serah terimanya belum selesai"),
        Keeps.TERM: _("disimpan sampai %(when)s") % {"when": wib(law.term_of(standing))},
    }[why]


@transaction.atomic
def propose_disposal(
    items: Sequence[Item], *, reason: str, by: User, at: datetime, where: str = ""
) -> Disposal:
    """Write the minutes as a draft; another person approves them and has it done."""
    check(by, Permission.HANDLE_EVIDENCE)
    if not items:
        raise EvidenceRefused(_("Pilih barang bukti yang diusulkan."))
    why = needed(reason)[:500]
    items = list(
        Item.objects.select_for_update(of=("self",))
        .select_related("content", "incident")
        .filter(pk__in=[one.pk for one in items])
        .order_by("pk")
    )
    _refuse_kept(items, at)
    waiting = [one.code for one in items if one.disposals.open().exists()]
    if waiting:
        raise EvidenceRefused(_("%(codes)s sudah diusulkan.") % {"codes": ", ".join(waiting)})
    try:
        document = draft_document(
            "disposal", subject=SUBJECT, fields=_fields(items, why, by, at), by=by, at=at
        )
    except DocumentRefused as refused:
        raise EvidenceRefused(str(refused)) from None
    made = Disposal.objects.create(document=document, reason=why, proposed_by=by, proposed_at=at)
    made.items.set(items)
    document.about_url = made.get_absolute_url()
    document.save(update_fields=["about_url"])
    codes = ", ".join(one.code for one in items)
    record("disposal.proposed", made, by=by, at=at, codes=codes, reason=why)
    return made


@transaction.atomic
def dispose(disposal: Disposal, *, by: User, at: datetime, where: str = "") -> Disposal:
    """Have it done: everything is looked at again, each chain gets its last link, then the files go
    that no other item needs."""
    check(by, Permission.DECIDE)
    disposal = _open(disposal)
    if disposal.proposed_by_id == by.pk:
        raise EvidenceRefused(_("Yang mengusulkan tidak dapat memusnahkan. Minta orang lain."))
    if disposal.document.state not in (State.APPROVED, State.SIGNED):
        raise EvidenceRefused(_("Berita acaranya belum disetujui."))
    items = list(
        Item.objects.select_for_update(of=("self",))
        .select_related("content", "incident")
        .filter(disposals=disposal)
        .order_by("pk")
    )
    _refuse_kept(items, at)
    disposal.done_by, disposal.done_at = by, at
    disposal.save(update_fields=["done_by", "done_at"])
    reason = f"{disposal.document.number}: {disposal.reason}"
    for item in items:
        add_link(
            item, CustodyEvent.Kind.DISPOSED, by=by, at=at, reason=reason, where=where,
            sha256=item.content.sha256,
        )  # fmt: skip
    for content in Content.objects.select_for_update().filter(
        pk__in={item.content_id for item in items}
    ):
        _let_go(content, at)
    record("disposal.done", disposal, by=by, at=at, n=len(items))
    return disposal


@transaction.atomic
def drop_disposal(
    disposal: Disposal, *, reason: str, by: User, at: datetime, where: str = ""
) -> None:
    """Nothing comes of it; the minutes say so among the documents."""
    check(by, Permission.HANDLE_EVIDENCE)
    disposal = _open(disposal)
    disposal.dropped_by, disposal.dropped_at = by, at
    disposal.dropped_why = needed(reason)[:500]
    disposal.save(update_fields=["dropped_by", "dropped_at", "dropped_why"])
    record("disposal.dropped", disposal, by=by, at=at, reason=disposal.dropped_why)


def sweep_disposed() -> int:
    """Remove what was disposed of and is still on the disk: a server that stopped half-way."""
    gone = 0
    for content in Content.objects.filter(disposed_at__isnull=False):
        gone += store.remove(content.sha256)
    return gone


def _let_go(content: Content, at: datetime) -> None:
    """The file goes once no item holds it any more."""
    if content.items.exclude(disposals__done_at__isnull=False).exists():
        return
    content.disposed_at = at
    content.save(update_fields=["disposed_at"])
    transaction.on_commit(partial(store.remove, content.sha256))


def _refuse_kept(items: Sequence[Item], at: datetime) -> None:
    kept = [f"{one.code} ({why})" for one in items if (why := kept_because(one, at=at))]
    if kept:
        words = _("Tidak dapat dimusnahkan: %(codes)s.")
        raise EvidenceRefused(words % {"codes": "; ".join(kept)})


def _open(disposal: Disposal) -> Disposal:
    held = Disposal.objects.select_for_update(of=("self",)).select_related("document")
    disposal = held.get(pk=disposal.pk)
    if disposal.done_at is not None or disposal.dropped_at is not None:
        raise EvidenceRefused(_("Usulan ini sudah selesai."))
    return disposal


@override("id")
def _fields(items: Sequence[Item], why: str, by: User, at: datetime) -> dict[str, object]:
    return {
        "held_at": at,
        "place": settings.OFFICE_NAME,
        "items": [
            [
                f"{one.code}: {one.description}", one.shown_name, angka(one.content.bytes),
                one.content.sha256, spelling.day(law.term_of(standing_of(one, at=at))),
            ]
            for one in items
        ],
        "reason": why,
        "basis": f"Masa simpan {law.YEARS} tahun (kebijakan internal)",
        "proposed_by": by.display_name,
    }  # fmt: skip
