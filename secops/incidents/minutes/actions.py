"""What becomes of a line of minutes, and how the lines are rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from secops.audit.actions import record
from secops.compliance.duties.models import Directive
from secops.incidents.actions import link_directive
from secops.incidents.minutes.models import FollowUp, Line
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.actions import Wanted, write_task
from secops.incidents.tasks.models import Task
from secops.rules.secrets import kept_words

#: So many lines of each kind fit the minutes of one meeting or review.
MOST = 60


@transaction.atomic
def task_of(line: FollowUp, wanted: Wanted, *, by: User, at: datetime) -> Task:
    """Make a task of a line; each knows the other."""
    line = held_open(line)
    line.task = write_task(line.minutes.incident, wanted, by=by, at=at)
    line.save(update_fields=["task"])
    record(line.TO_TASK, line.minutes, by=by, at=at, task=line.task.title)
    return line.task


@transaction.atomic
def order_of(line: Line, directive: Directive, *, by: User, at: datetime) -> Line:
    """Note that a line was ordered; the order belongs to the incident, too."""
    line = held_open(line)
    link_directive(line.minutes.incident, directive, by=by, at=at)
    line.directive = directive
    line.save(update_fields=["directive"])
    record(line.TO_ORDER, line.minutes, by=by, at=at, code=directive.code)
    return line


def held_open(line: Line) -> Line:
    """The line, held until the transaction ends. Raises DeskRefused where something was made of
    it already, in another tab or by another person."""
    rows = type(line)._default_manager.select_for_update(of=("self",))
    found = rows.filter(pk=line.pk, **line.NOTHING).select_related(f"{line.MINUTES}__incident")
    try:
        return found.get()
    except type(line).DoesNotExist:
        raise DeskRefused(str(line.TAKEN)) from None


def refuse_long(held: Any, names: Sequence[str]) -> None:
    """Refuse more lines of one kind than fit. Raises DeskRefused at its field."""
    for name in names:
        if len(getattr(held, name)) > MOST:
            raise DeskRefused(_("Paling banyak %(n)s baris.") % {"n": MOST}, name)


def lines_of(texts: Sequence[str], longest: int = 1000) -> list[str]:
    """Lines as they are kept: without blank ones and without secrets."""
    return [kept_words(one, longest) for one in texts if one.strip()]


def rewrite(model: type[FollowUp], minutes: Any, texts: Sequence[str]) -> None:
    """Lines that became something stay as they are; the others are those now written."""
    rows = model._default_manager.filter(**{model.MINUTES: minutes})
    kept = list(rows.exclude(**model.NOTHING))
    words = {one.text for one in kept}
    rows.filter(**model.NOTHING).delete()
    new = [text for text in lines_of(texts) if text and text not in words]
    model._default_manager.bulk_create(
        model(**{model.MINUTES: minutes}, rank=rank, text=text)
        for rank, text in enumerate(new, start=max((one.rank for one in kept), default=0) + 1)
    )
