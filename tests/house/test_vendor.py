"""Every vendored byte is the one that the lock file names, and has a licence beside it."""

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "secops/house/static/vendor/vendor.lock.json"
ENTRIES = json.loads(LOCK.read_text("utf-8"))


def test_every_file_is_the_one_in_the_lock() -> None:
    wrong = [
        entry["path"]
        for entry in ENTRIES
        if hashlib.sha256((ROOT / entry["path"]).read_bytes()).hexdigest() != entry["sha256"]
    ]
    assert not wrong


def test_nothing_lies_beside_the_lock() -> None:
    listed = {entry["path"] for entry in ENTRIES} | {LOCK.relative_to(ROOT).as_posix()}
    folders = [LOCK.parent, ROOT / "secops/house/templates/house/icons", ROOT / "tests/vendor"]
    lying = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert lying == listed


def test_versions_are_those_of_package_json() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    wanted = package["dependencies"] | package["devDependencies"]
    assert {entry["package"]: entry["version"] for entry in ENTRIES} == wanted


def test_licences_are_free_and_lie_beside_the_files() -> None:
    assert {entry["licence"] for entry in ENTRIES} == {"MIT", "OFL-1.1", "MPL-2.0"}
    for entry in ENTRIES:
        assert (ROOT / entry["path"]).parent.joinpath("LICENSE.txt").exists()


def test_no_registry_and_no_source_map_is_named() -> None:
    lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
    for path in LOCK.parent.rglob("*.min.*"):
        assert not re.search(r"sourceMappingURL", path.read_text("utf-8"))
