"""A graph made by hand of public facts of July 2018: what is held, planned, claimed and denied."""

from collections.abc import Iterator
from datetime import date

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

TEXT = (
    "The Pentagon denied that Russian Defense Minister Sergei Shoigu had invited "
    "Defense Secretary Jim Mattis to talks. Shoigu said he had invited Mattis more than once. "
    "US President Donald Trump will meet Russian President Vladimir Putin in Helsinki, Finland, on July 16. "
    "General Joseph Dunford, chairman of the Joint Chiefs of Staff, met General Valery Gerasimov in "
    "Helsinki in June. "
    "Rex Tillerson was secretary of state until March."
)
DOCUMENT = Document(
    TEXT,
    key="talks",
    title="Pentagon denies an invitation",
    url="https://news.example/talks",
    publisher="Example News",
    published=date(2018, 7, 13),
)
NAMES: dict[str, tuple[Kind, str]] = {
    "person/sergei-shoigu": (Kind.PERSON, "Sergei Shoigu"),
    "person/jim-mattis": (Kind.PERSON, "Jim Mattis"),
    "person/donald-trump": (Kind.PERSON, "Donald Trump"),
    "person/vladimir-putin": (Kind.PERSON, "Vladimir Putin"),
    "person/joseph-dunford": (Kind.PERSON, "Joseph Dunford"),
    "person/valery-gerasimov": (Kind.PERSON, "Valery Gerasimov"),
    "person/rex-tillerson": (Kind.PERSON, "Rex Tillerson"),
    "organization/pentagon": (Kind.ORGANIZATION, "Department of Defense"),
    "organization/joint-chiefs": (Kind.ORGANIZATION, "Joint Chiefs of Staff"),
    "country/ru": (Kind.COUNTRY, "Russia"),
    "country/us": (Kind.COUNTRY, "United States"),
    "country/fi": (Kind.COUNTRY, "Finland"),
    "place/helsinki": (Kind.PLACE, "Helsinki"),
}
OFFICES: dict[str, tuple[str, str]] = {
    "office/ru/minister-of-defence": ("minister of defence", "country/ru"),
    "office/us/secretary-of-defense": ("secretary of defense", "country/us"),
    "office/us/president": ("president", "country/us"),
    "office/ru/president": ("president", "country/ru"),
    "office/us/secretary-of-state": ("secretary of state", "country/us"),
    "office/joint-chiefs/chairman": ("chairman", "organization/joint-chiefs"),
}


def sentences() -> Iterator[Sentence]:
    """Yield the sentences of TEXT."""
    start = 0
    for part in TEXT.split(". "):
        end = min(start + len(part) + 1, len(TEXT))
        yield Sentence(DOCUMENT.citation().id, start, end, TEXT[start:end])
        start = end + 1


def proof(exact: str, rule: str = "by hand", confidence: float = 0.9) -> frozenset[Evidence]:
    """Return the evidence that `exact` is in TEXT."""
    start = TEXT.index(exact)
    [sentence] = [s for s in sentences() if s.start <= start and start + len(exact) <= s.end]
    document = DOCUMENT.citation().id
    return frozenset([Evidence(document, start, start + len(exact), exact, sentence.id, rule, confidence)])


def tenure(who: str, office: str, exact: str, status: str = "current", until: str | None = None) -> Tenure:
    """Return a tenure, known on the day of the document."""
    return Tenure(
        EntityId(who),
        EntityId(office),
        TenureStatus(status),
        until=PartialDate(until) if until else None,
        as_of=frozenset([date(2018, 7, 13)]),
        evidence=proof(exact),
    )


def event(kind: str, status: str, who: dict[str, str], exact: str, when: str | None = None) -> Event:
    """Return an event; all with a date took place in Helsinki."""
    return Event(
        EventKind(kind),
        EventStatus(status),
        frozenset((Role(role), EntityId(entity)) for entity, role in who.items()),
        EntityId("place/helsinki") if when else None,
        PartialDate(when) if when else None,
        evidence=proof(exact),
    )


TENURES = (
    tenure("person/sergei-shoigu", "office/ru/minister-of-defence", "Russian Defense Minister Sergei Shoigu"),
    tenure("person/jim-mattis", "office/us/secretary-of-defense", "Defense Secretary Jim Mattis"),
    tenure("person/donald-trump", "office/us/president", "US President Donald Trump"),
    tenure("person/vladimir-putin", "office/ru/president", "Russian President Vladimir Putin"),
    tenure("person/joseph-dunford", "office/joint-chiefs/chairman", "General Joseph Dunford, chairman"),
    tenure("person/rex-tillerson", "office/us/secretary-of-state", "until March", "former", "2018-03"),
)
INVITED = event(
    "INVITE",
    "denied",
    {"person/sergei-shoigu": "agent", "person/jim-mattis": "target"},
    "Sergei Shoigu had invited Defense Secretary Jim Mattis",
)
PLANNED = event(
    "MEET",
    "planned",
    {"person/donald-trump": "member", "person/vladimir-putin": "member"},
    "Donald Trump will meet Russian President Vladimir Putin",
    "2018-07-16",
)
HELD = event(
    "MEET",
    "held",
    {"person/joseph-dunford": "member", "person/valery-gerasimov": "member"},
    "met General Valery Gerasimov",
    "2018-06",
)
CLAIM = Statement(
    EntityId("person/sergei-shoigu"),
    StatementKind.CLAIM,
    "he had invited Mattis more than once",
    Polarity.POSITIVE,
    False,
    "said",
    asserts=frozenset([INVITED.id]),
    about=frozenset([EntityId("person/jim-mattis")]),
    evidence=proof("Shoigu said he had invited Mattis more than once"),
)
DENIAL = Statement(
    EntityId("organization/pentagon"),
    StatementKind.DENY,
    "Russian Defense Minister Sergei Shoigu had invited Defense Secretary Jim Mattis to talks",
    Polarity.NEGATIVE,
    False,
    "denied",
    denies=frozenset([INVITED.id]),
    about=frozenset([EntityId("person/jim-mattis")]),
    evidence=proof("The Pentagon denied", confidence=0.7),
)
RELATIONS = (
    Triple(
        EntityId("place/helsinki"),
        Predicate.LOCATED_IN,
        EntityId("country/fi"),
        evidence=proof("Helsinki, Finland"),
    ),
    Triple(
        EntityId("organization/pentagon"),
        Predicate.OF_COUNTRY,
        EntityId("country/us"),
        evidence=proof("The Pentagon", confidence=0.6),
    ),
)


MENTIONS = {
    "person/sergei-shoigu": ("Sergei Shoigu", "Shoigu"),
    "person/jim-mattis": ("Jim Mattis", "Mattis"),
    "country/ru": ("Russian",),
    "organization/pentagon": ("The Pentagon",),
    "office/ru/minister-of-defence": ("Russian Defense Minister",),
}


def mentions() -> Iterator[Mention]:
    """Yield where some of the names first stand in TEXT."""
    for entity, texts in MENTIONS.items():
        for text in texts:
            start = TEXT.rindex(text) if text in ("Shoigu", "Mattis") else TEXT.index(text)
            where = (DOCUMENT.citation().id, start, start + len(text))
            yield Mention(*where, text, EntityId(entity), MentionForm.NAME)


def items() -> Iterator[Item]:
    """Yield all that the graph is made of."""
    yield DOCUMENT.citation()
    yield from sentences()
    yield from mentions()
    for name, (kind, text) in NAMES.items():
        code = name[-2:].upper() if kind is Kind.COUNTRY else None
        yield Entity(EntityId(name), kind, text, frozenset([text.split()[-1]]), code)
    for name, (title, of) in OFFICES.items():
        yield Office(EntityId(name), title, (EntityId(of),))
    yield from TENURES
    yield from (INVITED, PLANNED, HELD, CLAIM, DENIAL)
    yield from RELATIONS
