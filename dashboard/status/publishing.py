"""The static copy: the same pages as plain files, for a proxy to serve when we are gone.

Each version is a folder of its own; a link is turned to it in one step, so that nobody ever reads
half of one. Old versions stay for a while: whoever reads is not cut off.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import translation

from dashboard.status.content import public_content
from dashboard.status.site import pages, paper

CURRENT = "current"
KEPT = 3


def publish_when_changed(*, at: datetime) -> int:
    """The minute's look: write the copy anew where something public changed. 1 = written."""
    if not settings.STATUS_STATIC_DIR:
        return 0
    return int(publish_static(Path(settings.STATUS_STATIC_DIR), at=at))


def publish_static(folder: Path, *, at: datetime, force: bool = False) -> bool:
    """Write the copy into `folder`, unless the one that is there says the same."""
    made = {path: public.body for path, public in pages(at=at).items()}
    with translation.override("id"):
        content = public_content(at=at)
    version = _version(made)
    link = folder / CURRENT
    if not force and link.is_symlink() and os.readlink(link) == version:
        return False
    with translation.override("id"):
        for line in content.lines:
            printed = paper(line.code)
            if printed is not None:
                made[f"{line.code}/statement.pdf"] = printed.body
    _write(folder, version, made)
    return True


def _version(made: dict[str, bytes]) -> str:
    """A name that changes with what the pages say."""
    marks = {path: hashlib.sha256(body).hexdigest() for path, body in made.items()}
    digest = hashlib.sha256(json.dumps(marks, sort_keys=True).encode())
    return f"v-{digest.hexdigest()[:16]}"


def _write(folder: Path, version: str, made: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / version
    draft = folder / f".{version}.{os.getpid()}"
    shutil.rmtree(draft, ignore_errors=True)
    for path, body in made.items():
        file = draft / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)
    link = folder / f".{CURRENT}.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(version)
    link.replace(folder / CURRENT)
    _forget(folder, version)


def _forget(folder: Path, version: str) -> None:
    """Of old versions the newest few stay."""
    old = sorted(
        (one for one in folder.glob("v-*") if one.name != version),
        key=lambda one: one.stat().st_mtime,
        reverse=True,
    )
    for one in old[KEPT - 1 :]:
        shutil.rmtree(one, ignore_errors=True)
