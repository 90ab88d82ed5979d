"""One look at one host: resolved once, checked, spoken to under exactly that address.

What is asked again could answer otherwise, so the name is looked up once and the connection goes to
the number that was checked; host and certificate are still asked for by name. Nothing is followed
to another host, nothing is sent but the question, little is read, and all of it within a few
seconds.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from urllib.parse import urlsplit

from cryptography import x509

from secops.compliance.retirements.probe.addresses import (
    Address,
    Network,
    as_address,
    is_ours,
    may_speak_to,
)

#: For the whole look: lookup, connection, answer.
SECONDS = 5.0
#: More of an answer is never read.
MOST_BYTES = 64 * 1024
#: A host may send on to itself (http to https) so often; to another host never.
REDIRECTS = 2
TITLE_LENGTH = 120

_TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)


class Fault(StrEnum):
    """What went wrong at a look."""

    NOT_OURS = "not_ours"
    REFUSED = "refused"
    NO_NAME = "no_name"
    RESOLVER = "resolver"
    NO_ANSWER = "no_answer"
    TOO_SLOW = "too_slow"
    BROKEN = "broken"


class TlsFault(StrEnum):
    """What is wrong with a certificate."""

    EXPIRED = "expired"
    OTHER_NAME = "other_name"
    UNTRUSTED = "untrusted"
    INVALID = "invalid"


#: OpenSSL's number of what it found -> ours.
_VERIFY = {
    10: TlsFault.EXPIRED,
    18: TlsFault.UNTRUSTED,
    19: TlsFault.UNTRUSTED,
    20: TlsFault.UNTRUSTED,
    21: TlsFault.UNTRUSTED,
    62: TlsFault.OTHER_NAME,
    64: TlsFault.OTHER_NAME,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a host said."""

    answered: bool = False
    status: int | None = None
    title: str = ""
    leads_to: str = ""
    tls_until: datetime | None = None
    tls_fault: str = ""
    fault: str = ""


class _Unanswered(Exception):
    """No connection, or none that speaks what was expected."""


Resolve = Callable[[str, int], list[Address]]


def resolve(name: str, port: int) -> list[Address]:
    """Every address of a name, asked for once."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return [ip_address(str(one[4][0]).partition("%")[0]) for one in found]


@dataclass(frozen=True, slots=True)
class Prober:
    """Looks at hosts within an allow-list.

    `allows` and `context` are for tests, which speak to servers on their own machine.
    """

    domains: Sequence[str]
    networks: Sequence[Network] = ()
    resolve: Resolve = resolve
    allows: Callable[[Address, Sequence[Network]], bool] = may_speak_to
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = SECONDS
    #: Ports by scheme where the register names none.
    ports: tuple[tuple[str, int], ...] = (("https", 443), ("http", 80))

    def look(self, host: str, port: int | None = None) -> Seen:
        """Look at a host; never raises, and never takes longer than it may."""
        if not is_ours(host, domains=self.domains, networks=self.networks):
            return Seen(fault=Fault.NOT_OURS)
        end = time.monotonic() + self.seconds
        try:
            addresses = self._addresses(host, port or 443, end)
        except TimeoutError:
            return Seen(fault=Fault.RESOLVER)
        except socket.gaierror as broken:
            gone = broken.errno in (socket.EAI_NONAME, socket.EAI_NODATA)
            return Seen(fault=Fault.NO_NAME if gone else Fault.RESOLVER)
        except (OSError, ValueError, UnicodeError):
            return Seen(fault=Fault.NO_NAME)
        if not addresses:
            return Seen(fault=Fault.NO_NAME)
        if not all(self.allows(one, self.networks) for one in addresses):
            return Seen(fault=Fault.REFUSED)
        return self._knock(host, addresses[0], port, end)

    def _addresses(self, host: str, port: int, end: float) -> list[Address]:
        """Look the name up, for no longer than there is time: the resolver itself knows no end."""
        written = as_address(host)
        if written is not None:
            return [written]
        found: list[list[Address]] = []
        broken: list[Exception] = []

        def ask() -> None:
            try:
                found.append(self.resolve(host, port))
            except Exception as one:
                broken.append(one)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(max(0.0, end - time.monotonic()))
        if broken:
            raise broken[0]
        if not found:
            raise TimeoutError
        return found[0]

    def _knock(self, host: str, address: Address, port: int | None, end: float) -> Seen:
        tries = [(scheme, port or own) for scheme, own in self.ports]
        for scheme, one in tries:
            with suppress(_Unanswered):
                return self._follow(_Call(host, address, scheme, one, "/"), end)
        slow = time.monotonic() >= end
        return Seen(fault=Fault.TOO_SLOW if slow else Fault.NO_ANSWER)

    def _follow(self, call: _Call, end: float) -> Seen:
        """Ask, and go where the host itself sends us, as long as it is the host itself."""
        seen = Seen()
        for _step in range(REDIRECTS + 1):
            now, to = self._ask(call, end)
            seen = replace(
                now,
                tls_until=now.tls_until or seen.tls_until,
                tls_fault=now.tls_fault or seen.tls_fault,
            )
            if not to:
                return seen
            further = self._further(call, to)
            if further is None:
                return replace(seen, leads_to=_host_of(call, to))
            call = further
        return seen

    def _further(self, call: _Call, to: str) -> _Call | None:
        """The next call to the same host, on a port that is asked anyway; None for any other."""
        try:
            parts = urlsplit(to)
            port, name = parts.port, (parts.hostname or call.host).rstrip(".").casefold()
        except ValueError:
            return None
        scheme = parts.scheme or call.scheme
        known = dict(self.ports)
        if name != call.host.rstrip(".").casefold() or scheme not in known or parts.username:
            return None
        same = not parts.netloc
        wanted = port or (call.port if same else known[scheme])
        if wanted not in (call.port, known[scheme]):
            return None
        path = parts.path or "/"
        return replace(
            call, scheme=scheme, port=wanted, path=f"{path}?{parts.query}" if parts.query else path
        )

    def _ask(self, call: _Call, end: float) -> tuple[Seen, str]:
        """One question; what was seen, and where the host sends us."""
        sock, until, tls_fault = self._connected(call, end)
        watch = threading.Timer(max(0.05, end - time.monotonic()), _cut, [sock])
        watch.daemon = True
        watch.start()
        seen = Seen(answered=True, tls_until=until, tls_fault=tls_fault)
        try:
            answer = _request(sock, call)
        except (HTTPException, OSError, ValueError):
            slow = time.monotonic() >= end - 0.05
            return replace(seen, fault=Fault.TOO_SLOW if slow else Fault.BROKEN), ""
        else:
            # Whoever dripped until the time was over was cut off among his headers.
            slow = time.monotonic() >= end - 0.05
            body = _read(answer, end)
            to = answer.headers.get("Location", "") if 300 <= answer.status < 400 else ""
            return (
                replace(
                    seen,
                    status=answer.status if 100 <= answer.status < 1000 else None,
                    title=_title(body, answer.headers.get("Content-Type", "")),
                    fault=Fault.TOO_SLOW if slow else "",
                ),
                to[:2000],
            )
        finally:
            watch.cancel()
            with suppress(OSError):
                sock.close()

    def _connected(self, call: _Call, end: float) -> tuple[socket.socket, datetime | None, str]:
        """A connection to exactly the checked address; the certificate is asked for by name."""
        plain = _open(call, end)
        if call.scheme == "http":
            return plain, None, ""
        try:
            secure = _secured(plain, self.context, call, end)
        except ssl.SSLCertVerificationError as broken:
            fault = _VERIFY.get(broken.verify_code, TlsFault.INVALID)
        except (OSError, ValueError) as broken:
            plain.close()
            raise _Unanswered from broken
        else:
            return secure, _until(secure), ""
        plain.close()
        # Once more without judging it: when the certificate ends, and whether anybody is there.
        # Nothing is sent that could be stolen.
        blind = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
        again = _open(call, end)
        try:
            secure = _secured(again, blind, call, end)
        except (OSError, ValueError) as broken:
            again.close()
            raise _Unanswered from broken
        return secure, _until(secure), fault


@dataclass(frozen=True, slots=True)
class _Call:
    """One question: which host, under which address, how."""

    host: str
    address: Address
    scheme: str
    port: int
    path: str


def _open(call: _Call, end: float) -> socket.socket:
    left = end - time.monotonic()
    if left <= 0:
        raise _Unanswered
    try:
        return socket.create_connection((str(call.address), call.port), timeout=left)
    except OSError as broken:
        raise _Unanswered from broken


def _secured(
    plain: socket.socket, context: ssl.SSLContext, call: _Call, end: float
) -> ssl.SSLSocket:
    watch = threading.Timer(max(0.05, end - time.monotonic()), _cut, [plain])
    watch.daemon = True
    watch.start()
    try:
        return context.wrap_socket(plain, server_hostname=call.host)
    finally:
        watch.cancel()


def _until(secure: ssl.SSLSocket) -> datetime | None:
    """When the certificate ends; None where it says nothing readable."""
    with suppress(ValueError):
        raw = secure.getpeercert(binary_form=True)
        if raw:
            return x509.load_der_x509_certificate(raw).not_valid_after_utc
    return None


def _request(sock: socket.socket, call: _Call) -> HTTPResponse:
    line = HTTPConnection(call.host, call.port)
    line.sock = sock
    line.putrequest("GET", call.path, skip_host=True, skip_accept_encoding=True)
    usual = {"https": 443, "http": 80}[call.scheme]
    shown = f"[{call.host}]" if ":" in call.host else call.host
    line.putheader("Host", shown if call.port == usual else f"{shown}:{call.port}")
    line.putheader("User-Agent", "siaga-probe")
    line.putheader("Accept", "text/html")
    line.putheader("Accept-Encoding", "identity")
    line.putheader("Connection", "close")
    line.endheaders()
    return line.getresponse()


def _read(answer: HTTPResponse, end: float) -> bytes:
    """The beginning of the body, as much as comes in time."""
    body = b""
    with suppress(HTTPException, OSError, ValueError, AttributeError):
        while len(body) < MOST_BYTES and time.monotonic() < end:
            piece = answer.read1(MOST_BYTES - len(body))
            if not piece:
                break
            body += piece
    return body


def _title(body: bytes, content_type: str) -> str:
    """The title as plain text: no markup, no line breaks, no signs that turn the reading order."""
    found = _TITLE.search(body)
    if found is None:
        return ""
    charset = _CHARSET.search(content_type)
    try:
        words = found[1].decode(charset[1] if charset else "utf-8", "replace")
    except LookupError:
        words = found[1].decode("utf-8", "replace")
    shown = "".join(sign if sign.isprintable() else " " for sign in unescape(words))
    return " ".join(shown.split())[:TITLE_LENGTH]


def _host_of(call: _Call, to: str) -> str:
    """The host that an answer points to, as far as it can be read."""
    with suppress(ValueError):
        parts = urlsplit(to)
        name = "".join(sign for sign in parts.hostname or "" if sign.isprintable())
        return (name if not parts.port else f"{name}:{parts.port}")[:253]
    return "?"


def _cut(sock: socket.socket) -> None:
    """Wake up who waits for an answer that takes too long."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
