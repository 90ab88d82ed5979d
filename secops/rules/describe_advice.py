"""The laws about recommendations on the reference page: moves, four words, references, markings."""

from __future__ import annotations

from secops.rules import bulletin
from secops.rules.adoption import Cause, Word
from secops.rules.describe_tables import table
from secops.rules.exchange.leaving import Leave, Way, leaves
from secops.rules.labels import label
from secops.rules.order_words import ORDERS, Rule
from secops.rules.recommendation import HEARS, MOVES
from secops.rules.tlp import MAIL, ORDER, PRINTED


def advice() -> str:
    """Return the section."""
    moves = table(
        ("from", "to", "by", "needs"),
        (
            (
                ", ".join(sorted(f"`{one}`" for one in move.origins)),
                f"`{move.target}`",
                ", ".join(sorted(move.by)),
                ", ".join(sorted(move.needs)) or "nothing",
            )
            for move in MOVES
        ),
    )
    words = table(
        ("word", "on the page", "when"),
        ((f"`{word}`", label(word).id, _WHEN[word.value]) for word in Word),
    )
    causes = table(("cause", "on the page"), ((f"`{one}`", label(one).id) for one in Cause))
    markings = table(
        (
            "marking",
            "mail",
            "an order that quotes it",
            "leaves as a file",
            "leaves by the public feed",
        ),
        (
            (
                PRINTED[one],
                MAIL[one].value,
                _ORDERS[ORDERS[one]],
                *(_LEAVES[leaves(one, way)] for way in FILE_AND_FEED),
            )
            for one in ORDER
        ),
    )
    hearers = table(
        ("by", "heard by"),
        ((f"`{side}`", ", ".join(sorted(f"`{one}`" for one in HEARS[side]))) for side in HEARS),
    )
    return (
        "## Recommendations (policy)\n\n"
        f"{moves}\n\n"
        "What became of it, after Peraturan BPK 2/2017, read from the duties and confirmed by the "
        "office, never better than the duties show:\n\n"
        f"{words}\n\n"
        "Why a department cannot follow it:\n\n"
        f"{causes}\n\n"
        "What a marking allows:\n\n"
        f"{markings}\n\n"
        "Who hears of a word below a recommendation, as far as he may read it; never its "
        "writer:\n\n"
        f"{hearers}\n\n"
        f"{_advisories()}"
    )


def _advisories() -> str:
    moves = table(
        ("from", "to", "by", "needs"),
        (
            (
                ", ".join(sorted(f"`{one}`" for one in move.origins)),
                f"`{move.target}`",
                ", ".join(sorted(move.by)),
                "a reason" if move.reason else "nothing",
            )
            for move in bulletin.MOVES
        ),
    )
    words = table(
        ("answer", "on the page"),
        ((f"`{one}`", label(one).id) for one in bulletin.Word),
    )
    return (
        "## Advisories to departments (policy)\n\n"
        "`second` is anybody of the office who decides on recommendations and did not write it. "
        "Its marking is at least as strict as that of the recommendation it is made from; with "
        "TLP:AMBER+STRICT and TLP:RED a message carries a link alone, and TLP:RED is read by the "
        "people it was addressed to.\n\n"
        f"{moves}\n\n"
        "A department answers until it is closed; the newest answer counts, older ones are kept. "
        "`concerns` needs a note:\n\n"
        f"{words}"
    )


FILE_AND_FEED = (Way.FILE, Way.FEED)
_LEAVES = {
    Leave.FREELY: "yes",
    Leave.CLEARED: "once a second person cleared it",
    Leave.NEVER: "never",
}
_ORDERS = {
    Rule.FREE: "says nothing of it",
    Rule.CARRY: "carries it in title and text",
    Rule.REWRITE: "is refused",
}
_WHEN = {
    "fit": "nothing is open, and at least one department did it",
    "unfit": "at least one department began and something is open",
    "not_started": "no department began, or there is no duty yet",
    "cannot": "no department can",
}
