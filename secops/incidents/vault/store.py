"""Contents on the disk: each under its own SHA-256, read-only, put in place in one step."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

CHUNK: Final = 1024 * 1024
#: So much stays free on the disk, whatever is handed in.
RESERVE: Final = 512 * 1024 * 1024
#: What arrived and was never taken in belongs to a request that broke off.
ORPHAN_AFTER: Final = timedelta(hours=6)


def root() -> Path:
    """The folder of the vault."""
    return Path(settings.EVIDENCE_DIR)


def path_of(sha256: str) -> Path:
    """Where the content of this hash lies."""
    return root() / sha256[:2] / sha256[2:4] / sha256


def arriving() -> tuple[Path, BinaryIO]:
    """A new file of nobody's but ours, on the same disk as the contents."""
    folder = root() / "arriving"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / uuid.uuid4().hex
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return path, os.fdopen(descriptor, "wb")


def has_room(size: int) -> bool:
    """Whether the disk can take so much more."""
    folder = root()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return shutil.disk_usage(folder).free - RESERVE > size


def put_in_place(arrived: Path, sha256: str, *, doubtful: bool, at: datetime) -> None:
    """Move what arrived to its place; where the same content already lies there, that one stays.

    `doubtful`: what lies there was found changed; it is set aside, never overwritten.
    """
    target = path_of(sha256)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if doubtful and target.exists():
        target.rename(target.with_name(f"{sha256}.changed-{at:%Y%m%dT%H%M%S}"))
    if target.exists():
        arrived.unlink()
        return
    arrived.chmod(0o400)
    with arrived.open("rb") as file:
        os.fsync(file.fileno())
    arrived.rename(target)
    _sync_folder(target.parent)


def chunks_of(sha256: str) -> Iterator[bytes]:
    """The content, a piece at a time. Raises OSError where it is gone."""
    with path_of(sha256).open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def remove(sha256: str) -> int:
    """Remove the content for good; 1 = it was there."""
    path = path_of(sha256)
    if not path.exists():
        return 0
    path.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return 1


def hash_on_disk(sha256: str) -> str | None:
    """What the content hashes to now; None where it is gone or cannot be read."""
    digest = hashlib.sha256()
    try:
        for piece in chunks_of(sha256):
            digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()


def forget_orphans(*, at: datetime) -> int:
    """Delete what arrived and was never taken in; returns how many files went."""
    folder = root() / "arriving"
    limit = (at - ORPHAN_AFTER).timestamp()
    gone = 0
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
