"""What the pages of log-out hygiene show, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import ApiToken, User
from accounts.roles import Permission
from secops.compliance.sessions.awareness import desk_words, month_of
from secops.compliance.sessions.models import PolicyChange, SessionPolicy, SessionReading
from secops.compliance.sessions.queries import Standing, reason_of, standings
from secops.compliance.sessions.tables import open_sessions_url
from secops.compliance.sessions.tokens import tokens_of
from secops.compliance.sessions.trend import Week
from secops.compliance.sessions.words import Look, look, say, value_words, word
from secops.house.charts import Bar, Part, columns, stacked_bar
from secops.house.charts.burndown import short_day
from secops.house.text import angka, english
from secops.inventory.models import Application
from secops.rules.labels import label
from secops.rules.lock import stack_of
from secops.rules.refusal import MoveRefused
from secops.rules.session import DESK_QUESTION, TARGETS, Policy, Rule, State
from secops.rules.session_texts import REVOKE

#: So many changes of policy, readings and tokens are shown.
CHANGES_SHOWN, READINGS_SHOWN, TOKENS_SHOWN = 10, 14, 20


def refusal_words(refused: MoveRefused) -> str:
    """A refusal in the reader's language."""
    return refused.english if english() else str(refused)


def tabs(active: str) -> list[dict[str, Any]]:
    """Applications, departments, people, sessions."""
    names = (
        ("sessions", pgettext("list", "Aplikasi")),
        ("session-departments", _("Per OPD")),
        ("session-people", _("Per orang")),
        ("open-sessions", _("Semua sesi")),
    )
    return [
        {"label": words, "url": reverse(name), "active": name == active} for name, words in names
    ]


@dataclass(frozen=True, slots=True)
class Top:
    """The four numbers above the list."""

    applications: int
    good: int
    gaps: int
    old: int | None
    outlived: int | None
    unread: int


def top_of(lines: Sequence[Standing]) -> Top:
    """Counted over the applications shown; sessions unknown where nothing was read at all."""
    read = [one.seen for one in lines if one.seen is not None]
    return Top(
        len(lines),
        sum(one.state is State.GOOD for one in lines),
        sum(bool(one.gaps) for one in lines),
        sum(one.old for one in read) if read else None,
        sum(one.outlived for one in read) if read else None,
        len(lines) - len(read),
    )


@dataclass(frozen=True, slots=True)
class TrendPicture:
    """Forgotten log-outs a week: the conclusion, the picture, the numbers."""

    words: str
    chart: SafeString
    weeks: list[Week]


def trend_picture(weeks: list[Week]) -> TrendPicture | None:
    """None where no week has a reading."""
    known = [week for week in weeks if week.old is not None]
    if not known:
        return None
    bars = [Bar(short_day(week.monday), week.old, "soon" if week.old else "ok") for week in weeks]
    title = _("Sesi login lebih dari 24 jam, per pekan")
    return TrendPicture(_trend_words(known), columns(bars, title=title), weeks)


def _trend_words(known: Sequence[Week]) -> str:
    last = known[-1]
    said = ngettext(
        "Pekan terakhir dengan data: %(n)s sesi login lebih dari 24 jam",
        "Pekan terakhir dengan data: %(n)s sesi login lebih dari 24 jam",
        last.old or 0,
    ) % {"n": angka(last.old)}
    if len(known) > 1:
        before = known[-2].old or 0
        change = (last.old or 0) - before
        if change:
            more = _("bertambah %(n)s") if change > 0 else _("berkurang %(n)s")
            said += ", " + more % {"n": angka(abs(change))}
        else:
            said += ", " + _("tetap")
    return f"{said}."


@dataclass(frozen=True, slots=True)
class DeskPicture:
    """What people say of their own computers this month: in words and as one bar."""

    question: str
    words: str
    chart: SafeString


def desk_picture(user: User, *, at: datetime) -> DeskPicture | None:
    """For the departments the user sees; None where nobody has answered this month."""
    scope = user.scope(Permission.SEE_DEPARTMENTS)
    found = desk_words(None if scope.everything else scope.departments, month=month_of(at))
    if found is None:
        return None
    tones = {"yes": "claim", "no": "soon", "unknown": "unknown"}
    parts = [Part(str(one.label), n, tones[one.value]) for one, n in found.items()]
    said = {one.value: angka(n) for one, n in found.items()}
    question = DESK_QUESTION[1] if english() else DESK_QUESTION[0]
    return DeskPicture(
        question,
        _("%(yes)s ya, %(no)s tidak, %(unknown)s tidak tahu") % said,
        stacked_bar(parts, title=question),
    )


# --- one application -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: what is asked, what is said, whether it fits."""

    asked: str
    value: str | None
    look: Look
    source: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One step of ending sessions."""

    words: str
    run: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of policy: ``Batas diam: 120 menit → 60 menit``."""

    at: datetime
    who: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """Everything the page of one application says."""

    standing: Standing
    state: Look
    reason: str
    rules: list[RuleLine]
    stack: str
    stack_known: bool
    checks: list[CheckLine]
    said: SessionPolicy | None
    test_look: Look
    changes: list[ChangeLine]
    readings: list[SessionReading]
    old_url: str
    outlived_url: str
    upload_url: str
    may_manage: bool
    may_upload: bool
    may_name_stack: bool


def application_page(application: Application, user: User, *, at: datetime) -> ApplicationPage:
    """Read the page: six queries, whatever its size."""
    rows = Application.objects.filter(pk=application.pk)
    [one] = standings(rows, at=at)
    said = (
        SessionPolicy.objects.select_related("said_by__person", "tested_by__person")
        .filter(application=application)
        .first()
    )
    stack = stack_of(application.stack)
    owner = application.owner_id
    manages = user.scope(Permission.MANAGE_SESSIONS)
    return ApplicationPage(
        standing=one,
        state=look(one.state),
        reason=reason_of(one),
        rules=[
            RuleLine(
                say(target), value_words(one.policy, target.rule),
                look(one.fits[target.rule]), target.source,
            )
            for target in TARGETS
            if target.rule in one.fits
        ],
        stack=word(label(stack)),
        stack_known=bool(application.stack),
        checks=[CheckLine(say(check), check.run) for check in REVOKE[stack]],
        said=said,
        test_look=_test_look(said),
        changes=[_change(change) for change in _changes(application)],
        readings=list(
            SessionReading.objects.filter(application=application, file__withdrawn_at=None)
            .select_related("file")
            .order_by("-read_at", "-pk")[:READINGS_SHOWN]
        ),
        old_url=open_sessions_url(application=application.code, kind="old"),
        outlived_url=open_sessions_url(application=application.code, kind="outlived"),
        upload_url=reverse("register-upload") + "?kind=sessions",
        may_manage=manages.everything or (owner is not None and owner in manages.departments),
        may_upload=user.may(Permission.IMPORT) or user.may(Permission.IMPORT_READINGS, owner),
        may_name_stack=user.may(Permission.IMPORT) or user.may(Permission.REPORT_LOCK, owner),
    )  # fmt: skip


def _test_look(said: SessionPolicy | None) -> Look:
    if said is None or said.tested_at is None:
        return "unknown", "", _("belum diuji")
    if said.test_result == SessionPolicy.Result.PASSED:
        return "ok", "", _("diuji, sesuai")
    return "late", "", _("diuji, tidak sesuai")


def _changes(application: Application) -> list[PolicyChange]:
    rows = PolicyChange.objects.filter(application=application)
    return list(rows.select_related("changed_by__person")[:CHANGES_SHOWN])


def _change(change: PolicyChange) -> ChangeLine:
    before, after = Policy(**change.before), Policy(**change.after)
    unknown = _("belum diketahui")
    return ChangeLine(
        change.changed_at,
        change.changed_by.display_name,
        [
            f"{word(label(rule))}: {value_words(before, rule) or unknown} → "
            f"{value_words(after, rule) or unknown}"
            for rule in Rule
            if before.value(rule) != after.value(rule)
        ],
    )


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token: whose it is, whether it opens, until when."""

    pk: int
    name: str
    shown: str
    look: Look
    expires_at: datetime
    used_at: datetime | None
    opens: bool


def token_lines(application: Application, *, at: datetime) -> list[TokenLine]:
    """The newest tokens of an application."""
    return [
        TokenLine(
            one.pk, one.name, one.shown, _token_look(one, at), one.expires_at, one.used_at,
            one.opens(at),
        )
        for one in tokens_of(application)[:TOKENS_SHOWN]
    ]  # fmt: skip


def _token_look(token: ApiToken, at: datetime) -> Look:
    if token.opens(at):
        return "ok", "", _("berlaku")
    return "quiet", "", _("dicabut") if token.revoked_at else _("habis masa berlakunya")


def push_example(address: str) -> str:
    """A command line that pushes; the token comes from the environment, never from the line."""
    return (
        f"curl -sS -X POST {address} \\\n"
        '  -H "Authorization: Bearer $SIAGA_TOKEN" \\\n'
        '  -H "Idempotency-Key: $(date +%F-%H)" \\\n'
        "  -H 'Content-Type: application/json' --data @sesi.json\n"
        "# sesi.json:\n"
        '# {"read_at": "2026-11-27T07:30:00+07:00", "sessions": [\n'
        '#   {"username": "sari", "session_id": "...", "started_at": "2026-11-27T07:02:11+07:00"}]}'
    )
