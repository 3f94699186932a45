"""News in, a graph of people, offices and countries out."""

import os

from kg.graph import KnowledgeGraph
from kg.model import (
    Citation,
    Document,
    Entity,
    Event,
    Evidence,
    Mention,
    Office,
    Sentence,
    Statement,
    Tenure,
    Triple,
)

__version__ = "0.1.0"
__all__ = [
    "Citation",
    "Document",
    "Entity",
    "Event",
    "Evidence",
    "KnowledgeGraph",
    "Mention",
    "Office",
    "Sentence",
    "Statement",
    "Tenure",
    "Triple",
    "__version__",
]

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # numpy reads it when it is loaded: products here are small
