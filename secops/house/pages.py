"""Pages that need no template of their own."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_page(
    request: HttpRequest,
    form: BaseForm | None,
    title: str,
    submit: str,
    cancel_url: str,
    breadcrumbs: list[tuple[str, str]],
    *,
    template: str = "house/confirm.html",
    **more: Any,
) -> HttpResponse:
    """A page with one form or one question; 422 where something in it is wrong.

    `more`: what `house/confirm.html` shows besides (lead, facts, danger), or what a template that
    extends it needs.
    """
    context = {
        "form": form,
        "title": title,
        "submit_label": submit,
        "cancel_url": cancel_url,
        "breadcrumbs": breadcrumbs,
        **more,
    }
    return render(request, template, context, status=422 if form and form.errors else 200)
