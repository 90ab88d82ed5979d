"""What suggests that an application is not used any more, as reasons with a code (RULES 7).

Chosen here: a strong sign suggests by itself, weak ones only two together and only where nobody is
known to have used it lately; what its owner keeps is suggested again only after the date that he
set himself. What nobody knows is no sign of disuse: it is said as unknown, beside
the signs. *Use* is the later of what the register says and the newest log-in its system told of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: Unused for longer than this is a sign (policy).
UNUSED_AFTER = timedelta(days=180)
#: Not deployed for longer than this is a sign (policy): two years.
UNDEPLOYED_AFTER = timedelta(days=730)


class Sign(StrEnum):
    """One reason to ask whether an application is still needed."""

    UNUSED = "unused"
    NO_ANSWER = "no_answer"
    SAID_DORMANT = "said_dormant"
    KEPT_RUN_OUT = "kept_run_out"
    UNDEPLOYED = "undeployed"
    NO_OWNER = "no_owner"
    OWNER_GONE = "owner_gone"
    NO_ACCOUNTS = "no_accounts"


class Gap(StrEnum):
    """What nobody knows of an application."""

    USE = "use_unknown"
    DEPLOY = "deploy_unknown"
    ANSWER = "answer_unknown"


#: Signs that suggest by themselves.
STRONG = (Sign.UNUSED, Sign.NO_ANSWER, Sign.SAID_DORMANT, Sign.KEPT_RUN_OUT)
#: Of the others so many together are needed.
WEAK_TOGETHER = 2

#: Sign -> when it holds, for the reference page.
WHEN: dict[Sign, str] = {
    Sign.UNUSED: f"last use more than {UNUSED_AFTER.days} days ago",
    Sign.NO_ANSWER: "none of its hosts answered the last look, and one was looked at",
    Sign.SAID_DORMANT: "the register says dormant",
    Sign.KEPT_RUN_OUT: "kept until a successor, whose date has passed",
    Sign.UNDEPLOYED: f"last deploy more than {UNDEPLOYED_AFTER.days} days ago",
    Sign.NO_OWNER: "no department owns it",
    Sign.OWNER_GONE: "nobody holds a position in the department that owns it",
    Sign.NO_ACCOUNTS: "it has no accounts",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one application.

    `last_used_on`, `last_deployed_on`: None = nobody knows. `answers`: whether a host answered the
    newest look; None = never looked at. `kept`: its owner keeps it, and has said why;
    `kept_until`: the date of the successor for which he does.
    """

    last_used_on: date | None = None
    last_deployed_on: date | None = None
    has_owner: bool = True
    owner_staffed: bool = True
    accounts: int = 0
    said_dormant: bool = False
    answers: bool | None = None
    kept: bool = False
    kept_until: date | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """The reasons found, strong ones first, what is unknown, and whether to suggest it."""

    found: tuple[Sign, ...] = ()
    unknown: tuple[Gap, ...] = ()
    suggests: bool = False


def read(facts: Facts, *, on: date) -> Signs:
    """Read the signs on a day; exactly at a limit is not yet past it (equal is not after)."""
    holds = {
        Sign.UNUSED: _older(facts.last_used_on, UNUSED_AFTER, on),
        Sign.NO_ANSWER: facts.answers is False,
        Sign.SAID_DORMANT: facts.said_dormant,
        Sign.KEPT_RUN_OUT: facts.kept_until is not None and facts.kept_until < on,
        Sign.UNDEPLOYED: _older(facts.last_deployed_on, UNDEPLOYED_AFTER, on),
        Sign.NO_OWNER: not facts.has_owner,
        Sign.OWNER_GONE: facts.has_owner and not facts.owner_staffed,
        Sign.NO_ACCOUNTS: facts.accounts == 0,
    }
    found = tuple(sign for sign in Sign if holds[sign])
    unknown = tuple(
        gap
        for gap, value in (
            (Gap.USE, facts.last_used_on),
            (Gap.DEPLOY, facts.last_deployed_on),
            (Gap.ANSWER, facts.answers),
        )
        if value is None
    )
    used_lately = facts.last_used_on is not None and not holds[Sign.UNUSED]
    weak = sum(sign not in STRONG for sign in found)
    strong = any(sign in STRONG for sign in found)
    suggests = strong or (weak >= WEAK_TOGETHER and not used_lately)
    if facts.kept:  # its owner has answered: asked again only when his own date has passed
        suggests = holds[Sign.KEPT_RUN_OUT]
    return Signs(found, unknown, suggests)


def _older(day: date | None, limit: timedelta, on: date) -> bool:
    return day is not None and on - day > limit
