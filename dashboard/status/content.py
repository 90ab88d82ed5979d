"""What is public, and nothing else: read from what was published, without names of officers and
without a word of an incident that no statement says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from secops.house.text import wib
from secops.house.words import say
from secops.incidents.checks.showing import PublicState, public_states, taken_back_at
from secops.incidents.models import FalseMessage, PublicAnswer, PublicStatement
from secops.incidents.statements.words import next_word
from secops.rules.assertion import Subject, Value
from secops.rules.incident import OVER, Phase
from secops.rules.public_words import plain
from secops.rules.statement import State

#: So many statements stand on the first page; all stand in the archive.
SHOWN = 15
#: So long a warning of a false message stays.
WARNED_FOR = timedelta(days=7)
EXCERPT = 700


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One statement as everybody may read it."""

    code: str
    kind: str
    text: str
    correction: str
    next_word: str
    published_at: datetime
    superseded_at: datetime | None
    newer: str
    older: str
    running: bool
    services: str

    @property
    def changed_at(self) -> datetime:
        """When its entry in a feed changed last."""
        return self.superseded_at or self.published_at

    @property
    def excerpt(self) -> str:
        """Its beginning, to a whole word."""
        if len(self.text) <= EXCERPT:
            return self.text
        return self.text[:EXCERPT].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its answer."""

    code: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Service:
    """How one public service does, and when it was looked at."""

    name: str
    state: str
    tone: str
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is public at one moment."""

    sentence: str
    detail: str
    services: list[Service]
    states: list[PublicState]
    taken_back_at: datetime | None
    standing: list[PublicLine]
    lines: list[PublicLine]
    answers: list[Answered]
    warnings: list[str]

    @property
    def history(self) -> list[PublicLine]:
        """What stands on the first page, the newest first."""
        return self.lines[:SHOWN]


def public_content(*, at: datetime) -> Content:
    """Read what is public, in the language in use."""
    lines = _lines()
    standing = [line for line in lines if line.superseded_at is None]
    sentence, detail = _sentence(standing, at)
    states = public_states(at=at)
    return Content(
        sentence,
        detail,
        _services(standing, states),
        states,
        taken_back_at(at=at),
        standing,
        lines,
        _answers(),
        _warnings(at),
    )


def _lines() -> list[PublicLine]:
    rows = (
        PublicStatement.objects.out()
        .select_related("incident", "supersedes")
        .prefetch_related("facts", "successors")
        .order_by("-published_at", "-pk")
    )
    return [_line(row) for row in rows]


def _line(row: PublicStatement) -> PublicLine:
    assert row.published_at is not None
    newer = [one.code for one in row.successors.all() if one.published_at is not None]
    older = row.supersedes
    gone = State(row.state) is State.SUPERSEDED
    says = [fact.asserts for fact in row.facts.all() if fact.asserts is not None]
    services = [one.value for one in says if one.subject is Subject.SERVICES]
    return PublicLine(
        code=row.code,
        kind=row.kind,
        text=plain(row.text),
        correction=plain(row.correction),
        next_word=next_word(row.next_word_at, at=row.published_at),
        published_at=row.published_at,
        superseded_at=row.superseded_at if gone else None,
        newer=newer[0] if gone and newer else "",
        older=older.code if older is not None and older.published_at is not None else "",
        running=not gone and row.incident is not None and Phase(row.incident.phase) not in OVER,
        services=services[0].value if services else "",
    )


def _sentence(standing: list[PublicLine], at: datetime) -> tuple[str, str]:
    """How things are, in one sentence, and what follows; never better than what was said."""
    promised = PublicStatement.objects.promising().order_by("next_word_at", "pk").first()
    detail = ""
    if promised is not None and promised.next_word_at is not None:
        when = wib(promised.next_word_at)
        detail = (
            _("Kabar berikutnya: %(when)s.")
            if promised.next_word_at > at
            else _("Kabar berikutnya dijanjikan %(when)s dan belum terbit.")
        ) % {"when": when}
    if any(line.running for line in standing):
        return _("Kami sedang menangani insiden siber."), detail
    if standing:
        return _("Tidak ada insiden yang sedang kami umumkan."), detail
    return _("Belum ada pernyataan resmi."), detail


def _services(standing: list[PublicLine], states: list[PublicState]) -> list[Service]:
    """What the newest statement that speaks of services says of them, then each service whose look
    was released."""
    tones = {Value.RUNNING: "ok", Value.DISTURBED: "soon", Value.STOPPED: "bad"}
    looked = [Service(one.name, one.state, one.tone, one.checked_at) for one in states]
    for line in standing:
        if line.services:
            value = Value(line.services)
            name = _("Layanan kota, menurut %(code)s") % {"code": line.code}
            return [Service(name, say(value).lower(), tones[value], line.published_at), *looked]
    return looked


def _answers() -> list[Answered]:
    rows = (
        PublicAnswer.objects.filter(
            approved_at__isnull=False,
            withdrawn_at=None,
            statement__in=PublicStatement.objects.out(),
        )
        .select_related("statement")
        .order_by("-statement__published_at", "written_at", "pk")
    )
    return [Answered(row.statement.code, plain(row.question), plain(row.answer)) for row in rows]


def _warnings(at: datetime) -> list[str]:
    """False messages that went round lately; never the words or the sender of one."""
    rows = FalseMessage.objects.filter(
        finding=FalseMessage.Finding.FALSE, handled_at__gt=at - WARNED_FOR, handled_at__lte=at
    ).order_by("-handled_at")
    newest: dict[str, datetime] = {}
    for row in rows:
        if row.handled_at is not None:
            newest.setdefault(row.get_channel_display(), row.handled_at)
    return [
        _("Beredar %(channel)s palsu atas nama kami (%(when)s). Kami tidak pernah meminta kata "
          "sandi atau kode OTP.")
        % {"channel": channel, "when": wib(timezone.localtime(when).date())}
        for channel, when in newest.items()
    ]  # fmt: skip


def language() -> str:
    """``id`` or ``en``."""
    return (translation.get_language() or "id")[:2]
