"""The look at a host, against real servers: what it learns, and where it never goes."""

from __future__ import annotations

import socket
import time
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from secops.compliance.retirements.probe.addresses import is_ours, may_speak_to, networks_of
from secops.compliance.retirements.probe.looking import (
    MOST_BYTES,
    Fault,
    Prober,
    Seen,
    TlsFault,
)
from tests.retirements.servers import Authority, answers, serving

HOST = "lama.kotacontoh.example"
PAGE = answers(b"<html><title>Aplikasi  Lama</title>")


def looker(*where: str, **more: Any) -> Prober:
    """A prober to which the host's name means these addresses, on this machine."""
    found = [ip_address(one) for one in where or ("127.0.0.1",)]
    given: dict[str, Any] = {
        "resolve": lambda name, port: found,
        "allows": lambda address, networks: address.is_loopback,
        "seconds": 2.0,
    }
    if "context" not in more:
        given["ports"] = (("http", 80),)
    return Prober(["kotacontoh.example"], **{**given, **more})


# --- where it may go ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("lama.kotacontoh.example", True),
        ("KOTACONTOH.example.", True),
        ("xkotacontoh.example", False),
        ("kotacontoh.example.evil.test", False),
        ("10.1.2.3", True),
        ("10.2.0.1", False),
        ("::ffff:10.1.2.3", False),
        ("127.0.0.1", False),
        ("", False),
    ],
)
def test_only_hosts_of_the_government_are_looked_at(host: str, ours: bool) -> None:
    networks = networks_of(["10.1.0.0/16"])
    assert is_ours(host, domains=["kotacontoh.example", ""], networks=networks) is ours


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "10.0.0.5",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.5",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a00:5",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)
def test_addresses_inside_are_refused_in_every_form(address: str) -> None:
    assert not may_speak_to(ip_address(address), ())


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_spoken_to(address: str) -> None:
    assert may_speak_to(ip_address(address), ())


def test_a_named_network_opens_itself_and_never_the_neighbours_on_the_wire() -> None:
    networks = [ip_network("10.1.0.0/16"), ip_network("0.0.0.0/0"), ip_network("::/0")]
    assert may_speak_to(ip_address("10.1.2.3"), networks[:1])
    assert may_speak_to(ip_address("::ffff:10.1.2.3"), networks[:1])
    assert not may_speak_to(ip_address("10.2.0.1"), networks[:1])
    for never in ("127.0.0.1", "169.254.169.254", "::1", "fe80::1", "::ffff:127.0.0.1"):
        assert not may_speak_to(ip_address(never), networks)


@pytest.mark.parametrize(
    "where", [("127.0.0.1",), ("8.8.8.8", "169.254.169.254"), ("::ffff:127.0.0.1",)]
)
def test_one_address_inside_is_enough_to_refuse_the_host(where: tuple[str, ...]) -> None:
    with serving(PAGE) as (port, asked):
        seen = looker(*where, allows=may_speak_to).look(HOST, port)
    assert seen == Seen(fault=Fault.REFUSED)
    assert asked == []


def test_a_host_of_somebody_else_is_not_even_looked_up() -> None:
    def never(name: str, port: int) -> list[Any]:
        raise AssertionError(name)

    assert looker(resolve=never).look("evil.test").fault == Fault.NOT_OURS


def test_the_name_is_asked_for_once_whatever_it_says_later() -> None:
    said = []

    def turning(name: str, port: int) -> list[Any]:
        said.append(name)
        return [ip_address("127.0.0.1" if len(said) == 1 else "127.0.0.2")]

    with serving(PAGE) as (port, asked):
        seen = looker(resolve=turning, allows=lambda one, _n: str(one) == "127.0.0.1").look(
            HOST, port
        )
    assert seen.title == "Aplikasi Lama"
    assert said == [HOST]
    assert len(asked) == 1


# --- what it learns ----------------------------------------------------------------------------


def test_status_and_title_and_nothing_sent_but_the_question() -> None:
    with serving(PAGE) as (port, asked):
        seen = looker().look(HOST, port)
    assert (seen.answered, seen.status, seen.title, seen.fault) == (True, 200, "Aplikasi Lama", "")
    (question,) = [one for one in asked if one.startswith(b"GET")]
    assert f"Host: {HOST}:{port}".encode() in question
    for never in (b"Cookie", b"Authorization", b"Referer"):
        assert never not in question


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (b"<b>x</b> &amp; &lt;script&gt;", "<b>x</b> & <script>"),
        (b"a\r\n\tb\x00c", "a b c"),
        ("\u202eterbalik".encode(), "terbalik"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"x" * 500, "x" * 120),
    ],
)
def test_a_title_is_plain_words(title: bytes, shown: str) -> None:
    with serving(answers(b"<TITLE lang=id>" + title + b"</TITLE>")) as (port, _asked):
        assert looker().look(HOST, port).title == shown


def test_a_redirect_to_another_host_is_told_and_not_followed() -> None:
    with serving(PAGE) as (inside, asked_inside):
        to = f"http://127.0.0.1:{inside}/rahasia"
        away = answers(b"", "302 Found", (f"Location: {to}",))
        with serving(away) as (port, asked):
            seen = looker().look(HOST, port)
    assert (seen.answered, seen.status, seen.leads_to) == (True, 302, f"127.0.0.1:{inside}")
    assert asked_inside == []
    assert len([one for one in asked if one.startswith(b"GET")]) == 1


@pytest.mark.parametrize(
    "to",
    [
        "http://evil.test/",
        "//evil.test/x",
        "gopher://lama.kotacontoh.example/",
        "http://lama.kotacontoh.example:22/",
        "http://user:pw@lama.kotacontoh.example/",
        "http://lama.kotacontoh.example.evil.test/",
        "http://[::1",
    ],
)
def test_no_trick_leads_it_elsewhere(to: str) -> None:
    with serving(answers(b"", "301 Moved", (f"Location: {to}",))) as (port, asked):
        seen = looker().look(HOST, port)
    assert seen.status == 301
    assert len([one for one in asked if one.startswith(b"GET")]) == 1


def test_the_host_may_send_on_to_itself_but_not_for_ever() -> None:
    asked_for: list[bytes] = []

    def handle(line: socket.socket, said: bytes) -> None:
        path = said.split(b" ")[1]
        asked_for.append(path)
        if path == b"/":
            answers(b"", "302 Found", ("Location: /masuk?x=1",))(line, said)
        else:
            PAGE(line, said)

    with serving(handle) as (port, _asked):
        assert looker().look(HOST, port).title == "Aplikasi Lama"
    assert asked_for == [b"/", b"/masuk?x=1"]
    with serving(answers(b"", "302 Found", ("Location: /lagi",))) as (port, asked):
        seen = looker().look(HOST, port)
    assert seen.status == 302
    assert len([one for one in asked if one.startswith(b"GET")]) == 3


# --- servers that are no good ------------------------------------------------------------------


def test_a_body_without_end_is_read_to_its_limit() -> None:
    sent = 0

    def handle(line: socket.socket, _said: bytes) -> None:
        nonlocal sent
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n<title>Tanpa akhir</title>")
        while sent < 50 * MOST_BYTES:
            sent += line.send(b"x" * 8192)

    began = time.monotonic()
    with serving(handle) as (port, _asked):
        seen = looker().look(HOST, port)
    assert seen.title == "Tanpa akhir"
    assert time.monotonic() - began < 2.5
    assert sent < 50 * MOST_BYTES


def test_a_body_that_drips_keeps_what_came_in_time() -> None:
    def handle(line: socket.socket, _said: bytes) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n<title>Pelan</title>")
        for _n in range(60):
            time.sleep(0.1)
            line.sendall(b".")

    began = time.monotonic()
    with serving(handle) as (port, _asked):
        seen = looker(seconds=1.0).look(HOST, port)
    assert (seen.status, seen.title) == (200, "Pelan")
    assert time.monotonic() - began < 1.8


def test_headers_that_drip_end_with_the_time() -> None:
    def handle(line: socket.socket, _said: bytes) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        for _n in range(60):
            time.sleep(0.1)
            line.sendall(b"X: y\r\n")

    began = time.monotonic()
    with serving(handle) as (port, _asked):
        seen = looker(seconds=1.0).look(HOST, port)
    assert (seen.answered, seen.fault) == (True, Fault.TOO_SLOW)
    assert time.monotonic() - began < 1.8


def test_silence_nonsense_and_a_closed_door() -> None:
    with serving(lambda line, said: line.sendall(b"SSH-2.0-x\r\n")) as (port, _asked):
        assert looker().look(HOST, port).fault == Fault.BROKEN
    with serving(lambda line, said: time.sleep(2)) as (port, _asked):
        seen = looker(seconds=0.5).look(HOST, port)
    assert (seen.answered, seen.fault) == (True, Fault.TOO_SLOW)
    closed = looker().look(HOST, port)
    assert (closed.answered, closed.fault) == (False, Fault.NO_ANSWER)


def test_a_name_that_is_gone_a_resolver_that_is_and_one_that_never_ends() -> None:
    def gone(number: int):
        def ask(name: str, port: int) -> list[Any]:
            raise socket.gaierror(number, "x")

        return ask

    assert looker(resolve=gone(socket.EAI_NONAME)).look(HOST).fault == Fault.NO_NAME
    assert looker(resolve=gone(socket.EAI_AGAIN)).look(HOST).fault == Fault.RESOLVER
    began = time.monotonic()
    slow = looker(resolve=lambda name, port: time.sleep(5) or [], seconds=0.4)
    assert slow.look(HOST).fault == Fault.RESOLVER
    assert time.monotonic() - began < 1.5
    assert looker(resolve=lambda name, port: []).look(HOST).fault == Fault.NO_NAME


# --- certificates ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


def test_a_good_certificate_by_name_on_the_checked_address(authority: Authority) -> None:
    with serving(PAGE, context=authority.server(HOST)) as (port, asked):
        seen = looker(context=authority.trusting()).look(HOST, port)
    assert (seen.title, seen.tls_fault) == ("Aplikasi Lama", "")
    assert seen.tls_until is not None
    assert f"Host: {HOST}".encode() in asked[0]


@pytest.mark.parametrize(
    ("name", "days", "trusted", "fault"),
    [
        (HOST, -1, True, TlsFault.EXPIRED),
        ("lain.kotacontoh.example", 30, True, TlsFault.OTHER_NAME),
        (HOST, 30, False, TlsFault.UNTRUSTED),
    ],
)
def test_a_bad_certificate_is_told_and_the_host_still_answers(
    authority: Authority, tmp_path, name: str, days: int, trusted: bool, fault: str
) -> None:
    other = Authority(tmp_path)
    believes = (authority if trusted else other).trusting()
    with serving(PAGE, context=authority.server(name, days=days)) as (port, _asked):
        seen = looker(context=believes).look(HOST, port)
    assert (seen.answered, seen.title, seen.tls_fault) == (True, "Aplikasi Lama", fault)
    assert seen.tls_until is not None
