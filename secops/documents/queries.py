"""Page-shaped reads of documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.documents.kinds import KINDS
from secops.documents.models import Document
from secops.house.text import angka, english, wib
from secops.house.words import look, mark, say
from secops.rules.document import CONFIDENTIAL, NUMBERED, VERDICTS, Nature, State, Verdict
from secops.rules.labels import label
from secops.rules.refusal import MoveRefused

P = Permission
#: So many addressees are named beside the paper that names them all.
NAMED = 4


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What the page shows, and what its reader may do next."""

    kind: str
    state: tuple[str, str, str]
    waits_for: str
    facts: list[tuple[str, object]]
    numbered: bool
    may_change: bool
    may_approve: bool
    may_sign: bool
    may_withdraw: bool
    may_supersede: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """What anybody may know of a document, and no more."""

    verdict: Verdict
    look: tuple[str, str, str]
    facts: list[tuple[str, str]]
    sha256: str
    signed: list[tuple[str, str]]


def documents_for(user: User) -> QuerySet[Document]:
    """Documents the user may read."""
    return Document.objects.visible_to(user).select_related(
        "drafted_by__person",
        "changed_by__person",
        "approved_by__person",
        "withdrawn_by__person",
        "supersedes",
    )


def document_page(document: Document, user: User) -> DocumentPage:
    """The page of one document."""
    state = State(document.state)
    own = document.second_person and user.pk in (document.drafted_by_id, document.changed_by_id)
    writes, approves = user.may(P.WRITE_DOCUMENT), user.may(P.APPROVE_DOCUMENT)
    out = state in (State.APPROVED, State.SIGNED)
    waits = {
        State.DRAFT: _("Menunggu persetujuan orang lain")
        if document.second_person
        else _("Menunggu persetujuan"),
        State.APPROVED: _("Menunggu tanda tangan, lalu salinannya diunggah"),
    }
    return DocumentPage(
        kind=kind_title(document.kind),
        state=mark(label(state)),
        waits_for=waits.get(state, ""),
        facts=_facts(document),
        numbered=state in NUMBERED,
        may_change=writes and state is State.DRAFT,
        may_approve=approves and state is State.DRAFT and not own,
        may_sign=writes and out,
        may_withdraw=approves and out,
        may_supersede=writes and out,
    )


def verification(code: str) -> Verification | None:
    """What the public page says; None for an unknown code, and for drafts."""
    tidy = "".join(sign for sign in code.upper() if sign.isalnum())[:20]
    shown = f"{tidy[:4]}-{tidy[4:8]}-{tidy[8:]}"
    document = Document.objects.filter(
        code=shown, state__in=[state.value for state in NUMBERED]
    ).first()
    if document is None:
        return None
    verdict = VERDICTS[State(document.state)]
    copies = document.signed_copies.all()
    return Verification(
        verdict=verdict,
        look=mark(label(verdict)),
        facts=_public_facts(document),
        sha256=document.sha256,
        signed=[(wib(copy.taken_at), copy.sha256) for copy in copies],
    )


def kind_title(key: str) -> str:
    """What a kind is called, in the reader's language."""
    return str(KINDS[key].title)


def kind_choices(*, by_hand: bool = False) -> list[tuple[str, str]]:
    """Kinds for a filter, or those that may be begun by hand."""
    return [(key, str(kind.title)) for key, kind in KINDS.items() if kind.by_hand or not by_hand]


def look_of_state(value: str) -> tuple[str, str, str]:
    return look(State)(value)


def refusal_words(refused: Exception) -> str:
    """The sentence of a refusal in the reader's language."""
    if isinstance(refused, MoveRefused) and english():
        return refused.english
    return str(refused)


def _facts(document: Document) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = [
        (_("Nomor"), document.number or _("ditarik saat disetujui")),
        (_("Sifat"), say(Nature(document.nature))),
        (_("Klasifikasi"), document.classification),
        (_("Tanggal surat"), wib(document.dated) if document.dated else None),
        (_("Tujuan"), _named_first(document.addressees)),
    ]
    if document.copies:
        pairs.append((_("Tembusan"), "; ".join(document.copies)))
    if document.attachments:
        pairs.append((_("Lampiran"), "; ".join(document.attachments)))
    signs = ", ".join(v for v in (document.signatory_name, document.signatory_title) if v)
    pairs.append((_("Penanda tangan"), signs or None))
    pairs.append((_("Ditulis"), f"{document.drafted_by}, {wib(document.drafted_at)}"))
    if document.changed_at != document.drafted_at:
        pairs.append((_("Diubah"), f"{document.changed_by}, {wib(document.changed_at)}"))
    if document.approved_at:
        pairs.append((_("Disetujui"), f"{document.approved_by}, {wib(document.approved_at)}"))
    if document.withdrawn_at:
        pairs.append((_("Dicabut"), f"{document.withdrawn_by}, {wib(document.withdrawn_at)}"))
        pairs.append((_("Alasan pencabutan"), document.withdrawn_why))
    if document.superseded_at:
        pairs.append((_("Diganti yang baru"), wib(document.superseded_at)))
    return pairs


def _named_first(names: list[str]) -> str | None:
    """The first few; all of them stand on the paper beside it."""
    if len(names) <= NAMED:
        return "; ".join(names) or None
    more = angka(len(names) - NAMED)
    return _("%(names)s, dan %(n)s lagi") % {"names": "; ".join(names[:NAMED]), "n": more}


def _public_facts(document: Document) -> list[tuple[str, str]]:
    pairs = [(_("Nomor"), document.number), (_("Jenis"), kind_title(document.kind))]
    if Nature(document.nature) not in CONFIDENTIAL:
        pairs.append((_("Hal"), document.subject))
    pairs += [
        (_("Sifat"), say(Nature(document.nature))),
        (_("Tanggal surat"), wib(document.dated)),
        (_("Penanda tangan"), document.signatory_title or _("tidak disebut")),
    ]
    if document.withdrawn_at:
        pairs.append((_("Dicabut"), wib(document.withdrawn_at)))
    if document.superseded_at:
        newer = document.successors.filter(state__in=[s.value for s in NUMBERED]).first()
        words = _("nomor %(number)s, %(when)s") % {
            "number": newer.number if newer else "–", "when": wib(document.superseded_at)
        }  # fmt: skip
        pairs.append((_("Diganti dengan"), words))
    return pairs


def page_links(document: Document, user: User) -> dict[str, Any]:
    """Files of the page: the approved paper, and how it came back."""
    return {
        "copies": document.signed_copies.select_related("taken_by__person"),
        "successors": documents_for(user).filter(supersedes=document),
        "verify": reverse("verify", args=[document.code]),
    }
