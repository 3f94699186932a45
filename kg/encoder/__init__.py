"""The trained transformer: people, organizations, places, nationalities and titles, with scores."""

from kg.encoder.decode import LABELS, ScoredSpan
from kg.encoder.runtime import Encoder

__all__ = ["LABELS", "Encoder", "ScoredSpan"]
