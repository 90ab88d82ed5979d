"""Pictures that are handed in: known by their content, within limits, with their SHA-256."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

PHOTO_BYTES: Final = 8 * 1024 * 1024
#: Sign and where it stands; a sound file begins with RIFF as well.
_SIGNS: Final = ((b"\xff\xd8\xff", 0), (b"\x89PNG\r\n\x1a\n", 0), (b"WEBP", 8))


class PhotoRefused(Exception):
    """The picture cannot be taken; the sentence is fit for the page."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that may be stored."""

    upload: UploadedFile[Any]
    sha256: str


def check_photo(upload: UploadedFile[Any]) -> Photo:
    """Look at size and content, never at the name; PhotoRefused says what to hand in instead."""
    if (upload.size or 0) > PHOTO_BYTES:
        raise PhotoRefused(_("Foto lebih besar dari 8 MB. Perkecil dulu."))
    content = upload.read()
    upload.seek(0)
    if not any(content[place : place + len(sign)] == sign for sign, place in _SIGNS):
        raise PhotoRefused(_("Berkas ini bukan foto. Unggah JPEG, PNG, atau WebP."))
    return Photo(upload, hashlib.sha256(content).hexdigest())
