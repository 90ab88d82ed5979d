"""Uploads of leak reports are sealed as they arrive; see `secops.intake.sealed`.

The handler takes the files of fields named `sealed_file` and leaves all others to the next one.
"""

from __future__ import annotations

import contextlib
import hashlib
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers, StopUpload

from secops.intake.sealed import Sealer, public_key

FIELD: Final = "sealed_file"
LARGEST: Final = 8 * 1024**3
"""Bytes of one upload; a report of 100 million rows is smaller."""


class SealedFile(UploadedFile):  # type: ignore[type-arg]
    """An upload that lies sealed on the disk. Unless `keep` is called it is gone with its request:
    a refused form or a stranger's upload leaves nothing.
    """

    def __init__(self, path: Path, name: str, size: int, sha256: str) -> None:
        super().__init__(file=None, name=name, content_type="application/octet-stream", size=size)
        self.path = path
        self.sha256 = sha256
        self._kept = False

    def keep(self) -> Path:
        """Let the sealed file outlive the request; its new owner deletes it."""
        self._kept = True
        return self.path

    def close(self) -> None:
        if not self._kept:
            self.path.unlink(missing_ok=True)


class _Unfinished:
    """What Django closes when the browser went away half-way."""

    def __init__(self, drop: Callable[[], None]) -> None:
        self.close = drop


class SealedUploadHandler(FileUploadHandler):
    """Seals chunk by chunk; size and SHA-256 are taken on the way. Nothing is written in plain."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._sealer: Sealer | None = None
        if self.field_name != FIELD:
            return
        folder = Path(settings.SEALED_DIR)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = folder / uuid.uuid4().hex
        self._out = self._path.open("xb")
        self._path.chmod(0o600)
        self._digest = hashlib.sha256()
        self._size = 0
        self._sealer = Sealer(self._out, public_key())
        self.file = _Unfinished(self._drop)
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._sealer is None:
            return raw_data
        self._size += len(raw_data)
        if self._size > LARGEST:
            self._drop()
            raise StopUpload(connection_reset=True)
        self._digest.update(raw_data)
        self._sealer.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> SealedFile | None:
        if self._sealer is None:
            return None
        self._sealer.finish()
        self._out.close()
        self._sealer = None
        return SealedFile(self._path, self.file_name or "", self._size, self._digest.hexdigest())

    def upload_interrupted(self) -> None:
        if getattr(self, "_sealer", None) is not None:
            self._drop()

    def _drop(self) -> None:
        if self._sealer is None:
            return
        self._sealer = None
        with contextlib.suppress(OSError):
            self._out.close()
        self._path.unlink(missing_ok=True)
