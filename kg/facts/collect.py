"""Facts and entities of one reading → its graph: what is named, and what facts need, with sentences."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.entities.reading import Reading
from kg.graph import KnowledgeGraph, members
from kg.model import EntityId, Fact, Mention, MentionForm, Office


def collected(reading: Reading, facts: Iterable[Fact]) -> KnowledgeGraph:
    """Return the graph of a document. O(facts + mentions)."""
    facts = list(facts)
    graph = KnowledgeGraph([reading.citation])
    mentions = set(reading.mentions())
    used = {name for fact in facts for name in members(fact)}
    used |= {o for e in used if isinstance(office := reading.entities.get(e), Office) for o in office.of}
    named = {mention.entity for mention in mentions}
    mentions |= set(demonyms(reading, used - named))
    texts: defaultdict[EntityId, set[str]] = defaultdict(set)
    for mention in mentions:
        texts[mention.entity].add(mention.text)
    for name in sorted(named | used):
        entity = reading.entities[name]
        graph.add(replace(entity, aliases=entity.aliases | texts[name]))
    for item in (*mentions, *facts):
        graph.add(item)
    wanted = {e.sentence: e.start for fact in facts for e in fact.evidence}
    for start in wanted.values():
        graph.add(reading.sentence(reading.doc.covering(start, start + 1)[0]))
    return graph


def demonyms(reading: Reading, countries: set[EntityId]) -> Iterator[Mention]:
    """Yield nationality words as mentions of countries that facts need and nothing names."""
    for ref in reading.refs:
        if ref.form == "demonym" and ref.entity in countries:
            span = reading.span(ref)
            yield Mention(
                reading.citation.id, span.start_char, span.end_char, span.text, ref.entity, MentionForm.NAME
            )
