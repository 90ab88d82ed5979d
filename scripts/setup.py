"""`make setup`: virtual environment, dependencies, `.env`, database ready; only what is missing.

Runs with whatever Python the machine has, so it says in words what is wrong with it; one at a time,
so that two `make` in the same folder do not get into each other's way. `--no-database` stops after
the dependencies and `.env`.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".installed"
LISTS = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
OLDEST = (3, 11)


def main(arguments: "list[str]") -> int:
    """Make ready; 1 with the reason on standard error."""
    if sys.version_info < OLDEST:
        return refuse_python()
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            install()
            run("scripts/make_env.py")
            run("scripts/compile_messages.py")
            if "--no-database" not in arguments:
                run("-m", "secops.embedded", "start")
                run("manage.py", "migrate", "--no-input", "-v", "0")
        except subprocess.CalledProcessError as failed:
            command = " ".join(map(str, failed.cmd))
            print(f"make setup stopped: {command} failed, see above", file=sys.stderr)
            return 1
    return 0


def refuse_python() -> int:
    """Say what is needed, and what of it lies around."""
    mine = ".".join(map(str, sys.version_info[:3]))
    print(f"Python 3.11 or newer is needed; {sys.executable} is {mine}.", file=sys.stderr)
    names = ("python3.14", "python3.13", "python3.12", "python3.11")
    newer = [name for name in names if shutil.which(name) and works([name, "-c", "import venv"])]
    if newer:
        print(f"There is a newer one: make PYTHON={newer[0]} run", file=sys.stderr)
    else:
        print("Install one (Debian: apt-get install python3 python3-venv).", file=sys.stderr)
    return 1


def install() -> None:
    """Bring `.venv` to what the lists name; a half-made one is made anew."""
    if STAMP.exists() and all(STAMP.stat().st_mtime >= name.stat().st_mtime for name in LISTS):
        return
    if not works([str(PYTHON), "-m", "pip", "--version"]):
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    print("Installing dependencies ...", flush=True)
    run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", LISTS[1])
    STAMP.touch()


def works(command: "list[str]") -> bool:
    """Whether a program is there and does what it is asked."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(*arguments: "str | Path") -> None:
    """One step, with the Python of the virtual environment."""
    subprocess.run([PYTHON, *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
