"""Page-shaped reads of lines of minutes: what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from secops.incidents.minutes.models import FollowUp
from secops.incidents.paper import Part
from secops.incidents.tasks.words import shown_title


@dataclass(frozen=True, slots=True)
class Became:
    """What a line became: of which kind, its name, its page. All empty: nothing yet."""

    kind: str = ""
    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One line with what it became, or with the buttons (words, address) that make something."""

    line: FollowUp
    became: Became
    buttons: Sequence[tuple[str, str]] = ()


def became(line: FollowUp) -> Became:
    """The task or order of a line."""
    if line.task is not None:
        kind = pgettext("incident task", "Tugas")
        return Became(kind, shown_title(line.task), line.task.get_absolute_url())
    if line.directive is not None:
        return Became(_("Arahan"), str(line.directive), line.directive.get_absolute_url())
    return Became()


def printed(heading: str, lines: Iterable[FollowUpLine], *, empty: str) -> Part:
    """The lines as a table of the minutes' PDF."""
    rows = [
        (str(n), one.line.text, one.became.name or _("belum ditindaklanjuti"))
        for n, one in enumerate(lines, start=1)
    ]
    return Part(
        heading,
        columns=(_("No."), heading, pgettext("minutes", "Menjadi")),
        widths=("12mm", "1fr", "52mm"),
        rows=rows,
        empty=empty,
    )
