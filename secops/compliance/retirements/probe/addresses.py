"""Which hosts may be looked at, and which of their addresses may be spoken to.

Who can write a host into the register must not be able to make this machine knock on doors inside
the city's own network: a name has to be one of the government's, and every address it has at the
moment of the look must lie in the public network or in a network that was named for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: Of these 128 bits the last 32 are an IPv4 address that the packet ends at (RFC 6052).
_NAT64 = IPv6Network("64:ff9b::/96")
#: The local form of the same (RFC 8215).
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
#: An old way to write an IPv4 address as IPv6.
_COMPATIBLE = IPv6Network("::/96")


def networks_of(words: Iterable[str]) -> tuple[Network, ...]:
    """Networks from a setting; ValueError for what is none."""
    return tuple(ip_network(word, strict=False) for word in words)


def is_ours(host: str, *, domains: Sequence[str], networks: Sequence[Network]) -> bool:
    """Whether a host is one of the government's: under one of its domains, or an address in one of
    its networks. A part of a label is no domain: `xkota.example` is not under `kota.example`."""
    plain = host.rstrip(".").casefold()
    address = as_address(plain)
    if address is not None:
        return any(address in network for network in networks if network.version == address.version)
    return any(plain == one or plain.endswith(f".{one}") for one in map(_plain, domains) if one)


def may_speak_to(address: Address, networks: Sequence[Network]) -> bool:
    """Whether an address lies in the public network or in one of ours, whatever form hides it.

    Our own machine, its neighbours on the wire (where clouds keep their secrets) and groups of
    machines are never spoken to, whatever network is named.
    """
    return all(_is_open(one, networks) for one in forms_of(address))


def forms_of(address: Address) -> list[Address]:
    """The address, and the IPv4 addresses that are hidden in an IPv6 one."""
    found: list[Address] = [address]
    if isinstance(address, IPv6Address):
        hidden = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64 or address in _COMPATIBLE or address in _NAT64_LOCAL:
            hidden.append(IPv4Address(int(address) & 0xFFFFFFFF))
        found += [one for one in hidden if one is not None]
        if address.ipv4_mapped is not None:
            # The mapped form is never global by itself; the address in it decides.
            found.remove(address)
    return found


def _is_open(address: Address, networks: Sequence[Network]) -> bool:
    if (
        address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_unspecified
    ):
        return False
    if any(address in network for network in networks if network.version == address.version):
        return True
    return address.is_global and not address.is_reserved


def as_address(host: str) -> Address | None:
    """The address that a host is written as; None for a name."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def _plain(domain: str) -> str:
    return domain.strip().strip(".").casefold()
