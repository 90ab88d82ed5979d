"""What is known of one account in one campaign, and how raw facts become it (RULES 1, "Facts").

The row store keeps these facts one to one as columns; `rotation.derive` reads them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from secops.rules.intervals import Interval, earliest, is_after, latest


class State(StrEnum):
    """The thirteen states, in the order in which they are tried (RULES 1, the table)."""

    DISABLED = "disabled"
    DISOWNED = "disowned"
    NEEDS_HELP = "needs_help"
    REEXPOSED = "reexposed"
    VERIFIED = "verified"
    CONTAINED = "contained"
    EXEMPT = "exempt"
    PARTIAL = "partial"
    CONTRADICTED = "contradicted"
    ATTESTED = "attested"
    CLAIMED = "claimed"
    TOLD = "told"
    OPEN = "open"


class Turn(StrEnum):
    """Who has to do the next thing."""

    HOLDER = "holder"
    AGENT = "agent"
    OFFICE = "office"
    APPLICATION_ADMINISTRATOR = "application_administrator"
    NONE = "none"


class Reason(StrEnum):
    """Why a state is what it is; a verdict lists them in this order."""

    SESSIONS_ALIVE = "sessions_alive"
    SESSIONS_UNPROVEN = "sessions_unproven"
    USERNAME_UNCHANGED = "username_unchanged"
    RESET_BY_ADMINISTRATOR = "reset_by_administrator"
    OWNER_RESET = "owner_reset"
    TIME_UNKNOWN = "time_unknown"
    SELF_MEASURED = "self_measured"
    DEVICE_NOT_CLEAN = "device_not_clean"
    SAME_SECRET_AFTER_CHANGE = "same_secret_after_change"
    UNCHANGED_SINCE = "unchanged_since"
    CHANGED_TOO_EARLY = "changed_too_early"
    READING_WENT_BACK = "reading_went_back"
    ALREADY_ROTATED = "already_rotated"


class AnswerKind(StrEnum):
    """What a holder can say about his account."""

    DONE_BOTH = "done_both"
    DONE_PASSWORD = "done_password"
    NOT_YET = "not_yet"
    TROUBLE = "trouble"


class TroubleReason(StrEnum):
    """Why a holder is in trouble."""

    CANNOT_LOG_IN = "cannot_log_in"
    SHARED = "shared"
    LEFT = "left"
    NOT_MINE = "not_mine"
    OTHER = "other"


class Origin(StrEnum):
    """By which way the time of the password change came to us."""

    OWNER = "owner"
    OFFICE = "office"
    DEPARTMENT = "department"
    REGISTER = "register"


DONE_ANSWERS = frozenset({AnswerKind.DONE_BOTH, AnswerKind.DONE_PASSWORD})


@dataclass(frozen=True, slots=True)
class Policy:
    """The figures of RULES 1 that the office may change in settings (all marked *policy*)."""

    contradiction_after: timedelta = timedelta(hours=24)
    early_window: timedelta = timedelta(days=7)
    mass_reset_accounts: int = 20
    agent_working_days: int = 1
    reading_working_days: int = 5


DEFAULT_POLICY = Policy()

#: A fact other than disabled_at may lie this much after its reading's read_at, no more (RULES 1).
READING_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the state is derived from; aware times, None = not known. One column each.

    base                   fixed cutoff of the account in this campaign
    newest_exposure        latest effective_at of the counted exposures (date only: end of day)
    newest_received        received_at of the exposure received last
    reseen_at              newest own date of a stealer row repeating a known fingerprint
    change_from/change_to  password change as an interval: equal for an exact time
    change_read_at         when the reading that carries it was true; None from the register
    change_origin          the way that reading came
    went_back              the change is older than one read before
    sessions_revoked_at    date only: at its start
    zero_sessions_at       newest read_at of a reading with open_sessions = 0
    disabled_at            may lie in the future; date only: at its end
    contained_at           the owner's act with proof; date only: at its start
    username_exempt_until  end of the username's exemption, None = no end (added: `recheck_at`)
    exempt_until           end of the whole exemption, None = no end
    answer...              the standing answer, see `standing_answer`
    answer_cutoff          the cutoff that held when he answered
    closing_asked_at       the application's owner was asked to disable the account (added)
    agent_until            16.00 on the agent's last working day for a disowned account (added)
    sample_passed_at       newest passed sample check of the application
    exposed_live           some exposure was not already rotated when it joined the campaign
    campaign_ordered_at, last_login_at   carried for pages and marks; no row reads them
    """

    base: datetime | None = None
    newest_exposure: datetime | None = None
    newest_received: datetime | None = None
    reseen_at: datetime | None = None
    change_from: datetime | None = None
    change_to: datetime | None = None
    change_read_at: datetime | None = None
    change_origin: Origin | None = None
    went_back: bool = False
    username_changed_at: datetime | None = None
    sessions_revoked_at: datetime | None = None
    zero_sessions_at: datetime | None = None
    ends_sessions_on_change: bool = False
    reports_sessions: bool = True
    reads_passwords: bool = True
    disabled_at: datetime | None = None
    last_login_at: datetime | None = None
    contained_at: datetime | None = None
    mass_reset: bool = False
    mass_reset_believed: bool = False
    ask_username: bool = False
    username_exempt: bool = False
    username_exempt_until: datetime | None = None
    exempt_approved_at: datetime | None = None
    exempt_until: datetime | None = None
    answer: AnswerKind | None = None
    answer_reason: TroubleReason | None = None
    answered_at: datetime | None = None
    answer_cutoff: datetime | None = None
    agent_until: datetime | None = None
    closing_asked_at: datetime | None = None
    sample_passed_at: datetime | None = None
    told_at: datetime | None = None
    has_address: bool = False
    device_unclean: bool = False
    exposed_live: bool = False
    campaign_ordered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the present holder, given by himself or recorded for him."""

    kind: AnswerKind
    answered_at: datetime
    reason: TroubleReason | None = None
    cutoff: datetime | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """One counted exposure: when it counts, and when its report reached us."""

    effective_at: datetime
    received_at: datetime


def standing_answer(answers: Iterable[Answer]) -> Answer | None:
    """Return the answer that counts: the newest, except that *not yet* leaves a trouble standing.

    *Not yet* takes back an earlier *done* and then stands itself (a trouble before that *done* does
    not come back). Answers of the same moment: the one given later in the sequence is the newer.
    """
    standing: Answer | None = None
    for answer in sorted(answers, key=lambda answer: answer.answered_at):
        in_trouble = standing is not None and standing.kind is AnswerKind.TROUBLE
        if not (answer.kind is AnswerKind.NOT_YET and in_trouble):
            standing = answer
    return standing


def effective_at(
    own_date_end: datetime | None, leaked_before: datetime | None, received_at: datetime
) -> datetime:
    """Return when an exposure counts: the earliest of the three (RULES 1, *Exposures*).

    A date-only own date is handed in as the end of its day (`Interval.of(day).end`).
    """
    return earliest(own_date_end, leaked_before, received_at) or received_at


def base_of(exposures: Iterable[Exposure], joined_at: datetime) -> datetime | None:
    """Return the base of a campaign without a cutoff of its own, None without such an exposure.

    The newest effective_at among exposures received up to the order; for an account that came
    later, up to its joining (a receipt at that very moment counts).
    """
    return latest(*(e.effective_at for e in exposures if e.received_at <= joined_at))


def cutoff(base: datetime | None, newest_exposure: datetime | None) -> datetime | None:
    """Return the moment a change must lie after. SQL: GREATEST(base, newest_exposure)."""
    return latest(base, newest_exposure)


def already_rotated(effective: datetime, change_from: datetime | None) -> bool:
    """Say whether the password was changed after this exposure (effective_at < change)."""
    return is_after(change_from, effective)


def mass_reset_seconds(
    changes: Iterable[Interval], *, policy: Policy = DEFAULT_POLICY
) -> frozenset[datetime]:
    """Return the seconds in which an administrator, not the holders, changed passwords.

    `changes` are the known changes of all accounts of one application; a second that
    `mass_reset_accounts` of them share is a mass reset. Date-only values never count.
    """
    seconds = Counter(c.start.replace(microsecond=0) for c in changes if c.exact)
    return frozenset(s for s, accounts in seconds.items() if accounts >= policy.mass_reset_accounts)


def misuse_mark(
    *,
    exposed_at: datetime | None,
    last_login_at: datetime | None,
    change_to: datetime | None,
) -> bool:
    """Say whether somebody logged in while the leaked password was good (a mark, no state).

    last_login_at > exposed_at AND (no change after the exposure OR last_login_at < change_to):
    with no change since, every log-in after the exposure is marked; a date-only change counts at
    its end, so doubt marks. `exposed_at` is the effective_at of the earliest exposure in question.
    """
    if not is_after(last_login_at, exposed_at):
        return False
    return not is_after(change_to, exposed_at) or is_after(change_to, last_login_at)
