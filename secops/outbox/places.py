"""Named places in a text, ``{{nama}}``, which the product fills."""

import re
from collections.abc import Mapping
from functools import lru_cache

_PLACE = re.compile(r"\{\{\s*(\w*)\s*\}\}")


def written(place: str) -> str:
    """A place as it is typed."""
    return "{{" + place + "}}"


def places_of(body: str) -> list[str]:
    """The places of a text, in their order, each once."""
    return list(dict.fromkeys(_PLACE.findall(body)))


def is_balanced(body: str) -> bool:
    """Whether every curly bracket belongs to a place."""
    n = len(_PLACE.findall(body))
    return body.count("{") == 2 * n == body.count("}")


def filled(body: str, values: Mapping[str, str]) -> str:
    """The text as its reader sees it."""
    said = list(_apart(body))
    said[1::2] = [values.get(place, "") for place in said[1::2]]
    return "".join(said)


# Thousands of messages say the same few texts.
@lru_cache(maxsize=1024)
def _apart(body: str) -> tuple[str, ...]:
    """The text and its places by turns."""
    return tuple(_PLACE.split(body))
