"""One HTTP connection to a channel, which tells apart what may have arrived from what has not.

Anything that fails before the request was written is *unreachable*; anything after it is *unsure*:
a server may have acted although its answer never came. An answer has a deadline as a whole, since
a server that drips a byte now and then would hold a worker for ever.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from secops.outbox.senders.base import Unreachable, Unsure, words_of

CONNECT_SECONDS = 5
ANSWER_SECONDS = 20
#: A connection that rested longer is opened anew: the server may be about to close it.
IDLE_SECONDS = 5
#: More of an answer is never read.
MOST_BYTES = 64 * 1024
#: A server that asks for a rest without saying how long, and the longest that is granted.
REST = timedelta(minutes=1)
LONGEST_REST = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body as an object; empty where it is none."""
        with suppress(ValueError, UnicodeDecodeError):
            found = json.loads(self.body)
            if isinstance(found, dict):
                return found
        return {}

    def retry_after(self, now: float | None = None) -> timedelta:
        """How long the server asked us to wait: seconds or a date, within reason."""
        said = self.headers.get("retry-after", "").strip()
        if said.isascii() and said.isdigit():
            return min(timedelta(seconds=int(said[:9])), LONGEST_REST)
        with suppress(ValueError, TypeError):
            until = parsedate_to_datetime(said).timestamp()
            wait = timedelta(seconds=until - (time.time() if now is None else now))
            return min(max(wait, REST), LONGEST_REST)
        return REST


class HttpLine:
    """A connection to one server, opened at the first request.

    `address`: the IP address to speak to where it must not be looked up again (webhooks).
    `secrets` never show up in what is said about a failure.
    """

    def __init__(self, base: str, *, address: str = "", secrets: tuple[str, ...] = ()) -> None:
        parts = urlsplit(base)
        self._host = parts.hostname or ""
        self._https = parts.scheme == "https"
        self._port = parts.port or (443 if self._https else 80)
        self._path = parts.path.rstrip("/")
        self._address = address or self._host
        self._secrets = secrets
        self._open: HTTPConnection | None = None
        self._used = 0.0

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Post a body; raises Unreachable or Unsure."""
        line = self._connected()
        head = {
            "Host": self._host if self._port in (80, 443) else f"{self._host}:{self._port}",
            "Content-Type": "application/json",
            "User-Agent": "siaga-outbox",
            **headers,
        }
        sock = line.sock
        watch = threading.Timer(ANSWER_SECONDS, _cut, [sock])
        watch.daemon = True
        watch.start()
        try:
            line.request("POST", self._path + path, body=body, headers=head, preload_content=False)
            answer = line.getresponse()
            read = answer.read(MOST_BYTES, decode_content=True)
            reply = Reply(
                answer.status, {k.lower(): v for k, v in answer.headers.items()}, bytes(read)
            )
        except (HTTPError, HTTPException, OSError, ValueError) as broken:
            self.close()
            raise Unsure(words_of(broken, *self._secrets)) from None
        finally:
            watch.cancel()
        if len(reply.body) >= MOST_BYTES or reply.headers.get("connection", "").lower() == "close":
            self.close()
        self._used = time.monotonic()
        return reply

    def _connected(self) -> HTTPConnection:
        line = self._open
        if line is not None and time.monotonic() - self._used < IDLE_SECONDS and line.is_connected:
            return line
        self.close()
        try:
            line = self._new()
            line.connect()
        except (HTTPError, HTTPException, OSError, ValueError) as broken:
            raise Unreachable(words_of(broken, *self._secrets)) from None
        if line.sock is not None:
            line.sock.settimeout(ANSWER_SECONDS)
        self._open = line
        return line

    def _new(self) -> HTTPConnection:
        if not self._https:
            return HTTPConnection(self._address, self._port, timeout=CONNECT_SECONDS)
        return HTTPSConnection(
            self._address,
            self._port,
            timeout=CONNECT_SECONDS,
            cert_reqs="CERT_REQUIRED",
            server_hostname=self._host,
            assert_hostname=self._host,
        )

    def close(self) -> None:
        """Hang up."""
        line, self._open = self._open, None
        if line is not None:
            with suppress(OSError, HTTPException):
                line.close()


def _cut(sock: socket.socket) -> None:
    """Wake up who waits for an answer that takes too long."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
