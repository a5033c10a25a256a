"""Which addresses this server may call on somebody's word: https, and public ones only."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

PORT = 443
INSIDE = [  # though Python calls them global
    ipaddress.ip_network("64:ff9b::/96"),  # a gateway makes of it any address of version 4
    ipaddress.ip_network("fec0::/10"),  # of one site, before there was fd00::/8
    ipaddress.ip_network("192.0.0.0/24"),  # of protocols; some hosts tell their secrets there
]


class NotPublic(Exception):
    """The address must not be called; the text is for the person who typed it."""


def host_of(url: str) -> tuple[str, int]:
    """Host and port of an https address. Raise NotPublic where it is none, or names a machine
    inside by its number; a name is looked up when it is called (``public_ip``)."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORT
    except ValueError as error:
        raise NotPublic(_("网址写得不对，请照 https://example.com/hook 的样子写。")) from error
    if parts.scheme != "https" or not host or parts.username or parts.password:
        raise NotPublic(_("网址要以 https:// 开头，不带用户名和密码。"))
    _check_host(host)
    return host, port


def _check_host(host: str) -> None:
    """Raise NotPublic where the host is a number or a name of a network inside."""
    is_number = host.replace(".", "").isdigit() or ":" in host
    if is_number and not _is_public(host):
        raise NotPublic(_("这是内部网络的地址，只能推送到公网地址。"))
    if "." not in host and ":" not in host:
        raise NotPublic(_("这是内部网络的名称，只能推送到公网地址。"))


def public_ip(
    host: str, port: int, *, resolve: Callable[..., list[Any]] = socket.getaddrinfo
) -> str:
    """A number of ``host`` to connect to; whoever connects must use it, not look up again.

    Raise NotPublic where any of its numbers is inside: one of them might be called otherwise.
    Raise OSError where there is no such name.
    """
    numbers = [str(answer[4][0]) for answer in resolve(host, port, type=socket.SOCK_STREAM)]
    if not numbers or not all(map(_is_public, numbers)):
        raise NotPublic(_("这个网址指向内部网络，没有推送。"))
    return numbers[0]


def _is_public(number: str) -> bool:
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    address = mapped or address
    if any(address in network for network in INSIDE):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
