"""The whole suite; says plainly what was skipped and why. `REQUIRE_ALL=1`: a skip is a failure."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CSAF_VALIDATOR = ROOT / "node_modules" / "@secvisogram" / "csaf-validator-lib"


def main(arguments: list[str]) -> int:
    """Run pytest on two processes; browser tests only where a Chromium is found."""
    if not (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    ):
        print("No Chromium found: browser tests are skipped (Debian: apt-get install chromium).")
    if not CSAF_VALIDATOR.is_dir():
        print("CSAF's public validator is not installed (npm ci): tests/sharing runs without it.")
    command = [sys.executable, "-m", "pytest", "-q", "-n", os.environ.get("TEST_PROCESSES", "2")]
    return subprocess.run(
        [*command, "--dist", "worksteal", *arguments], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
