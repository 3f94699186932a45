"""Two small graphs of public facts, in our own words: presidents who met in Finland in 2018 and 2019."""

from datetime import date

from kg.graph import KnowledgeGraph
from kg.model import (
    Document,
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
    Predicate,
    Role,
    Sentence,
    Statement,
    StatementKind,
    Tenure,
    TenureStatus,
    Triple,
)

FIRST = (
    "Finnish President Sauli Niinistö met Vladimir Putin in Helsinki on 16 July 2018. "
    "Putin denied that Russia had meddled. Niinistö succeeded Tarja Halonen."
)
SECOND = "President Sauli Niinistö hosted Vladimir Putin in Helsinki on 21 August 2019."
FINLAND = Entity(EntityId("country/fi"), Kind.COUNTRY, "Finland", frozenset({"Finnish"}), "FI")
RUSSIA = Entity(EntityId("country/ru"), Kind.COUNTRY, "Russia", code="RU")
UNITED_STATES = Entity(EntityId("country/us"), Kind.COUNTRY, "United States", code="US")
HELSINKI_CITY = Entity(EntityId("place/helsinki"), Kind.PLACE, "Helsinki")
NIINISTO = Entity(EntityId("person/sauli-niinisto"), Kind.PERSON, "Sauli Niinistö", frozenset({"Niinistö"}))
PUTIN = Entity(EntityId("person/vladimir-putin"), Kind.PERSON, "Vladimir Putin", frozenset({"Putin"}))
HALONEN = Entity(EntityId("person/tarja-halonen"), Kind.PERSON, "Tarja Halonen")
PRESIDENT = Office(EntityId("office/fi/president"), "president", (FINLAND.id,))


def helsinki() -> KnowledgeGraph:
    """Return what the first text says."""
    document = Document(FIRST, key="first", title="Talks in Helsinki", published=date(2018, 7, 16))
    met, denied, succeeded = sentences(document)
    meeting = Event(
        EventKind.MEET,
        EventStatus.HELD,
        frozenset({(Role.MEMBER, NIINISTO.id), (Role.MEMBER, PUTIN.id)}),
        HELSINKI_CITY.id,
        PartialDate("2018-07-16"),
        evidence=proof(met, "met"),
    )
    meddling = Event(
        EventKind.ATTACK,
        EventStatus.DENIED,
        frozenset({(Role.AGENT, RUSSIA.id), (Role.TARGET, UNITED_STATES.id)}),
        evidence=proof(denied, "meddled"),
    )
    days = frozenset({date(2018, 7, 16)})
    president = Tenure(
        NIINISTO.id,
        PRESIDENT.id,
        TenureStatus.CURRENT,
        titles=frozenset({"President"}),
        as_of=days,
        evidence=proof(met, "Finnish President"),
    )
    former = Tenure(
        HALONEN.id, PRESIDENT.id, TenureStatus.FORMER, as_of=days, evidence=proof(succeeded, "succeeded")
    )
    denial = Statement(
        PUTIN.id,
        StatementKind.DENY,
        "Russia had meddled",
        Polarity.NEGATIVE,
        direct=False,
        cue="denied",
        about=frozenset({RUSSIA.id}),
        denies=frozenset({meddling.id}),
        evidence=proof(denied, "denied that Russia had meddled"),
    )
    claim = Statement(
        UNITED_STATES.id,
        StatementKind.CLAIM,
        "Russia meddled",
        Polarity.POSITIVE,
        direct=False,
        cue="claimed",
        about=frozenset({RUSSIA.id}),
        asserts=frozenset({meddling.id}),
    )
    follows = Triple(NIINISTO.id, Predicate.SUCCEEDED, HALONEN.id, evidence=proof(succeeded, "succeeded"))
    named = (mention(document, met, person) for person in (NIINISTO, PUTIN))
    facts: list[Item] = [meeting, meddling, president, former, denial, claim, follows, *named]
    bodies: list[Item] = [FINLAND, RUSSIA, UNITED_STATES, HELSINKI_CITY, NIINISTO, PUTIN, HALONEN, PRESIDENT]
    return KnowledgeGraph([document.citation(), met, denied, succeeded, *bodies, *facts])


def later() -> KnowledgeGraph:
    """Return what the second text says, a year later."""
    document = Document(SECOND, key="second", title="Talks again", published=date(2019, 8, 21))
    [hosted] = sentences(document)
    visit = Event(
        EventKind.MEET,
        EventStatus.HELD,
        frozenset({(Role.HOST, NIINISTO.id), (Role.MEMBER, PUTIN.id)}),
        HELSINKI_CITY.id,
        PartialDate("2019-08-21"),
        evidence=proof(hosted, "hosted"),
    )
    president = Tenure(
        NIINISTO.id,
        PRESIDENT.id,
        TenureStatus.CURRENT,
        as_of=frozenset({date(2019, 8, 21)}),
        evidence=proof(hosted, "President"),
    )
    named = mention(document, hosted, NIINISTO)
    bodies: list[Item] = [FINLAND, HELSINKI_CITY, NIINISTO, PUTIN, PRESIDENT]
    return KnowledgeGraph([document.citation(), hosted, *bodies, visit, president, named])


def sentences(document: Document) -> list[Sentence]:
    """Return the sentences of a text: each ends with a full stop before a space."""
    found, start = [], 0
    for part in document.text.replace(". ", ".\x1f").split("\x1f"):
        found.append(Sentence(document.citation().id, start, start + len(part), part))
        start += len(part) + 1
    return found


def proof(sentence: Sentence, words: str) -> frozenset[Evidence]:
    """Return the evidence that lies in `words` of the sentence."""
    start = sentence.start + sentence.text.index(words)
    place = sentence.document, start, start + len(words), words, sentence.id
    return frozenset({Evidence(*place, "sample", 0.9)})


def mention(document: Document, sentence: Sentence, person: Entity) -> Mention:
    """Return where the sentence names somebody."""
    start = sentence.start + sentence.text.index(person.name)
    end = start + len(person.name)
    return Mention(document.citation().id, start, end, person.name, person.id, MentionForm.NAME)


HELSINKI = helsinki()
LATER = later()
