"""Words that may not stand in the Indonesian interface, by CONTEXT.md (`lint: never`, marked !)."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.compile_messages import catalogue  # noqa: E402


def never() -> list[str]:
    """The words that are wrong anywhere."""
    words = []
    for line in (ROOT / "CONTEXT.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[3] == "never":
            words += [word.strip()[:-1] for word in cells[2].split(",") if word.strip()[-1:] == "!"]
    return words


def main() -> int:
    """Look through every sentence of the catalogue; its ids are Indonesian."""
    wrong = re.compile(r"\b(" + "|".join(map(re.escape, never())) + r")\b", re.IGNORECASE)
    found = 0
    for message in catalogue():
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        for sentence in ids:
            hit = wrong.search(sentence or "")
            if hit:
                found += 1
                print(f"{hit.group(0)!r} stands in {sentence!r}; see CONTEXT.md")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
