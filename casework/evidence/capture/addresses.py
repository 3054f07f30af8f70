"""Which addresses on the web may be fetched: public ones, by http or https, and no others.

A consumer's link is read by the server. Without this, it could be made to read the machines behind
it: its own services, the neighbours in its network, the metadata of its cloud.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

Endpoint = tuple[str, int]
"""An IP address and a port."""
PORTS = {"http": 80, "https": 443}
LONGEST = 900  # characters: a saved page names it in one line of at most 998 (RFC 5322)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
# Public by its number, but inside a cloud it answers with the machine's own data (Azure).
_METADATA = frozenset({IPv4Address("168.63.129.16")})


class PageRefused(Exception):
    """The page was not fetched; ``code`` says why, for words of the conversation."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class WebAddress:
    """An address on the web, taken apart; ``url`` is as it was given."""

    url: str
    scheme: str
    host: str
    port: int


def web_address(url: str) -> WebAddress:
    """Return ``url`` taken apart.

    Raises PageRefused: ``address_not_web`` for another scheme, a name with a password, no host,
    control characters or more than ``LONGEST`` characters.
    """
    if len(url) > LONGEST or any(c.isspace() or not c.isprintable() for c in url):
        raise PageRefused("address_not_web")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise PageRefused("address_not_web") from None
    has_login = parts.username is not None or parts.password is not None
    if parts.scheme not in PORTS or not host or has_login or "\\" in url:
        raise PageRefused("address_not_web")
    return WebAddress(url, parts.scheme, host, port or PORTS[parts.scheme])


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet.

    Private, loopback, link-local, shared (100.64/10), reserved and multicast ones are not, nor
    IPv6 addresses that lead to such an IPv4 address (mapped, 6to4, Teredo, NAT64).
    """
    found = ip_address(address.partition("%")[0])
    inner = _inner(found) if isinstance(found, IPv6Address) else None
    return _is_global(found) and (inner is None or _is_global(inner))


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    is_special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not is_special and address not in _METADATA


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def endpoints(host: str, port: int, allowed: Collection[Endpoint] = ()) -> list[Endpoint]:
    """Return where ``host`` leads, every address checked; ``allowed`` ones are let through.

    A name with one forbidden address is refused as a whole. Only the usual ports are let through.

    Raises PageRefused: ``address_not_public``, ``page_unreachable`` where the name is unknown.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise PageRefused("page_unreachable") from None
    found = list(dict.fromkeys((str(answer[4][0]), port) for answer in answers))
    if not all(end in allowed or (is_public(end[0]) and port in PORTS.values()) for end in found):
        raise PageRefused("address_not_public")
    return found
