"""The official papers: the office's letter to the owner, the minutes of a step.

Each becomes a draft among the documents, once; number, PDF and QR come with its approval there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import override

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.retirements.models import Paper, Retirement, Step
from secops.compliance.retirements.words import say
from secops.documents.actions import draft_document
from secops.documents.models import Document
from secops.rules.clocks import CLOCKS, ClockCode
from secops.rules.document import GONE
from secops.rules.intervals import WIB
from secops.rules.refusal import MoveRefused
from secops.rules.retirement import State
from secops.rules.retirement_signs import Sign


@transaction.atomic
def draft_minutes(step: Step, *, by: User, at: datetime) -> Document:
    """Write the draft of a step's official minutes; a second call finds the first one's.

    A draft that was dropped and minutes that were withdrawn are written anew; so is a letter.
    """
    check(by, Permission.RETIRE_APPLICATION)
    retirement = _locked(step.retirement)
    found = Paper.objects.filter(step=step).select_related("document").first()
    if found is not None and found.document.state not in GONE:
        return found.document
    return _draft(retirement, "retirement", _minutes(step), by=by, at=at, step=step)


@transaction.atomic
def draft_letter(retirement: Retirement, *, by: User, at: datetime) -> Document:
    """Write the draft of the official letter about the question that runs."""
    check(by, Permission.RETIRE_APPLICATION)
    retirement = _locked(retirement)
    if not retirement.letter_text:
        raise MoveRefused("not_asked", "Pemiliknya belum ditanyai.", "Its owner was not asked yet.")
    version = retirement.letter_version
    found = retirement.papers.filter(letter_version=version).select_related("document").first()
    if found is not None and found.document.state not in GONE:
        return found.document
    return _draft(
        retirement, "owner_question", _letter(retirement, at), by=by, at=at, letter_version=version
    )


def _locked(retirement: Retirement) -> Retirement:
    rows = Retirement.objects.select_for_update(of=("self",)).select_related("application__owner")
    return rows.get(pk=retirement.pk)


def _draft(
    retirement: Retirement, kind: str, fields: dict[str, Any], *, by: User, at: datetime, **of: Any
) -> Document:
    owner = retirement.application.owner
    document = draft_document(
        kind,
        subject=f"Penghentian aplikasi {retirement.application.name}"
        if kind == "retirement"
        else f"Konfirmasi penggunaan aplikasi {retirement.application.name}",
        fields=fields,
        addressees=[f"Kepala {owner}"] if owner and kind == "owner_question" else [],
        about_url=retirement.get_absolute_url(),
        by=by,
        at=at,
    )
    Paper.objects.update_or_create(retirement=retirement, **of, defaults={"document": document})
    record("retirement.paper_drafted", retirement, by=by, at=at, subject=document.subject)
    return document


@override("id")
def _minutes(step: Step) -> dict[str, Any]:
    application = step.retirement.application
    return {
        "held_at": step.at,
        "place": "–",
        "step": f"{say(State(step.from_state))} menjadi {say(State(step.to_state))}",
        "application": f"{application.name} ({application.code})",
        "department": str(application.owner or "belum diketahui"),
        "basis": step.retirement.letter_number,
        "done_by": step.by_label,
        "text": step.reason,
        "proofs": [[one.name, one.sha256] for one in step.proofs.all()],
    }


@override("id")
def _letter(retirement: Retirement, at: datetime) -> dict[str, Any]:
    application = retirement.application
    days = CLOCKS[ClockCode.RETIREMENT_ANSWER].days
    return {
        "application": f"{application.name} ({application.code})",
        "hosts": ", ".join(application.hosts.order_by("name").values_list("name", flat=True)),
        "signs": "\n".join(say(Sign(one)) for one in retirement.reasons),
        "answer_by": (retirement.due_at or at + timedelta(days=days)).astimezone(WIB).date(),
    }
