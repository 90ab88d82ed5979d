"""How applications and departments stand with their login sessions. Set-based: the number of
queries does not grow with the number of applications."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.compliance.sessions.actions import HAS_OUTLIVED, IS_OLD, MAY_BE_OLD
from secops.compliance.sessions.models import PolicyChange, policy_of
from secops.compliance.sessions.words import look, word
from secops.house.text import angka
from secops.inventory.models import Application
from secops.rules.labels import label
from secops.rules.lock import Stack, stack_of
from secops.rules.session import (
    ROWS,
    Facts,
    Fit,
    Policy,
    Rule,
    State,
    derive,
    is_sensitive,
    judge,
    loosened,
    worst,
)
from secops.rules.stand import OpenThing, Stand
from secops.rules.tone import Tone

_RANK = {state: place for place, (state, _when) in enumerate(ROWS)}


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest reading of one application, with what it means today."""

    read_at: datetime
    accounts: int
    sessions: int
    old: int
    old_privileged: int
    unsure: int
    outlived: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One application: its policy rule by rule, its newest reading, its state."""

    application: Application
    policy: Policy
    sensitive: bool
    fits: dict[Rule, Fit]
    seen: Seen | None
    state: State

    # What the table and its order ask for.
    @property
    def pk(self) -> int:
        return self.application.pk

    @property
    def code(self) -> str:
        return self.application.code

    @property
    def name(self) -> str:
        return self.application.name

    @property
    def sort_name(self) -> str:
        return self.application.sort_name

    @property
    def owner(self) -> str:
        return str(self.application.owner or "")

    @property
    def stack(self) -> Stack:
        return stack_of(self.application.stack)

    @property
    def rank(self) -> int:
        """Who needs help most comes first."""
        return _RANK[self.state]

    @property
    def gaps(self) -> int:
        return sum(fit is Fit.GAP for fit in self.fits.values())

    @property
    def met(self) -> tuple[int, int]:
        return sum(fit is Fit.MET for fit in self.fits.values()), len(self.fits)

    @property
    def read_at(self) -> datetime | None:
        return self.seen.read_at if self.seen else None

    @property
    def sessions(self) -> int | None:
        return self.seen.sessions if self.seen else None

    @property
    def old(self) -> int | None:
        return self.seen.old if self.seen else None

    @property
    def outlived(self) -> int | None:
        return self.seen.outlived if self.seen else None

    @property
    def restarts(self) -> Fit | None:
        return self.fits.get(Rule.RESTART)


def asked_of() -> QuerySet[Application]:
    """The applications whose sessions matter: those in use."""
    return Application.objects.exclude(status=Application.Status.RETIRED)


_SEEN = f"""
SELECT r.application_id, r.read_at, r.accounts, r.sessions,
    count(*) FILTER (WHERE {IS_OLD}), count(*) FILTER (WHERE {IS_OLD} AND a.privileged),
    count(*) FILTER (WHERE s.id IS NOT NULL AND {MAY_BE_OLD}),
    count(*) FILTER (WHERE {HAS_OUTLIVED})
FROM login_sessions_sessionreading r
LEFT JOIN login_sessions_opensession s ON s.reading_id = r.id
LEFT JOIN inventory_account a ON a.id = s.account_id
LEFT JOIN inventory_accountfacts f ON f.account_id = s.account_id
WHERE r.is_newest AND r.application_id = ANY(%s)
GROUP BY r.id
"""


def seen_in(applications: Collection[int]) -> dict[int, Seen]:
    """The newest reading of each application that has one; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, [list(applications)])
        return {row[0]: Seen(*row[1:]) for row in cursor.fetchall()}


def standings(applications: QuerySet[Application], *, at: datetime) -> list[Standing]:
    """How each of them stands; two queries whatever their number."""
    found = list(applications.select_related("owner", "session_policy"))
    seen = seen_in([one.pk for one in found])
    return [_standing(one, seen.get(one.pk), at) for one in found]


def _standing(application: Application, seen: Seen | None, at: datetime) -> Standing:
    policy = policy_of(application)
    sensitive = is_sensitive(
        criticality=application.criticality,
        personal_data=application.personal_data,
        iiv=application.iiv,
    )
    facts = Facts(
        policy=policy,
        sensitive=sensitive,
        read_at=seen.read_at if seen else None,
        old=seen.old if seen else 0,
        old_privileged=seen.old_privileged if seen else 0,
        outlived=seen.outlived if seen else 0,
        unsure=seen.unsure if seen else 0,
    )
    fits = judge(policy, sensitive=sensitive)
    return Standing(application, policy, sensitive, fits, seen, derive(facts, at=at))


# --- what higher apps build upon -----------------------------------------------------------------


def stands_of(departments: Collection[int] | None, *, at: datetime) -> dict[int, Stand]:
    """How each department stands, by the applications it owns; None asks for all of them.

    Departments that own none are absent.
    """
    rows = asked_of().filter(owner__isnull=False)
    if departments is not None:
        rows = rows.filter(owner__in=departments)
    by_owner: dict[int, list[Standing]] = {}
    for one in standings(rows, at=at):
        assert one.application.owner_id is not None
        by_owner.setdefault(one.application.owner_id, []).append(one)
    return {owner: stand(lines) for owner, lines in by_owner.items()}


def stand(lines: Iterable[Standing]) -> Stand:
    """So many applications good, so many not."""
    found = list(lines)
    tones = [label(one.state).tone for one in found]
    lowest = worst(one.state for one in found)
    return Stand(
        good=tones.count(Tone.GOOD),
        warn=tones.count(Tone.WARN),
        bad=tones.count(Tone.BAD),
        unknown=tones.count(Tone.UNKNOWN),
        worst=lowest.value if lowest else "",
        as_of=max((one.read_at for one in found if one.read_at), default=None),
    )


def key_of(application: Application) -> str:
    """The key of an application among open things."""
    return f"application:{application.code}"


def open_things(department_id: int, *, at: datetime) -> list[OpenThing]:
    """The department's applications whose sessions are not in order, the worst first."""
    rows = asked_of().filter(owner=department_id)
    lines = [one for one in standings(rows, at=at) if one.state is not State.GOOD]
    return [
        OpenThing(key_of(one.application), one.name, reason_of(one), _("pemilik aplikasi"))
        for one in sorted(lines, key=lambda one: (one.rank, one.sort_name))
    ]


def reason_of(one: Standing) -> str:
    """``2 sesi login lebih dari 24 jam; batas diam belum sesuai``; empty where all is well."""
    parts: list[str] = []
    if one.seen is not None:
        if n := one.seen.outlived:
            parts.append(
                ngettext(
                    "%(n)s sesi login tetap terbuka setelah kata sandi diganti",
                    "%(n)s sesi login tetap terbuka setelah kata sandi diganti",
                    n,
                )
                % {"n": angka(n)}
            )
        if n := one.seen.old:
            parts.append(
                ngettext(
                    "%(n)s sesi login lebih dari 24 jam", "%(n)s sesi login lebih dari 24 jam", n
                )
                % {"n": angka(n)}
            )
    for fit, words in (
        (Fit.GAP, _("belum sesuai: %(rules)s")),
        (Fit.UNKNOWN, _("belum diketahui: %(rules)s")),
    ):
        rules = [word(label(rule)) for rule, found in one.fits.items() if found is fit]
        if rules:
            parts.append(words % {"rules": ", ".join(rules).lower()})
    if one.state is State.UNREAD:
        parts.append(look(one.state)[2].lower())
    return "; ".join(parts)


def worsened_since(moment: datetime, department_id: int, *, at: datetime) -> list[OpenThing]:
    """What got worse after `moment` in a way that can hurt, application by application.

    A policy loosened after it; or a reading brought after it that shows old or outlived sessions
    which the reading known at `moment` did not show. A session that was old already then was part
    of what the head spoke about.
    """
    rows = standings(asked_of().filter(owner=department_id), at=at)
    applications = [one.pk for one in rows]
    before = policies_at(moment, rows)
    worse = _worse_sessions(applications, moment)
    found = []
    for one in sorted(rows, key=lambda one: (one.rank, one.sort_name)):
        reasons: list[str] = []
        rules = loosened(before[one.pk], one.policy, sensitive=one.sensitive)
        if rules:
            names = ", ".join(word(label(rule)) for rule in rules).lower()
            reasons.append(_("dilonggarkan: %(rules)s") % {"rules": names})
        if n := worse.get(one.pk):
            reasons.append(
                ngettext(
                    "%(n)s sesi login baru yang terlalu lama terbuka",
                    "%(n)s sesi login baru yang terlalu lama terbuka",
                    n,
                )
                % {"n": angka(n)}
            )
        if reasons:
            found.append(
                OpenThing(
                    key_of(one.application), one.name, "; ".join(reasons), _("pemilik aplikasi")
                )
            )
    return found


def policies_at(moment: datetime, rows: Collection[Standing]) -> dict[int, Policy]:
    """What was said of these applications at a moment: what the first change after it replaced."""
    then = {one.pk: one.policy for one in rows}
    later = PolicyChange.objects.filter(application__in=then, changed_at__gt=moment)
    for change in later.order_by("-changed_at", "-pk"):
        then[change.application_id] = Policy(**change.before)
    return then


# Sessions of the newest reading, brought after the moment, that had not gone wrong when the last
# reading brought before it was taken.
_WORSE = f"""
SELECT r.application_id, count(*)
FROM login_sessions_sessionreading r
JOIN login_sessions_sessionsfile n ON n.id = r.file_id AND n.imported_at > %(moment)s
JOIN login_sessions_opensession s ON s.reading_id = r.id
LEFT JOIN inventory_accountfacts f ON f.account_id = s.account_id
LEFT JOIN LATERAL (
    SELECT o.read_at FROM login_sessions_sessionreading o
    JOIN login_sessions_sessionsfile w ON w.id = o.file_id
        AND w.withdrawn_at IS NULL AND w.imported_at <= %(moment)s
    WHERE o.application_id = r.application_id ORDER BY o.read_at DESC LIMIT 1
) b ON true
WHERE r.is_newest AND r.application_id = ANY(%(applications)s)
    AND ((({IS_OLD}) AND (b.read_at IS NULL OR b.read_at <= s.started_to + interval '24 hours'))
        OR ({HAS_OUTLIVED} AND (b.read_at IS NULL OR b.read_at <= f.change_to)))
GROUP BY r.application_id
"""


def _worse_sessions(applications: Collection[int], moment: datetime) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_WORSE, {"applications": list(applications), "moment": moment})
        return dict(cursor.fetchall())
