"""The page of one application on its way out of service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.retirements.models import (
    Assessment,
    Follower,
    HostLook,
    Proof,
    Retirement,
    Step,
)
from secops.compliance.retirements.probe.rounds import is_on
from secops.compliance.retirements.queries import Row, listed
from secops.compliance.retirements.words import (
    Look,
    due_look,
    look,
    look_of_host,
    say,
    say_all,
    seen_words,
)
from secops.documents.models import Document
from secops.house.text import angka, wib
from secops.inventory.models import Application, Host
from secops.rules.document import GONE
from secops.rules.retirement import OUT_OF_SERVICE, State, next_steps

#: Target -> name of its step in addresses.
STEPS: dict[str, State] = {
    "suspend": State.SUSPENDED,
    "back-up": State.DATA_BACKED_UP,
    "remove-dns": State.DNS_REMOVED,
    "archive": State.ARCHIVED,
}
NAMES = {state: name for name, state in STEPS.items()}


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in the timeline."""

    step: Step
    look: Look
    who: str
    proofs: list[Proof]
    paper: Document | None
    assessment: Assessment | None
    detail: str


@dataclass(frozen=True, slots=True)
class HostLine:
    """One address with its newest look."""

    host: Host
    newest: HostLook | None
    look: Look
    said: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CasePage:
    """What the page shows, and what its reader may do."""

    row: Row
    state: Look
    due: Look | None
    turn: str
    steps: list[StepLine]
    followers: list[Follower]
    open_followers: int
    hosts: list[HostLine]
    facts: list[tuple[str, object]]
    action: tuple[str, str] | None
    may_act: bool
    may_answer: bool
    may_record: bool
    may_undo: bool
    may_note_receipt: bool
    may_follow: bool
    may_look: bool
    letter: Document | None
    chat: str


def case_page(retirement: Retirement, user: User, *, at: datetime) -> CasePage:
    """Read everything for the page; a constant number of queries."""
    row = listed(Application.objects.filter(pk=retirement.application_id), at=at)[0]
    office = user.may(Permission.RETIRE_APPLICATION)
    state = retirement.law_state
    owner = retirement.application.owner_id
    asked = state is State.QUESTIONED
    answers = asked and owner is not None and user.may(Permission.ANSWER_RETIREMENT, owner)
    followers = list(
        retirement.followers.filter(dropped_at=None)
        .select_related("done_by__person")
        .prefetch_related("proofs")
    )
    return CasePage(
        row=row,
        state=look(state),
        due=due_look(retirement, at=at),
        turn=row.turn,
        steps=_steps(retirement),
        followers=followers,
        open_followers=sum(one.is_open for one in followers),
        hosts=hosts_of(retirement.application, at=at),
        may_look=office and is_on(),
        facts=_facts(retirement, row),
        action=_action(retirement, row, office=office, answers=answers),
        may_act=office,
        may_answer=answers,
        may_record=office and asked,
        may_undo=office and state not in (State.ACTIVE, State.ARCHIVED),
        may_note_receipt=office and asked and retirement.delivered_at is None,
        may_follow=office and state in OUT_OF_SERVICE and state is not State.ARCHIVED,
        letter=_letter(retirement),
        chat=_chat(retirement, row, at),
    )


def _letter(retirement: Retirement) -> Document | None:
    """The numbered letter about the question that was asked last."""
    papers = retirement.papers.filter(letter_version=retirement.letter_version)
    found = papers.exclude(document__state__in=GONE).select_related("document").first()
    return found.document if found else None


def _minutes(step: Step) -> Document | None:
    """Its numbered minutes, unless they were given up or taken back."""
    document = step.paper.document if hasattr(step, "paper") else None
    return document if document and document.state not in GONE else None


def _steps(retirement: Retirement) -> list[StepLine]:
    steps = retirement.steps.select_related(
        "assessment", "speaker", "paper__document"
    ).prefetch_related("proofs")
    return [
        StepLine(
            step,
            look(step.target),
            _who(step),
            list(step.proofs.all()),
            _minutes(step),
            getattr(step, "assessment", None),
            _detail(step),
        )
        for step in reversed(list(steps))
    ]


def _detail(step: Step) -> str:
    """On what silence counted as consent; nothing of other steps."""
    known = step.facts
    if step.target is not State.DEEMED_AGREED or not known.get("delivered_at"):
        return ""
    return _("Surat diterima %(delivered)s (%(how)s). Sampai %(due)s tidak ada jawaban.") % {
        "delivered": wib(datetime.fromisoformat(known["delivered_at"])),
        "how": known["how"],
        "due": wib(datetime.fromisoformat(known["due_at"])),
    }


def _who(step: Step) -> str:
    """Who did it; where the office wrote down the owner's word, both."""
    if step.speaker is None:
        return step.by_label
    way = step.get_channel_display()
    if step.speaker.name == step.by_label:
        return f"{step.speaker.name} ({way})"
    return _("%(speaker)s (%(way)s), dicatat %(by)s") % {
        "speaker": step.speaker.name,
        "way": way,
        "by": step.by_label,
    }


def hosts_of(application: Application, *, at: datetime) -> list[HostLine]:
    """The addresses of an application, each with what it said last."""
    hosts = list(application.hosts.all())
    newest = {
        one.host_id: one
        for one in HostLook.objects.filter(host__in=hosts)
        .order_by("host_id", "-at", "-pk")
        .distinct("host_id")
    }
    return [_host_line(host, newest.get(host.pk), at) for host in hosts]


def _host_line(host: Host, seen: HostLook | None, at: datetime) -> HostLine:
    if seen is None:
        return HostLine(host, None, ("unknown", "", _("belum pernah diperiksa")), [])
    return HostLine(host, seen, look_of_host(seen.answered, seen.fault), seen_words(seen, at=at))


def _facts(retirement: Retirement, row: Row) -> list[tuple[str, object]]:
    application, known = retirement.application, row.known.facts
    found: list[tuple[str, object]] = [
        (_("Pemilik"), str(application.owner) if application.owner else None),
        (_("Terakhir dipakai"), wib(known.last_used_on) if known.last_used_on else None),
        (
            _("Terakhir diperbarui"),
            wib(known.last_deployed_on) if known.last_deployed_on else None,
        ),
        (_("Akun"), angka(known.accounts)),
        (_("Penyedia"), application.vendor or None),
        (_("Alasan"), say_all(row.known.signs.found) or _("tidak ada")),
    ]
    if row.known.signs.unknown:
        found.append((_("Belum diketahui"), say_all(row.known.signs.unknown)))
    if retirement.letter_number:
        found.append((_("Surat"), retirement.letter_number))
    return found


def _action(
    retirement: Retirement, row: Row, *, office: bool, answers: bool
) -> tuple[str, str] | None:
    """The one button: the next step that this reader can take."""
    state = retirement.law_state
    if answers:
        return _("Jawab"), reverse("retirement-answer", args=[retirement.pk])
    if not office:
        return None
    if state in (State.ACTIVE, State.KEPT) and row.suggested:
        if state is State.KEPT:
            return None
        return _("Tanyakan lagi"), reverse("retirement-start", args=[row.application.code])
    if state is State.DNS_REMOVED and row.open_followers:
        return _("Selesaikan yang harus ikut"), "#ikut"
    for target in next_steps(state):
        if target in NAMES:
            return step_words(target), reverse(
                "retirement-step", args=[retirement.pk, NAMES[target]]
            )
    return None


def step_words(target: State) -> str:
    """A step as its button says it."""
    return {
        State.SUSPENDED: _("Catat: ditangguhkan"),
        State.DATA_BACKED_UP: _("Catat: data dicadangkan"),
        State.DNS_REMOVED: _("Catat: DNS dihapus"),
        State.ARCHIVED: _("Arsipkan"),
    }[target]


def _chat(retirement: Retirement, row: Row, at: datetime) -> str:
    application = retirement.application
    lines = [
        _("%(name)s (%(owner)s): %(state)s")
        % {
            "name": application.name,
            "owner": application.owner or _("pemilik belum diketahui"),
            "state": say(retirement.law_state),
        },
        _("Posko Siber, %(when)s") % {"when": wib(at)},
    ]
    if row.signs:
        lines.append(row.signs)
    if row.turn != "–":
        lines.append(row.turn)
    return "\n".join(lines)
