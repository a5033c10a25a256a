"""Who is asking: the client's address, as far as the machines in between can be trusted."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings

UNIX = "unix"  # a proxy on this machine that speaks to us through a socket has no address
NOBODY = "none"  # said in so many words: no proxy stands before this server
OFFICE_OF_IPV6 = 64  # bits; whoever has one address of such a network has all of them

Address = IPv4Address | IPv6Address


class ProxiesInvalid(ValueError):
    """An entry of TRUSTED_PROXIES that names no address and no network."""


def source_of(request) -> str:
    """Return the client's address; limits on visitors count by it.

    It is the nearest one in X-Forwarded-For that is not a trusted proxy. What a client writes into
    that header stands to the left of it and is never read; without trusted proxies nothing is.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    proxies = tuple(settings.TRUSTED_PROXIES)
    if not _is_trusted(peer, proxies):
        return _counted(peer)
    nearest = peer
    for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        address = _address(hop.strip())
        if address is None:  # no proxy of ours writes such a thing
            break
        nearest = str(address)
        if not _is_trusted(nearest, proxies):
            break
    return _counted(nearest)


@lru_cache(maxsize=8)
def networks(proxies: tuple[str, ...]) -> tuple:
    """The networks of the setting. Raise ProxiesInvalid where an entry is none."""
    named = [entry for entry in proxies if entry not in (UNIX, NOBODY)]
    try:
        return tuple(ip_network(entry, strict=False) for entry in named)
    except ValueError as wrong:
        raise ProxiesInvalid(str(wrong)) from wrong


def _is_trusted(peer: str, proxies: tuple[str, ...]) -> bool:
    if not peer:
        return UNIX in proxies
    address = _address(peer)
    return address is not None and any(address in network for network in networks(proxies))


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _counted(text: str) -> str:
    address = _address(text)
    if isinstance(address, IPv6Address):
        return str(ip_network(f"{address}/{OFFICE_OF_IPV6}", strict=False))
    return str(address) if address else text
