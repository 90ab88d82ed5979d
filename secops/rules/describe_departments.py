"""The laws about departments on the reference page: who needs help first, what is punctual."""

from __future__ import annotations

from secops.rules.describe_tables import table
from secops.rules.duty import RECEIVE_WORKING_DAYS
from secops.rules.help_needed import STANDS
from secops.rules.punctual import LAST_ORDERS


def departments() -> str:
    """Return the section."""
    looks = table(
        ("tone", "on the page", "when"),
        (
            (f"`{tone}`", f"{label.symbol} {label.id}", _WHEN[tone.value])
            for tone, label in STANDS.items()
        ),
    )
    return (
        "## Departments (policy)\n\n"
        "How a department stands with a subject, over all its things:\n\n"
        f"{looks}\n\n"
        "Who needs help first: most subjects that need help, then most things that need help, then "
        "most subjects without data, then most things in work; among equals by name. There is no "
        "score.\n\n"
        f"Received late = after 16.00 of working day {RECEIVE_WORKING_DAYS} after the order went "
        "out; stated late = first stated after the due time. The newest "
        f"{LAST_ORDERS} orders are looked at; hours are medians."
    )


_WHEN = {
    "good": "every thing is proven good",
    "warn": "nothing needs help, something is not yet good",
    "bad": "something needs help",
    "unknown": "nothing needs help or is in work, something is not known",
    "calm": "nothing is asked of it",
}
