"""Log-out hygiene: what is asked of an application's logins, and what its open sessions show.

Two halves. The *policy*: what somebody says the application does, rule by rule against a target.
The *sessions*: what a reading saw open, and since when. A date without a time is an interval
(RULES 1): a session is called old or outlived only where it is so at every moment the source
allows; where it merely may be, it is unsure, which is never good and never an accusation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from secops.rules.intervals import Interval, is_after

#: Idle at most so long (policy; NIST SP 800-63B-4, 2.2.3: inactivity SHOULD be at most 1 hour).
IDLE_MINUTES = 60
#: One log-in lasts at most so long (policy; NIST SP 800-63B-4, 2.2.3: overall SHOULD be 24 hours).
ABSOLUTE_HOURS = 24
#: A session that is open for longer is a forgotten log-out.
OLD_AFTER = timedelta(hours=ABSOLUTE_HOURS)
#: A reading of open sessions says something about today for so long (policy).
FRESH_FOR = timedelta(days=7)


class Rule(StrEnum):
    """What is asked of a login session."""

    IDLE = "idle"
    ABSOLUTE = "absolute"
    RESTART = "restart"
    PASSWORD = "password"
    SINGLE = "single"


class Fit(StrEnum):
    """Whether an application does what a rule asks."""

    MET = "met"
    GAP = "gap"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Target:
    """One rule in words, and whose it is."""

    rule: Rule
    id: str
    en: str
    source: str


#: In the order of the page. The single session is asked of sensitive applications only.
TARGETS: tuple[Target, ...] = (
    Target(
        Rule.IDLE,
        f"Keluar sendiri setelah diam paling lama {IDLE_MINUTES} menit",
        f"Logs out by itself after {IDLE_MINUTES} idle minutes at most",
        "policy; BSSN 4/2021 Art 27(2)d asks for a time-out and names no minutes; "
        "NIST SP 800-63B-4 2.2.3",
    ),
    Target(
        Rule.ABSOLUTE,
        f"Satu sesi login paling lama {ABSOLUTE_HOURS} jam",
        f"One log-in lasts {ABSOLUTE_HOURS} hours at most",
        "policy; NIST SP 800-63B-4 2.2.3",
    ),
    Target(
        Rule.RESTART,
        "Sesi login berakhir saat browser ditutup atau komputer dinyalakan ulang",
        "The session ends when the browser closes or the computer restarts",
        "policy; NIST SP 800-63B, session secrets do not outlive a restart",
    ),
    Target(
        Rule.PASSWORD,
        "Semua sesi login berakhir saat kata sandi diganti",
        "All sessions end when the password is changed",
        "policy; a stolen session would outlive the new password",
    ),
    Target(
        Rule.SINGLE,
        "Satu akun, satu sesi login (aplikasi peka)",
        "One account, one session (sensitive applications)",
        "policy; BSSN 4/2021 Art 27(2)g asks for protection against duplicated sessions",
    ),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What an application is said to do; None where nobody has said.

    Minutes and hours as configured; 0 is what most systems call *no limit*.
    """

    idle_minutes: int | None = None
    absolute_hours: int | None = None
    ends_on_restart: bool | None = None
    ends_on_password_change: bool | None = None
    single_session: bool | None = None

    def value(self, rule: Rule) -> int | bool | None:
        """What is said about one rule."""
        return {
            Rule.IDLE: self.idle_minutes,
            Rule.ABSOLUTE: self.absolute_hours,
            Rule.RESTART: self.ends_on_restart,
            Rule.PASSWORD: self.ends_on_password_change,
            Rule.SINGLE: self.single_session,
        }[rule]


def is_sensitive(*, criticality: str, personal_data: str, iiv: str) -> bool:
    """Say whether a single session is asked: much depends on it, or people's data lie in it.

    Takes the register's own words (`high`, `yes`); what is unknown makes nothing sensitive, the
    register asks for it elsewhere.
    """
    return criticality == "high" or "yes" in (personal_data, iiv)


def judge(policy: Policy, *, sensitive: bool) -> dict[Rule, Fit]:
    """Compare what is said with the targets; a rule that is not asked is left out."""
    asked = [target.rule for target in TARGETS if sensitive or target.rule is not Rule.SINGLE]
    return {rule: _fit(rule, policy.value(rule)) for rule in asked}


_LIMITS = {Rule.IDLE: IDLE_MINUTES, Rule.ABSOLUTE: ABSOLUTE_HOURS}


def _fit(rule: Rule, value: int | bool | None) -> Fit:
    if value is None:
        return Fit.UNKNOWN
    met = 0 < value <= _LIMITS[rule] if rule in _LIMITS else bool(value)
    return Fit.MET if met else Fit.GAP


def loosened(before: Policy, now: Policy, *, sensitive: bool) -> list[Rule]:
    """The rules that asked and got more before than now.

    A target no longer met, a limit that moved further away from it, or a promise nobody repeats.
    """
    was, fits = judge(before, sensitive=sensitive), judge(now, sensitive=sensitive)
    return [
        rule
        for rule, fit in fits.items()
        if fit is not Fit.MET
        and (was[rule] is Fit.MET or (fit is Fit.GAP and _is_wider(rule, before, now)))
    ]


def _is_wider(rule: Rule, before: Policy, now: Policy) -> bool:
    old, new = before.value(rule), now.value(rule)
    if rule not in _LIMITS or old is None or new is None:
        return False
    endless = float("inf")
    return (new or endless) > (old or endless)


class Sure(StrEnum):
    """What a reading proves: so, not so, or perhaps, where it knows days only or nothing."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


def is_old(started: Interval | None, read_at: datetime) -> Sure:
    """Whether a session seen open at `read_at` was open for more than a day; equal is not more."""
    if started is None:
        return Sure.UNSURE
    if is_after(read_at, started.end + OLD_AFTER):
        return Sure.YES
    return Sure.UNSURE if is_after(read_at, started.start + OLD_AFTER) else Sure.NO


def has_outlived(started: Interval | None, changed: Interval | None, read_at: datetime) -> Sure:
    """Whether a session began before the password's change and was still open after it.

    Equal is neither before nor after. Without a known change nothing was outlived.
    """
    if changed is None or not is_after(read_at, changed.start):
        return Sure.NO
    if started is None:
        return Sure.UNSURE
    if not is_after(changed.end, started.start):
        return Sure.NO
    surely = is_after(changed.start, started.end) and is_after(read_at, changed.end)
    return Sure.YES if surely else Sure.UNSURE


class State(StrEnum):
    """How an application stands; only the last one is green."""

    OUTLIVED = "outlived"
    OLD_SENSITIVE = "old_sensitive"
    OLD = "old"
    GAP = "gap"
    UNSAID = "unsaid"
    UNREAD = "unread"
    GOOD = "good"


#: State -> what makes it so, in the order in which it is tried (first line wins).
ROWS: tuple[tuple[State, str], ...] = (
    (State.OUTLIVED, "a session outlived a change of password"),
    (State.OLD_SENSITIVE, "a session over 24 h of a privileged account or a sensitive application"),
    (State.OLD, "another session over 24 h"),
    (State.GAP, "a rule is not met"),
    (State.UNSAID, "nobody has said whether a rule is met"),
    (State.UNREAD, "no reading in 7 days, or one that leaves the age of a session open"),
    (State.GOOD, "every rule met, and a fresh reading without a session over 24 h"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one application: its policy, and its newest reading of open sessions.

    Old and outlived sessions count at whatever age of the reading: only a newer one takes them
    back. `old_privileged` are those of the old ones that belong to privileged accounts.
    """

    policy: Policy
    sensitive: bool
    read_at: datetime | None = None
    old: int = 0
    old_privileged: int = 0
    outlived: int = 0
    unsure: int = 0


def derive(facts: Facts, *, at: datetime) -> State:
    """Read the table ROWS."""
    fits = set(judge(facts.policy, sensitive=facts.sensitive).values())
    if facts.outlived:
        return State.OUTLIVED
    if facts.old_privileged or (facts.old and facts.sensitive):
        return State.OLD_SENSITIVE
    if facts.old:
        return State.OLD
    if Fit.GAP in fits:
        return State.GAP
    if Fit.UNKNOWN in fits:
        return State.UNSAID
    if facts.read_at is None or facts.unsure or is_after(at, facts.read_at + FRESH_FOR):
        return State.UNREAD
    return State.GOOD


def worst(states: Iterable[State]) -> State | None:
    """The first of ROWS among them, None where there are none."""
    found = set(states)
    return next((state for state, _when in ROWS if state in found), None)


# --- where no system can be read ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeskStep:
    """One thing that is true of a desk computer, where no system can be read."""

    code: str
    id: str
    en: str


#: The duty of three ticks for desk computers (issue: culture without data).
DESK_STEPS: tuple[DeskStep, ...] = (
    DeskStep(
        "browser",
        "Browser di komputer kantor menutup sesi login sendiri saat ditutup.",
        "Browsers on office computers end log-ins when they are closed.",
    ),
    DeskStep(
        "poster",
        "Poster “Selesai? Keluar (log out).” terpasang di setiap ruang kerja.",
        "The poster “Done? Log out.” hangs in every office room.",
    ),
    DeskStep(
        "shared",
        "Tidak ada lagi akun yang dipakai bersama di komputer kantor.",
        "No account is shared on office computers any more.",
    ),
)

#: The one question of a month where no reading of sessions exists; answered yes, no, not known.
DESK_QUESTION: tuple[str, str] = (
    "Apakah browser di komputer Anda menutup sesi login sendiri saat ditutup?",
    "Does the browser on your computer end your log-ins when you close it?",
)
