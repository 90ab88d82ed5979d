"""The page of a head who arrives by a link: numbers and list, and his statement (JOURNEYS J3.5).

The link shows and receives; the statement needs six digits that go by another channel than the
link. Nothing is signed in, and looking changes nothing.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.actions import note_absence
from accounts.door import Knock, door_page
from accounts.links import use_six_digits
from accounts.roles import Role
from accounts.speakers import holders
from secops.compliance.duties.actions import (
    AffirmRefused,
    NumbersChanged,
    PromiseMissing,
    affirm_statement,
    confirm_duty,
    object_to_numbers,
    pass_to_agent,
    receive_duty,
    send_code,
)
from secops.compliance.duties.actions.sending import other_channel
from secops.compliance.duties.composers import code_purpose
from secops.compliance.duties.duty_page import heading, missing_evidence
from secops.compliance.duties.forms import AwayForm, DigitsForm, ReasonForm, StatementForm
from secops.compliance.duties.hands import capacities
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Channel, Duty, HeadStatement
from secops.compliance.duties.numbers import evidence_shown, picture, sentences_of
from secops.compliance.duties.papers import receipt_pdf
from secops.compliance.duties.queries import refusal_words
from secops.house.files import pdf_answer
from secops.house.text import local, wib, wib_clock
from secops.outbox.actions import mark_reached
from secops.outbox.contacts import masked_address
from secops.rules.duty import Actor, State, may_move
from secops.rules.refusal import MoveRefused

#: So many open accounts are listed; the page stays small for slow phones.
LISTED = 60


def duty_door(knock: Knock) -> HttpResponse:
    """Show the duty of a link, or take the step that was posted."""
    duty = (
        Duty.objects.select_related("directive__campaign", "department", "application")
        .filter(pk=knock.link.subjects.get("duty"))
        .first()
    )
    if duty is None or knock.link.revoked_at is not None or not _speaks(knock, duty):
        return _page(knock, "door_over.html", _("Tautan ini sudah tidak berlaku."), status=404)
    number = knock.request.GET.get("tanda-terima")
    if number:
        return _receipt_of(knock, duty, number)
    if knock.is_post:
        act = _STEPS.get(knock.request.POST.get("step", ""))
        if act is not None:
            return act(knock, duty)
    return _show(knock, duty)


def _receipt_of(knock: Knock, duty: Duty, number: str) -> HttpResponse:
    """The receipt of his own statement on this duty, as PDF for his file."""
    own = duty.statements.filter(number=number, person=knock.link.person)
    statement = own.select_related("duty__directive", "duty__department", "person").first()
    if statement is None:
        return _page(knock, "door_over.html", _("Tautan ini sudah tidak berlaku."), status=404)
    return pdf_answer(receipt_pdf(statement), f"tanda-terima-{number}.pdf")


def _speaks(knock: Knock, duty: Duty) -> bool:
    """Whether the person still holds the position: a link does not outlive it."""
    actors = capacities(knock.link.person, duty, at=knock.at)
    return bool({Actor.HEAD, Actor.DEPUTY} & set(actors))


def _show(knock: Knock, duty: Duty, *, error: str = "", **more: Any) -> HttpResponse:
    numbers = numbers_of(duty, at=knock.at)
    state = duty.state_at(knock.at)
    context = {
        "duty": duty,
        "numbers": numbers,
        "items": numbers.items[:LISTED],
        "more": max(0, len(numbers.items) - LISTED),
        "picture": picture(duty, numbers),
        "missing": missing_evidence(duty, at=knock.at),
        "may_state": any(
            may_move(state, State.CONFIRMED, by=actor, kind=duty.kind)
            for actor in capacities(knock.link.person, duty, at=knock.at)
        ),
        "other": other_channel(knock.link),
        "statement": duty.statements.first(),
        "form": more.pop("form", None) or _form(knock, duty, None),
        "error": error,
        **more,
    }
    status = 422 if error else 200
    return _page(knock, "door.html", heading(duty, numbers), context, status=status)


def _form(knock: Knock, duty: Duty, data: Any) -> StatementForm:
    numbers = numbers_of(duty, at=knock.at)
    first = local(max(duty.due_at, knock.at)).date()
    return StatementForm(
        data,
        anything_open=bool(numbers.open),
        sentences=sentences_of(duty, numbers, _("tanggal di atas")),
        initial={
            "proven": numbers.proven,
            "total": numbers.total,
            "evidence": evidence_shown(duty),
            "promised_on": first,
        },
    )


def _receive(knock: Knock, duty: Duty) -> HttpResponse:
    link = knock.link
    receive_duty(
        duty,
        by=link.actor,
        at=knock.at,
        person=link.person,
        channel=Channel.LINK,
    )
    _reached(knock)
    return _receipt(knock, _("Tercatat diterima, %(when)s.") % {"when": wib(knock.at)})


def _ask_to_affirm(knock: Knock, duty: Duty) -> HttpResponse:
    statement = duty.statements.first()
    if statement is None or not statement.by_chat_only:
        return _show(knock, duty)
    if send_code(knock.link, duty, at=knock.at) is None:
        words = _(
            "Tidak ada alamat lain untuk mengirim 6 angka. Masuk (login), atau telepon posko."
        )
        return _show(knock, duty, error=words)
    return _affirm_page(knock, statement)


def _affirm_page(knock: Knock, statement: HeadStatement, error: str = "") -> HttpResponse:
    context = {
        "step": "affirm",
        "button": _("Pastikan"),
        "digits": DigitsForm(),
        "sentence": statement.text,
        "address": masked_address(other_channel(knock.link)),
        "error": error,
    }
    title = _("Masukkan 6 angka yang kami kirim ke WhatsApp/email Anda yang lain.")
    return _page(knock, "door_digits.html", title, context, status=422 if error else 200)


def _affirm(knock: Knock, duty: Duty) -> HttpResponse:
    statement = duty.statements.first()
    if statement is None or not statement.by_chat_only:
        return _show(knock, duty)
    if not _right_digits(knock, duty):
        wrong = _("6 angka itu tidak cocok atau sudah lewat 15 menit.")
        return _affirm_page(knock, statement, wrong)
    link = knock.link
    try:
        affirm_statement(statement, by=link.actor, at=knock.at, person=link.person)
    except AffirmRefused as refused:
        return _show(knock, duty, error=str(refused))
    _reached(knock)
    said = _("Pernyataan %(number)s dipastikan.") % {"number": statement.number}
    return _receipt(knock, said, statement=statement)


def _ask_digits(knock: Knock, duty: Duty) -> HttpResponse:
    form = _form(knock, duty, knock.request.POST)
    if not form.is_valid():
        return _show(knock, duty, error=_first_error(form), form=form)
    if send_code(knock.link, duty, at=knock.at) is None:
        words = _(
            "Tidak ada alamat lain untuk mengirim 6 angka. Masuk (login), atau telepon posko."
        )
        return _show(knock, duty, error=words)
    return _digits_page(knock, duty, form)


def _digits_page(knock: Knock, duty: Duty, form: StatementForm, error: str = "") -> HttpResponse:
    promised = form.cleaned_data.get("promised_on")
    context = {
        "form": form,
        "step": "state",
        "button": _("Nyatakan"),
        "digits": DigitsForm(),
        "sentence": " ".join(
            sentences_of(duty, numbers_of(duty, at=knock.at), wib(promised)).values()
        ),
        "address": masked_address(other_channel(knock.link)),
        "error": error,
    }
    title = _("Masukkan 6 angka yang kami kirim ke WhatsApp/email Anda yang lain.")
    return _page(knock, "door_digits.html", title, context, status=422 if error else 200)


def _state(knock: Knock, duty: Duty) -> HttpResponse:
    link, form = knock.link, _form(knock, duty, knock.request.POST)
    if not form.is_valid():
        return _show(knock, duty, error=_first_error(form), form=form)
    if not _right_digits(knock, duty):
        wrong = _("6 angka itu tidak cocok atau sudah lewat 15 menit.")
        return _digits_page(knock, duty, form, wrong)
    try:
        statement = confirm_duty(
            duty,
            **form.given(),
            by=link.actor,
            at=knock.at,
            person=link.person,
            channel=Channel.LINK,
        )
    except (MoveRefused, NumbersChanged, PromiseMissing) as refused:
        return _show(knock, duty, error=refusal_words(refused))
    _reached(knock)
    said = _("Pernyataan tercatat %(when)s, nomor %(number)s.") % {
        "when": wib(statement.stated_at),
        "number": statement.number,
    }
    return _receipt(knock, said, statement=statement)


def _reached(knock: Knock) -> None:
    """Somebody pressed a button of the page: the message with its link has arrived."""
    message = knock.link.subjects.get("message")
    if message is not None:
        mark_reached(message, at=knock.at)


def _pass(knock: Knock, duty: Duty) -> HttpResponse:
    link = knock.link
    agent = pass_to_agent(duty, by=link.actor, at=knock.at, person=link.person)
    if agent is None:
        return _show(knock, duty, error=_("OPD ini belum memiliki Agen. Telepon posko."))
    return _receipt(knock, _("%(agent)s diberi tahu.") % {"agent": agent.name})


def _away(knock: Knock, duty: Duty) -> HttpResponse:
    form = AwayForm(knock.request.POST)
    if not form.is_valid():
        return _show(knock, duty, error=_("Pilih tanggal terakhir Anda berhalangan."), away=True)
    person = knock.link.person
    until: date = form.cleaned_data["until"]
    try:
        note_absence(person, until=until, by=knock.link.actor, at=knock.at)
    except MoveRefused as refused:
        return _show(knock, duty, error=refusal_words(refused), away=True)
    head = holders(Role.HEAD, [duty.department_id], at=knock.at).get(duty.department_id)
    who = head.name if head else _("Posko Siber")
    said = _("Tercatat: Anda berhalangan sampai %(until)s. Selama itu kami menghubungi %(who)s.")
    return _receipt(knock, said % {"until": wib(until), "who": who})


def _mistaken(knock: Knock, duty: Duty) -> HttpResponse:
    form = ReasonForm(knock.request.POST)
    if not form.is_valid():
        return _show(knock, duty, error=_("Tuliskan apa yang keliru."), mistaken=True)
    object_to_numbers(
        duty,
        text=form.cleaned_data["reason"],
        by=knock.link.actor,
        at=knock.at,
        person=knock.link.person,
        channel=Channel.LINK,
    )
    said = _("Tercatat %(at)s. Posko memeriksa dan mengabari Anda.")
    return _receipt(knock, said % {"at": wib_clock(knock.at)})


def _receipt(knock: Knock, said: str, **more: Any) -> HttpResponse:
    return _page(knock, "door_done.html", said, more)


def _page(
    knock: Knock,
    template: str,
    title: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    return door_page(knock, f"duties/{template}", title, context or {}, status=status)


def _first_error(form: StatementForm) -> str:
    return next(str(errors[0]) for errors in form.errors.values())


@transaction.atomic
def _right_digits(knock: Knock, duty: Duty) -> bool:
    digits = knock.request.POST.get("digits", "")
    return use_six_digits(knock.link.person, code_purpose(duty.pk), digits, at=knock.at)


_STEPS: dict[str, Callable[[Knock, Duty], HttpResponse]] = {
    "receive": _receive,
    "ask": _ask_digits,
    "state": _state,
    "pass": _pass,
    "mistaken": _mistaken,
    "away": _away,
    "affirm-ask": _ask_to_affirm,
    "affirm": _affirm,
}
