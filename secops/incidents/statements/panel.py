"""What an incident's page says of what was said in public about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.house.words import mark, say
from secops.incidents.folds import fold_line
from secops.incidents.models import Incident, PublicStatement
from secops.incidents.statements.contradictions import (
    against_known,
    asserted,
    denied_by,
    sentence,
)
from secops.rules.assertion import Subject
from secops.rules.labels import label
from secops.rules.statement import OUT, State


@dataclass(frozen=True, slots=True)
class Said:
    """One statement among those of its incident."""

    code: str
    url: str
    when: datetime
    text: str
    state: tuple[str, str, str]
    gone: bool
    #: One cell a subject of the table: tone, symbol, word, and whether an earlier word is denied.
    cells: list[tuple[tuple[str, str, str], bool] | None]
    misfits: list[str]
    correction: str


def statements_panel(
    incident: Incident, user: User, at: datetime
) -> tuple[str, dict[str, Any]] | None:
    """The statements in their order with what each asserts, and where they deny each other."""
    if not user.scope(Permission.READ_STATEMENT).everything:
        return None
    rows = list(
        PublicStatement.objects.filter(incident=incident)
        .order_by("published_at", "written_at", "pk")
        .prefetch_related("facts")
    )
    subjects = [
        subject
        for subject in Subject
        if any(said.subject is subject for row in rows for said in asserted(row))
    ]
    out: list[PublicStatement] = []
    lines = []
    for row in rows:
        lines.append(_line(row, out, subjects, at))
        if State(row.state) in OUT:
            out.insert(0, row)
    may = user.may(Permission.WRITE_STATEMENT)
    misfits = [f"{line.code}: {line.misfits[0]}" for line in lines if line.misfits]
    return "statements/_incident.html", {
        "fold": fold_line(len(lines), misfits),
        "subjects": [say(subject) for subject in subjects],
        "lines": lines,
        "denied": sum(bool(line.misfits) for line in lines),
        "new": f"{reverse('statement-new')}?incident={incident.code}" if may else "",
    }


def _line(
    row: PublicStatement, earlier: list[PublicStatement], subjects: list[Subject], at: datetime
) -> Said:
    denied = denied_by(row, earlier)
    of_subject = {one.words["subject"] for one in denied}
    says = {said.subject: said for said in asserted(row)}
    state = State(row.state)
    against = [] if state in (State.SUPERSEDED, State.DROPPED) else against_known(row, at)
    return Said(
        code=row.code,
        url=row.get_absolute_url(),
        when=row.published_at or row.written_at,
        text=row.text,
        state=mark(label(state)),
        gone=state in (State.SUPERSEDED, State.DROPPED),
        cells=[
            (mark(label(says[subject].value)), subject.value in of_subject)
            if subject in says
            else None
            for subject in subjects
        ],
        misfits=[sentence(one.change, one.words) for one in [*denied, *against]],
        correction=row.correction,
    )
