"""The page of a head who arrives by a link: numbers and list, and his statement (JOURNEYS J3.5).

The link shows and receives; the statement needs six digits that go by another channel than the
link. Nothing is signed in, and looking changes nothing.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.links import use_six_digits
from accounts.models import AnswerLink, User
from secops.compliance.duties.actions import (
    NumbersChanged,
    PromiseMissing,
    confirm_duty,
    object_to_numbers,
    pass_to_agent,
    receive_duty,
    send_code,
)
from secops.compliance.duties.actions.sending import other_channel
from secops.compliance.duties.composers import code_purpose
from secops.compliance.duties.duty_page import heading
from secops.compliance.duties.forms import DigitsForm, ReasonForm, StatementForm
from secops.compliance.duties.hands import capacities
from secops.compliance.duties.models import Channel, Duty, HeadStatement
from secops.compliance.duties.numbers import numbers_of, picture, sentence_of_statement
from secops.compliance.duties.queries import refusal_words
from secops.house.text import masked_email, wib, wib_clock
from secops.rules.duty import Actor, State, may_move
from secops.rules.refusal import MoveRefused


def duty_door(request: HttpRequest, link: AnswerLink) -> HttpResponse:
    """Show the duty of a link, or take the step that was posted."""
    duty = (
        Duty.objects.select_related("directive__campaign", "department", "application")
        .filter(pk=link.subjects.get("duty"))
        .first()
    )
    if duty is None or not _speaks(link, duty):
        raise Http404
    if request.method == "POST":
        act = _STEPS.get(request.POST.get("step", ""))
        if act is not None:
            return act(request, link, duty)
    return _show(request, link, duty)


def _speaks(link: AnswerLink, duty: Duty) -> bool:
    """Whether the person still holds the position: a link does not outlive it."""
    actors = capacities(link.person, duty, at=timezone.now())
    return bool({Actor.HEAD, Actor.DEPUTY} & set(actors))


def _user_of(link: AnswerLink) -> User:
    """Who acts in the trail: the person's sign-in, else the system under his name."""
    own = User.objects.filter(person=link.person).first()
    return own or User.objects.system().acting_as(link.person.name)


def _show(
    request: HttpRequest, link: AnswerLink, duty: Duty, *, error: str = "", **more: Any
) -> HttpResponse:
    now = timezone.now()
    numbers = numbers_of(duty)
    actors = capacities(link.person, duty, at=now)
    state = duty.state_at(now)
    return render(
        request,
        "duties/door.html",
        {
            "title": heading(duty, numbers),
            "duty": duty,
            "numbers": numbers,
            "picture": picture(duty, numbers),
            "sentence": sentence_of_statement(numbers, _("tanggal di bawah ini")),
            "may_state": any(
                may_move(state, State.CONFIRMED, by=actor, kind=duty.kind) for actor in actors
            ),
            "other": other_channel(link),
            "statement": duty.statements.first(),
            "form": more.pop("form", None) or _form(duty, None),
            "error": error,
            **more,
        },
        status=422 if error else 200,
    )


def _form(duty: Duty, data: Any) -> StatementForm:
    numbers = numbers_of(duty)
    first = max(duty.due_at, timezone.now()).date()
    return StatementForm(
        data,
        anything_open=bool(numbers.open),
        initial={"proven": numbers.proven, "total": numbers.total, "promised_on": first},
    )


def _receive(request: HttpRequest, link: AnswerLink, duty: Duty) -> HttpResponse:
    now = timezone.now()
    receive_duty(duty, by=_user_of(link), at=now, person=link.person, channel=Channel.LINK)
    return _receipt(request, duty, _("Tercatat diterima, %(when)s.") % {"when": wib(now)})


def _ask_digits(request: HttpRequest, link: AnswerLink, duty: Duty) -> HttpResponse:
    form = _form(duty, request.POST)
    if not form.is_valid():
        return _show(request, link, duty, error=_first_error(form), form=form)
    contact = send_code(link, duty, at=timezone.now())
    if contact is None:
        return _show(
            request,
            link,
            duty,
            error=_("Tidak ada alamat lain untuk mengirim 6 angka. Masuk (login), atau telepon "
                    "posko."),
        )  # fmt: skip
    return _digits_page(request, duty, form, masked_email(contact.address) or contact.address)


def _digits_page(
    request: HttpRequest, duty: Duty, form: StatementForm, address: str, error: str = ""
) -> HttpResponse:
    numbers = numbers_of(duty)
    promised = form.cleaned_data.get("promised_on")
    return render(
        request,
        "duties/door_digits.html",
        {
            "title": _("Masukkan 6 angka yang kami kirim ke WhatsApp/email Anda yang lain."),
            "form": form,
            "digits": DigitsForm(),
            "sentence": sentence_of_statement(numbers, wib(promised)),
            "address": address,
            "error": error,
        },
        status=422 if error else 200,
    )


def _state(request: HttpRequest, link: AnswerLink, duty: Duty) -> HttpResponse:
    now, form = timezone.now(), _form(duty, request.POST)
    if not form.is_valid():
        return _show(request, link, duty, error=_first_error(form), form=form)
    digits = request.POST.get("digits", "")
    if not _right_digits(link, duty, digits):
        wrong = _("6 angka itu tidak cocok atau sudah lewat 15 menit.")
        return _digits_page(request, duty, form, request.POST.get("address", ""), wrong)
    try:
        statement = confirm_duty(
            duty,
            **form.given(),
            by=_user_of(link),
            at=now,
            person=link.person,
            channel=Channel.LINK,
        )
    except (MoveRefused, NumbersChanged, PromiseMissing) as refused:
        return _show(request, link, duty, error=refusal_words(refused))
    return _stated(request, duty, statement)


def _stated(request: HttpRequest, duty: Duty, statement: HeadStatement) -> HttpResponse:
    said = _("Pernyataan tercatat %(when)s, nomor %(number)s.") % {
        "when": wib(statement.stated_at),
        "number": statement.number,
    }
    return _receipt(request, duty, said, statement=statement)


def _pass(request: HttpRequest, link: AnswerLink, duty: Duty) -> HttpResponse:
    agent = pass_to_agent(duty, by=_user_of(link), at=timezone.now())
    if agent is None:
        return _show(request, link, duty, error=_("OPD ini belum memiliki Agen. Telepon posko."))
    return _receipt(request, duty, _("%(agent)s diberi tahu.") % {"agent": agent.name})


def _mistaken(request: HttpRequest, link: AnswerLink, duty: Duty) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, link, duty, error=_("Tuliskan apa yang keliru."), mistaken=True)
    now = timezone.now()
    object_to_numbers(
        duty,
        text=form.cleaned_data["reason"],
        by=_user_of(link),
        at=now,
        person=link.person,
        channel=Channel.LINK,
    )
    said = _("Tercatat %(at)s. Posko memeriksa dan mengabari Anda.") % {"at": wib_clock(now)}
    return _receipt(request, duty, said)


def _receipt(request: HttpRequest, duty: Duty, said: str, **more: Any) -> HttpResponse:
    return render(request, "duties/door_done.html", {"title": said, "duty": duty, **more})


def _first_error(form: StatementForm) -> str:
    return next(str(errors[0]) for errors in form.errors.values())


@transaction.atomic
def _right_digits(link: AnswerLink, duty: Duty, digits: str) -> bool:
    return use_six_digits(link.person, code_purpose(duty.pk), digits, at=timezone.now())


_STEPS: dict[str, Callable[[HttpRequest, AnswerLink, Duty], HttpResponse]] = {
    "receive": _receive,
    "ask": _ask_digits,
    "state": _state,
    "pass": _pass,
    "mistaken": _mistaken,
}
