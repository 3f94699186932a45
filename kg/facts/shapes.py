"""Sentences as letters, one a word and one a name, so that constructions are patterns of letters.

R an area by name, N by nationality word, B a body, X another name; D article, A adjective, K kind of area,
M one that may stand before "of" and its name, H what stands in an area, P part of one, W kind of body, Q its
seat, I in, T on, Z at, O of, S 's, V is, L lies, Y belongs, C and, E both, G number, x the rest; marks are
themselves.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.entities.reading import Reading, Ref
from kg.facts.triples import AREAS
from kg.languages import LanguagePack
from kg.mentions.words import Span, Token
from kg.model import Kind

FORMS = frozenset({"name", "demonym"})
# What may stand between "in" and the area that is meant: "the north of", "the state of", "Y's".
WITHIN = "D?A*(?:PO D?A*)?(?:[KM]+O D?A*)?(?:[RN]A*[KM]+[O,]?D?(?=R))?(?:RSA*[KM]*,?(?=R(?!P)))*"
Shapes = tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]
"""Names and patterns, with letters that each must have."""
LOOSE = re.compile(r"~|\(\?P<\w>|\(\?[:=!][^()]*\)[?*]?|\[[^]]*\](?:[*+?]|\{[^}]*\})?|\S(?:[*?]|\{[^}]*\})")


@dataclass
class Shape:
    """A sentence as letters, with the name or None that each stands for."""

    letters: str
    refs: list[Ref | None]


def compiled(patterns: Mapping[str, Sequence[str]]) -> Shapes:
    """Return patterns by name, blanks left out, with `~` for what may stand before an area."""
    return tuple(
        (
            name,
            re.compile(f"(?={shape.replace('~', WITHIN).replace(' ', '')})"),
            frozenset(filter(str.isupper, LOOSE.sub("", shape))),
        )
        for name, shapes in patterns.items()
        for shape in shapes
    )


def matched(shapes: Shapes, reading: Reading) -> Iterator[tuple[str, Ref, Ref]]:
    """Yield the names that stand at `a` and `b` of each pattern that a sentence has. O(tokens · patterns)."""
    for shape in sentences(reading):
        present = frozenset(shape.letters)
        for name, pattern, needed in shapes:
            for match in pattern.finditer(shape.letters) if needed <= present else ():
                inner, outer = shape.refs[match.start("a")], shape.refs[match.start("b")]
                if inner is not None and outer is not None and inner.entity != outer.entity:
                    yield name, inner, outer


def sentences(reading: Reading) -> list[Shape]:
    """Return the sentences with two names or more, as letters; computed once."""
    found: list[Shape] | None = reading.doc.user_data.get("shapes")
    if found is None:
        sents, number = reading.doc.sents, reading.doc.sentence_numbers
        named = Counter(number[ref.start] for ref in reading.refs if ref.form in FORMS)
        found = [written(sents[i], reading) for i in sorted(named) if named[i] > 1]
        found = [shape for shape in found if len(shape.refs) - shape.refs.count(None) > 1]
        reading.doc.user_data["shapes"] = found
    return found


def written(sent: Span, reading: Reading) -> Shape:
    """Return a sentence as letters. O(tokens)."""
    letters, refs = list[str](), list[Ref | None]()
    i, tokens = sent.start, sent.doc.tokens
    while i < sent.end:
        ref = reading.at(i)
        named = ref is not None and ref.start == i and ref.form in FORMS
        if named and ref is not None:
            letters.append(letter_of(ref))
            refs.append(ref)
            i = max(ref.end, i + 1)
        else:
            letters.append(letter(tokens[i], reading))
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
    sign = signs(reading.pack).get(token.lower_)
    if sign is not None:
        return sign
    if token.tag_ == "POS":
        return "S"
    if token.text in ",().":
        return token.text
    if token.like_num:
        return "G"
    return "A" if token.pos_ in ("ADJ", "PROPN") or token.text == "-" else "x"


@cache
def signs(pack: LanguagePack) -> dict[str, str]:
    """Return the letters of the words that the pack lists."""
    words = pack.section("nesting")
    return {word: sign for name, sign in reversed(SIGNS.items()) for word in words[name]}


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
    "bodies": "W",
    "seats": "Q",
    "at": "Z",
    "belonging": "Y",
    "compass": "A",
}
