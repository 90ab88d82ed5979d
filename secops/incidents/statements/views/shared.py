"""What the doors of statements share: the row, its way, a step taken, a form shown."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from accounts.access import user_of
from secops.house.pages import form_page
from secops.incidents.models import PublicStatement
from secops.incidents.queries import refusal_words
from secops.incidents.statements import queries
from secops.rules.refusal import MoveRefused

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def find(request: HttpRequest, code: str) -> PublicStatement:
    """The statement, if it exists for this reader."""
    return get_object_or_404(queries.statements_for(user_of(request)), code=code)


def crumbs(last: str, found: PublicStatement | None = None) -> list[tuple[str, str]]:
    """The way to a page of statements."""
    way = [(pgettext("list", "Pernyataan resmi"), reverse("statements"))]
    if found is not None and last != found.code:
        way.append((found.code, found.get_absolute_url()))
    return [*way, (last, "")]


def take(request: HttpRequest, act: Callable[[], object], said: str) -> bool:
    """Take one step, and say that it was taken or why not."""
    try:
        act()
    except MoveRefused as refused:
        messages.error(request, refusal_words(refused))
        return False
    messages.success(request, said)
    return True


def take_from(form: Form, act: Callable[[], object], field: str | None = None) -> bool:
    """Take one step that a form asks for; a refusal stands at its field."""
    try:
        act()
    except MoveRefused as refused:
        form.add_error(field if field in form.fields else None, refusal_words(refused))
        return False
    return True


def statement_form(
    request: HttpRequest,
    form: Form,
    title: str,
    found: PublicStatement | None = None,
    *,
    submit: str = "",
    **more: Any,
) -> HttpResponse:
    """A form about a statement, or about a new one."""
    back = found.get_absolute_url() if found else reverse("statements")
    return form_page(request, form, title, submit or title, back, crumbs(title, found), **more)
