"""Pronouns: "he", "who", "it", "they"."""

from spacy.tokens import Token

from kg.entities.governments import headed
from kg.entities.reading import Reading, Ref
from kg.model import Kind

NEAR = 3  # sentences that a pronoun looks back over


def pronouns(reading: Reading) -> None:
    """Resolve pronouns in order; a resolved one is an antecedent for the next."""
    words = reading.pack.section("pronouns")
    history: list[Ref] = []
    refs = {ref.start: ref for ref in reading.refs}
    for token in reading.doc:
        if token.i in refs:
            history.append(refs[token.i])
        low = token.lower_
        if low in words["person"] and reading.at(token) is None:
            who = person(token, words["person"][low], history, reading)
        elif low in ("who", "whom", "whose") and token.head.i != token.i:
            who = relative(token, reading)
        elif low in words["body"] and token.dep_ in ("nsubj", "poss"):
            who = thing(token, history, reading)
        else:
            continue
        if who is not None:
            kind = Kind.PERSON if low in words["person"] else who.kind
            ref = Ref(token.i, token.i + 1, kind, who.entities, "pronoun")
            reading.add(ref)
            history.append(ref)
            own_government(token, ref, reading)


def own_government(token: Token, owner: Ref, reading: Reading) -> None:
    """Add "government" of "his government" as that of the country that he leads."""
    noun = token.head
    own = token.dep_ == "poss" and noun.lower_ == reading.pack.section("bodies")["own"]
    if own and owner.kind is Kind.PERSON and reading.at(noun) is None:
        body = headed(owner.entity, reading)
        if body is not None:
            reading.add(Ref(noun.i, noun.i + 1, Kind.ORGANIZATION, (body,), "nominal"))


def person(token: Token, gender: str, history: list[Ref], reading: Reading) -> Ref | None:
    """Return the likeliest person for he or she: subjects and the speaker first, then the nearest."""
    owner = joined_owner(token, reading)
    if owner is not None:
        return owner
    sentences = sent_index(reading)
    here = sentences[token.i]
    best: tuple[float, Ref] | None = None
    for age, ref in enumerate(reversed(history)):
        if sentences[ref.start] < here - NEAR:
            break
        if ref.kind is not Kind.PERSON or len(ref.entities) != 1:
            continue
        known = reading.gender.get(ref.entity)
        if known is not None and known != gender:
            continue
        score = salience(ref, token, here - sentences[ref.start], reading) - age * 0.01
        if known == gender:
            score += 1.0
        if best is None or score > best[0]:
            best = (score, ref)
    if best is None:
        return None
    reading.gender.setdefault(best[1].entity, gender)
    return best[1]


def joined_owner(token: Token, reading: Reading) -> Ref | None:
    """Return X of "X and his son": a possessive in the second member means the first."""
    noun = token.head
    if token.dep_ != "poss" or noun.dep_ not in ("conj", "appos"):
        return None
    ref = reading.at(noun.head)
    named = ref is not None and ref.kind is Kind.PERSON and len(ref.entities) == 1
    return ref if named and noun.dep_ == "conj" else None


def salience(ref: Ref, token: Token, distance: int, reading: Reading) -> float:
    """Return how likely a reference is meant by a later pronoun: subject, same clause, distance."""
    root = reading.doc[ref.start : ref.end].root
    score = 2.0 if root.dep_ in ("nsubj", "nsubjpass") else 0.5 if root.dep_ in ("dobj", "pobj") else 0.0
    score += 0.8 * (root.dep_ == "pobj" and root.head.dep_ == "agent")
    if root.dep_ == "poss":
        score += 0.6
    score -= 1.2 * distance
    if distance == 0 and root.head == token.head and token.dep_ not in ("poss",):
        score -= 3.0
    return score


def sent_index(reading: Reading) -> dict[int, int]:
    """Return the number of the sentence of each token, computed once a document."""
    cache: dict[int, int] = reading.doc.user_data.setdefault("sent_index", {})
    if not cache:
        for number, sent in enumerate(reading.doc.sents):
            cache.update((i, number) for i in range(sent.start, sent.end))
    return cache


def relative(token: Token, reading: Reading) -> Ref | None:
    """Return the person or body that a relative clause belongs to."""
    verb = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
    if verb is None:
        return None
    return reading.at(verb.head)


def thing(token: Token, history: list[Ref], reading: Reading) -> Ref | None:
    """Return the body or country for "it": the subject of the sentence, or of the one before."""
    sentences = sent_index(reading)
    here = sentences[token.i]
    for ref in reversed(history):
        if ref.kind in (Kind.ORGANIZATION, Kind.COUNTRY) and ref.form != "demonym":
            root = reading.doc[ref.start : ref.end].root
            if (
                sentences[ref.start] >= here - 1
                and root.dep_ in ("nsubj", "nsubjpass")
                and ref.start < token.i
            ):
                return ref
    return None
