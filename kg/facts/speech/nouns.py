"""What the words around one noun tell of who speaks: appositions, titles, nationalities, hearers."""

from kg.entities.reading import Ref
from kg.facts.speech.base import Speaker, Speech
from kg.mentions.words import Token
from kg.model import Entity, EntityId, Kind, StatementKind

SPEAKING = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY})
SURE = {"name": 1.0, "nominal": 0.95, "group": 0.85, "pronoun": 0.88}


def some_of(token: Token, speech: Speech) -> bool:
    """Tell whether only some members are meant: "some Democrats", "other Republicans"."""
    plural = token.tag_ in ("NNS", "NNPS")
    kids = speech.children(token, "det", "amod", "nummod", "advmod")
    return plural and any(speech.words.has("speakers", "some", kid.lower_) for kid in kids)


def apposition(token: Token, speech: Speech) -> list[Speaker]:
    """`a Republican assemblywoman, X,` and `a student named X`: X."""
    for kid in speech.children(token, "appos"):
        other = speech.reading.at(kid)
        if kid.i > token.i and other is not None and other.kind in SPEAKING and other.form != "demonym":
            return [Speaker(other.entity, kid, 0.9)]
    for kid in speech.children(token, "acl"):
        name = speech.child(kid, "oprd") if speech.words.has("phrases", "named", kid.lemma_.lower()) else None
        other = speech.reading.at(name) if name is not None else None
        if name is not None and other is not None and other.kind is Kind.PERSON:
            return [Speaker(other.entity, name, 0.85)]
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


def alone(token: Token, speech: Speech) -> bool:
    """Tell whether a noun has "a" before it and nothing that tells whose it is."""
    kids = list(speech.children(token))
    return len(kids) == 1 and kids[0].tag_ == "DT" and kids[0].i == token.i - 1 and token.tag_ == "NN"


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


def bare_noun(token: Token, speech: Speech) -> bool:
    """Tell whether a noun stands alone: "officials said", not "local officials", "officials of X"."""
    return not any(kid.dep_ not in ("conj", "cc", "punct", "relcl") for kid in speech.children(token))


def known_government(token: Token, speech: Speech) -> list[Speaker]:
    """Return the government of the country that a text is about, if the text speaks of it."""
    home = speech.reading.home
    if not home.sure or home.region or not home.countries:
        return []
    body = EntityId(f"organization/{home.countries[0].lower()}/government")
    return [Speaker(body, token, 0.7)] if speech.reading.of_entity(body) else []


def definite(token: Token, speech: Speech) -> bool:
    """Tell whether a noun has "the" and nothing else before it."""
    kids = list(speech.children(token))
    before = [kid for kid in kids if kid.i < token.i]
    owned = any(kid.dep_ == "prep" and speech.words.has("speakers", "owners", kid.lower_) for kid in kids)
    return len(before) == 1 and before[0].lower_ == "the" and not owned


def by_kind(token: Token, speech: Speech) -> list[Speaker]:
    """`The airline said …`: the one body named shortly before, or the one that a sentence is about."""
    firm = speech.words.has("speakers", "firms", token.lower_)
    if not (firm or speech.words.has("speakers", "groups", token.lower_)) or token.tag_ != "NN":
        return []
    kids = list(speech.children(token))
    first = min((kid.i for kid in kids), default=token.i)
    owned = any(kid.dep_ in ("poss", "prep", "appos", "compound") for kid in kids)
    if speech.doc[first].lower_ != "the" or first > token.i or owned:
        return []
    near = [
        ref for ref in speech.reading.before(first) if ref.kind is Kind.ORGANIZATION and ref.form == "name"
    ]
    near = [ref for ref in near if first - ref.start < NEAR and not of_other_kind(ref, firm, speech)]
    acting = [ref for ref in near if acts(speech.doc[ref.start : ref.end].root)]
    for refs in (near, acting):
        found = {ref.entity for ref in refs}
        if len(found) == 1:
            return [Speaker(found.pop(), token, 0.75)]
    return []


NEAR = 60  # tokens between a body's name and "the company"


def acts(noun: Token) -> bool:
    """Tell whether a noun is a subject or joined to one."""
    return noun.dep_ in ("nsubj", "nsubjpass") or (
        noun.dep_ == "conj" and noun.head.dep_ in ("nsubj", "nsubjpass")
    )


def of_other_kind(ref: Ref, firm: bool, speech: Speech) -> bool:
    """Tell whether a body is none that "the company" (`firm`) or "the group" may mean: a government."""
    state = ref.entity.count("/") > 1
    return ref.entity.endswith("/government") or (firm and state)


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
