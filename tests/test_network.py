"""The tests themselves reach nothing but this machine."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_other_machines_are_out_of_reach() -> None:
    with socket.socket() as probe, pytest.raises(SocketConnectBlockedError):
        probe.connect(("192.0.2.1", 9))


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as probe:
        probe.connect(server.getsockname())
