"""The set-up says what is wrong with the machine, in words, with whatever Python it has."""

import ast
import sys
from pathlib import Path

import pytest

from scripts import setup

SOURCE = Path(setup.__file__)


def test_an_old_python_can_read_the_script_that_refuses_it() -> None:
    ast.parse(SOURCE.read_text(), feature_version=(3, 6))


def test_an_old_python_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    assert setup.main([]) == 1
    said = capsys.readouterr().err
    assert "Python 3.11 or newer is needed" in said
    assert "3.10.13" in said
