"""Descriptions in the form of re3d, the same for every system with a parse: "the families of the victims".

re3d labels groups of people and bodies as bodies, also where no name is in them, and so people and places.
The words are those that the language pack has for people, kinds of bodies and kinds of places, and GROUPS.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from benchmarks.public_phrases import ARTICLES, LOC, ORG, PER, Name, article
from kg.languages import pack_of

PEOPLE = ("people", "population", "community", "minority", "civilian", "citizen", "family")
GROUPS = frozenset((*PEOPLE, "partner", "ally", "enemy"))
"""The commonest words for groups of people that the pack has no list with."""
DEFINITE = frozenset(("the", "this", "that", "these", "those", "all", "both"))
AMOUNTS = frozenset(("nummod", "quantmod", "advmod"))
QUANTIFIERS = frozenset(("many", "most", "several", "some", "any", "each", "every", "few", "more", "no"))


class Words(NamedTuple):
    """Heads of descriptions: of people, of bodies, of bodies beside a name, of places, of offices."""

    people: frozenset[str]
    bodies: frozenset[str]
    kinds: frozenset[str]
    places: frozenset[str]
    offices: frozenset[str]


@cache
def words() -> Words:
    """Return the heads that the language pack has."""
    pack = pack_of("en")
    events, chains, speakers = pack.events["groups"], pack.coreference["chains"], pack.speech["speakers"]
    kinds = [pack.set("bodies", name) for name in ("kinds", "everywhere")]
    places = [pack.set("relations", name) for name in ("places", "buildings")]
    places += [pack.set("nesting", name) for name in ("named", "standing")]
    places += [pack.set("bodies", "landmarks"), chains["places"]]
    people = [pack.set("relations", name) for name in ("roles", "jobs", "members")]
    people += [events[name] for name in ("troops", "government", "people")]
    people += [pack.set("nesting", "members"), chains["human"], GROUPS]
    bodies = [pack.set("bodies", name) for name in ("nominals", "governing", "sole_bodies")]
    bodies += [kind["nouns"] for kind in pack.coreference["kinds"].values()]
    bodies += [pack.set("agencies", "kinds"), pack.set("relations", "parts"), speakers["groups"], GROUPS]
    where, whom = joined(places), joined(people)
    return Words(
        whom, joined(bodies) - where, joined(kinds) - where, where, whom | pack.set("offices", "heads")
    )


def joined(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    """Return the words of lists."""
    return frozenset[str]().union(*lists)


def descriptions(doc: Doc, names: Iterable[Name]) -> Iterator[Name]:
    """Yield the noun phrases that describe people, bodies and places, a number before them left out."""
    known = sorted(names)
    inside = {i for name in known for i in range(name.start, name.end)}
    chunks = list(doc.noun_chunks)
    ends = {chunk.start: chunk.end for chunk in chunks}
    for chunk in chunks:
        head = chunk.root
        if head.i in inside or head.pos_ == "PRON":
            continue
        start = counted(chunk)
        cut = next((name.start for name in known if name.start < start < name.end), None)
        phrase = doc[start if cut is None else article(doc, cut) : head.i + 1]
        label = label_of(phrase, any(token.i in inside for token in phrase))
        if label:
            behind = doc[head.i + 1 : head.i + 2].text == "of" and definite(phrase)
            yield Name(phrase.start, ends.get(phrase.end + 1, phrase.end) if behind else phrase.end, label)


def label_of(phrase: Span, named: bool) -> str | None:
    """Return what a phrase describes, if anything; whether a name is in it counts where it is indefinite."""
    head, known = phrase[-1], words()
    forms = {head.lower_, head.lemma_.lower()}
    told, plural = named or definite(phrase), head.tag_ in ("NNS", "NNPS")
    if plural and forms & known.people:
        return ORG
    if forms & (known.bodies | known.kinds if named else known.bodies):
        return ORG if told else None
    told = (told or phrase[0].lower_ in ARTICLES) and not plural
    if forms & known.places:
        return LOC if told else None
    return PER if told and forms & known.offices else None


def definite(phrase: Span) -> bool:
    """Tell whether a phrase has an article, a word that points or an owner."""
    return phrase[0].lower_ in DEFINITE or any(token.tag_ in ("PRP$", "POS") for token in phrase)


def counted(chunk: Span) -> int:
    """Return the start of a phrase behind the number in it: "at least ten people"."""
    return next((t.i for t in chunk if t.i == chunk.root.i or not counts(t)), chunk.start)


def counts(token: Token) -> bool:
    """Tell whether a word says how many."""
    return token.tag_ == "CD" or token.dep_ in AMOUNTS or token.lower_ in QUANTIFIERS
