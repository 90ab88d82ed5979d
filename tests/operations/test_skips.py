"""Nothing is green that did not run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run_a_skip(**environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{__file__}::skipped"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "REQUIRE_ALL"}
        | {"PYTEST_ADDOPTS": "-o python_functions=skipped"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def skipped() -> None:
    pytest.skip("for the test below")


def test_a_skip_is_a_failure_where_all_is_required_and_says_why() -> None:
    assert run_a_skip().returncode == 0
    strict = run_a_skip(REQUIRE_ALL="1")
    assert strict.returncode == 1
    assert "for the test below" in strict.stdout
