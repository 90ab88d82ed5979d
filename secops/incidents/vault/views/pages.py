"""What the doors of the vault share: finding an item, a form on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import network_address, user_of
from accounts.models import User
from secops.house.pages import form_page
from secops.incidents.vault.actions import EvidenceRefused
from secops.incidents.vault.models import Item
from secops.incidents.vault.queries import items_for


class Who(TypedDict):
    """Who does something, when, and from which network address."""

    by: User
    at: datetime
    where: str


def who(request: HttpRequest) -> Who:
    """The signed-in user, now, from there."""
    return {"by": user_of(request), "at": timezone.now(), "where": network_address(request)}


def seen(request: HttpRequest, code: str) -> Item:
    """An item the user may see; 404 otherwise."""
    return get_object_or_404(items_for(user_of(request)), code=code)


def crumbs(item: Item | None = None, *last: str) -> list[tuple[str, str]]:
    """The way here."""
    way = [(_("Brankas bukti"), reverse("vault"))]
    if item is not None:
        way.append((item.code, item.get_absolute_url() if last else ""))
    return [*way, *((one, "") for one in last)]


def item_form(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    submit: str,
    item: Item | None = None,
    **more: Any,
) -> HttpResponse:
    """A form about an item, or about the vault."""
    back = item.get_absolute_url() if item else reverse("vault")
    return form_page(request, form, title, submit, back, crumbs(item, title), **more)


def done(request: HttpRequest, form: forms.Form, act: Callable[..., object], about: object) -> bool:
    """Whether the form was sent and `act` did what it says; a refusal stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(about, **form.cleaned_data, **who(request))
    except EvidenceRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True
