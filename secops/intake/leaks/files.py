"""Names, sizes and digests of files that were not uploaded but lie on this machine."""

from __future__ import annotations

import hashlib
from pathlib import Path

_CHUNK = 1 << 20


def digest_of(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file; of a folder over its files' names and digests, in order.

    Raises OSError where something cannot be read.
    """
    if not path.is_dir():
        return _file(path)
    whole, size = hashlib.sha256(), 0
    for file in sorted(item for item in path.rglob("*") if item.is_file()):
        digest, length = _file(file)
        whole.update(f"{file.relative_to(path).as_posix()}\0{digest}\n".encode())
        size += length
    return whole.hexdigest(), size


def _file(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while data := file.read(_CHUNK):
            digest.update(data)
            size += len(data)
    return digest.hexdigest(), size
