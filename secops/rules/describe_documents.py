"""The reference page, continued: letters and minutes."""

from __future__ import annotations

from secops.rules import document
from secops.rules.describe_tables import table
from secops.rules.labels import label


def documents() -> str:
    """States, natures, numbers."""
    needs = {
        document.Refusal.SAME_PERSON: "another person than who wrote or changed it, where the "
        "kind asks for one",
        document.Refusal.REASON_MISSING: "a reason",
    }
    moves = (
        (f"`{origin}`", f"`{target}`", ", ".join(needs[need] for need in needs if need in asked))
        for (origin, target), asked in document.MOVES.items()
    )
    natures = (
        (
            f"`{nature}`",
            label(nature).id,
            "kind, number and date only" if nature in document.CONFIDENTIAL else "also the subject",
        )
        for nature in document.Nature
    )
    return (
        "## Letters and minutes\n\n"
        + table(("from", "to", "needs"), moves)
        + "\n\nThe number is drawn at approval, one sequence a year (WIB) for the whole office; a "
        "number typed from the city's register is passed over by the drawing. Numbers match "
        f"`{document.NUMBER.pattern}`.\n\n"
        + table(("nature", "on the page", "public page tells"), natures)
    )
