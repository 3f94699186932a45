"""Words that vouch for a name, or for its kind, where the encoder has doubts."""

from itertools import takewhile

from kg.encoder.decode import LEAST
from kg.languages import LanguagePack
from kg.mentions.repairs import lettered
from kg.mentions.spans import ORG, PER, Piece, trimmed
from kg.mentions.tables import known_bodies
from kg.mentions.words import Doc, Span

DOUBTED = 0.35
"""People need no more, of whom names of all regions would be lost, nor do capital letters ("ZTE")."""
COPULAS = ("is", "was")
REACH = 7  # words of an apposition in which its office stands
SMALL = ("of", "the", "on", "for", "and")


class Vouchers:
    """Words of the pack that vouch for names: titles, verbs of saying, kinds of bodies."""

    def __init__(self, pack: LanguagePack) -> None:
        offices = pack.section("offices")
        loose = {*offices["bodied"], *offices["weak"]}
        titles = {*offices["heads"], *offices["honorifics"], *offices["abbreviations"]}
        self.titles = frozenset(titles - loose)
        self.telling = frozenset(pack.speech.get("frames", {}).get("clause", ()))
        self.kinds, self.known = pack.set("bodies", "kinds"), known_bodies(pack)

    def likely(self, doc: Doc, piece: Piece) -> bool:
        """Tell whether a piece is likely enough to be a name, by itself or by the words in and around it."""
        if piece.score >= (DOUBTED if piece.label == PER else LEAST):
            return True
        start, end = trimmed(doc, piece.start, piece.end)
        end -= doc.said(end - 1, end) == ")"  # "AU)" of "the African Union (AU)"
        if piece.score >= DOUBTED and end - start == 1 and lettered(doc, start):
            return True
        span = doc[start:end]
        if piece.label == ORG:
            return span.text.lower() in self.known or named_as(span, self.kinds)
        return piece.label == PER and len(span) > 0 and span[0].text[0].isupper() and self.person(doc, span)

    def person(self, doc: Doc, span: Span) -> bool:
        """Tell whether a verb or a title says that it is a person: "Scholz said …", "Queen Elizabeth II"."""
        root = span.root
        told = root.dep_ == "nsubj" and root.head.lemma_.lower() in self.telling
        titled = span.start > 0 and doc[span.start - 1].lower_ in self.titles
        titled |= span[0].lower_ in self.titles and len(span) > 1
        return told or titled or self.described(doc, span)

    def described(self, doc: Doc, span: Span) -> bool:
        """Tell whether a name of several words goes on with an office: "Jo Li, the former mayor"."""
        if len(span) == 1 or doc.said(span.end, span.end + 1) != ",":
            return False
        beside = takewhile(
            lambda t: t.text == "-" or not t.is_punct, doc[span.end + 1 : span.end + 1 + REACH]
        )
        return any(t.lower_ in self.titles for t in beside)


def named_as(span: Span, kinds: frozenset[str]) -> bool:
    """Tell whether words are all capitals, with a kind of bodies last or before "of": "Fair Trade Court"."""
    if len(span) < 3 or span.root.dep_ in ("compound", "nmod"):  # no "Warren Burger Supreme Court nomination"
        return False
    tokens = list(span)
    kind = any(
        t.lower_ in kinds and (after is None or after.lower_ == "of")
        for t, after in zip(tokens[1:], [*tokens[2:], None], strict=True)
    )
    return kind and all(t.is_title or t.is_punct or t.lower_ in SMALL for t in tokens)


def told_by_noun(doc: Doc, start: int, end: int, nouns: frozenset[str]) -> bool:
    """Tell whether a noun says that a name is a body's: "the daily El Sol", "Fidesz party", "X is a firm"."""
    before, behind = doc[max(start - 1, 0)], doc.said(end, end + 1) in nouns
    noun, copula = before.text in nouns and before.i < start, doc.said(end, end + 1) in COPULAS
    if not noun and not behind and not copula:
        return False
    root = doc[start:end].root
    if copula and root.dep_ == "nsubj":
        return any(c.dep_ == "attr" and c.text in nouns for c in root.head.children)
    told = noun and (before.head.i == root.i or (root.dep_ == "appos" and root.head.i == before.i))
    return told or (behind and root.dep_ == "compound" and root.head.i == end)
