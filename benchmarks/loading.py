"""How fast a store loads, reloads and gives back a graph: `python benchmarks/loading.py URI [documents]`.

The graph is made up, of the shape that articles give: per document 10 sentences, 12 mentions, 5 tenures, 3
events and 2 statements with evidence, about people and offices that many documents share. Prints a JSON line.
"""

import json
import platform
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from kg.graph import KnowledgeGraph
from kg.model import (
    Citation,
    DocId,
    Entity,
    EntityId,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    Item,
    Kind,
    Mention,
    MentionForm,
    Office,
    PartialDate,
    Polarity,
    Role,
    Sentence,
    Statement,
    StatementKind,
    Tenure,
    TenureStatus,
)
from kg.rows import Node, lower
from loaders import open_loader

BATCH = 500
COUNTRIES = [EntityId(f"country/{a}{b}") for a in "abcdefghij" for b in "abcdefghij"]


def graphs(documents: int) -> Iterator[KnowledgeGraph]:
    """Yield graphs of BATCH documents, the same at each call."""
    chance = random.Random(7)
    people = [EntityId(f"person/somebody-{number}") for number in range(max(50, documents // 2))]
    offices = [
        EntityId(f"office/{c.removeprefix('country/')}/{title}") for c in COUNTRIES for title in "abcde"
    ]
    for first in range(0, documents, BATCH):
        graph = KnowledgeGraph(Entity(c, Kind.COUNTRY, c) for c in COUNTRIES)
        for number in range(first, min(first + BATCH, documents)):
            for item in article(number, people, offices, chance):
                graph.add(item)
        yield graph


def article(
    number: int, people: list[EntityId], offices: list[EntityId], chance: random.Random
) -> Iterator[Item]:
    """Yield what one article gives."""
    name = DocId(f"document/{number:016d}")
    day = date(2015, 1, 1) + timedelta(days=number % 3000)
    yield Citation(name, str(number), f"Article {number}", "", "", "en", day, str(number))
    sentences = [Sentence(name, i * 120, i * 120 + 110, f"Sentence {i} of {number}. " * 4) for i in range(10)]
    yield from sentences
    who = chance.sample(people, 8)
    for person in who:
        yield Entity(person, Kind.PERSON, person, frozenset({person[-9:], f"alias {number % 5}"}))
    for i in range(12):
        start = sentences[i % 10].start + i
        yield Mention(name, start, start + 9, "Somebody.", who[i % 8], MentionForm.NAME)

    def proof(i: int) -> frozenset[Evidence]:
        s = sentences[i]
        return frozenset({Evidence(name, s.start, s.start + 20, s.text[:20], s.id, "rule", 0.9)})

    for i in range(5):
        post = chance.choice(offices)
        country = EntityId("country/" + post.split("/")[1])
        yield Office(post, post, (country,))
        days = frozenset({day})
        yield Tenure(
            who[i], post, TenureStatus.CURRENT, titles=frozenset({post}), as_of=days, evidence=proof(i)
        )
    for i in range(3):
        both = frozenset({(Role.MEMBER, who[i]), (Role.MEMBER, who[i + 1])})
        when = PartialDate(day.isoformat())
        yield Event(EventKind.MEET, EventStatus.HELD, both, None, when, evidence=proof(5 + i))
    for i in range(2):
        said = StatementKind.SAY, f"statement {i} of {number}", Polarity.POSITIVE, True, "said"
        yield Statement(who[i], *said, about=frozenset({chance.choice(COUNTRIES)}), evidence=proof(8 + i))


def peak_mb() -> int:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def timed_load(uri: str, documents: int) -> float:
    """Return the seconds that writing took, without those that making the graph took."""
    spent = 0.0
    with open_loader(uri) as store:
        for graph in graphs(documents):
            start = time.perf_counter()
            store.write(graph)
            spent += time.perf_counter() - start
    return spent


def main(uri: str, documents: int = 2000) -> None:
    """Load, load again and read; print what it took."""
    nodes = relationships = 0
    for graph in graphs(documents):
        for row in lower(graph):
            if isinstance(row, Node):
                nodes += 1
            else:
                relationships += 1
    first, again = timed_load(uri, documents), timed_load(uri, documents)
    start = time.perf_counter()
    with open_loader(uri, read_only=True) as store:
        opened = time.perf_counter() - start
        store.read()
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "store": uri.partition("://")[0] if "://" in uri else "embedded",
        "documents": documents,
        "rows_written": {"nodes": nodes, "relationships": relationships},
        "first_load_s": round(first, 2),
        "rows_per_s": round((nodes + relationships) / first),
        "reload_s": round(again, 2),
        "open_s": round(opened, 3),
        "open_and_read_s": round(time.perf_counter() - start, 2),
        "peak_mb": peak_mb(),
    }
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
