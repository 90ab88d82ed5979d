"""How rules, fits and states read on a page."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.house.text import angka, english
from secops.rules.labels import label
from secops.rules.session import TARGETS, Fit, Policy, Rule, Target
from secops.rules.tone import Label, Tone

Look = tuple[str, str, str]

_TONES = {Tone.GOOD: "ok", Tone.WARN: "soon", Tone.BAD: "late", Tone.CALM: "quiet",
          Tone.UNKNOWN: "unknown"}  # fmt: skip
TARGET: dict[Rule, Target] = {target.rule: target for target in TARGETS}


def word(found: Label) -> str:
    """A label in the reader's language."""
    return found.en if english() else found.id


def look(code: StrEnum) -> Look:
    """Tone, symbol and word of a code, as `pill` takes them."""
    found = label(code)
    return _TONES[found.tone], found.symbol, word(found)


def say(pair: Any) -> str:
    """Something of the law that has both languages (`id`, `en`), in the reader's."""
    return str(pair.en if english() else pair.id)


def value_words(policy: Policy, rule: Rule) -> str | None:
    """What is said about one rule, in words; None where nothing is."""
    value = policy.value(rule)
    if value is None:
        return None
    if rule is Rule.IDLE:
        if not value:
            return _("tanpa batas")
        return ngettext("%(n)s menit", "%(n)s menit", int(value)) % {"n": angka(value)}
    if rule is Rule.ABSOLUTE:
        if not value:
            return _("tanpa batas")
        return ngettext("%(n)s jam", "%(n)s jam", int(value)) % {"n": angka(value)}
    return _("ya") if value else _("tidak")


def fit_look(fit: Fit) -> Look:
    """Met, gap or unknown, as a pill."""
    return look(fit)
