"""What all tests share: no network but loopback, and the pipeline, loaded once."""

from datetime import date

import pytest
from pytest_socket import socket_allow_hosts
from spacy.language import Language

from kg.graph import KnowledgeGraph
from kg.model import Document
from kg.pipeline import graphs, load_pipeline

LOOPBACK = ["127.0.0.1", "::1", "localhost"]


def pytest_runtest_setup() -> None:
    """Refuse sockets to anything but this machine, in every test."""
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Return the English pipeline."""
    return load_pipeline()


def graph_of(nlp: Language, text: str, published: date | None = date(2024, 5, 15)) -> KnowledgeGraph:
    """Return the graph of one text."""
    [graph] = graphs([Document(text, key="test", published=published)], nlp)
    return graph
