"""The poster *Selesai? Keluar (log out).* of a department, and its card for the group."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.models import Department, Person
from accounts.roles import Permission, Role
from accounts.speakers import holders
from secops.house.pdf import picture
from secops.incidents.false_messages.words import report_address, signs

CARD = Path(__file__).parent / "card.typ"


@require_safe
@requires(Permission.SEE_DEPARTMENTS)
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """One A4 page to hang beside the computers, and the same in five lines for chat."""
    rows = Department.objects.visible_to(user_of(request))
    department = get_object_or_404(rows, code=code)
    agent = holders(Role.AGENT, [department.pk], at=timezone.now()).get(department.pk)
    context = {
        "title": _("Poster %(department)s") % {"department": department.name},
        "breadcrumbs": [
            (pgettext("list", "OPD"), reverse("departments")),
            (department.name, reverse("department", args=[department.code])),
            (_("Poster"), ""),
        ],
        "department": department,
        "city": settings.CITY_NAME,
        "steps": steps(),
        "agent": agent.name if agent else "",
        "signs": signs(),
        "address": report_address(),
        "code_address": f"{settings.PUBLIC_SHORT_NAME}/k",
        "code_picture": code_picture(),
        "chat": card(department, agent.name if agent else ""),
    }
    return render(request, "dashboard/poster.html", context)


@require_safe
@requires(Permission.SEE_DEPARTMENTS)
def card_picture(request: HttpRequest, code: str) -> HttpResponse:
    """The card as a picture for the department's WhatsApp group."""
    department = get_object_or_404(Department.objects.visible_to(user_of(request)), code=code)
    agent = holders(Role.AGENT, [department.pk], at=timezone.now()).get(department.pk)
    answer = HttpResponse(picture(CARD, _on_card(department, agent)), content_type="image/png")
    answer["Content-Disposition"] = f'attachment; filename="kartu-{department.code.lower()}.png"'
    return answer


def _on_card(department: Department, agent: Person | None) -> dict[str, Any]:
    return {
        "lang": get_language() or "id",
        "city": settings.CITY_NAME,
        "department": department.name,
        "heading": [_("Selesai?"), _("Keluar (log out).")],
        "steps": steps(),
        "lines": help_lines(department, agent.name if agent else ""),
    }


def code_picture() -> SafeString:
    """The way to the page where a code is typed, for a telephone's camera.

    Error level Q: a quarter of it may be scratched or stained and it still reads. Black on white in
    every theme, and on paper.
    """
    code = segno.make(f"{settings.PUBLIC_BASE_URL.rstrip('/')}/k/", error="q", micro=False)
    # The picture is made of numbers alone; nothing in it was typed by anybody.
    return mark_safe(
        code.svg_inline(
            border=4, dark="#000", light="#fff", svgclass="ps-poster-code", lineclass=None,
            omitsize=True, title=None,
        )
    )  # fmt: skip


def steps() -> list[str]:
    """What to do after use, short enough to be read while standing."""
    return [
        _("Keluar (log out) dari aplikasi, jangan hanya menutup jendelanya."),
        _("Jangan simpan kata sandi di browser komputer bersama."),
        _("Kunci layar bila Anda beranjak: tombol Windows + L."),
    ]


def card(department: Department, agent: str) -> str:
    """The poster as one text for the group."""
    numbered = [f"{n}. {step}" for n, step in enumerate(steps(), 1)]
    lines = [_("*Selesai? Keluar (log out).*"), *numbered, *help_lines(department, agent)]
    return "\n".join(lines)


def help_lines(department: Department, agent: str) -> list[str]:
    """Whom to ask, and where to report."""
    doubt = _("Ragu akan sebuah pesan? Posko Siber %(phone)s, atau lapor: %(address)s") % {
        "phone": settings.HELP_DESK_PHONE,
        "address": report_address(),
    }
    helper = _("Agen Siber %(department)s: %(agent)s") % {
        "department": department.name,
        "agent": agent,
    }
    return [doubt, *([helper] if agent else [])]
