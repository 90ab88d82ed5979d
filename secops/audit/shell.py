"""Who typed the command: commands act as `system` and name the shell user in the trail."""

from __future__ import annotations

import getpass
import os


def shell_user() -> str:
    """`Sistem (name)`; the user behind sudo, where there is one."""
    try:
        name = os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):
        name = str(os.getuid())
    return f"Sistem ({name})"
