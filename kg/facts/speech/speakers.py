"""The entities that a noun phrase means as a speaker, and whom they speak to."""

from collections.abc import Iterator

from kg.facts.speech.base import Speaker, Speech
from kg.facts.speech.cues import agent
from kg.facts.speech.descriptions import described
from kg.facts.speech.nouns import (
    SPEAKING,
    SURE,
    alone,
    apposition,
    bare_noun,
    by_kind,
    country,
    definite,
    governing,
    known_government,
    modifiers,
    person,
    some_of,
    titled,
    told_by_another,
)
from kg.mentions.words import Token
from kg.model import Kind

ISSUED = 300  # tokens between a text's first mention and "the statement"


def speakers(token: Token | None, speech: Speech, depth: int = 0) -> list[Speaker]:
    """Return the entities that a noun and those joined to it mean, one each; empty where none is known."""
    found: dict[str, Speaker] = {}
    seen = 0
    while token is not None and seen < 20:
        joined = speech.child(token, "conj")
        owner = speech.child(joined, "poss") if joined is not None else None
        ref = speech.reading.at(owner) if owner is not None else None
        if ref is None or token.i not in range(ref.start, ref.end):  # "X of A and B's director" is one
            for who in one(token, speech, depth):
                found.setdefault(who.entity, who)
        token, seen = joined, seen + 1
    return list(found.values())


def one(token: Token, speech: Speech, depth: int) -> list[Speaker]:
    """Return the speakers that one noun means, with those that "along with" joins to it."""
    ref, found = speech.reading.at(token), list[Speaker]()
    apposed = apposition(token, speech)
    examples = named_examples(token, speech)
    if examples or (ref is not None and ref.kind is Kind.ORGANIZATION and some_of(token, speech)):
        return examples
    if ref is not None and ref.kind in SPEAKING and ref.form != "demonym":
        found = [Speaker(entity, token, SURE.get(ref.form, 0.9)) for entity in ref.entities]
        if ref.kind is not Kind.PERSON and apposed and ref.start < token.i + 1 and person(apposed[0], speech):
            found = apposed
    found = found or apposed or titled(token, speech) or portion(token, speech, depth)
    if not found and depth < 3:
        found = spoken_for(token, speech, depth) or again(token, speech) or by_kind(token, speech)
        found = found or described(token, speech)
    return [*found, *companions(token, speech, depth)] if found else []


def portion(token: Token, speech: Speech, depth: int) -> list[Speaker]:
    """`part of X's statement`: X."""
    if depth > 2 or not speech.words.has("speakers", "portions", token.lower_):
        return []
    of = (k for k in speech.children(token, "prep") if speech.words.has("phrases", "of", k.lower_))
    return [who for k in of for who in speakers(speech.child(k, "pobj"), speech, depth + 1)]


def named_examples(token: Token, speech: Speech) -> list[Speaker]:
    """`some senators, such as X and Y,`: X and Y."""
    if token.tag_ not in ("NNS", "NNPS"):
        return []
    links = (k for k in speech.children(token, "prep") if k.i > token.i)
    wordings = ((k, (k.lower_, speech.doc.said(k.i - 1, k.i + 1).lower())) for k in links)
    such = (k for k, texts in wordings if any(speech.words.has("phrases", "such_as", t) for t in texts))
    return [who for k in such for who in speakers(speech.child(k, "pobj"), speech, 2)]


def again(token: Token, speech: Speech) -> list[Speaker]:
    """Return the body that spoke in the sentence before for "they" or "it" that nothing else explains."""
    if (
        token.pos_ != "PRON"
        or not speech.words.has("speakers", "bodies_again", token.lower_)
        or speech.last is None
    ):
        return []
    who, place = speech.last
    if token.i - place > 60 or person(who, speech) or told_by_another(token, speech):
        return []
    return [Speaker(who.entity, token, 0.7)]


def companions(token: Token, speech: Speech, depth: int) -> Iterator[Speaker]:
    """`X, along with Y`: Y."""
    for kid in speech.children(token, "prep", "advmod", "cc"):
        if depth < 2 and speech.words.has("speakers", "joining", kid.lower_):
            for link in (kid, *speech.children(kid, "prep")):
                yield from speakers(speech.child(link, "pobj"), speech, depth + 2)


def spoken_for(token: Token, speech: Speech, depth: int) -> list[Speaker]:
    """`a spokesman for X`, `X's report`, `a text published by X`: X; `German officials`: the government."""
    word, words = token.lower_, speech.words
    mouth, writing = words.has("speakers", "mouthpieces", word), words.has("speakers", "writings", word)
    if not (mouth or writing):
        return []
    found = [who for who in owners(token, speech, depth) if writing or not person(who, speech)]
    maker = token.head
    made = token.dep_ == "dobj" and words.has("nouns", "makers", maker.lemma_.lower())
    if writing and not found and made:
        found = [
            Speaker(w.entity, token, 0.85) for w in speakers(speech.child(maker, "nsubj"), speech, depth + 1)
        ]
    if not found and words.has("speakers", "issued", word):
        found = [Speaker(who.entity, token, 0.8) for who in issuers(token, speech, depth)]
    state = speech.reading.homeland
    if not found and state and word == speech.words.government and definite(token, speech):
        found = [Speaker(speech.reading.country(state), token, 0.75)]
    if words.has("speakers", "governing", word):
        found = [governing(who, token, speech) for who in found]
    elif mouth:
        found = [who for who in found if not country(who, speech)]
    if words.has("speakers", "returning", word):
        if found:
            speech.spokesmen[token.lemma_.lower()] = found
        elif definite(token, speech):
            found = [Speaker(w.entity, token, 0.7) for w in speech.spokesmen.get(token.lemma_.lower(), ())]
        elif alone(token, speech):
            found = acting_before(token, speech)
        elif words.has("speakers", "unnamed", word) and bare_noun(token, speech):
            found = [Speaker(w.entity, token, 0.7) for w in speech.spokesmen.get(token.lemma_.lower(), ())]
            found = found or known_government(token, speech)
    return found


def acting_before(token: Token, speech: Speech) -> list[Speaker]:
    """Return the body that was the last subject before the sentence of "a spokesman", if it was a body."""
    opening = speech.sentence(token)[0]
    for ref in speech.reading.before(opening):
        if token.i - ref.start > ISSUED // 3:
            return []
        root = speech.doc[ref.start : ref.end].root
        if root.dep_ == "nsubj" and ref.form in ("name", "nominal"):
            own = ref.kind is Kind.ORGANIZATION
            return [Speaker(entity, token, 0.7) for entity in ref.entities] if own else []
    return []


def issuers(token: Token, speech: Speech, depth: int) -> list[Speaker]:
    """Return who issued "the statement": the subject of "released a statement", or its owner."""
    definite_one = definite(token, speech) or any(
        kid.dep_ == "poss" and kid.pos_ == "PRON" for kid in speech.children(token)
    )
    if depth or not definite_one:
        return []
    nouns, verbs = same_text(token.lemma_.lower(), speech)
    bodiless = speech.words.has("speakers", "personal", token.lemma_.lower())
    for i in range(token.i - 1, max(token.i - ISSUED, -1), -1):
        other = speech.doc[i]
        found: list[Speaker] = []
        if other.pos_ == "NOUN" and other.lemma_.lower() in nouns:
            found = owners(other, speech, depth + 1)
            verb = other.head
            if (
                not found
                and other.dep_ == "dobj"
                and speech.words.has("nouns", "makers", verb.lemma_.lower())
            ):
                found = speakers(speech.child(verb, "nsubj"), speech, depth + 1)
        elif other.tag_ in ("VBD", "VBZ", "VBN") and other.lemma_.lower() in verbs:
            found = speakers(speech.child(other, "nsubj"), speech, depth + 1)
            found = [who for who in found if not bodiless or person(who, speech)]
        if found:
            return found
    return []


def same_text(noun: str, speech: Speech) -> tuple[set[str], set[str]]:
    """Return the nouns that may mean the same text as a noun, and the verbs by which it is made."""
    kinds = [kind for kind in speech.words.tables.get("texts", {}).values() if noun in kind["nouns"]]
    nouns = {word for kind in kinds for word in kind["nouns"]}
    return {noun, *nouns}, {verb for kind in kinds for verb in kind["verbs"]}


def owners(token: Token, speech: Speech, depth: int) -> list[Speaker]:
    """Return whom the words around a noun name as its owner, the first that do."""
    kids = speech.children(token)
    for kid in sorted(kids, key=lambda k: not speech.words.has("phrases", "by", k.lower_)):
        found: list[Speaker] = []
        if kid.dep_ in ("poss", "compound", "amod", "nmod"):
            found = modifiers(kid, speech)
        elif kid.dep_ in ("prep", "agent") and speech.words.has("speakers", "owners", kid.lower_):
            found = speakers(speech.child(kid, "pobj"), speech, depth + 1)
        elif kid.dep_ == "acl" and kid.tag_ == "VBN":
            found = speakers(agent(kid, speech), speech, depth + 1)
        elif kid.dep_ == "acl" and speech.words.has("frames", "referring", kid.lemma_.lower()):
            found = speakers(speech.child(kid, "dobj"), speech, depth + 1)  # "a report citing X"
        if found:
            return [Speaker(who.entity, token, who.confidence * 0.88) for who in found]
    return []


def named_near(start: int, end: int, speech: Speech, last: bool = False) -> Iterator[Speaker]:
    """Yield the first (or last) person, else body, named from token `start` to `end`."""
    refs = dict.fromkeys(ref for i in range(start, end) if (ref := speech.reading.at(i)) is not None)
    speaking = [ref for ref in refs if ref.kind in SPEAKING and ref.form != "demonym"]
    people = [ref for ref in speaking if ref.kind is Kind.PERSON] or speaking
    if people:
        ref = people[-1 if last else 0]
        yield from (Speaker(entity, speech.doc[ref.end - 1], 0.85) for entity in ref.entities)
