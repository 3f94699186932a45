"""Nesting: areas and seats that the words between two names put one inside the other.

A sentence is written as one letter a word, a name being one letter; constructions are patterns of letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.entities.reading import Reading, Ref
from kg.facts.places import apposition, bigger
from kg.facts.triples import AREAS, triple
from kg.model import Kind, Predicate, Triple

# R an area by name, N by nationality word, B a body, X another name; D article, A adjective, K kind of area,
# M one that may stand before "of" and its name, H what stands in an area, P part of one, I in, O of, S 's,
# V is, L lies, C and, E both, G number, x the rest; marks stand for themselves.
WITHIN = "D?A*(?:PO D?A*)?(?:[KM]+O D?A*)?(?:[RN]A*[KM]+[O,]?D?(?=R))?(?:RSA*[KM]*,?(?=R(?!P)))*"
NOUN = "D? A* [KMH]+ (?:OG+)?"
PATTERNS = {
    "within": (r"(?P<a>[RB]) I ~ (?P<b>R)",),
    "owned": (r"(?P<b>R) S A* (?P<a>R)",),
    "aside": (r"(?P<a>[RB]) [,(] I ~ (?P<b>R)",),
    "lying": (r"(?P<a>[RB]) , [^.]{1,14} , V? x? L I ~ (?P<b>R)",),
    "beside": (r"(?P<a>B) , (?P<b>R) (?=[,.])",),
    "sure": (
        r"(?P<a>R) [KMH] ,? I ~ (?P<b>R)",
        r"(?P<a>R) K O D? A* (?P<b>R)",
        r"(?P<a>R) ,? T D? A* (?:[RN] A*)? M O D? (?P<b>R)",
        rf"(?P<a>[RB]) [,(] x{{0,2}} {NOUN} [IO] ~ (?P<b>R)",
        r"(?P<a>R) [,(] D? (?P<b>R) S A* [KM]",
        r"(?P<a>R) [,(] D? A* (?P<b>N) A* [KM]",
        rf"(?P<a>R) V x{{0,2}} {NOUN} [IO] ~ (?P<b>R)",
        r"(?P<a>R) V D? A* (?P<b>N) A* [KM]",
        r"(?P<a>[RB]) ,? V? x? L I ~ (?P<b>R)",
        r"(?P<a>R) V I ~ (?P<b>R)",
        r"(?P<b>R) S A* [KMH] , (?P<a>R)",
        r"(?P<b>R) A* M O (?P<a>R)",
        r"(?P<b>N) A* [KM]+ O? D? (?P<a>R)",
        r"(?P<b>N) A* [KM]+ O [RB] , (?P<a>R) (?=[,.])",
        r"D A* (?P<b>N) A* [KM] , (?P<a>R)",
        r"(?P<a>B) , O (?P<b>R)",
        r"(?P<a>[RB]) C D? [RB] ,? E I ~ (?P<b>R)",
        r"[RB] C D? (?P<a>[RB]) ,? E I ~ (?P<b>R)",
    ),
}
SHAPES = tuple(
    (name, re.compile(f"(?={shape.replace('~', WITHIN).replace(' ', '')})"))
    for name, shapes in PATTERNS.items()
    for shape in shapes
)


@dataclass
class Shape:
    """A sentence as letters, with the name or token that each stands for."""

    letters: str
    refs: list[Ref | None]


def nested(reading: Reading) -> Iterator[Triple]:
    """`X, a town in the north of Y`; `Y's X province`; `the Greek island of X`; `X is headquartered in Y`."""
    for sent in reading.doc.sents:
        shape = written(sent, reading)
        if shape.letters.count("R") + shape.letters.count("N") + shape.letters.count("B") < 2:
            continue
        for name, pattern in SHAPES:
            for match in pattern.finditer(shape.letters):
                inner, outer = shape.refs[match.start("a")], shape.refs[match.start("b")]
                if inner is not None and outer is not None and holds(name, inner, outer, reading):
                    tokens = [*reading.span(inner), *reading.span(outer)]
                    yield triple(inner.entity, Predicate.LOCATED_IN, outer.entity, tokens, 0.85, reading)


def written(sent: Span, reading: Reading) -> Shape:
    """Return a sentence as letters. O(tokens)."""
    letters, refs = list[str](), list[Ref | None]()
    i = sent.start
    while i < sent.end:
        ref = reading.at(i)
        named = ref is not None and ref.start == i and (ref.form in ("name", "demonym"))
        if named and ref is not None:
            letters.append(letter_of(ref))
            refs.append(ref)
            i = max(ref.end, i + 1)
        else:
            letters.append(letter(sent.doc[i], reading))
            refs.append(None)
            i += 1
    return Shape("".join(letters), refs)


def letter_of(ref: Ref) -> str:
    """Return the letter of a name."""
    if ref.kind in AREAS:
        return "N" if ref.form == "demonym" else "R"
    return "B" if ref.kind is Kind.ORGANIZATION else "X"


def letter(token: Token, reading: Reading) -> str:
    """Return the letter of a word."""
    low, words = token.lower_, reading.pack.section("nesting")
    for name, sign in SIGNS.items():
        if low in words[name]:
            return sign
    if token.tag_ == "POS":
        return "S"
    if token.text in ",().":
        return token.text
    if token.like_num:
        return "G"
    return "A" if token.pos_ in ("ADJ", "PROPN") or token.text == "-" else "x"


SIGNS = {
    "articles": "D",
    "named": "M",
    "kinds": "K",
    "standing": "H",
    "parts": "P",
    "inside": "I",
    "on": "T",
    "of": "O",
    "being": "V",
    "lying": "L",
    "and": "C",
    "both": "E",
    "compass": "A",
}


def holds(name: str, inner: Ref, outer: Ref, reading: Reading) -> bool:
    """Tell whether of a pattern's two names one may be in the other, and its words belong together."""
    if inner.entity == outer.entity or inner.kind not in (Kind.PLACE, Kind.ORGANIZATION):
        return False
    if inner.kind is Kind.PLACE and not bigger(outer, inner, reading):
        return False
    if name == "within":
        return hangs_together(inner, outer, reading)
    if name == "owned":
        return free(inner, reading)
    if name == "aside":
        described = reading.doc[inner.end + 2].lower_ != reading.span(outer)[0].lower_
        return described or bigger(outer, inner, reading, strictly=True)
    if name == "lying":
        return reading.doc[inner.start : inner.end].root.dep_ in ("nsubj", "nsubjpass")
    if name == "beside":
        stands = reading.doc[inner.end - 1].lower_ in reading.pack.set("bodies", "local")
        return stands and apposition(inner, outer, reading)
    return True


def hangs_together(inner: Ref, outer: Ref, reading: Reading) -> bool:
    """Tell `X in Y` from `saw X in Y`: "in" hangs on X, or X is where something is."""
    doc = reading.doc
    root = doc[inner.start : inner.end].root
    link = doc[inner.end]
    while link.i + 1 < outer.start and link.lower_ not in reading.pack.section("nesting")["inside"]:
        link = doc[link.i + 1]
    if inner.kind is Kind.PLACE and root.dep_ == "pobj" and root.head.pos_ == "ADP":
        return True
    if root.dep_ in ("nsubj", "nsubjpass") and root.head.i > outer.start:
        return True
    owners = {root, root.head.head} if root.dep_ == "pobj" and root.head.lower_ == "of" else {root}
    if inner.kind is Kind.PLACE and root.head.pos_ == "NOUN" and root.head.i >= inner.start:
        owners.add(root.head)
    return link.head in owners


def free(ref: Ref, reading: Reading) -> bool:
    """Tell whether an owned name is a place: "Japan's Hokkaido island", not "Japan's Hokkaido policy"."""
    doc = reading.doc
    after = doc[ref.end].lower_ if ref.end < len(doc) else ""
    words = reading.pack.section("nesting")
    return (
        after in words["kinds"]
        or after in words["named"]
        or doc[ref.start : ref.end].root.dep_ not in ("compound", "nmod", "poss", "amod")
    )
