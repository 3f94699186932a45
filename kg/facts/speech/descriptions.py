"""Speakers told by what they were said to be: `the father` for whom the text called a father before."""

from collections.abc import Iterator

from kg.entities.reading import Ref
from kg.facts.speech.base import Speaker, Speech
from kg.mentions.words import Token
from kg.model import EntityId, Kind

PLAIN = frozenset({"NN"})
LIKENING = frozenset({"amod", "compound", "nummod"})


def described(token: Token, speech: Speech) -> list[Speaker]:
    """`X, owner of the shop, … The owner of the shop said`: X, if only one was called so before."""
    if token.tag_ not in PLAIN or speech.words.has("speakers", "anybody", token.lower_):
        return []
    kids = speech.children(token)
    opening = next((k for k in kids if k.dep_ in ("det", "poss") and k.i < token.i), None)
    if opening is None or (opening.dep_ == "det" and not speech.words.has("phrases", "the", opening.lower_)):
        return []
    another = any(speech.words.has("speakers", "another", k.lower_) for k in kids)
    if another or any(k.dep_ == "appos" for k in kids):
        return []
    told = {k.lemma_.lower() for k in kids if k.dep_ in LIKENING} | set(owned_by(token, speech))
    called = [
        (who, words)
        for who, words, place in calls(speech).get(token.lemma_.lower(), ())
        if place < token.left_edge.i
    ]
    fitting = {who for who, words in called if told <= words}
    if len({who for who, _ in called}) == 1 and len(fitting) == 1:
        return [Speaker(fitting.pop(), token, 0.75)]
    return []


def owned_by(noun: Token, speech: Speech) -> Iterator[str]:
    """Yield the nouns that tell whose or of what somebody is: "the owner of the shop", "the shop's owner"."""
    for kid in speech.children(noun):
        if kid.dep_ == "poss" and kid.pos_ != "PRON":
            yield kid.lemma_.lower()
        elif kid.dep_ == "prep" and speech.words.has("speakers", "owners", kid.lower_):
            of = speech.child(kid, "pobj")
            if of is not None:
                yield of.lemma_.lower()


Calls = dict[str, list[tuple[EntityId, frozenset[str], int]]]


def calls(speech: Speech) -> Calls:
    """Return who is called what: noun → person, the words of the phrase, the last token; computed once."""
    cached: Calls | None = speech.doc.user_data.get("speech_calls")
    if cached is None:
        cached = {}
        for ref in speech.reading.refs:
            if ref.kind is Kind.PERSON and ref.form == "name" and len(ref.entities) == 1:
                for noun in nouns_for(ref, speech):
                    words = frozenset(t.lemma_.lower() for t in phrase(noun, ref, speech))
                    entry = (ref.entity, words, max(ref.end - 1, noun.i))
                    cached.setdefault(noun.lemma_.lower(), []).append(entry)
        speech.doc.user_data["speech_calls"] = cached
    return cached


def nouns_for(ref: Ref, speech: Speech) -> Iterator[Token]:
    """Yield the nouns beside a name that tell who it is: `X, the father`, `the father, X`, `daughter X`."""
    doc = speech.doc
    root = doc[ref.start : ref.end].root
    yield from (k for k in speech.children(root, "appos") if k.tag_ in PLAIN)
    if root.dep_ == "appos" and root.head.tag_ in PLAIN:
        yield root.head
    before = doc[ref.start - 1] if ref.start else None
    if before is not None and before.tag_ in PLAIN and before.dep_ == "compound" and before.head == root:
        yield before
    if root.dep_ == "nsubj" and root.head.lemma_ == "be" and speech.child(root.head, "neg") is None:
        yield from (k for k in speech.children(root.head, "attr") if k.tag_ in PLAIN)


def phrase(noun: Token, ref: Ref, speech: Speech) -> list[Token]:
    """Return the words of what somebody is called, those before the name where the noun stands there."""
    if noun.i < ref.start:
        first = min(noun.left_edge.i, speech.doc[ref.start : ref.end].root.left_edge.i)
        return list(speech.doc[first : ref.start])
    return list(noun.subtree)
