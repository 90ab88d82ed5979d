"""What no longer fits a statement: computed from linked rows and from what statements assert, never
guessed from their prose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from secops.house.text import angka, english
from secops.house.words import say
from secops.incidents.models import PublicStatement, StatementFact
from secops.incidents.statements.knowledge import Known, known_of, known_words
from secops.incidents.statements.sources import reading_of
from secops.rules import statement as law
from secops.rules.assertion import Assertion, FactKind, Relation, Subject, Value, relation
from secops.rules.claim import Disposition
from secops.rules.fact_change import Change, moved


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing that does not fit a statement: which change it is, what makes it this one and no
    other, and what its sentence needs (plain values, so that it can be kept)."""

    change: Change
    key: str
    words: dict[str, Any] = field(default_factory=dict)
    url: str = ""


def asserted(statement: PublicStatement) -> dict[Assertion, StatementFact]:
    """What a statement asserts, each with the first fact that carries it."""
    found: dict[Assertion, StatementFact] = {}
    for fact in statement.facts.all():
        if fact.asserts is not None:
            found.setdefault(fact.asserts, fact)
    return found


def denied_by(later: PublicStatement, earlier: Iterable[PublicStatement]) -> list[Misfit]:
    """Which earlier public words a statement denies: of each subject the newest of `earlier`,
    which come newest first."""
    newest: dict[Subject, tuple[PublicStatement, Assertion]] = {}
    for one in earlier:
        of_one = {said.subject: (one, said) for said in asserted(one)}
        newest = of_one | newest
    found = []
    for now in asserted(later):
        one, before = newest.get(now.subject, (later, now))
        if relation(before, now) is Relation.DENIES:
            words = {
                "code": one.code,
                "subject": now.subject.value,
                "was": before.value.value,
                "now": now.value.value,
            }
            key = f"denies:{one.code}:{now.subject}"
            found.append(Misfit(Change.DENIED, key, words, one.get_absolute_url()))
    return found


def earlier_words(statement: PublicStatement) -> list[PublicStatement]:
    """What was said in public before about the same incident, the newest first.

    A statement of no incident speaks of all.
    """
    rows = PublicStatement.objects.out().exclude(pk=statement.pk)
    if statement.incident_id is not None:
        rows = rows.filter(Q(incident=statement.incident_id) | Q(incident=None))
    if statement.published_at is not None:
        rows = rows.filter(published_at__lt=statement.published_at)
    return list(rows.order_by("-published_at", "-pk").prefetch_related("facts"))


def against_known(statement: PublicStatement, at: datetime) -> list[Misfit]:
    """What the product itself knows that a statement denies.

    Of what is true of a day only the calm word is held against it: "none" while there are some.
    """
    known = known_of(statement.incident, at)
    return [
        misfit
        for said in asserted(statement)
        for one in known
        if (misfit := _against(said, one)) is not None
    ]


def _against(said: Assertion, known: Known) -> Misfit | None:
    related = relation(said, known.says)
    if related is Relation.CHANGES and said.value not in (Value.NONE, Value.RUNNING):
        return None
    if related not in (Relation.DENIES, Relation.CHANGES):
        return None
    if said.subject is Subject.LEAK and said.value is not Value.NONE:
        return None  # a table of passwords does not deny that personal data leaked as well
    return Misfit(
        Change.KNOWN_OTHERWISE,
        f"known:{known.key}:{said.subject}",
        {
            "subject": said.subject.value,
            "was": said.value.value,
            "now": known.says.value.value,
            "known": known.kept,
        },
        known.url,
    )


def moved_facts(statement: PublicStatement, at: datetime) -> list[Misfit]:
    """Which linked rows say something else than when they were linked."""
    found = []
    for fact in statement.facts.select_related(
        "leak_report", "containment__application", "readings_file", "campaign"
    ):
        kind = FactKind(fact.kind)
        if kind is FactKind.WORD:
            continue
        for one in moved(kind, fact.seen, reading_of(fact, at)):
            words = {"fact": fact.words, "was": one.was, "now": one.now}
            found.append(Misfit(one.change, f"fact:{fact.pk}:{one.change}:{one.now}"[:120], words))
    return found


def misfits(statement: PublicStatement, at: datetime) -> list[Misfit]:
    """Everything that does not fit a statement now. A superseded one speaks for nobody any more:
    of it only what it denied stays."""
    denied = denied_by(statement, earlier_words(statement))
    if law.State(statement.state) is law.State.SUPERSEDED:
        return denied
    known, moved_on = against_known(statement, at), moved_facts(statement, at)
    if any(one.change is Change.CHECK_DENIES for one in moved_on):  # it says so once
        known = [one for one in known if one.words["subject"] != Subject.SERVICES]
    return [*denied, *known, *moved_on]


def sentence(change: Change, words: dict[str, Any]) -> str:
    """A misfit in words, in the reader's language."""
    if change is Change.DENIED:
        return _("%(code)s: %(subject)s %(was)s. Kini: %(now)s.") % {
            "code": words["code"], **_of_vocabulary(words)
        }  # fmt: skip
    if change is Change.KNOWN_OTHERWISE:
        return _("Dinyatakan: %(subject)s %(was)s. %(known)s") % {
            "known": known_words(words["known"]), **_of_vocabulary(words)
        }  # fmt: skip
    if change is Change.WITHDRAWN:
        return _("%(fact)s: dicabut.") % {"fact": words["fact"]}
    if change is Change.DECIDED_ANEW:
        return _("%(fact)s: semula %(was)s, kini %(now)s.") % {
            "fact": words["fact"],
            "was": _decided(words["was"]),
            "now": _decided(words["now"]),
        }
    if change is Change.CHECK_DENIES:
        return _("%(fact)s: pemeriksaan terbaru berkata lain.") % {"fact": words["fact"]}
    return _("%(fact)s: semula %(was)s akun, kini %(now)s.") % {
        "fact": words["fact"], "was": angka(words["was"]), "now": angka(words["now"])
    }  # fmt: skip


def _of_vocabulary(words: dict[str, Any]) -> dict[str, str]:
    subject = say(Subject(words["subject"]))
    return {
        "subject": subject if english() else subject.lower(),
        "was": say(Value(words["was"])).lower(),
        "now": say(Value(words["now"])).lower(),
    }


def _decided(value: str) -> str:
    return say(Disposition(value)).lower() if value else _("belum diputuskan")
