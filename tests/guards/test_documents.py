"""Documents that repeat the code are compared with it."""

import re
from pathlib import Path

import pytest

from dashboard.reference import reference_page
from secops.audit.sentences import SENTENCES

ROOT = Path(__file__).resolve().parents[2]
#: Read by the Makefile and the container set-up only.
NOT_SETTINGS: set[str] = set()


def test_the_example_environment_names_every_setting_and_no_other() -> None:
    source = (ROOT / "secops" / "settings.py").read_text()
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))
    shown = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert shown - NOT_SETTINGS == read


def test_the_page_of_the_rules_is_the_one_the_tables_give() -> None:
    page = (ROOT / "docs" / "reference" / "rules.md").read_text()
    assert page == reference_page(), "run `make describe`"


CALL = re.compile(r"\b(?:record|record_many|_decided?|verb)\b[^\n]*\n?[^\n]*")
VERB = re.compile(r"\"([a-z_]+\.[a-z_]+)\"")


def recorded_verbs() -> set[str]:
    """Verbs named where something is recorded: in the call, or beside the word `verb`."""
    verbs: set[str] = set()
    for folder in ("secops", "dashboard", "accounts"):
        for path in (ROOT / folder).rglob("*.py"):
            if not path.name.endswith("sentences.py"):
                for call in CALL.findall(path.read_text()):
                    verbs |= set(VERB.findall(call))
    return verbs


def test_every_verb_of_the_trail_has_its_sentence() -> None:
    assert recorded_verbs() - set(SENTENCES) == set()


def test_no_sentence_of_the_trail_is_left_over() -> None:
    source = "".join(
        path.read_text()
        for folder in ("secops", "dashboard", "accounts")
        for path in (ROOT / folder).rglob("*.py")
        if not path.name.endswith("sentences.py")
    )
    assert [verb for verb in SENTENCES if f'"{verb}"' not in source] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CONTEXT.md", "CHANGELOG.md"])
def test_the_documents_a_stranger_looks_for_are_there(name: str) -> None:
    assert (ROOT / name).read_text().strip()
