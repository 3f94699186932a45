"""Who speaks: the subject of a verb of saying, and the entities that a noun phrase means as a speaker."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.entities.reading import Ref
from kg.facts.speech.base import Speaker, Speech
from kg.facts.speech.cues import STEPS
from kg.model import Entity, Kind

SPEAKING = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY})
SURE = {"name": 1.0, "nominal": 0.95, "group": 0.85, "pronoun": 0.88}


def passive(verb: Token, speech: Speech) -> bool:
    """Tell whether a verb's subject is not who acts: "was announced", "a letter published by"."""
    if verb.tag_ != "VBN":
        return False
    return not any(kid.dep_ == "aux" and kid.lemma_ == "have" for kid in speech.children(verb)) or (
        speech.child(verb, "auxpass") is not None
    )


def subject(verb: Token, speech: Speech) -> Token | None:
    """Return the token of who says: `X said`, `said by X`, `X was quoted as saying`, `X …, adding`."""
    if passive(verb, speech):
        return agent(verb, speech)
    here = verb
    for _ in range(STEPS):
        found = speech.child(here, "nsubj", "nsubjpass")
        if found is not None and not (here.i != verb.i and silenced(here, verb, speech)):
            return found
        head = here.head
        if head.i == here.i:
            return None
        if here.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            return head
        if here.dep_ == "pcomp":
            head = head.head
        elif here.dep_ not in ("conj", "xcomp", "advcl", "dep", "acl", "prep"):
            return None
        here = head
    return None


def silenced(head: Token, verb: Token, speech: Speech) -> bool:
    """Tell whether the subject of a passive head can't be who says: only "was quoted as saying" may."""
    if not passive(head, speech) or verb.dep_ != "pcomp":
        return False
    return not speech.words.has("doubt", "passive_speaker", head.lemma_.lower())


def agent(verb: Token, speech: Speech) -> Token | None:
    """Return who a passive verb says did it: "by X"."""
    by = speech.child(verb, "agent")
    if by is None:
        by = next((k for k in speech.children(verb, "prep") if speech.words.has("phrases", "by", k.lower_)), None)
    return speech.child(by, "pobj") if by is not None else None


def speakers(token: Token | None, speech: Speech, depth: int = 0) -> list[Speaker]:
    """Return the entities that a noun and those joined to it mean, one each; empty where none is known."""
    found: dict[str, Speaker] = {}
    seen = 0
    while token is not None and seen < 20:
        for who in one(token, speech, depth):
            found.setdefault(who.entity, who)
        token, seen = speech.child(token, "conj"), seen + 1
    return list(found.values())


def one(token: Token, speech: Speech, depth: int) -> list[Speaker]:
    """Return the speakers that one noun means."""
    ref = speech.reading.at(token)
    if ref is not None and ref.kind in SPEAKING and ref.form != "demonym":
        return [Speaker(entity, token, SURE.get(ref.form, 0.9)) for entity in ref.entities]
    apposed = (kid for kid in speech.children(token, "appos") if kid.i > token.i)
    for kid in apposed:
        other = speech.reading.at(kid)
        if other is not None and other.kind in SPEAKING and other.form != "demonym":
            return [Speaker(other.entity, kid, 0.9)]
    return spoken_for(token, speech, depth) if depth < 3 else []


def spoken_for(token: Token, speech: Speech, depth: int) -> list[Speaker]:
    """`a spokesman for X`, `X's report`, `a statement published by X`, `German officials`: X, its government."""
    word, words = token.lower_, speech.words
    mouth, writing = words.has("speakers", "mouthpieces", word), words.has("speakers", "writings", word)
    if not (mouth or writing):
        return []
    found = [who for who in owners(token, speech, depth) if writing or not person(who, speech)]
    if words.has("speakers", "governing", word):
        found = [governing(who, speech) for who in found]
    elif mouth:
        found = [who for who in found if not country(who, speech)]
    if words.has("speakers", "returning", word):
        if found:
            speech.spokesmen[token.lemma_.lower()] = found
        elif definite(token, speech):
            found = [Speaker(w.entity, token, 0.7) for w in speech.spokesmen.get(token.lemma_.lower(), ())]
    return found


def owners(token: Token, speech: Speech, depth: int) -> list[Speaker]:
    """Return whom the words around a noun name as its owner, the first that do."""
    for kid in speech.children(token):
        found: list[Speaker] = []
        if kid.dep_ in ("poss", "compound", "amod", "nmod"):
            found = modifiers(kid, speech)
        elif kid.dep_ in ("prep", "agent") and speech.words.has("speakers", "owners", kid.lower_):
            found = speakers(speech.child(kid, "pobj"), speech, depth + 1)
        elif kid.dep_ == "acl" and kid.tag_ == "VBN":
            found = speakers(agent(kid, speech), speech, depth + 1)
        if found:
            return [Speaker(who.entity, token, who.confidence * 0.88) for who in found]
    return []


def modifiers(token: Token, speech: Speech) -> list[Speaker]:
    """Return the entity of a possessive, a name before a noun, or a nationality word."""
    ref = speech.reading.at(token)
    if ref is None or ref.kind not in SPEAKING:
        return []
    return [Speaker(entity, token, SURE.get(ref.form, 0.9)) for entity in ref.entities]


def person(who: Speaker, speech: Speech) -> bool:
    """Tell whether a speaker is a person: an unnamed spokesman of a person has no label."""
    return getattr(speech.reading.entities.get(who.entity), "kind", None) is Kind.PERSON


def country(who: Speaker, speech: Speech) -> bool:
    """Tell whether a speaker is a country."""
    return getattr(speech.reading.entities.get(who.entity), "kind", None) is Kind.COUNTRY


def governing(who: Speaker, speech: Speech) -> Speaker:
    """Return the government of a country for the country, anybody else as is."""
    entity = speech.reading.entities.get(who.entity)
    if isinstance(entity, Entity) and entity.kind is Kind.COUNTRY and entity.code:
        return Speaker(speech.reading.government(entity.code), who.token, who.confidence)
    return who


def definite(token: Token, speech: Speech) -> bool:
    """Tell whether a noun has "the" and nothing else before it."""
    before = [kid for kid in speech.children(token) if kid.i < token.i]
    return len(before) == 1 and before[0].dep_ == "det"


def addressee(verb: Token, lemma: str, speech: Speech) -> Ref | None:
    """`told X`, `said to X`: the entity that a statement is made to."""
    for kid in speech.children(verb, "dobj", "dative", "prep"):
        target: Token | None = kid
        if kid.dep_ == "prep" or kid.pos_ == "ADP":
            if not speech.words.has("phrases", "to", kid.lower_):
                continue
            target = speech.child(kid, "pobj")
        elif not speech.words.has("frames", "hearer", lemma):
            continue
        ref = speech.reading.at(target) if target is not None else None
        if ref is not None and ref.kind in SPEAKING and ref.form != "demonym" and len(ref.entities) == 1:
            return ref
    return None


def named_near(start: int, end: int, speech: Speech, last: bool = False) -> Iterator[Speaker]:
    """Yield the first (or last) person, else body, named from token `start` to `end`."""
    refs = dict.fromkeys(ref for i in range(start, end) if (ref := speech.reading.at(i)) is not None)
    speaking = [ref for ref in refs if ref.kind in SPEAKING and ref.form != "demonym"]
    people = [ref for ref in speaking if ref.kind is Kind.PERSON] or speaking
    if people:
        ref = people[-1 if last else 0]
        yield from (Speaker(entity, speech.doc[ref.end - 1], 0.85) for entity in ref.entities)
