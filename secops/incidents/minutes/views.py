"""The door that makes a task of a line of minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import user_of
from secops.house.pages import form_page
from secops.incidents.doors import Crumbs, tried
from secops.incidents.minutes.actions import task_of
from secops.incidents.minutes.models import FollowUp
from secops.incidents.tasks.forms import TaskForm

#: A task's title holds so many signs; a longer line goes into its text whole.
TITLE = 200


def task_page(
    request: HttpRequest,
    line: FollowUp,
    first: Mapping[str, Any],
    *,
    done: str,
    crumbs: Crumbs,
    now: datetime,
    lead: str = "",
    subtitle: str = "",
) -> HttpResponse:
    """ "Jadikan tugas": the words of the line are there, one press makes it."""
    user, minutes = user_of(request), line.minutes
    words = {"title": line.text[:TITLE], "text": line.text if len(line.text) > TITLE else ""}
    initial = {**words, "required": True, **first}
    form = TaskForm(request.POST or None, initial=initial, by=user, at=now)
    if (
        form.is_bound
        and form.is_valid()
        and tried(form, lambda: task_of(line, form.wanted(), by=user, at=now))
    ):
        messages.success(request, done)
        return redirect(minutes)
    return form_page(
        request, form, _("Jadikan tugas"), _("Buat tugas"), minutes.get_absolute_url(), crumbs,
        lead=lead, subtitle=subtitle,
    )  # fmt: skip
