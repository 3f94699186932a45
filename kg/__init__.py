"""News in, a graph of people, offices and countries out."""

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
