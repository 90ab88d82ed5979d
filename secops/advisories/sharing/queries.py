"""Page-shaped reads of the exchange."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from secops.advisories.models import Recommendation
from secops.advisories.sharing.models import Publication, ReceivedDocument
from secops.advisories.sharing.words import say_remark
from secops.house.text import wib
from secops.rules.exchange.advice import said
from secops.rules.exchange.atom import Entry, atom
from secops.rules.exchange.leaving import Leave, Way, leaves
from secops.rules.tlp import PRINTED, Marking

#: So many entries a feed holds.
FEED_LENGTH = 50


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """One version on the page of a recommendation's files."""

    publication: Publication
    state: tuple[str, str, str]
    may_clear: bool


def publications_for(user: User) -> QuerySet[Publication]:
    """What the user may handle."""
    return Publication.objects.visible_to(user).select_related(
        "recommendation", "published_by__person", "cleared_by__person"
    )


def lines_of(found: Recommendation, user: User) -> list[PublicationLine]:
    """Every version about one recommendation, the newest first."""
    return [
        PublicationLine(
            one,
            _state(one),
            one.leave is Leave.CLEARED
            and one.cleared_at is None
            and one.published_by_id != user.pk,
        )
        for one in publications_for(user).filter(recommendation=found)
    ]


def _state(one: Publication) -> tuple[str, str, str]:
    if one.leave is Leave.NEVER:
        return "late", "▲", _("Tidak boleh keluar lagi")
    if one.may_leave:
        return "ok", "✓", _("Boleh keluar")
    return "soon", "◆", _("Menunggu persetujuan orang kedua")


def why_not(found: Recommendation) -> str:
    """Why nothing can be published of it now; empty when it can."""
    marking = Marking(found.tlp)
    if leaves(marking, Way.FILE) is Leave.NEVER:
        return _("Tandanya %(tlp)s: tidak keluar sebagai berkas.") % {"tlp": PRINTED[marking]}
    if found.state != Recommendation.State.ACCEPTED:
        return _("Hanya rekomendasi yang diterima kantor yang boleh keluar.")
    return ""


def how_it_leaves(marking: Marking) -> str:
    """The rule for a marking, in a sentence."""
    return {
        Leave.FREELY: _("Berkas bertanda %(tlp)s boleh dibagikan setelah disusun."),
        Leave.CLEARED: _("Berkas bertanda %(tlp)s keluar setelah disetujui orang kedua."),
        Leave.NEVER: _("Bertanda %(tlp)s: hanya untuk orang yang disebut."),
    }[leaves(marking, Way.FILE)] % {"tlp": PRINTED[marking]}


def feed(*, at: datetime) -> str:
    """The public feed: TLP:CLEAR alone."""
    rows = Publication.objects.public().exclude(profile=Publication.Profile.STIX)
    rows = rows.select_related("recommendation").order_by("-published_at", "-pk")[:FEED_LENGTH]
    base = settings.PUBLIC_BASE_URL
    entries = [
        Entry(
            id=f"{base}{reverse('feed-document', args=[one.name])}",
            title=f"{one.recommendation.code} {said(one.recommendation.title, 200)}",
            text=said(one.recommendation.text),
            address=f"{base}{reverse('feed-document', args=[one.name])}",
            published=one.published_at,
            updated=one.published_at,
        )
        for one in rows
    ]
    title = f"Rekomendasi keamanan {settings.CITY_NAME} (TLP:CLEAR)"
    return atom(title, f"{base}{reverse('feed')}", settings.OFFICE_NAME, entries, at)


def received_for(user: User) -> QuerySet[ReceivedDocument]:
    """Documents of others, as far as the user may read them."""
    return ReceivedDocument.objects.visible_to(user).select_related(
        "organisation", "received_by__person", "recommendation"
    )


def facts_of(found: ReceivedDocument) -> list[tuple[str, object]]:
    """What stands beside a document of others."""
    return [
        (_("Dari"), found.organisation.name),
        (_("Format"), found.get_format_display()),
        (_("Penerbit"), found.publisher or None),
        (_("Nomor dan versi"), f"{found.source_id} · {found.source_version or '–'}"),
        (_("Tanda"), found.get_tlp_display()),
        (_("Mendesak"), found.get_urgency_display()),
        (_("Diterima"), f"{wib(found.received_at)}, {found.received_by.display_name}"),
    ]


def remarks_of(found: ReceivedDocument) -> list[str]:
    remarks = [say_remark(remark, about) for remark, about in found.remarks]
    same = ReceivedDocument.objects.filter(
        organisation=found.organisation, source_id=found.source_id
    ).exclude(pk=found.pk)
    if codes := ", ".join(same.order_by("pk").values_list("code", flat=True)):
        remarks.append(_("Versi lain dari dokumen ini: %(codes)s.") % {"codes": codes})
    return remarks
