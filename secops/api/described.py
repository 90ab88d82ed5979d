"""The typed API, put together, and its description (OpenAPI 3.1)."""

from __future__ import annotations

import json
from typing import Any

from secops.api.frame import Api
from secops.api.keys import KEY_LENGTH
from secops.api.pushes import COLUMNS
from secops.api.recommendations import router

PREFIX = "/api/v1/"

api = Api(
    title="Siaga API",
    version="1",
    description=(
        "What the pages show, for programs. A token of a person (Akun saya → Kunci API) acts as "
        "that person: his rights, rows and TLP clearance at the moment of each request. Times "
        "are ISO 8601 with their zone; values are the standard English terms. Refusals are "
        "`application/problem+json` (RFC 9457). How to use it: docs/guides/api.md."
    ),
    openapi_url=None,
    docs_url=None,
)
api.add_router("", router)


def description() -> dict[str, Any]:
    """The whole description, doors outside ninja and headers included."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX)))
    found["paths"][f"{PREFIX}sessions"] = {"post": SESSIONS}
    found["components"]["securitySchemes"]["ApplicationToken"] = {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of one application, made on its page Sesi login → Kirim otomatis.",
    }
    for methods in found["paths"].values():
        for operation in methods.values():
            _complete(operation)
    found["components"]["schemas"].pop("RecommendationFilters", None)
    del found["servers"]
    return found


def described() -> str:
    """The description as docs/reference/openapi.json keeps it."""
    return json.dumps(description(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _complete(operation: dict[str, Any]) -> None:
    for status, answer in operation["responses"].items():
        if status >= "400":
            answer["description"] = REFUSALS[status]
            answer["content"] = {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "header":
            parameter |= KEY
        elif parameter["in"] == "query":
            _without_null(parameter["schema"])


def _without_null(schema: dict[str, Any]) -> None:
    """A parameter is left out, never null."""
    kinds = [one for one in schema.pop("anyOf", ()) if one != {"type": "null"}]
    if len(kinds) == 1:
        schema |= kinds[0]


#: Python's own words for these changed from one version to the next.
REFUSALS = {
    "400": "The body is no JSON, or the Idempotency-Key is missing",
    "401": "No token, or one that does not open",
    "403": "The token lacks the scope, or its owner may not do this",
    "404": "Nothing of that name for this owner",
    "409": "The Idempotency-Key stood for another body",
    "413": "The body is over 5 MiB",
    "415": "The body is not application/json",
    "422": "Fields that cannot be taken, all at once; nothing was stored",
}
#: Asked for by the door itself, which answers 400 and not 422.
KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Under one key a body is stored once; another body under it answers 409.",
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH},
}
_CELL = {"type": ["string", "integer", "null"]}
_COUNT = {"type": "integer"}

SESSIONS: dict[str, Any] = {
    "operationId": "pushSessions",
    "summary": "Push the open sessions of an application",
    "description": "All rows are taken or none; see docs/guides/registers.md.",
    "tags": ["sessions"],
    "security": [{"ApplicationToken": []}],
    "parameters": [dict(KEY)],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["sessions"],
                    "properties": {
                        "read_at": {"type": "string", "description": "When it was read, as ISO."},
                        "sessions": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 10_000,
                            "items": {
                                "type": "object",
                                "additionalProperties": False,
                                "properties": dict.fromkeys(COLUMNS, _CELL),
                            },
                        },
                    },
                }
            }
        },
    },
    "responses": {
        status: {
            "description": words,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["file", "again"],
                        "properties": {"file": _COUNT, "again": {"type": "boolean"}},
                        "additionalProperties": _COUNT,
                    }
                }
            },
        }
        for status, words in (("200", "Known already; nothing was added"), ("201", "Taken"))
    }
    | {status: {} for status in ("400", "401", "409", "413", "422")},
}
