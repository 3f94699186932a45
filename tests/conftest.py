"""What all tests share: no network but loopback, and the pipeline, loaded once."""

import os
from typing import TYPE_CHECKING

import pytest
from pytest_socket import socket_allow_hosts

if TYPE_CHECKING:
    from spacy.language import Language

LOOPBACK = ["127.0.0.1", "::1", "localhost"]
os.environ.setdefault("PYTHONHASHSEED", "random")


def pytest_runtest_setup() -> None:
    """Refuse sockets to anything but this machine, in every test."""
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture(scope="session")
def nlp() -> "Language":
    from kg.pipeline import load_pipeline

    return load_pipeline()
