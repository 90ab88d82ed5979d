"""docs/guides/api.md and docs/reference/openapi.json say what the API does."""

import json
import os
import re
import shutil
import subprocess
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from secops.advisories.models import Organisation, Recommendation
from secops.api.described import description
from tests.advisories import support
from tests.api.support import get, post, token_of, wrong

GUIDE = (settings.BASE_DIR / "docs" / "guides" / "api.md").read_text()
COMMANDS = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.skipif(shutil.which("curl") is None, reason="the guide's commands need curl")
@pytest.mark.django_db(transaction=True)
def test_the_commands_of_the_guide_do_what_it_says(
    live_server: Any, ratna: User, university: Organisation
) -> None:
    code = support.post(ratna, university).code
    known = {"SIAGA_URL": live_server.url, "SIAGA_TOKEN": token_of(ratna)}

    def run(command: str) -> dict[str, Any]:
        done = subprocess.run(
            ["bash", "-ec", command.replace("R-2026-001", code)],
            env=os.environ | known | {"no_proxy": "*"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    listed, read, posted = (run(command) for command in COMMANDS)
    assert [one["code"] for one in listed["items"]] == [code]
    assert read["code"] == code
    assert read["text"]
    assert (posted["severity"], posted["references"]) == ("high", ["CVE-2019-0708"])
    assert run(COMMANDS[2]) == posted
    assert Recommendation.objects.count() == 2


def test_the_refusal_in_the_guide_is_what_is_answered(ratna: User) -> None:
    found = re.search(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    body = {"text": "Tutup port.", "target": "all", "urgency": "week", "tlp": "white"}
    assert wrong(post(token_of(ratna), body), 422) == json.loads(found[1])


def test_the_description_is_kept_beside_the_code_and_served(client: Client) -> None:
    kept = json.loads((settings.BASE_DIR / "docs" / "reference" / "openapi.json").read_text())
    assert kept == description(), "run `make describe`, and read what changed for programs"
    assert client.get("/api/v1/openapi.json").json() == kept
    assert kept["openapi"] == "3.1.0"
    page = client.get("/api/v1/docs").content.decode()
    assert "swagger-ui" in page
    assert "script>" not in re.sub(r"<script (?:src=|id=)[^>]*>.*?</script>", "", page)


def _open(schema: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref", "")
    return whole["components"]["schemas"][reference.rsplit("/", 1)[-1]] if reference else schema


def test_answers_are_as_described(ratna: User, university: Organisation) -> None:
    whole = description()
    found = support.post(ratna, university)
    token, paths = token_of(ratna), whole["paths"]
    for address, path in (
        ("/api/v1/recommendations", "/api/v1/recommendations"),
        (f"/api/v1/recommendations/{found.code}", "/api/v1/recommendations/{code}"),
    ):
        content = paths[path]["get"]["responses"]["200"]["content"]["application/json"]
        described = _open(content["schema"], whole)
        told = get(token, address).json()
        assert set(told) == set(described["properties"]) == set(described["required"])
    for status, token_used in ((401, "x"), (404, token)):
        told = wrong(get(token_used, "/api/v1/recommendations/X"), status)
        assert set(told) <= set(whole["components"]["schemas"]["Problem"]["properties"])


def test_every_refusal_that_is_described_is_a_problem() -> None:
    whole = description()
    for methods in whole["paths"].values():
        for operation in methods.values():
            assert operation["security"]
            for status, answer in operation["responses"].items():
                kind = "application/problem+json" if status >= "400" else "application/json"
                assert list(answer["content"]) == [kind]
