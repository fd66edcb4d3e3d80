"""Who is counted as one client."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from werkzeug.http import parse_list_header

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

MAX_CLIENT = 64
"""Letters of what a proxy calls a client: no address has more."""

WITH_PORT = re.compile(r"\[(.+)\](?::\d+)?|([\d.]+):\d+")
"""An address as some proxies write it: with the port, which is another for every connection."""


def client_behind(environ: WSGIEnvironment, proxies: int) -> str:
    """The client of a request that came through so many trusted proxies, as werkzeug's ProxyFix finds it."""
    passed = parse_list_header(environ.get("HTTP_X_FORWARDED_FOR", "")) if proxies else []
    return client_of(passed[-proxies] if passed and len(passed) >= proxies else environ["REMOTE_ADDR"])


def client_of(address: str) -> str:
    """An address; in IPv6 all that begin alike, as one client has 64 bits of them."""
    return _client_of(address[:MAX_CLIENT])


@lru_cache(maxsize=1_000)
def _client_of(text: str) -> str:
    with_port = WITH_PORT.fullmatch(text)
    if with_port:
        text = with_port[1] or with_port[2]
    try:
        parsed = ip_address(text)
    except ValueError:
        return text
    if isinstance(parsed, IPv6Address) and not parsed.ipv4_mapped:
        return str(IPv6Network((parsed.packed[:8] + bytes(8), 64)))
    return text
