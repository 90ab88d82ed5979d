"""The production shape, read as data: no container is started."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
OURS = {"web", "worker", "beat", "migrate", "backup-mail"}


@pytest.fixture(scope="module")
def shape() -> dict[str, Any]:
    """docker-compose.yml with its anchors resolved."""
    loaded = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert isinstance(loaded, dict)
    return loaded


def test_the_services_are_there(shape: dict[str, Any]) -> None:
    assert set(shape["services"]) == OURS | {"proxy", "postgres", "redis"}


def test_only_the_worker_can_open_uploads(shape: dict[str, Any]) -> None:
    holders = {
        name
        for name, service in shape["services"].items()
        if (service.get("environment") or {}).get("INTAKE_PRIVATE_KEY")
        or (name in OURS and "INTAKE_PRIVATE_KEY" not in service["environment"])
    }
    assert holders == {"worker"}


def test_the_worker_differs_from_the_web_process_by_that_key_alone(shape: dict[str, Any]) -> None:
    web, worker = (dict(shape["services"][name]["environment"]) for name in ("web", "worker"))
    assert worker.pop("INTAKE_PRIVATE_KEY").startswith("${INTAKE_PRIVATE_KEY:?")
    assert web.pop("INTAKE_PRIVATE_KEY") == ""
    assert web == worker
    assert (web["DEBUG"], web["DEMO"], web["HTTPS_ONLY"]) == ("false", "false", "true")


def test_every_name_that_is_waited_for_and_every_volume_exists(shape: dict[str, Any]) -> None:
    for service in shape["services"].values():
        assert set(service.get("depends_on", ())) <= set(shape["services"])
        for volume in service.get("volumes", ()):
            assert volume.split(":")[0] in shape["volumes"]
    for name in ("web", "worker", "beat"):
        waits = shape["services"][name]["depends_on"]
        assert waits["migrate"] == {"condition": "service_completed_successfully"}


def test_only_the_proxy_is_reached_from_outside_and_mail_where_it_is_asked_for(
    shape: dict[str, Any],
) -> None:
    reached = [name for name, service in shape["services"].items() if "ports" in service]
    assert reached == ["backup-mail", "proxy"]
    assert shape["services"]["backup-mail"]["profiles"] == ["backup-mail"]


def test_what_compose_asks_of_the_environment_is_explained_in_its_head(
    shape: dict[str, Any],
) -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    head = text[: text.index("x-siaga")]
    required = set(re.findall(r"\$\{([A-Z_]+):\?", text))
    known = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    for name in required:
        assert name in known or name in head
    assert set(shape["services"]["web"]["environment"]) <= known


def test_no_key_and_no_data_gets_into_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".env", "var", ".git", ".venv"} <= set(ignored)


def test_the_image_compiles_words_with_the_pinned_library() -> None:
    pinned = re.search(r"^babel==\S+", (ROOT / "requirements-dev.txt").read_text(), re.MULTILINE)
    assert pinned is not None
    assert pinned.group(0) in (ROOT / "Dockerfile").read_text()
