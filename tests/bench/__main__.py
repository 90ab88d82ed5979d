"""`make bench`: every measurement of ARCHITECTURE's table, one after the other, as ratios.

Each runs in a process and a database of its own. The machine should have nothing else to do.
"""

import subprocess
import sys

PARTS = ("leak", "leak 4000000", "readings", "rotations", "pages", "outbox", "pings")


def main() -> int:
    """Run all parts; 1 where one missed its goal."""
    missed = []
    for part in PARTS:
        print(f"\n{part}", flush=True)
        if subprocess.run(
            [sys.executable, "-m", *f"tests.bench.{part}".split()], check=False
        ).returncode:
            missed.append(part)
    if missed:
        print(f"\ngoals missed in: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
