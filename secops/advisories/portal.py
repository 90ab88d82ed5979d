"""The stakeholder's own page: what is asked of him, what he advised, what became of it, evidence.

Numbers only: no department, account or person of the city, and nothing of other stakeholders.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from secops.advisories.actions import answer_until, objected
from secops.advisories.adoption import Adoption, adoptions_of
from secops.advisories.looks import look_of_marking, look_of_state
from secops.advisories.models import EvidenceShare, Organisation, Recommendation, Response
from secops.house.text import wib
from secops.house.words import mark
from secops.incidents.requests.models import OutgoingRequest
from secops.rules.intervals import WIB
from secops.rules.labels import label
from secops.rules.recommendation import DECLINED

#: So many of our recommendations stand on the page; the list has the rest.
SHOWN = 10
#: A request that is answered by a recommendation.
_ADVICE = OutgoingRequest.Kind.RECOMMENDATION


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing we ask of him. Without an address he answers outside Siaga."""

    words: str
    url: str = ""
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One of his recommendations and what became of it."""

    found: Recommendation
    marking: tuple[str, str, str]
    state: tuple[str, str, str]
    word: tuple[str, str, str] | None
    adoption: Adoption | None


#: What other subjects ask of a stakeholder (consultations, ...), wired in `secops.wiring`.
ASKED: list[Callable[[User, datetime], list[Asked]]] = []


def asked_of(user: User, *, at: datetime) -> list[Asked]:
    """Drafts to send, decisions that may still be answered, our questions below his advice."""
    seen = Recommendation.objects.visible_to(user)
    found = [
        Asked(_("Kirim konsep %(code)s") % {"code": one.code}, one.get_absolute_url())
        for one in seen.filter(state=Recommendation.State.DRAFT)
    ]
    for one in seen.filter(state__in=[state.value for state in DECLINED]):
        until = answer_until(one)
        if until is not None and at.astimezone(WIB).date() <= until and not objected(one):
            words = _("%(code)s: keputusan kami dapat ditanggapi sampai %(until)s")
            found.append(
                Asked(words % {"code": one.code, "until": wib(until)}, one.get_absolute_url())
            )
    found += [
        Asked(_("%(code)s: tanggapan kami menunggu jawaban Anda") % {"code": one.code},
              one.get_absolute_url())
        for one in _waiting_for_him(user)
    ]  # fmt: skip
    found += _requests_to_him(user)
    return found + [one for more in ASKED for one in more(user, at)]


def _requests_to_him(user: User) -> list[Asked]:
    """Requests of ours that his organisation has not answered; what they say is in their letter."""
    mine = Organisation.objects.open_to(user)
    rows = OutgoingRequest.objects.waiting().filter(organisation__in=mine)
    return [
        Asked(
            _request_words(one),
            reverse("recommendation-new") if one.kind == _ADVICE else "",
            one.awaited_by,
        )
        for one in rows.order_by("awaited_by", "pk")
    ]


def _request_words(one: OutgoingRequest) -> str:
    kind, number = str(one.get_kind_display()), one.letter_number
    if number:
        return _("%(code)s: jawaban atas permintaan kami (%(kind)s, surat %(number)s) ditunggu") % {
            "code": one.code, "kind": kind, "number": number,
        }  # fmt: skip
    return _("%(code)s: jawaban atas permintaan kami (%(kind)s) ditunggu") % {
        "code": one.code, "kind": kind,
    }  # fmt: skip


def lines(user: User, *, at: datetime) -> list[Line]:
    """His newest recommendations."""
    seen = Recommendation.objects.visible_to(user).given().order_by("-submitted_at", "-pk")
    rows = list(seen.select_related("merged_into")[:SHOWN])
    adoptions = adoptions_of({one.merged_into_id or one.pk for one in rows}, at=at)
    return [
        Line(
            one,
            look_of_marking(one.tlp),
            look_of_state(one.state, one, at=at),
            mark(label(adoption.word)) if adoption else None,
            adoption,
        )
        for one in rows
        for adoption in [adoptions.get(one.merged_into_id or one.pk)]
    ]


def evidence_count(user: User) -> tuple[int, str]:
    """How many items were handed over to him, and where they are."""
    shares = EvidenceShare.objects.received_by(user)
    items = set(shares.values_list("handover__items", flat=True)) - {None}
    return len(items), reverse("evidence-received")


def _waiting_for_him(user: User) -> list[Recommendation]:
    """Those whose newest word is not of his own organisation."""
    words = Response.objects.visible_to(user).filter(recommendation=OuterRef("pk"))
    newest = words.order_by("-given_at", "-pk").values("person")[:1]
    seen = Recommendation.objects.visible_to(user).filter(finished_at=None)
    rows = seen.annotate(last=Subquery(newest)).exclude(last=None).select_related("organisation")
    return [
        one
        for one in rows
        if not one.organisation.members.filter(pk=one.last).exists()  # type: ignore[attr-defined]
    ]
