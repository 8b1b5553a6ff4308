"""Which addresses a request may go to: public ones, whatever a name claims to stand for."""

import ipaddress
import socket

# Global unicast (RFC 4291); what lies outside, such as NAT64, may lead to an address inside.
IPV6_UNICAST = ipaddress.ip_network("2000::/3")
# Public by its number, but inside one cloud it answers every machine with its secrets.
WIRE_SERVER = ipaddress.ip_address("168.63.129.16")


def resolve(host, port):
    """The addresses that `host` stands for now, as text; raises `OSError` when there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [*dict.fromkeys(address[0] for *_rest, address in found)]


def is_public(address):
    """Whether `address` (text) is one that anybody on the internet may talk to.

    Refused: loopback, private, link-local (with the metadata service of clouds), shared
    (RFC 6598), multicast, reserved and documentation ranges, and IPv6 addresses in which such
    an IPv4 address is wrapped.
    """
    ip = ipaddress.ip_address(address)
    if ip.version == 6:
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if wrapped:
            return is_public(str(wrapped))
        if ip not in IPV6_UNICAST:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip == WIRE_SERVER)
