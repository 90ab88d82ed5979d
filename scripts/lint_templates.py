"""Look through every template for what the house forbids; exit 1 where there is something."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from secops.house.template_lint import lint, templates  # noqa: E402


def main() -> int:
    """Print the findings, one a line."""
    paths = list(templates(ROOT))
    found = lint(paths)
    for finding in found:
        print(finding)
    print(f"{len(paths)} templates, {len(found)} findings", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
