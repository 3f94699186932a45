"""The entities that a noun phrase means as a speaker, and whom they speak to."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.entities.reading import Ref
from kg.facts.speech.base import Speaker, Speech
from kg.facts.speech.cues import agent
from kg.model import Entity, Kind, StatementKind

SPEAKING = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY})
ISSUED = 150  # tokens between a text's first mention and "the statement"
SURE = {"name": 1.0, "nominal": 0.95, "group": 0.85, "pronoun": 0.88}


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
        found = spoken_for(token, speech, depth) or again(token, speech)
    return [*found, *companions(token, speech, depth)] if found else []


def portion(token: Token, speech: Speech, depth: int) -> list[Speaker]:
    """`part of X's statement`: X."""
    if depth > 2 or not speech.words.has("speakers", "portions", token.lower_):
        return []
    of = (k for k in speech.children(token, "prep") if speech.words.has("phrases", "of", k.lower_))
    return [who for k in of for who in speakers(speech.child(k, "pobj"), speech, depth + 1)]


def some_of(token: Token, speech: Speech) -> bool:
    """Tell whether only some members are meant: "some Democrats", "other Republicans"."""
    plural = token.tag_ in ("NNS", "NNPS")
    kids = speech.children(token, "det", "amod", "nummod", "advmod")
    return plural and any(speech.words.has("speakers", "some", kid.lower_) for kid in kids)


def named_examples(token: Token, speech: Speech) -> list[Speaker]:
    """`some senators, such as X and Y,`: X and Y."""
    if token.tag_ not in ("NNS", "NNPS"):
        return []
    links = (k for k in speech.children(token, "prep") if k.i > token.i)
    wordings = ((k, (k.lower_, speech.doc[k.i - 1 : k.i + 1].text.lower())) for k in links)
    such = (k for k, texts in wordings if any(speech.words.has("phrases", "such_as", t) for t in texts))
    return [who for k in such for who in speakers(speech.child(k, "pobj"), speech, 2)]


def apposition(token: Token, speech: Speech) -> list[Speaker]:
    """`a Republican assemblywoman, X,`: X."""
    for kid in speech.children(token, "appos"):
        other = speech.reading.at(kid)
        if kid.i > token.i and other is not None and other.kind in SPEAKING and other.form != "demonym":
            return [Speaker(other.entity, kid, 0.9)]
    return []


def titled(token: Token, speech: Speech) -> list[Speaker]:
    """`President of Ukraine X`, `leader and prime minister X`: who holds the post that a noun heads."""
    for post in speech.posts.get(token.i, ()):
        if post.holders:
            return [Speaker(holder, token, 0.9) for holder in post.holders]
    last = token.right_edge
    ref = speech.reading.at(last)
    if token.i not in speech.posts or ref is None or ref.kind is not Kind.PERSON or ref.form != "name":
        return []
    prior = speech.reading.at(ref.start - 1) if ref.start > token.i + 1 else None
    joined = prior is not None and prior.kind is not Kind.PERSON
    return [Speaker(ref.entity, last, 0.85)] if joined or ref.start == token.i + 1 else []


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


def told_by_another(token: Token, speech: Speech) -> bool:
    """Tell whether a pronoun stands in what another subject says: "police said they …"."""
    verb = token.head
    for _ in range(4):
        if verb.dep_ not in ("ccomp", "advcl", "relcl", "xcomp", "conj"):
            return False
        verb = verb.head
        own = speech.child(verb, "nsubj")
        if own is not None and own.i < token.i:
            return True
    return False


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
    return found


def alone(token: Token, speech: Speech) -> bool:
    """Tell whether a noun has "a" before it and nothing that tells whose it is."""
    kids = list(speech.children(token))
    return len(kids) == 1 and kids[0].tag_ == "DT" and kids[0].i == token.i - 1 and token.tag_ == "NN"


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
    lemma = token.lemma_.lower()
    for i in range(token.i - 1, max(token.i - ISSUED, -1), -1):
        other = speech.doc[i]
        if other.pos_ != "NOUN" or other.lemma_.lower() != lemma:
            continue
        found = owners(other, speech, depth + 1)
        verb = other.head
        if not found and other.dep_ == "dobj" and speech.words.has("nouns", "makers", verb.lemma_.lower()):
            found = speakers(speech.child(verb, "nsubj"), speech, depth + 1)
        if found:
            return found
    return []


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
    if ref is None and token.lower_ == speech.words.government and speech.reading.homeland:
        return [Speaker(speech.reading.government(speech.reading.homeland), token, 0.8)]
    if ref is None or ref.kind not in SPEAKING:
        return []
    return [Speaker(entity, token, SURE.get(ref.form, 0.9)) for entity in ref.entities]


def person(who: Speaker, speech: Speech) -> bool:
    """Tell whether a speaker is a person: an unnamed spokesman of a person has no label."""
    return getattr(speech.reading.entities.get(who.entity), "kind", None) is Kind.PERSON


def country(who: Speaker, speech: Speech) -> bool:
    """Tell whether a speaker is a country."""
    return getattr(speech.reading.entities.get(who.entity), "kind", None) is Kind.COUNTRY


def governing(who: Speaker, token: Token, speech: Speech) -> Speaker:
    """Return the government of a country for the country, anybody else as is.

    The words that mean it become a reference, so that the government is an entity of the document.
    """
    entity = speech.reading.entities.get(who.entity)
    if not (isinstance(entity, Entity) and entity.kind is Kind.COUNTRY and entity.code):
        return who
    body = speech.reading.government(entity.code)
    if speech.reading.at(token) is None:
        start = min(
            [token.i, *(kid.left_edge.i for kid in speech.children(token, "amod", "compound", "poss", "det"))]
        )
        speech.reading.add(Ref(start, token.i + 1, Kind.ORGANIZATION, (body,), "nominal"))
    return Speaker(body, who.token, who.confidence)


def definite(token: Token, speech: Speech) -> bool:
    """Tell whether a noun has "the" and nothing else before it."""
    kids = list(speech.children(token))
    before = [kid for kid in kids if kid.i < token.i]
    owned = any(kid.dep_ == "prep" and speech.words.has("speakers", "owners", kid.lower_) for kid in kids)
    return len(before) == 1 and before[0].lower_ == "the" and not owned


def addressee(verb: Token, lemma: str, speech: Speech) -> Ref | None:
    """`told X`, `said to X`: the entity that a statement is made to."""
    for kid in speech.children(verb, "dobj", "dative", "prep"):
        target: Token | None = kid
        if kid.dep_ == "prep" or kid.pos_ == "ADP":
            demand = speech.words.kind(lemma) is StatementKind.DEMAND
            if not speech.words.has("phrases", "from" if demand else "to", kid.lower_):
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
