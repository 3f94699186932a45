"""Spans → entities. RESOLVERS run in this order on a `Reading`; each adds what the next may use."""

from collections.abc import Callable

from spacy.tokens import Doc

from kg.entities.coreference import pronouns
from kg.entities.descriptions import nominals
from kg.entities.names import names
from kg.entities.offices import offices
from kg.entities.reading import Reading

RESOLVERS: tuple[Callable[[Reading], None], ...] = (names, offices, nominals, pronouns)


def read(doc: Doc) -> Reading:
    """Return a Doc with its references resolved. Linear in its length, but for pronouns' short look-back."""
    reading = Reading.of(doc)
    for resolve in RESOLVERS:
        resolve(reading)
    return reading
