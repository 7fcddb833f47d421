"""Addresses that a watcher inside one's own network may reach."""

from __future__ import annotations

import ipaddress

import pytest

from sayso.watch.fetching import is_near


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("93.184.216.34", True),  # public
        ("127.0.0.1", True),
        ("::1", True),
        ("192.168.1.9", True),
        ("10.0.0.1", True),
        ("fd12:3456::1", True),  # of one's own network
        ("169.254.169.254", False),  # where clouds keep secrets
        ("fe80::1", False),
        ("::ffff:169.254.169.254", False),
        ("fd00:ec2::254", False),
        ("fd20:ce::254", False),
        ("192.0.0.192", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
    ],
)
def test_near(address: str, near: bool) -> None:
    assert is_near(ipaddress.ip_address(address)) is near
