"""A public strict validator (secvisogram's) says what ours says; collected where node has it."""

import json
import subprocess
from pathlib import Path

from tests.sharing.conftest import NODE_MODULES
from tests.sharing.outgoing import CSAF, csaf_of_others
from tests.sharing.test_formats import EVERY
from tests.sharing.test_hostile import WRONG


def judged(documents: list[dict], folder: Path) -> list[list]:
    """What each document fails, by the library's names."""
    script = folder / "csaf_strict.mjs"
    script.write_text((Path(__file__).parent / "csaf_strict.mjs").read_text())
    (folder / "node_modules").symlink_to(NODE_MODULES.resolve())
    done = subprocess.run(
        ["node", "--preserve-symlinks", str(script)],
        input=json.dumps(documents), capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert len(found) == len(documents)
    return found


def test_what_leaves_is_csaf_by_it(tmp_path: Path) -> None:
    assert judged([*EVERY, CSAF], tmp_path) == [[] for _ in range(len(EVERY) + 1)]


def test_what_we_refuse_it_refuses(tmp_path: Path) -> None:
    """By the same test of the standard, where that is one of section 6.1."""
    wrong = [one for one in WRONG if one[0] != "form"]
    verdicts = judged([csaf_of_others(path, value) for _test, path, value in wrong], tmp_path)
    for (test, path, _value), verdict in zip(wrong, verdicts, strict=True):
        names = {name for name, _errors in verdict}
        assert "mandatoryTest_" + test.replace(".", "_") in names, (test, path, names)
