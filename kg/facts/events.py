"""What officials, states and organizations did with or to one another: meetings, visits, votes, arrests."""

from collections.abc import Iterator

from kg.entities.reading import Reading
from kg.facts.event_mentions import Happening, Scene
from kg.facts.event_merge import merged, told_together
from kg.facts.event_words import event_words
from kg.model import Event, Evidence


def events(reading: Reading) -> Iterator[Event]:
    """Yield one event for each happening of a document, in order of the text.

    What is denied, planned, proposed, alleged or cancelled says so in its status; of what merely might be,
    or is said not to have been, there is no event.
    """
    for group in merged(Scene(reading, event_words(reading.pack)).happenings()):
        best = told_together(group)
        found = frozenset(e for mention in group for e in evidence(mention, reading))
        yield Event(best.kind, best.standing.status, best.parts, best.place, best.since, evidence=found)


def evidence(mention: Happening, reading: Reading) -> frozenset[Evidence]:
    """Return where a mention says its event."""
    return reading.evidence(mention.tokens, mention.rule, mention.confidence)
