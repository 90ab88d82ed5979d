"""The sentences of messages that the office may say in its own words, in each language.

Whoever composes says them by `Passage.say`. What the office wrote is read once for a run
(`own_texts`), never once a message; outside of a run the product's own text is said.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy

from secops.outbox.models import MessageText
from secops.outbox.places import filled

#: name of a place -> what stands there, for the page
PLACES: Mapping[str, str | LazyText] = {
    "nama": gettext_lazy("nama penerima"),
    "aplikasi": gettext_lazy("nama aplikasi"),
    "tanggal": gettext_lazy("tanggal kebocoran tercatat"),
    "batas_waktu": gettext_lazy("batas waktu, dengan hari dan jam"),
    "agen": gettext_lazy("nama Agen Siber OPD"),
    "posko": gettext_lazy("Posko Siber dengan nomor teleponnya"),
    "opd": gettext_lazy("nama OPD"),
}
#: A passage is a sentence or two, not a letter.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence or two. `required`: places that may not be left out, `keep`: words likewise.

    `shown_in`: the examples (`samples.py`) in which it can be seen.
    """

    key: str
    title: str | LazyText
    where: str | LazyText
    default: str | LazyText
    shown_in: tuple[str, ...]
    places: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    def say(self, **values: str) -> str:
        """The words for this reader: the office's own where there are any."""
        run = _RUN.get()
        own = run.own.get((self.key, translation.get_language() or "")) if run else None
        if run is None or own is None:
            return filled(str(self.default), values) if values else str(self.default)
        run.used[self.key] = own.version
        return filled(own.body, values)


@dataclass(frozen=True, slots=True)
class Own:
    """What the office wrote for a passage; version 0 is a draft."""

    version: int
    body: str


@dataclass(slots=True)
class _Run:
    own: Mapping[tuple[str, str], Own]
    used: dict[str, int] = field(default_factory=dict)


_RUN: ContextVar[_Run | None] = ContextVar("own_texts", default=None)

#: key -> passage, filled by `secops.wiring`
PASSAGES: dict[str, Passage] = {}


@contextmanager
def own_texts(draft: Mapping[tuple[str, str], str] | None = None) -> Iterator[None]:
    """Inside, messages say the office's own passages; read here, in one query.

    `draft`: (key, language) -> a text that is being written, said instead.
    """
    own = MessageText.objects.in_force()
    found = {place: Own(version, body) for place, (version, body) in own.items()}
    found |= {place: Own(0, body) for place, body in (draft or {}).items()}
    token = _RUN.set(_Run(found))
    try:
        yield
    finally:
        _RUN.reset(token)


@contextmanager
def said_in(language: str) -> Iterator[dict[str, int]]:
    """One message is composed in its reader's language; gives the versions of the office's own
    passages that it said."""
    run, used = _RUN.get(), dict[str, int]()
    if run is not None:
        run.used = used
    with translation.override(language):
        yield used


def register(*passages: Passage) -> dict[str, Passage]:
    """A table of passages by their keys."""
    return {passage.key: passage for passage in passages}
