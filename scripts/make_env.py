"""Write `.env` for a trial: the settings of the example with fresh keys; never overwrite one."""

import base64
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Fill the empty keys of `.env.example`; a trial runs with DEBUG off but without HTTPS."""
    target = ROOT / ".env"
    if target.exists():
        return
    private = X25519PrivateKey.generate()
    raw = serialization.Encoding.Raw
    filled = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "SECRET_FINGERPRINT_KEY": secrets.token_urlsafe(32),
        "INTAKE_PRIVATE_KEY": base64.b64encode(
            private.private_bytes(
                raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
            )
        ).decode(),
        "INTAKE_PUBLIC_KEY": base64.b64encode(
            private.public_key().public_bytes(raw, serialization.PublicFormat.Raw)
        ).decode(),
        "HTTPS_ONLY": "false",
        "DEMO": "true",
    }
    lines = []
    for line in (ROOT / ".env.example").read_text().splitlines():
        name, sign, _value = line.partition("=")
        lines.append(f"{name}={filled[name]}" if sign and name in filled else line)
    unfinished = target.with_name(".env.unfinished")
    unfinished.touch(mode=0o600)
    unfinished.write_text("\n".join(lines) + "\n")
    unfinished.rename(target)


if __name__ == "__main__":
    main()
