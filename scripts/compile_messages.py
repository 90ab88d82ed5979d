"""Words of the interface: `locale/en/LC_MESSAGES/django.po` -> `.mo`, without gettext tools.

Indonesian is the language of the source; English is the catalogue. `--collect` brings new words
into the catalogue (needs gettext's xgettext); `--check` fails where the catalogue is not complete.
"""

import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"


def catalogue() -> Catalog:
    """The English catalogue as it stands."""
    with CATALOGUE.open("rb") as source:
        return read_po(source, locale="en")


def compile_catalogue() -> None:
    """Write the binary catalogue when the text is newer."""
    target = CATALOGUE.with_suffix(".mo")
    if not CATALOGUE.exists():
        return
    if target.exists() and target.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return
    unfinished = target.with_suffix(".mo.unfinished")
    with unfinished.open("wb") as binary:
        write_mo(binary, catalogue())
    unfinished.rename(target)


def collect() -> None:
    """Gather the words of all Python files and templates into the catalogue."""
    subprocess.run(
        [
            *(
                sys.executable,
                "manage.py",
                "makemessages",
                "-l",
                "en",
                "--no-location",
                "--no-wrap",
            ),
            *("-i", ".venv", "-i", "var", "-i", "tests", "-i", "node_modules", "-v", "0"),
        ],
        cwd=ROOT,
        check=True,
    )


def missing() -> list[str]:
    """Words without a translation, or with one that a tool guessed."""
    lacking = []
    for message in catalogue():
        words = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(words)):
            lacking.append(str(message.id))
    return lacking


def main(arguments: list[str]) -> int:
    """The command line."""
    if "--collect" in arguments:
        collect()
    if "--check" in arguments:
        lacking = missing()
        for words in lacking:
            print(f"not translated: {words!r}")
        return 1 if lacking else 0
    compile_catalogue()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
