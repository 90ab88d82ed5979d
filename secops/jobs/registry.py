"""Which function does which kind of job. `secops/wiring.py` fills the table."""

from collections.abc import Callable
from typing import Any, Protocol


class Progress(Protocol):
    """What a job's work calls to say how far it is; raises `Cancelled` when asked to stop."""

    def __call__(self, done: int, total: int | None = None, note: str = "") -> None: ...


class Cancelled(Exception):
    """The person who started the job asked for a stop; nothing was applied."""


class LeaseLost(Cancelled):
    """The worker was silent for too long and another one may be at the job: stop, keep nothing."""


class JobRefused(Exception):
    """The job cannot be done; the message is fit for the page and names the way out.

    A sentence made while the job ran is no entry of the catalogue and brings its `english` itself.
    """

    def __init__(self, sentence: str, english: str = "") -> None:
        super().__init__(sentence)
        self.english = english


#: kind -> work(payload, by, at, progress) -> result, JSON for the receipt
Work = Callable[..., dict[str, Any]]
WORK: dict[str, Work] = {}

#: kind -> outcome(payload=, result=), the address of what came of a job; "" where nothing did
OUTCOME: dict[str, Callable[..., str]] = {}
