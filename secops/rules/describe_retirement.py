"""The section of the reference page on the retirement of applications."""

from __future__ import annotations

from secops.rules import retirement, retirement_signs, retirement_stand
from secops.rules.describe_tables import table
from secops.rules.labels import label

_NEEDS: dict[retirement.Need, str] = {
    retirement.Need.REASON: "a reason",
    retirement.Need.PROOF: "evidence or minutes",
    retirement.Need.SILENCE: "proof of delivery, and the deadline passed",
    retirement.Need.ASSESSMENT: "the assessment of who keeps it",
    retirement.Need.BACKUP: "a proven backup, or the evidence of a restore test",
    retirement.Need.FOLLOWED: "everything that must follow has followed",
}


def retirements() -> str:
    """Return the section as Markdown."""
    moves = table(
        ("from", "to", "needs"),
        (
            (f"`{origin}`", f"`{target}`", ", ".join(_NEEDS[need] for need in needs))
            for (origin, target), needs in retirement.MOVES.items()
        ),
    )
    signs = table(
        ("sign", "on the page", "holds when", "weight"),
        (
            (
                f"`{sign}`",
                label(sign).id,
                when,
                "strong" if sign in retirement_signs.STRONG else "weak",
            )
            for sign, when in retirement_signs.WHEN.items()
        ),
    )
    stages = table(
        ("stand (first line wins)", "on the page", "tone"),
        (
            (f"`{stage}`", label(stage).id, tone.value)
            for stage, tone in retirement_stand.TONES.items()
        ),
    )
    return (
        f"## 7. Application retirement\n\n{moves}\n\n### Signs\n\n{signs}\n\n"
        f"A strong sign suggests to ask the owner; weak ones suggest "
        f"{retirement_signs.WEAK_TOGETHER} together, unless it was used lately; a kept one is "
        f"asked about again only after its own date. What nobody knows is no sign."
        f"\n\n### How an application stands\n\n{stages}"
    )
