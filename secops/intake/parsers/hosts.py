"""Whose is this address: of which application, ours but unknown, or nobody's we answer for."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from .row import AppId

_REMEMBERED: Final = 32_768
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,15})://")
_NAME = re.compile(r"(?=.{1,253}$)\w(?:[\w-]{0,61}\w)?(?:\.\w(?:[\w-]{0,61}\w)?)*")
_IMPLIED: Final = {"http": 80, "https": 443}


class Address(NamedTuple):
    """A place as written: host (casefolded), port if written, Android package or ''."""

    scheme: str
    host: str
    port: int | None
    package: str


class Place(NamedTuple):
    """An address judged: `application` where registered; `ours` also without one."""

    host: str
    port: int | None
    package: str
    application: AppId | None
    ours: bool


def clean_host(text: str, *, bare: bool) -> str:
    """The host casefolded, or '' if `text` is none. `bare`: no scheme stood before it, so it must
    look like a full name (a dot and a last part with letters) or an IP address."""
    host = text.strip().rstrip(".").casefold()
    if host.startswith("[") and host.endswith("]"):
        try:
            return str(ipaddress.IPv6Address(host[1:-1].partition("%")[0]))
        except ValueError:
            return ""
    if not host or not _NAME.fullmatch(host):
        return ""
    last = host.rpartition(".")[2]
    if last.isdigit():
        try:
            return str(ipaddress.IPv4Address(host)) if host.isascii() else ""
        except ValueError:
            return ""  # 1.2 or a number is neither a name nor an address
    if bare and ("." not in host or len(last) < 2 or not any(sign.isalpha() for sign in last)):
        return ""
    return host


def read_port(text: str) -> int | None:
    """1 to 65535, else None."""
    if text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65536:
        return int(text)
    return None


def read_address(text: str) -> Address | None:
    """The address in a cell or after a label, None if there is none.

    `https://host:8443/path`, `host/path`, `192.0.2.50:6517`, `android://hash==@package/`.
    A name and password before `@` are dropped unread.
    """
    text = text.strip()
    scheme = ""
    if match := _SCHEME.match(text):
        scheme = match[1].casefold()
        text = text[match.end() :]
    if scheme == "android":
        package = clean_host(
            re.split(r"[/:?#\s]", text.rpartition("@")[2], maxsplit=1)[0], bare=True
        )
        return Address(scheme, package, None, package) if package else None
    authority = re.split(r"[/?#\\\s]", text, maxsplit=1)[0]
    if "@" in authority:
        if not scheme:
            return None  # a mail address is a login, not a place
        authority = authority.rpartition("@")[2]
    name, port = authority, None
    if not authority.endswith("]"):
        before, colon, after = authority.rpartition(":")
        if colon:
            port = read_port(after)
            if after and port is None:
                return None
            name = before
    host = clean_host(name, bare=not scheme)
    return Address(scheme, host, port, "") if host else None


class HostIndex:
    """The register of places: government domains and networks, and each application's hosts.

    Domains match whole names only (`bukankotacontoh.example` is not under `kotacontoh.example`).
    """

    def __init__(self, domains: Iterable[str], networks: Iterable[str] = ()) -> None:
        self._domains = frozenset(
            domain.strip().strip(".").casefold() for domain in domains if domain.strip()
        )
        self._networks = [ipaddress.ip_network(text.strip(), strict=False) for text in networks]
        self._hosts: dict[tuple[str, int | None], AppId] = {}
        self._packages: dict[str, AppId] = {}
        self.known: dict[str, Place] = {}
        """Addresses already judged, as written; bounded, so memory stays constant."""

    def add(self, application: AppId, *texts: str) -> list[str]:
        """Register addresses: a URL, or `other_hosts` ("a.b c.d 192.0.2.50:6517 com.pkg").

        Returns what could not be registered: no address, or already another application's.
        """
        problems: list[str] = []
        for token in " ".join(texts).split():
            address = read_address(token)
            if address is None:
                problems.append(token)
                continue
            owner = self._hosts.setdefault((address.host, address.port), application)
            # com.pkg and a.b look alike: a name without port may be a package as well.
            if address.port is None:
                self._packages.setdefault(address.host, application)
            if owner != application:
                problems.append(token)
        self.known.clear()
        return problems

    def judge(self, address: Address) -> Place:
        """Port first, then without; a port the scheme implies (80, 443) counts as written.

        Android: ours by its reversed name, an application's only under the package itself.
        """
        scheme, host, port, package = address
        if package:
            application = self._packages.get(package)
            reverse = ".".join(reversed(package.split(".")))
            return Place(
                host, None, package, application, application is not None or self._own(reverse)
            )
        written = port if port is not None else _IMPLIED.get(scheme)
        application = self._hosts.get((host, written)) if written is not None else None
        if application is None:
            application = self._hosts.get((host, None))
        return Place(host, port, "", application, application is not None or self._own(host))

    def _own(self, host: str) -> bool:
        name = host
        while name:
            if name in self._domains:
                return True
            name = name.partition(".")[2]
        if self._networks and (host[-1:].isdigit() or ":" in host):
            try:
                ip = ipaddress.ip_address(host)
            except ValueError:
                return False
            return any(ip in network for network in self._networks)
        return False

    def remember(self, written: str, place: Place) -> None:
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        self.known[written] = place

    def find(self, text: str) -> Place | None:
        """The place of an address as written, None where it is no address."""
        place = self.known.get(text)
        if place is None:
            address = read_address(text)
            if address is None:
                return None
            place = self.judge(address)
            if len(text) <= 200 and "@" not in text:  # a name and password may stand before @
                self.remember(text, place)
        return place
