"""Which addresses a request may go to: public ones, whatever a name claims to stand for."""

import csv
import ipaddress
import socket
from functools import lru_cache
from pathlib import Path

# Data and not Python's `is_global`, whose tables are as old as the Python that runs.
REGISTRY = Path(__file__).parent / "special_purpose.csv"
# All of global unicast that is assigned (RFC 4291); the rest of IPv6 has no public servers.
IPV6_UNICAST = ipaddress.ip_network("2000::/3")


def resolve(host, port):
    """The addresses that `host` stands for now, as text; raises `OSError` when there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [*dict.fromkeys(address[0] for *_rest, address in found)]


@lru_cache
def special_blocks():
    """The networks of `REGISTRY`: none holds a public web server, reachable or not."""
    with REGISTRY.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple(ipaddress.ip_network(row["block"]) for row in rows)


def is_public(address):
    """Whether `address` (text) is one that anybody on the internet may talk to.

    Refused are all blocks of `REGISTRY`, and with them IPv6 addresses that wrap an IPv4 address.
    """
    ip = ipaddress.ip_address(address)
    if ip.version == 6 and ip not in IPV6_UNICAST:
        return False
    return not any(ip.version == block.version and ip in block for block in special_blocks())
