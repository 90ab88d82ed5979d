"""The form of a CSAF 2.0 document, by the schema of OASIS in its strict form."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

SCHEMAS: Final = Path(__file__).parent / "schemas"
_CVSS: Final = ("cvss-v2.0", "cvss-v3.0", "cvss-v3.1")
#: So many faults tell what is wrong.
MOST: Final = 5

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.I | re.A)


def is_moment(value: object) -> bool:
    """RFC 3339, as the schema asks."""
    return not isinstance(value, str) or moment(value) is not None


def is_address(value: object) -> bool:
    """An absolute address."""
    if not isinstance(value, str):
        return True
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return bool(parts.scheme) and not re.search(r"[\s<>\"{}|\\^`]", value)


def moment(value: str) -> datetime | None:
    """The moment of a text as CSAF writes it, or None."""
    if not _MOMENT.fullmatch(value):
        return None
    try:
        # Nine digits behind the second are allowed; six are kept.
        return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value.upper()))
    except ValueError:
        return None


def form_faults(document: dict[str, Any]) -> list[str]:
    """Where the document has not the form, as paths: ``/document/title``."""
    found = []
    for error in _validator().iter_errors(document):
        found.append("/" + "/".join(str(part) for part in error.absolute_path))
        if len(found) == MOST:
            break
    return sorted(set(found))


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    # Loading the library takes seconds where its optional parsers are installed; each process would
    # pay for it, and few ever read a CSAF document.
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415
    from referencing.jsonschema import DRAFT202012  # noqa: PLC0415

    formats = FormatChecker(formats=())
    formats.checks("date-time")(is_moment)
    formats.checks("uri")(is_address)
    resources = [
        (f"https://www.first.org/cvss/{name}.json", DRAFT202012.create_resource(_load(name)))
        for name in _CVSS
    ]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator(_load("csaf-2.0"), registry=registry, format_checker=formats)


def _load(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
