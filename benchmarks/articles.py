"""Made-up graphs of the shape that articles give: 27 nodes and 135 relationships each, the same at each call.

People, bodies, countries and offices are shared; sentences, evidence and most facts are not.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

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
    Fact,
    Item,
    Kind,
    Mention,
    MentionForm,
    Office,
    PartialDate,
    Polarity,
    Predicate,
    Role,
    Sentence,
    Statement,
    StatementKind,
    Tenure,
    TenureStatus,
    Triple,
)

COUNTRIES = [EntityId(f"country/{a}{b}") for a in "abcdefghij" for b in "abcdefghij"]
PLACES = [EntityId(f"place/town-{number}") for number in range(300)]
PER_DOCUMENT = {Kind.PERSON: 18, Kind.ORGANIZATION: 6, Kind.COUNTRY: 4, Kind.PLACE: 2}
RELATIONS = (Predicate.MEMBER_OF, Predicate.CITIZEN_OF, Predicate.LOCATED_IN, Predicate.PART_OF)


def articles(documents: int) -> Iterator[KnowledgeGraph]:
    """Yield one graph a document."""
    chance = random.Random(7)
    pools = {
        Kind.PERSON: [EntityId(f"person/somebody-{n}") for n in range(max(50, documents // 2))],
        Kind.ORGANIZATION: [EntityId(f"organization/body-{n}") for n in range(max(20, documents // 10))],
        Kind.COUNTRY: COUNTRIES,
        Kind.PLACE: PLACES,
    }
    for number in range(documents):
        yield KnowledgeGraph(article(number, pools, chance))


def article(number: int, pools: dict[Kind, list[EntityId]], chance: random.Random) -> Iterator[Item]:
    """Yield what one article gives."""
    name = DocId(f"document/{number:016d}")
    day = date(2015, 1, 1) + timedelta(days=number % 3000)
    address = f"https://news.example/{number}"
    yield Citation(name, str(number), f"Article {number}", address, "Gazette", "en", day, f"{number:064d}")
    sentences = [Sentence(name, i * 150, i * 150 + 140, f"Sentence {i} of {number}. " * 6) for i in range(8)]
    yield from sentences
    named = {kind: chance.sample(pools[kind], count) for kind, count in PER_DOCUMENT.items()}
    for kind, names in named.items():
        for i, entity in enumerate(names):
            word = entity.partition("/")[2].replace("-", " ").title()
            yield Entity(entity, kind, word, frozenset({word.split()[-1], f"alias {i % 5}"}))
            start = sentences[i % 8].start + i
            yield Mention(name, start, start + len(word), word, entity, MentionForm.NAME)
    proof = [
        frozenset({Evidence(name, s.start, s.start + 20, s.text[:20], s.id, "rule", 0.9)}) for s in sentences
    ]
    yield from facts(number, day, named, proof, chance)


def facts(
    number: int,
    day: date,
    named: dict[Kind, list[EntityId]],
    proof: list[frozenset[Evidence]],
    chance: random.Random,
) -> Iterator[Office | Fact]:
    """Yield the offices and facts of an article."""
    who, bodies = named[Kind.PERSON], named[Kind.ORGANIZATION]
    countries, places = named[Kind.COUNTRY], named[Kind.PLACE]
    when = PartialDate(day.isoformat())
    for i in range(4):
        country = countries[i]
        title = f"minister {chance.randrange(20)}"
        post = EntityId(f"office/{country.partition('/')[2]}/{title.replace(' ', '-')}")
        yield Office(post, title, (country,))
        span = TenureStatus.CURRENT, None, None, frozenset({title.title()}), frozenset({day})
        yield Tenure(who[i], post, *span, proof[i])
    for i in range(3):
        members = frozenset({(Role.HOST, who[i]), (Role.MEMBER, who[i + 5]), (Role.MEMBER, who[i + 9])})
        status = EventStatus.HELD, members, places[i % 2]
        yield Event(EventKind.MEET, *status, when, evidence=proof[4 + i])
    for i in range(2):
        said = StatementKind.SAY, f"statement {i} of {number}", Polarity.POSITIVE, True, "said"
        about = frozenset({countries[i], who[i + 3], bodies[i]})
        yield Statement(who[i], *said, about=about, evidence=proof[7 - i])
    for i in range(14):
        subject, of = (who[i], bodies[i % 6]) if i < 10 else (bodies[i - 10], countries[i - 10])
        yield Triple(subject, RELATIONS[i % 2 if i < 10 else 2 + i % 2], of, evidence=proof[i % 8])
