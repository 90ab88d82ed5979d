"""URL-login-password lists ("ULP", combo lists): one leaked login per line.

All shapes of the lists in circulation: with scheme or without, `:` `;` `|` tab or blank between
the fields, login first, IP and port, Android packages, separators inside the password.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from .decode import Lines
from .fingerprint import Fingerprinter
from .hosts import Address, HostIndex, Place, clean_host, read_port
from .logins import LOGIN_LIMIT, has_lost_digits, login_key, saved
from .row import LeakRow, Tally, new_row

_SEPARATORS: Final = ":;|\t"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,15})://")
_HOST = re.compile(r"\[[0-9A-Fa-f:.%]+\]|[^\s/?#:;|,@\\\"'<>\[\]]+")
_USER_INFO = re.compile(r"[^\s/@|;]*@")
_PORT = re.compile(r":(\d{1,5})(?!\d)")
_ANDROID_KEY = re.compile(r"[^\s@:;|]*@")
_LOGIN_END = re.compile(r"[:;|\t ]+")
_COLON = re.compile(r":(?!//)")
_SPACED_NUMBER = re.compile(r"[\d ]+")


class Fields(NamedTuple):
    """A line taken apart. `end`: where a plain `scheme://host:port` prefix ends, else 0."""

    place: Place
    login: str
    secret: str
    end: int


def parse_ulp(
    lines: Lines, ours: HostIndex, fingerprinter: Fingerprinter, tally: Tally, batch_size: int
) -> Iterator[list[LeakRow]]:
    """Batches of rows; counts go to `tally`. About 2 microseconds a row: keep this loop flat.

    The quick way knows the text before the first slash from an earlier line and splits the rest
    at colons; everything else goes through `take_apart`.
    """
    known = ours.known
    of_secret, of_sighting = fingerprinter.of_secret, fingerprinter.of_sighting
    batch: list[LeakRow] = []
    for first, chunk in lines:
        rows = outside = 0
        for number, line in enumerate(chunk, first):
            if not line:
                if line is None:
                    rows += 1
                    tally.reject(number, "too_long" if number in lines.too_long else "unreadable")
                continue
            # From 8 on: past the slashes of https://
            slash = line.find("/", 8)
            place = known.get(line[:slash]) if slash > 0 else None
            if place is not None and not place.ours:
                rows += 1
                outside += 1
                continue
            login = secret = ""
            if place is not None:
                rows += 1
                tail = line[slash:]
                if ";" not in tail and "|" not in tail and "\t" not in tail:
                    parts = tail.split(":", 2)
                    if len(parts) == 3 and parts[1][:2] != "//" and " " not in parts[0]:
                        login, secret = parts[1].strip(), parts[2]
                    else:
                        login, secret, _ = split_tail(tail)
                else:
                    login, secret, _ = split_tail(tail)
            else:
                if line.isspace():
                    continue
                rows += 1
                fields = take_apart(line, ours)
                if fields is None:
                    tally.reject(number, "no_host")
                    continue
                place = fields.place
                if fields.end and fields.end == slash:
                    ours.remember(line[:slash], place)
                if not place.ours:
                    outside += 1
                    continue
                login, secret = fields.login, fields.secret
            if not login or login[0] == "[":
                login = saved(login)
                if not login:
                    tally.reject(number, "no_login")
                    continue
            if len(login) > LOGIN_LIMIT:
                tally.reject(number, "login_too_long")
                continue
            if login.isdigit():
                key = login
            elif has_lost_digits(login):
                tally.reject(number, "lost_digits")
                continue
            else:
                key = login_key(login)
            secret = secret.strip()
            if secret and secret[0] == "[":
                secret = saved(secret)
            mark = of_secret(key, secret) if secret else of_sighting(key, "ulp", "")
            batch.append(
                new_row(
                    (
                        number,
                        place.host,
                        place.port,
                        place.package,
                        place.application,
                        login,
                        key,
                        mark,
                        None,
                        False,
                        None,
                        bool(secret),
                    )
                )
            )
            if len(batch) >= batch_size:
                tally.rows += rows
                tally.outside += outside
                rows = outside = 0
                yield batch
                batch = []
        tally.rows += rows
        tally.outside += outside
    if batch:
        yield batch


def take_apart(line: str, ours: HostIndex) -> Fields | None:
    """Address, login and secret of one line in any shape, None where it names no host."""
    line = line.strip()
    at = line.find("://")
    if at > 0:
        head = line[:at]
        before = max(head.rfind(sign) for sign in _SEPARATORS + " ")
        if before >= 0:  # something stands before the address: login first?
            credentials = head[:before].rstrip(_SEPARATORS + " ")
            if not _starts_with_place(credentials, ours):
                return _login_first(line, before, ours)
    return _address_first(line, ours) or _bare_address_last(line, ours)


def _starts_with_place(credentials: str, ours: HostIndex) -> bool:
    """`host/path:login` before a password that holds an address; `DINKES/budi` is no place."""
    host = _HOST.match(credentials)
    if host is None or "." not in host[0]:
        return False
    follows = credentials[host.end() : host.end() + 1]
    if follows == "@" or not (name := clean_host(host[0], bare=True)):
        return False
    return follows == "/" or ours.judge(Address("", name, None, "")).ours


def _login_first(line: str, before: int, ours: HostIndex) -> Fields | None:
    tail = line[before + 1 :]
    slash = tail.find("/", 8)
    place = ours.known.get(tail[:slash]) if slash > 0 else None
    if place is None:
        address, end = _cut_address(tail)
        if address is None:
            return None
        place = ours.judge(address)
        if end == slash and address.scheme != "android" and "@" not in tail[:end]:
            ours.remember(tail[:end], place)
    separator = line[before]
    credentials = line[:before]
    if separator in credentials:
        login, _, secret = credentials.partition(separator)
    else:
        login, secret = _cut_login(credentials)
    return Fields(place, login.strip(), secret, 0)


def _address_first(line: str, ours: HostIndex) -> Fields | None:
    address, end = _cut_address(line)
    if address is None:
        return None
    login, secret, separators = split_tail(line[end:])
    # `kartika.ani:rahasia` is login and password of nowhere, not a host and a login.
    unsure = not address.scheme and line[end : end + 1] != "/" and separators < 2
    place = ours.judge(address)
    if unsure and not place.ours:
        return None
    plain = address.scheme != "android" and "@" not in line[:end]
    return Fields(place, login, secret, end if plain else 0)


def _bare_address_last(line: str, ours: HostIndex) -> Fields | None:
    """`login:password:host/path` without a scheme."""
    separator = next((sign for sign in "|;\t:" if line.count(sign) >= 2), "")
    if not separator:
        return None
    credentials, _, tail = line.rpartition(separator)
    address, end = _cut_address(tail)
    if address is None or address.scheme or tail[end : end + 1] not in ("", "/", "?", "#"):
        return None
    login, _, secret = credentials.partition(separator)
    return Fields(ours.judge(address), login.strip(), secret, 0)


def _cut_address(text: str) -> tuple[Address | None, int]:
    """The address `text` begins with, and where it ends (before path or separator)."""
    scheme, start = "", 0
    if match := _SCHEME.match(text):
        scheme, start = match[1].casefold(), match.end()
    if scheme == "android":
        if key := _ANDROID_KEY.match(text, start):
            start = key.end()
        name = _HOST.match(text, start)
        package = clean_host(name[0], bare=True) if name else ""
        if name is None or not package:
            return None, 0
        return Address(scheme, package, None, package), name.end()
    match = _HOST.match(text, start)
    follows = text[match.end() : match.end() + 1] if match else ""
    host = ""
    if match and follows != "@":
        host = clean_host(match[0], bare=True)
        if not host and scheme and (follows != ":" or "@" not in text[match.end() :]):
            host = clean_host(match[0], bare=False)
    if not host and scheme and (user := _USER_INFO.match(text, start)):
        match = _HOST.match(text, user.end())  # name:password@host; both are dropped unread
        host = clean_host(match[0], bare=False) if match else ""
    if not host or match is None:
        return None, 0
    end, port = match.end(), None
    if digits := _PORT.match(text, end):
        rest = text[digits.end() :]
        # `host:8443:login:password` has a port, `host:8443:password` a login of digits.
        if not rest or rest[0] in "/?#" or (rest[0] in _SEPARATORS and rest.count(rest[0]) >= 2):
            port = read_port(digits[1])
            end = digits.end() if port is not None else end
    return Address(scheme, host, port, ""), end


def split_tail(tail: str) -> tuple[str, str, int]:
    """Login, secret and number of separators found in `path SEP login SEP secret`.

    The separator is the first that stands twice; where unsure, the login ends early, because a
    piece of a password must never be kept as a login.
    """
    for sign in () if " " in tail[:64] else ";|":  # lists mostly hold to one of them
        if sign in tail and ":" not in tail and len(parts := tail.split(sign, 2)) == 3:
            rest = parts[1] + parts[2]
            if ";" not in rest and "|" not in rest and "\t" not in rest:
                return parts[1].strip(), parts[2], 2
    best: tuple[int, str] | None = None
    for sign in _SEPARATORS + ",":
        at = _first_colon(tail) if sign == ":" else tail.find(sign)
        if at < 0 or tail.count(sign, at) < 2:
            continue
        login = tail[at + 1 :].partition(sign)[0]
        if any(other in login and tail.count(other) >= 2 for other in "|;\t" if other != sign):
            continue
        if best is None or (at < best[0] and sign != ","):
            best = at, sign
    # No path holds a blank: `/login budi:rahasia` is cut at the blank first.
    if best is not None and " " not in tail[: best[0]].strip():
        login, _, secret = tail[best[0] + 1 :].partition(best[1])
        return login.strip(), secret, 2
    at = min((tail.find(sign) for sign in ";|\t" if sign in tail), default=-1)
    colon = _first_colon(tail)
    at = colon if at < 0 or 0 <= colon < at else at
    blank = tail.find(" ")
    if at >= 0 and not 0 <= blank < at:
        login, secret = _cut_login(tail[at + 1 :])
        return login, secret, 1 + bool(secret)
    if blank >= 0:
        login, secret = _cut_login(tail[blank + 1 :])
        return login, secret, 1 + bool(secret)
    return "", "", 0


def _first_colon(tail: str) -> int:
    """The first colon that is no part of `://` (an address inside the path)."""
    match = _COLON.search(tail)
    return match.start() if match else -1


def _cut_login(text: str) -> tuple[str, str]:
    """Login and secret where no separator is sure; `18800101 190501 1 901` stays whole."""
    text = text.strip()
    if _SPACED_NUMBER.fullmatch(text):
        return text, ""
    login, *secret = _LOGIN_END.split(text, maxsplit=1)
    return login, secret[0] if secret else ""
