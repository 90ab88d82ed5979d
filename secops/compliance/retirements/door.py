"""The owner's page behind his link: three answers, the form of who keeps it, six digits.

Looking changes nothing. An answer needs six digits that go by another channel than the link; a wish
to be called needs none, since it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.door import Knock, door_page, unseen
from accounts.links import use_six_digits
from secops.compliance.retirements.actions import (
    agree,
    ask_for_call,
    code_purpose,
    head_of,
    keep_in_use,
    opened,
    send_code,
)
from secops.compliance.retirements.forms import KeepForm
from secops.compliance.retirements.models import Channel, Retirement
from secops.compliance.retirements.papers import letter_pdf
from secops.compliance.retirements.words import say
from secops.house.text import english, wib
from secops.outbox.actions import mark_reached
from secops.outbox.contacts import masked_address, way_beside
from secops.rules.refusal import MoveRefused
from secops.rules.retirement import State
from secops.rules.retirement_signs import Sign

#: What is looked at behind the same link: the letter, or one of the two answers that need words.
LETTER, ANSWER, KEEP, CALL = "surat", "jawab", "pakai", "telepon"


def retirement_door(knock: Knock) -> HttpResponse:
    """Show the question of a link, or take the answer that was posted."""
    rows = Retirement.objects.select_related("application__owner", "opened_by__person")
    retirement = rows.filter(pk=knock.link.subjects.get("retirement")).first()
    if retirement is None or knock.link.revoked_at is not None or not _speaks(knock, retirement):
        words = _("Tautan ini sudah tidak berlaku.")
        return door_page(knock, "retirements/door_over.html", words, {}, status=404)
    if knock.is_post:
        act = _STEPS.get(knock.request.POST.get("step", ""))
        if act is not None:
            return act(knock, retirement)
    elif LETTER in knock.request.GET:
        response = HttpResponse(letter_pdf(retirement), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="surat-{retirement.pk}.pdf"'
        return unseen(response)
    return _show(knock, retirement)


def _speaks(knock: Knock, retirement: Retirement) -> bool:
    """Whether the person still speaks for the owner: a link does not outlive the position."""
    return head_of(retirement.application, at=knock.at) == knock.link.person


def _show(
    knock: Knock, retirement: Retirement, *, error: str = "", form: KeepForm | None = None
) -> HttpResponse:
    asked = retirement.law_state is State.QUESTIONED
    wanted = "" if knock.is_post else knock.request.GET.get(ANSWER, "")
    context = {
        "retirement": retirement,
        "application": retirement.application,
        "reasons": [say(Sign(code)) for code in retirement.reasons],
        "asked": asked,
        "state": say(retirement.law_state),
        "other": way_beside(knock.link.person_id, knock.link.channel),
        "letter_url": knock.address(**{LETTER: 1}),
        "form": form or KeepForm(),
        "keeping": form is not None or wanted == KEEP,
        "calling": wanted == CALL,
        "keep_url": knock.address(**{ANSWER: KEEP}),
        "call_url": knock.address(**{ANSWER: CALL}),
        "error": error,
    }
    title = _("Aplikasi %(name)s: masih dipakai?") % {"name": retirement.application.name}
    return door_page(knock, "retirements/door.html", title, context, status=422 if error else 200)


def _ask_agree(knock: Knock, retirement: Retirement) -> HttpResponse:
    return _send_digits(knock, retirement, "agree", None)


def _ask_keep(knock: Knock, retirement: Retirement) -> HttpResponse:
    form = KeepForm(knock.request.POST)
    if not form.is_valid():
        return _show(knock, retirement, error=_first_error(form), form=form)
    return _send_digits(knock, retirement, "keep", form)


def _send_digits(
    knock: Knock, retirement: Retirement, step: str, form: KeepForm | None
) -> HttpResponse:
    opened(retirement, by=knock.link.actor, at=knock.at)
    _reached(knock)
    if send_code(knock.link, retirement, at=knock.at) is None:
        words = _(
            "Tidak ada alamat lain untuk mengirim 6 angka. Masuk (login), atau telepon posko."
        )
        return _show(knock, retirement, error=words, form=form)
    return _digits_page(knock, retirement, step, form)


def _digits_page(
    knock: Knock, retirement: Retirement, step: str, form: KeepForm | None, error: str = ""
) -> HttpResponse:
    name = retirement.application.name
    sentence = (
        _("Saya setuju aplikasi %(name)s dihentikan.")
        if step == "agree"
        else _("Aplikasi %(name)s masih dipakai, dan kami menjaganya.")
    )
    context = {
        "step": step,
        "form": form,
        "sentence": sentence % {"name": name},
        "address": masked_address(way_beside(knock.link.person_id, knock.link.channel)),
        "error": error,
    }
    title = _("Masukkan 6 angka yang kami kirim ke WhatsApp/email Anda yang lain.")
    return door_page(
        knock, "retirements/door_digits.html", title, context, status=422 if error else 200
    )


def _agree(knock: Knock, retirement: Retirement) -> HttpResponse:
    return _answer(knock, retirement, "agree", None)


def _keep(knock: Knock, retirement: Retirement) -> HttpResponse:
    form = KeepForm(knock.request.POST)
    if not form.is_valid():
        return _show(knock, retirement, error=_first_error(form), form=form)
    return _answer(knock, retirement, "keep", form)


def _answer(knock: Knock, retirement: Retirement, step: str, form: KeepForm | None) -> HttpResponse:
    if not _right_digits(knock, retirement):
        wrong = _("6 angka itu tidak cocok atau sudah lewat 15 menit.")
        return _digits_page(knock, retirement, step, form, wrong)
    by, person = knock.link.actor, knock.link.person
    try:
        if form is None:
            taken = agree(retirement, by=by, at=knock.at, person=person, channel=Channel.LINK)
        else:
            taken = keep_in_use(
                retirement, form.keeping(), by=by, at=knock.at, person=person, channel=Channel.LINK
            )
    except MoveRefused as refused:
        words = refused.english if english() else str(refused)
        return _show(knock, retirement, error=words, form=form)
    except PermissionDenied:
        return _show(knock, retirement, error=_("Tautan ini sudah tidak berlaku."))
    _reached(knock)
    said = _("Jawaban tercatat %(when)s, nomor %(number)s.") % {
        "when": wib(taken.at),
        "number": taken.number,
    }
    return _receipt(knock, said, agreed=form is None)


def _call(knock: Knock, retirement: Retirement) -> HttpResponse:
    note = knock.request.POST.get("note", "")[:300]
    if retirement.law_state is not State.QUESTIONED:
        return _show(knock, retirement)
    ask_for_call(
        retirement,
        note=note,
        by=knock.link.actor,
        at=knock.at,
        person=knock.link.person,
    )
    _reached(knock)
    return _receipt(knock, _("Tercatat. Posko Siber menghubungi Ibu/Bapak."))


def _receipt(knock: Knock, said: str, **more: Any) -> HttpResponse:
    return door_page(knock, "retirements/door_done.html", said, more)


def _reached(knock: Knock) -> None:
    """Somebody pressed a button of the page: the message with its link has arrived."""
    message = knock.link.subjects.get("message")
    if message is not None:
        mark_reached(message, at=knock.at)


def _first_error(form: KeepForm) -> str:
    for bound in form:
        for error in bound.errors:
            return f"{bound.label}: {error}"
    return ""


@transaction.atomic
def _right_digits(knock: Knock, retirement: Retirement) -> bool:
    digits = knock.request.POST.get("digits", "")
    return use_six_digits(knock.link.person, code_purpose(retirement.pk), digits, at=knock.at)


_STEPS: dict[str, Callable[[Knock, Retirement], HttpResponse]] = {
    "ask-agree": _ask_agree,
    "ask-keep": _ask_keep,
    "agree": _agree,
    "keep": _keep,
    "call": _call,
}
