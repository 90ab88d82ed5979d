"""Every code has its word, symbol and tone, and the reference page names them all."""

import ast
import sys
from pathlib import Path

import pytest

import secops.rules
from secops.rules import backup, clocks, duty, incident, labels, ladder, retirement, rotation, tlp
from secops.rules.describe import describe
from secops.rules.labels import LABELS, LATE, NO_DATA, Tone, choices, label, tone_of_rotation
from secops.rules.rotation import Reason, State

#: What the glossary calls wrong in any sentence of the interface.
NEVER = ("kampanye", "rotasi", "kontradiksi", "teguran", "sampah", "zombie", "eksposur")

MODULES = sorted(Path(secops.rules.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("codes", LABELS, ids=lambda codes: f"{codes.__module__}.{codes.__name__}")
def test_every_code_of_an_enum_has_its_label(codes):
    assert set(LABELS[codes]) == set(codes)
    for code in codes:
        word = label(code)
        assert word.id
        assert word.en
        assert len(word.symbol) == 1
        assert word.id[0].isupper()
        assert not any(wrong in word.id.lower().split() for wrong in NEVER)


def test_no_two_states_of_a_machine_share_a_word():
    for codes in (rotation.State, duty.State, backup.State, retirement.State, incident.Phase):
        assert len(set(choices(codes).values())) == len(codes)


def test_no_two_enums_collide():
    assert len(LABELS) == len(labels._TABLES)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (State.VERIFIED, "terbukti"),
        (State.CLAIMED, "dinyatakan sudah"),
        (State.ATTESTED, "dinyatakan, lulus uji petik"),
        (State.PARTIAL, "baru sebagian"),
        (State.CONTRADICTED, "tidak sesuai data sistem"),
        (State.DISOWNED, "bukan akun saya"),
        (State.NEEDS_HELP, "ada kendala"),
        (State.REEXPOSED, "bocor lagi"),
        (State.EXEMPT, "dikecualikan"),
        (State.DISABLED, "dinonaktifkan"),
        (State.CONTAINED, "dikunci sampai diganti"),
        (State.OPEN, "belum ada tindakan"),
        (duty.State.ACCEPTED, "diterima kantor"),
        (duty.State.RETURNED, "dikembalikan"),
        (duty.State.REOPENED, "dibuka kembali"),
        (rotation.Turn.AGENT, "agen siber opd"),
        (rotation.Turn.APPLICATION_ADMINISTRATOR, "pemilik aplikasi"),
        (clocks.Label.LAW, "wajib"),
        (clocks.Label.POLICY, "kebijakan internal"),
    ],
)
def test_the_words_are_those_of_the_glossary(code, word):
    assert label(code).id.lower() == word


def test_what_is_only_said_or_unknown_is_never_good():
    good = {state for state in State if label(state).tone is Tone.GOOD}
    assert good == {State.DISABLED, State.VERIFIED}
    assert NO_DATA.tone is Tone.UNKNOWN
    assert LATE.tone is Tone.BAD
    assert label(backup.State.NEVER).tone is Tone.UNKNOWN
    assert [s for s in backup.State if label(s).tone is Tone.GOOD] == [backup.State.PROVEN]
    assert [s for s in duty.State if label(s).tone is Tone.GOOD] == [duty.State.ACCEPTED]


def test_a_contradiction_is_red_only_where_nothing_changed():
    assert tone_of_rotation(State.CONTRADICTED, (Reason.UNCHANGED_SINCE,)) is Tone.BAD
    assert tone_of_rotation(State.CONTRADICTED, (Reason.CHANGED_TOO_EARLY,)) is Tone.WARN
    assert tone_of_rotation(State.VERIFIED, ()) is Tone.GOOD


def test_the_reference_page_names_every_code_and_never_varies():
    page = describe()
    assert page == describe()
    assert page.endswith("\n")
    assert not page.endswith("\n\n")
    codes = (
        *rotation.State,
        *rotation.Turn,
        *rotation.Reason,
        *duty.State,
        *duty.Kind,
        *duty.ReopenCause,
        *clocks.ClockCode,
        *backup.State,
        *retirement.State,
        *incident.Phase,
        *(rung.code for table in (ladder.DAYS, ladder.HOURS, ladder.HOLDERS) for rung in table),
    )
    assert not [code for code in codes if f"`{code}`" not in page]
    assert all(printed in page for printed in tlp.PRINTED.values())


def test_every_table_of_the_reference_page_is_even():
    for block in describe().split("\n\n"):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        assert len({row.replace("\\|", "").count("|") for row in rows}) <= 1


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_law_is_short_plain_python_without_a_clock_of_its_own(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 300
    tree = ast.parse(source)
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    # `cronsim` is plain Python as well: it reads cron lines and knows no clock.
    assert imported <= {*sys.stdlib_module_names, "secops", "cronsim"}
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not called & {"now", "today", "utcnow"}
