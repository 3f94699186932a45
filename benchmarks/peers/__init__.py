"""Other systems on the same texts, mapped to the same labels. PEERS: name → extractor of label records."""

from collections.abc import Callable

from benchmarks.peers.base import Record
from benchmarks.peers.corenlp import corenlp
from benchmarks.peers.spacy_alone import spacy_md, spacy_sm
from benchmarks.peers.textacy_triples import textacy
from kg.model import Document

PEERS: dict[str, Callable[[list[Document]], list[Record]]] = {
    "spacy-sm": spacy_sm,
    "spacy-md": spacy_md,
    "textacy": textacy,
    "corenlp": corenlp,
}
