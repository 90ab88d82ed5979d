"""What a public statement asserts, in a small closed vocabulary, so that two statements can be
compared by a table and never by guessing at prose.

A fact behind a statement may say one thing (a value of a subject). Which kind of fact can carry
which value stands here too: a leak report can prove that something leaked, never that nothing did.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What is spoken of."""

    OUTSIDE_ACCESS = "outside_access"
    LEAK = "leak"
    DATA_LOSS = "data_loss"
    PASSWORDS = "passwords"
    SERVICES = "services"


class Value(StrEnum):
    """What is said of it."""

    NONE = "none"
    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    CREDENTIALS = "credentials"
    PERSONAL_DATA = "personal_data"
    SOME = "some"
    RUNNING = "running"
    DISTURBED = "disturbed"
    STOPPED = "stopped"


class FactKind(StrEnum):
    """What a fact is made of."""

    REPORT = "report"
    CONTAINMENT = "containment"
    READINGS = "readings"
    CAMPAIGN = "campaign"
    CHECK = "check"
    CLAIM = "claim"
    NOTICE = "notice"
    WORD = "word"


class Relation(StrEnum):
    """How a later word stands to an earlier one about the same subject."""

    AGREES = "agrees"
    SHARPENS = "sharpens"
    CHANGES = "changes"
    DENIES = "denies"


@dataclass(frozen=True, slots=True)
class Assertion:
    """One value of one subject."""

    subject: Subject
    value: Value

    @property
    def key(self) -> str:
        """``leak:credentials``, as a form sends it."""
        return f"{self.subject}:{self.value}"


V = Value
#: Subject -> its values, the calm one first.
VALUES: dict[Subject, tuple[Value, ...]] = {
    Subject.OUTSIDE_ACCESS: (V.NONE, V.SUSPECTED, V.CONFIRMED),
    Subject.LEAK: (V.NONE, V.CREDENTIALS, V.PERSONAL_DATA),
    Subject.DATA_LOSS: (V.NONE, V.SOME),
    Subject.PASSWORDS: (V.NONE, V.SOME),
    Subject.SERVICES: (V.RUNNING, V.DISTURBED, V.STOPPED),
}
#: What is true of a day only: another value later is news, not a contradiction.
OF_THE_DAY = frozenset({Subject.PASSWORDS, Subject.SERVICES})
#: From one to the other the word becomes more exact and takes nothing back.
SHARPER: frozenset[tuple[Subject, Value, Value]] = frozenset(
    {(Subject.OUTSIDE_ACCESS, V.SUSPECTED, V.CONFIRMED)}
)

_ALL = {subject: frozenset(values) for subject, values in VALUES.items()}
_LEAKED = {
    Subject.LEAK: frozenset({V.CREDENTIALS, V.PERSONAL_DATA}),
    Subject.OUTSIDE_ACCESS: frozenset({V.SUSPECTED, V.CONFIRMED}),
}
#: Which kind of fact can carry which value. What a person says is kept with its source and can
#: carry all; it is shown as his word.
CARRIES: dict[FactKind, dict[Subject, frozenset[Value]]] = {
    FactKind.REPORT: _LEAKED,
    FactKind.CONTAINMENT: {},
    FactKind.READINGS: {},
    FactKind.CAMPAIGN: {Subject.PASSWORDS: _ALL[Subject.PASSWORDS]},
    FactKind.CHECK: {Subject.SERVICES: _ALL[Subject.SERVICES]},
    FactKind.CLAIM: _LEAKED,
    FactKind.NOTICE: _LEAKED,
    FactKind.WORD: _ALL,
}


def assertions() -> list[Assertion]:
    """The whole vocabulary in its order."""
    return [Assertion(subject, value) for subject, values in VALUES.items() for value in values]


def parse(key: str) -> Assertion | None:
    """``leak:credentials`` back; None for nothing or for what is not in the vocabulary."""
    return next((one for one in assertions() if one.key == key), None)


def can_carry(kind: FactKind, assertion: Assertion) -> bool:
    """Whether a fact of this kind can prove this."""
    return assertion.value in CARRIES[kind].get(assertion.subject, frozenset())


def relation(earlier: Assertion, later: Assertion) -> Relation | None:
    """How the later word stands to the earlier one; None where they speak of different things."""
    if earlier.subject is not later.subject:
        return None
    if earlier.value is later.value:
        return Relation.AGREES
    if earlier.subject in OF_THE_DAY:
        return Relation.CHANGES
    if (earlier.subject, earlier.value, later.value) in SHARPER:
        return Relation.SHARPENS
    return Relation.DENIES
