"""Sealed files: whole or not at all, and never in plain."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopFutureHandlers
from django.http import QueryDict
from django.test import RequestFactory

from secops.intake.sealed import CHUNK, SealBroken, Sealer, open_sealed, public_key
from secops.intake.uploads import SealedFile, SealedUploadHandler

SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 5 * CHUNK + 7]


def seal(path: Path, content: bytes, step: int = 10_000) -> None:
    with path.open("wb") as out:
        sealer = Sealer(out, public_key())
        for at in range(0, len(content), step):
            sealer.write(content[at : at + step])
        sealer.finish()


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_can_be_opened(tmp_path: Path, size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    path = tmp_path / "a"
    seal(path, content)
    with open_sealed(path) as stream:
        assert stream.read() == content


def test_nothing_lies_in_plain(tmp_path: Path) -> None:
    path = tmp_path / "a"
    seal(path, b"kata-sandi-contoh" * 20_000)
    assert b"kata-sandi" not in path.read_bytes()


@pytest.mark.parametrize("cut", [1, 16, CHUNK + 16, CHUNK + 17])
def test_a_file_cut_off_is_noticed(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a"
    seal(path, b"x" * (3 * CHUNK))
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(SealBroken), open_sealed(path) as stream:
        stream.read()


def test_a_changed_or_moved_chunk_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    seal(path, b"x" * (3 * CHUNK))
    whole = path.read_bytes()
    head, size = 8 + 32, CHUNK + 16
    swapped = whole[:head] + whole[head + size : head + 2 * size] + whole[head : head + size]
    for broken in (whole[:100] + b"?" + whole[101:], swapped + whole[head + 2 * size :]):
        path.write_bytes(broken)
        with pytest.raises(SealBroken), open_sealed(path) as stream:
            stream.read()


def test_another_key_opens_nothing(tmp_path: Path, settings: Any) -> None:
    path = tmp_path / "a"
    seal(path, b"x")
    settings.INTAKE_PRIVATE_KEY = "A" * 43 + "="
    with pytest.raises(SealBroken), open_sealed(path) as stream:
        stream.read()


def upload(request_factory: RequestFactory, settings: Any, field: str) -> Any:
    request = request_factory.post(
        "/", {field: io.BytesIO(b"url,user,pass\n" * 20_000)}, format="multipart"
    )
    request.upload_handlers = [SealedUploadHandler(request), MemoryFileUploadHandler(request)]
    return request


def test_the_handler_seals_its_field_and_leaves_others(rf: RequestFactory, settings: Any) -> None:
    request = upload(rf, settings, "sealed_file")
    file = request.FILES["sealed_file"]
    assert isinstance(file, SealedFile)
    assert (file.size, len(file.sha256)) == (280_000, 64)
    assert b"url,user" not in file.path.read_bytes()
    with open_sealed(file.path) as stream:
        assert stream.read(14) == b"url,user,pass\n"
    request.close()
    assert not file.path.exists(), "an upload nobody keeps is gone with its request"
    other = upload(rf, settings, "file")
    assert not isinstance(other.FILES["file"], SealedFile)


def test_an_upload_that_breaks_off_leaves_nothing(rf: RequestFactory, settings: Any) -> None:
    handler = SealedUploadHandler(rf.post("/"))
    with pytest.raises(StopFutureHandlers):
        handler.new_file("sealed_file", "a.txt", "text/plain", None, None, QueryDict())
    handler.receive_data_chunk(b"abc", 0)
    folder = Path(settings.SEALED_DIR)
    assert len(list(folder.iterdir())) == 1
    handler.file.close()
    assert not list(folder.iterdir())
