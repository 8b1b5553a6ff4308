import csv
import ipaddress

import pytest

from catalog.outside import is_public, resolve
from catalog.outside.addresses import REGISTRY, special_blocks


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "192.0.1.1", "2606:4700:4700::1111", "3ffe::1"]
)
def test_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104  nothing is bound to it
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.8.8.8",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.2.1",
        "192.0.0.9",
        "192.0.0.192",
        "192.31.196.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a00:1",
        "2001:0:53aa:64c:0:0:80ff:fffe",
        "2001:1::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2620:4f:8000::1",
        "3fff::1",
        "3fff:fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_address_of_an_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("spelling", ["127.1", "0x7f000001", "2130706433", "0177.0.0.1"])
def test_odd_spelling_of_an_address_is_seen_through(spelling):
    assert resolve(spelling, 80) == ["127.0.0.1"]


def test_registry_names_a_document_for_each_block_and_its_first_and_last_address_are_refused():
    with REGISTRY.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(line for line in file if not line.startswith("#"))]

    assert [row for row in rows if not (row["name"] and row["document"])] == []
    assert [ipaddress.ip_network(row["block"]) for row in rows] == [*special_blocks()]
    ends = [str(end) for block in special_blocks() for end in (block[0], block[-1])]
    assert [end for end in ends if is_public(end)] == []


def test_blocks_that_python_knows_to_be_special_are_in_the_registry():
    """So that a block which a newer Python learns of is missed here before an attacker finds it."""
    classes = (ipaddress._IPv4Constants, ipaddress._IPv6Constants)
    known = [block for one in classes for block in one._private_networks]

    assert [block for block in known if is_public(str(block[0]))] == []
