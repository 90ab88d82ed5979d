"""`make check`: every check that reads the code, fastest first; runs all, reports all."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable

#: What a production environment would set; `check --deploy` must find nothing to say under it.
PRODUCTION = {
    "DEBUG": "false",
    "HTTPS_ONLY": "true",
    "SECRET_KEY": "x7f-only-for-the-deploy-check-" + "q9w8e7r6t5y4u3i2o1p0" * 2,
}


def tracked(pattern: str) -> list[str]:
    """The files under version control, so that nobody's scratch files are checked."""
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in found.stdout.splitlines() if (ROOT / name).exists()]


def checks() -> list[tuple[str, list[str], dict[str, str]]]:
    """Name, command and extra environment of each check."""
    templates = [name for name in tracked("*.html") if "/vendor/" not in name]
    manage = [PYTHON, "manage.py"]
    return [
        ("ruff", [str(BIN / "ruff"), "check", "-q", "."], {}),
        ("format", [str(BIN / "ruff"), "format", "--check", "-q", "."], {}),
        ("import directions", [str(BIN / "lint-imports"), "--no-cache"], {}),
        (
            "template format",
            [str(BIN / "djade"), "--check", "--target-version", "5.2", *templates],
            {},
        ),
        ("template lint", [str(BIN / "djlint"), "--lint", "--quiet", *templates], {}),
        ("own template lint", [PYTHON, "scripts/lint_templates.py"], {}),
        ("words", [PYTHON, "scripts/lint_words.py"], {}),
        ("translations", [PYTHON, "scripts/compile_messages.py", "--check"], {}),
        ("django", [*manage, "check", "--fail-level", "WARNING"], {}),
        ("deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        ("api description", [*manage, "describe_api", "--check"], {}),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run", "-v", "0"], {}),
        (
            "migration safety",
            [
                *manage,
                *("lintmigrations", "--warnings-as-errors", "--quiet", "ok", "ignore"),
                *("--no-cache", "--project-root-path", str(ROOT)),
            ],
            {"DJANGO_SETTINGS_MODULE": "tests.settings_lint", "LOG_LEVEL": "WARNING"},
        ),
        ("types", [str(BIN / "mypy"), "--no-error-summary", "secops", "dashboard", "accounts"], {}),
    ]


def main() -> int:
    """Run all checks; 1 when one of them found something."""
    failed = []
    for name, command, environment in checks():
        started = time.monotonic()
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        took = time.monotonic() - started
        print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({took:.1f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr)
    if failed:
        print(f"make check: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
