"""Keys of the tests, and the sample city."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.intake.support import load_city


@pytest.fixture(autouse=True)
def keys(settings: Any) -> None:
    """A pair of keys of this test alone."""
    private = X25519PrivateKey.generate()
    settings.INTAKE_PRIVATE_KEY = base64.b64encode(private.private_bytes_raw()).decode()
    settings.INTAKE_PUBLIC_KEY = base64.b64encode(private.public_key().public_bytes_raw()).decode()


@pytest.fixture
def city(db: None) -> None:
    """The sample city."""
    load_city()
