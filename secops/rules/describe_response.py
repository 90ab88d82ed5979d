"""The reference page, continued: what the office does and says in the first hour."""

from __future__ import annotations

from datetime import timedelta

from secops.rules import (
    assertion,
    fact_change,
    holding,
    lock,
    measure,
    next_word,
    public_words,
    session,
    session_texts,
    statement,
)
from secops.rules.describe_tables import table
from secops.rules.labels import label


def locks() -> str:
    """The lock at the source: every stack with its steps and commands."""
    parts = [
        f"### {label(stack).en}\n\n"
        + "\n\n".join(
            f"{number}. {step.en}" + (f"\n\n```\n{step.run}\n```" if step.run else "")
            for number, step in enumerate(steps, start=1)
        )
        for stack, steps in lock.STEPS.items()
    ]
    columns = ", ".join(f"`{column}`" for column in lock.READING_COLUMNS)
    return (
        "## Lock at the source\n\nThe list holds usernames only. Columns of a readings file: "
        f"{columns}.\n\n" + "\n\n".join(parts)
    )


def sessions() -> str:
    """Log-out hygiene: what is asked, how an application stands, how sessions are ended."""
    targets = table(
        ("rule", "on the page", "asked", "source"),
        (
            (f"`{target.rule}`", label(target.rule).id, target.en, target.source)
            for target in session.TARGETS
        ),
    )
    states = table(
        ("state", "on the page", "first line that holds"),
        ((f"`{state}`", label(state).id, when) for state, when in session.ROWS),
    )
    parts = [
        f"### Ending sessions: {label(stack).en}\n\n"
        + "\n\n".join(
            f"{number}. {check.en}" + (f"\n\n```\n{check.run}\n```" if check.run else "")
            for number, check in enumerate(checks, start=1)
        )
        for stack, checks in session_texts.REVOKE.items()
    ]
    desk = "\n".join(f"- `{step.code}`: {step.en}" for step in session.DESK_STEPS)
    return (
        "## Login sessions\n\n"
        + targets
        + "\n\nSensitive: high criticality, personal data, or vital infrastructure. 0 minutes or "
        "hours is no limit. A reading of open sessions is fresh for "
        f"{session.FRESH_FOR.days} days.\n\n"
        + states
        + "\n\n"
        + "\n\n".join(parts)
        + f"\n\n### Desk computers without readings\n\n{desk}\n\n"
        f"The question of a month: {session.DESK_QUESTION[1]}"
    )


def statements() -> str:
    needs = {
        statement.Refusal.SAME_PERSON: "another person than who wrote it",
        statement.Refusal.ABSOLUTE_WORD: "for each absolute word a linked fact that can carry it",
        statement.Refusal.NOT_REVIEWED: "a holding statement, else a review first",
        statement.Refusal.FACT_UNSEEN: "every fact seen by the reviewer",
        statement.Refusal.CORRECTION_MISSING: "a correction where it denies an earlier word",
        statement.Refusal.NEXT_WORD_MISSING: "for a holding statement the time of the next word",
        statement.Refusal.NEXT_WORD_PAST: "that time still ahead",
        statement.Refusal.CHANNEL_MISSING: "where it is published",
        statement.Refusal.REASON_MISSING: "a reason",
    }
    rows = (
        (f"`{origin}`", f"`{target}`", ", ".join(needs[need] for need in needs if need in asked))
        for (origin, target), asked in statement.MOVES.items()
    )
    promised = (
        (", ".join(word for word, of in public_words.ABSOLUTE.items() if of is promise),
         f"`{promise}`", public_words.NEEDS[promise])
        for promise in public_words.Promise
    )  # fmt: skip
    missing = ((f"`{lack}`", english) for lack, (_words, english) in statement.MISSING.items())
    said = (
        (
            f"`{subject}`",
            ", ".join(f"`{value}`" for value in values),
            "a day" if subject in assertion.OF_THE_DAY else "the past",
            ", ".join(kind for kind in assertion.FactKind if assertion.CARRIES[kind].get(subject)),
        )
        for subject, values in assertion.VALUES.items()
    )
    watched = (
        (f"`{kind}`", f"`{one.part}`", one.how.value.replace("_", " "), f"`{one.change}`")
        for kind, ones in fact_change.WATCHED.items()
        for one in ones
    )
    ready = (
        (f"`{kind}`" if kind else "any other", words.en.replace("{with_}", " [with …]"))
        for kind, words in holding.HOLDING.items()
    )
    return (
        "## Public statements\n\n"
        + table(("from", "to", "needs"), rows)
        + "\n\nAbsolute words need facts; not where one of "
        f"*{', '.join(public_words.DENIALS)}* stands right before.\n\n"
        + table(("word", "promises", "needs of the linked facts"), promised)
        + "\n\nWhat is missing is said:\n\n"
        + table(("missing", "sentence"), missing)
        + "\n\n"
        "### What a statement asserts\n\n"
        "Another value of the same subject later: news where it is true of a day, else the later "
        "word denies the earlier one (only from `suspected` to `confirmed` it becomes sharper).\n\n"
        + table(("subject", "values", "true of", "facts that can carry it"), said)
        + "\n\n### Changes of a fact that are told\n\n"
        + table(("fact", "part", "when it", "change"), watched)
        + "\n\n### Holding statements\n\n[with …] names those for whom a sent request, or a "
        "warning or report of BSSN, stands recorded: "
        + ", ".join(f"{words.en} (`{one}`)" for one, words in holding.PARTNERS.items())
        + ".\n\n"
        + table(("class", "ready words"), ready)
        + f"\n\nThe next word is proposed {next_word.WITHIN // timedelta(hours=1)} hours on, to "
        f"the full hour, on every day of the week between {next_word.FIRST:%H.%M} and "
        f"{next_word.LAST:%H.%M} WIB, else at the first hour of the next morning: at night nobody "
        "writes it."
    )


def measures() -> str:
    """How fast incidents are handled: from what to what, and why a measure is unknown."""
    spans = table(
        ("measure", "on the page", "runs"),
        ((f"`{code}`", label(code).id, span) for code, span in measure.SPANS.items()),
    )
    reasons = ", ".join(f"`{code}` ({label(code).en.lower()})" for code in measure.Unknown)
    reports = ", ".join(f"`{code}`" for code in measure.Report)
    return (
        "## Measures of handling\n\n"
        + spans
        + "\n\nOver time they are medians by month or quarter of finding (WIB). An incident that "
        "fell back to an earlier phase is contained or recovered only when it left that phase "
        f"again. Not known, and never shown as zero: {reasons}. Terms to report: {reports}; one "
        "that ran out is late, sent or not. Refuted and merged incidents are not counted."
    )
