"""Small real servers on this machine, and certificates that are right or wrong."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Handle = Callable[[socket.socket, bytes], None]


def answers(
    body: bytes, status: str = "200 OK", headers: tuple[str, ...] = ("Content-Type: text/html",)
) -> Handle:
    """A server that says this to everybody."""

    def handle(line: socket.socket, _asked: bytes) -> None:
        head = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
        line.sendall("\r\n".join(head).encode() + body)

    return handle


@contextmanager
def serving(
    handle: Handle, *, address: str = "127.0.0.1", context: ssl.SSLContext | None = None
) -> Iterator[tuple[int, list[bytes]]]:
    """A server on a port of its own; yields the port and everything that was asked of it."""
    asked: list[bytes] = []
    over = threading.Event()
    listener = socket.create_server((address, 0))
    listener.settimeout(0.1)

    def one(line: socket.socket) -> None:
        with suppress(OSError), line:
            if context is None:
                hear(line)
            else:
                with context.wrap_socket(line, server_side=True) as secure:
                    hear(secure)

    def hear(line: socket.socket) -> None:
        line.settimeout(3)
        said = line.recv(8192)
        asked.append(said)
        handle(line, said)

    def run() -> None:
        while not over.is_set():
            with suppress(OSError):
                line, _who = listener.accept()
                threading.Thread(target=one, args=(line,), daemon=True).start()

    running = threading.Thread(target=run, daemon=True)
    running.start()
    try:
        yield listener.getsockname()[1], asked
    finally:
        over.set()
        running.join(2)
        listener.close()


class Authority:
    """A certificate authority of the test, and what it signs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Uji CA")])
        self.root = self._sign("Uji CA", self.key.public_key(), ca=True)

    def trusting(self) -> ssl.SSLContext:
        """A client that believes this authority."""
        pem = self.root.public_bytes(serialization.Encoding.PEM).decode()
        return ssl.create_default_context(cadata=pem)

    def server(self, name: str, *, days: int = 30) -> ssl.SSLContext:
        """A server with a certificate for a name that ends so many days from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        found = self._sign(name, key.public_key(), days=days)
        path = self.folder / f"{name}{days}.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + found.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _sign(
        self, name: str, key: ec.EllipticCurvePublicKey, *, days: int = 30, ca: bool = False
    ) -> x509.Certificate:
        now = datetime.now(UTC)  # noqa: TID251 - certificates live on the machine's own clock
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=60))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if not ca:
            builder = builder.add_extension(
                x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False
            )
        ski = x509.SubjectKeyIdentifier.from_public_key(key)
        aki = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        builder = builder.add_extension(ski, critical=False).add_extension(aki, critical=False)
        return builder.sign(self.key, hashes.SHA256())
