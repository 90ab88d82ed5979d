"""One more link in an item's chain of custody, and in the sealed trail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.text import wib
from secops.incidents.vault import store
from secops.incidents.vault.models import CustodyEvent, Disposal, Item
from secops.incidents.vault.refusals import EvidenceRefused
from secops.rules.public_words import trimmed
from secops.rules.secrets import kept_words

Kind = CustodyEvent.Kind

VERBS: Final[dict[str, str]] = {
    Kind.TAKEN_IN: "evidence_item.taken_in",
    Kind.VIEWED: "evidence_item.viewed",
    Kind.DOWNLOADED: "evidence_item.downloaded",
    Kind.CHECKED: "evidence_item.checked",
    Kind.CHANGED: "evidence_item.found_changed",
    Kind.MISSING: "evidence_item.found_missing",
    Kind.RESTORED: "evidence_item.restored",
    Kind.TRANSFERRED: "evidence_item.transferred",
    Kind.HANDED_OVER: "evidence_item.handed_over",
    Kind.EXPORTED: "evidence_item.exported",
    Kind.HELD: "evidence_item.held",
    Kind.RELEASED: "evidence_item.released",
    Kind.LINKED: "evidence_item.linked",
    Kind.NOTED: "evidence_item.noted",
    Kind.DISPOSED: "evidence_item.disposed",
}


def add_link(
    item: Item,
    kind: CustodyEvent.Kind,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    where: str = "",
    **data: Any,
) -> CustodyEvent:
    """Add the next link; who did it stands in it as he was called then."""
    Item.objects.select_for_update().get(pk=item.pk)
    last = CustodyEvent.objects.filter(item=item).order_by("-number").first()
    event = CustodyEvent(
        item=item,
        number=last.number + 1 if last else 1,
        kind=kind,
        at=at,
        by=by,
        by_label=by.audit_label,
        reason=kept_words(reason),
        where=where[:60],
    )
    event.digest = event.digest_after(last.digest if last else "")
    event.save(force_insert=True)
    record(VERBS[kind], item, by=by, at=at, reason=event.reason, **data)
    return event


def first_bad_link(item: Item) -> int | None:
    """The number of the first link of the chain that does not fit; None where all do."""
    previous = ""
    for number, event in enumerate(item.custody.order_by("number"), start=1):
        if event.number != number or event.digest != event.digest_after(previous):
            return number
        previous = event.digest
    return None


@transaction.atomic
def note_view(item: Item, *, by: User, at: datetime, where: str = "") -> CustodyEvent:
    """Somebody looked at the record of an item."""
    check(by, Permission.READ_EVIDENCE)
    return add_link(item, Kind.VIEWED, by=by, at=at, where=where)


@transaction.atomic
def note_download(
    item: Item, *, reason: str, by: User, at: datetime, where: str = ""
) -> CustodyEvent:
    """Somebody of the office takes a copy; without a reason nothing leaves the vault."""
    check(by, Permission.HANDLE_EVIDENCE)
    refuse_gone([item])
    return add_link(item, Kind.DOWNLOADED, by=by, at=at, reason=needed(reason), where=where)


@transaction.atomic
def note_receiver_download(
    item: Item, *, receiver: str, by: User, at: datetime, where: str = ""
) -> CustodyEvent:
    """Who an item was handed over to takes a copy; the caller has made sure that it was."""
    check(by, Permission.RECEIVE_EVIDENCE)
    refuse_gone([item])
    return add_link(item, Kind.DOWNLOADED, by=by, at=at, reason=receiver, where=where)


@transaction.atomic
def add_note(item: Item, *, kind: str, text: str, by: User, at: datetime, where: str = "") -> None:
    """Add a remark, a correction, or that the medium changed hands; nothing said before changes."""
    check(by, Permission.HANDLE_EVIDENCE)
    wanted = Kind.TRANSFERRED if kind == Kind.TRANSFERRED else Kind.NOTED
    add_link(item, wanted, by=by, at=at, reason=needed(text), where=where)


def gone_words(items: Iterable[Item]) -> dict[int, str]:
    """Of each item that was disposed of: what, when, by which minutes."""
    done = (
        Disposal.objects.filter(items__in=list(items), done_at__isnull=False)
        .select_related("document")
        .prefetch_related("items")
    )
    return {
        one.pk: _(
            "%(code)s (%(name)s) dimusnahkan %(when)s menurut berita acara %(minutes)s. Hanya "
            "SHA-256 dan riwayatnya yang masih ada."
        )
        % {
            "code": one.code,
            "name": one.shown_name,
            "when": wib(disposal.done_at),
            "minutes": disposal.document.number,
        }
        for disposal in done
        for one in disposal.items.all()
    }


def refuse_disposed(items: Sequence[Item]) -> None:
    """Nothing can be done with what was disposed of but read its record."""
    gone = gone_words(items)
    said = [gone[one.pk] for one in items if one.pk in gone]
    if said:
        raise EvidenceRefused(" ".join(said))


def refuse_gone(items: Sequence[Item]) -> None:
    """No copy leaves of what was disposed of, or is missing from the disk."""
    refuse_disposed(items)
    missing = [item.code for item in items if not store.path_of(item.content.sha256).exists()]
    if missing:
        raise EvidenceRefused(
            _("%(codes)s hilang dari disk. Pulihkan dari backup, lalu ulangi.")
            % {"codes": ", ".join(missing)}
        )


def needed(reason: str) -> str:
    """A reason, in words; raises EvidenceRefused without."""
    if not reason.strip():
        raise EvidenceRefused(_("Tuliskan alasannya; alasan ini masuk ke riwayat barang bukti."))
    return trimmed(reason)
