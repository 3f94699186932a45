"""Who speaks: the subject of a verb of saying, and the entities that a noun phrase means as a speaker."""

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from kg.entities.reading import Ref
from kg.facts.speech.base import MARKS, Speaker, Speech
from kg.facts.speech.cues import STEPS
from kg.model import Entity, Kind, StatementKind

SPEAKING = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY})
SHARING = frozenset({"conj", "xcomp", "advcl", "dep", "acl", "prep", "pcomp", "ccomp"})
SURE = {"name": 1.0, "nominal": 0.95, "group": 0.85, "pronoun": 0.88}


def passive(verb: Token, speech: Speech) -> bool:
    """Tell whether a verb's subject is not who acts: "was announced", "a letter published by"."""
    if verb.tag_ != "VBN" or speech.child(verb, "nsubj") is not None:
        return False
    return not any(kid.dep_ == "aux" and kid.lemma_ == "have" for kid in speech.children(verb)) or (
        speech.child(verb, "auxpass") is not None
    )


def subject(verb: Token, speech: Speech) -> Token | None:
    """Return the token of who says: `X said`, `said by X`, `X was quoted as saying`, `X …, adding`.

    A participle after a comma looks further up where its nearest subject means nobody.
    """
    found = list(islice(subjects(verb, speech), STEPS))
    if verb.tag_ == "VBG" and len(found) > 1:
        return next((token for token in found if speakers(token, speech)), found[0])
    return found[0] if found else None


def subjects(verb: Token, speech: Speech) -> Iterator[Token]:
    """Yield the subject of a verb and those of the clauses around it that it may share, nearest first."""
    if passive(verb, speech):
        by = agent(verb, speech)
        if by is not None:
            yield by
        return
    turned = inverted(verb, speech)
    if turned is not None:
        yield turned
        return
    here = verb
    for _ in range(STEPS):
        if here.i == verb.i or not skipped(here, verb, speech):
            by = agent(here, speech) if here.i != verb.i and passive(here, speech) else None
            own = (k for k in speech.children(here, "nsubj", "nsubjpass") if together(k, verb, speech))
            found = by if by is not None else next(own, None)
            if found is not None and not (here.i != verb.i and silenced(here, verb, speech)):
                yield found
                if verb.tag_ != "VBG":
                    return
        head = here.head
        if head.i == here.i:
            return
        if here.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            yield head
            if head.dep_ == "dobj" and speech.words.has("speakers", "writings", head.lower_):
                here = head = head.head
                continue
        if here.dep_ == "pcomp":
            head = head.head
        elif here.dep_ not in SHARING or (here.dep_ == "ccomp" and keeps(here, verb, speech)):
            return
        here = head


def inverted(verb: Token, speech: Speech) -> Token | None:
    """`…, argued X`: the object of a verb that stands right after a comma or a mark, and has no subject."""
    before = speech.doc[verb.i - 1] if verb.i else None
    if before is None or verb.tag_ not in ("VBD", "VBZ") or not (before.text == "," or before.text in MARKS):
        return None
    if speech.child(verb, "nsubj") is not None or verb.dep_ == "relcl":
        return None
    return next((k for k in speech.children(verb, "dobj") if k.i > verb.i and one(k, speech, 0)), None)


def skipped(head: Token, verb: Token, speech: Speech) -> bool:
    """Tell whether a clause is what another verb reports: in "said it failed, adding" nobody means "it"."""
    reports = head.dep_ == "ccomp" and head.head.lemma_.lower() in speech.words.verbs
    return reports and verb.tag_ == "VBG" and verb.dep_ == "advcl" and head.head.i < head.i < verb.i


def keeps(clause: Token, verb: Token, speech: Speech) -> bool:
    """Tell whether a verb in a reported clause can't share the reporter's subject; a participle can."""
    return verb.tag_ != "VBG" and together(clause, verb, speech)


def together(token: Token, verb: Token, speech: Speech) -> bool:
    """Tell whether a subject can be a verb's: in the same quotation or none, not "according to X"."""
    if speech.quoted.get(token.i) != speech.quoted.get(verb.i):
        return False
    before = speech.doc[max(token.left_edge.i - 2, 0) : token.left_edge.i].text.lower()
    return not speech.words.has("phrases", "according", before)


def silenced(head: Token, verb: Token, speech: Speech) -> bool:
    """Tell whether the subject of a passive head can't be who says: only "was quoted as saying" may."""
    if not passive(head, speech) or verb.dep_ != "pcomp":
        return False
    return not speech.words.has("doubt", "passive_speaker", head.lemma_.lower())


def agent(verb: Token, speech: Speech) -> Token | None:
    """Return who a passive verb says did it: "by X"."""
    by = speech.child(verb, "agent")
    if by is None:
        by = next(
            (k for k in speech.children(verb, "prep") if speech.words.has("phrases", "by", k.lower_)), None
        )
    if by is not None:
        return speech.child(by, "pobj")
    via = (speech.child(k, "pobj") for k in speech.children(verb, "prep"))
    return next(
        (k for k in via if k is not None and speech.words.has("speakers", "writings", k.lower_)), None
    )


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
    if ref is not None and ref.kind in SPEAKING and ref.form != "demonym":
        found = [Speaker(entity, token, SURE.get(ref.form, 0.9)) for entity in ref.entities]
        if ref.kind is not Kind.PERSON and apposed and ref.start < token.i + 1 and person(apposed[0], speech):
            found = apposed
    found = found or apposed or titled(token, speech)
    if not found and depth < 3:
        found = spoken_for(token, speech, depth) or again(token, speech)
    return [*found, *companions(token, speech, depth)] if found else []


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
    if token.i - place > 60 or person(who, speech):
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
    before = [kid for kid in speech.children(token) if kid.i < token.i]
    return len(before) == 1 and before[0].dep_ == "det"


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
