"""The ladder of a directive: looked at and adapted before the issue, read after it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.compliance.duties import queries
from secops.compliance.duties.forms import OrderForm
from secops.compliance.duties.models import Directive
from secops.ladders.forms import LadderForms, ladder_forms
from secops.ladders.people import reach_of_departments
from secops.ladders.queries import office_ladder, shown_rungs
from secops.ladders.simulation import Course, Simulation, simulate
from secops.ladders.words import NAMES
from secops.outbox.voices import holiday_names
from secops.rules.ladder import Ladder, LadderKind, from_data, kind_for


@dataclass(frozen=True, slots=True)
class OrderLadder:
    """The ladder beside an order that is being written."""

    kind: LadderKind
    own: bool
    editor: LadderForms
    #: Steps of another kind were adapted before the due time moved.
    is_other_kind: bool
    plan: Simulation

    @property
    def name(self) -> str:
        return str(NAMES[self.kind])

    @property
    def ladder(self) -> Ladder:
        """The adapted steps; empty = the office's."""
        return self.editor.ladder if self.own else ()

    @property
    def stands(self) -> bool:
        """Whether the order may go out with it."""
        return not self.own or (self.editor.is_bound and self.editor.is_valid())


def order_ladder(form: OrderForm, data: Mapping[str, Any], *, at: datetime) -> OrderLadder:
    """What the typed order would follow, with its simulation; call with a valid form."""
    due_at = form.cleaned_data["due_at"]
    kind = kind_for(at, due_at)
    own = form.cleaned_data["ladder"] == "own"
    typed_kind = data.get("rung-kind", "")
    steps = office_ladder(kind)
    editor = ladder_forms(kind, steps, data if own and typed_kind == kind else None)
    if own and editor.is_bound and editor.is_valid():
        steps = editor.ladder
    departments = {target.department for target in form.targets()}
    return OrderLadder(
        kind,
        own,
        editor,
        is_other_kind=own and typed_kind not in ("", kind),
        plan=_plan(steps, at, due_at, departments, at=at),
    )


@require_safe
@requires(Permission.RUN_CAMPAIGN)
def directive_ladder(request: HttpRequest, code: str) -> HttpResponse:
    """The frozen steps of a directive, and whom they reach on which day."""
    user, now = user_of(request), timezone.now()
    found = get_object_or_404(Directive.objects.visible_to(user), code=code)
    steps = from_data(found.ladder)
    departments = set(found.duties.open(now).order_by().values_list("department_id", flat=True))
    context = {
        "title": _("Jenjang pengingat arahan %(code)s") % {"code": found.code},
        "subtitle": found.title,
        "directive": found,
        "rungs": shown_rungs(steps),
        "plan": _plan(steps, found.ordered_at, found.due_at, departments, at=now),
        "breadcrumbs": [
            *queries.crumbs(found)[:-1],
            (found.code, found.get_absolute_url()),
            (_("Jenjang pengingat"), ""),
        ],
    }
    return render(request, "duties/directive_ladder.html", context)


def _plan(
    steps: Ladder, start: datetime, due: datetime, departments: Collection[int], *, at: datetime
) -> Simulation:
    reach = reach_of_departments(departments, at=at)
    return simulate([Course("", steps, start, due, reach)], holidays=holiday_names())
