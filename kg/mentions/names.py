"""Spans that name people, organizations, places, countries and nationalities: `doc.spans["names"]`.

What a recognizer proposes (spaCy's NER or the encoder) is repaired by what is certain: country names and
nationality words from the pack, titles before names, and one type for one name in one document.
"""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc as Parsed
from spacy.tokens import Span as Marked

from kg.languages import pack_of
from kg.mentions.consistency import consistent, listed, propagated
from kg.mentions.copying import copied
from kg.mentions.joining import alone, before_initial, hyphened, joined, whole_people, whole_word
from kg.mentions.repairs import (
    bodies_in,
    called_after,
    country_first,
    glued,
    initialled,
    lettered,
    listed_bodies,
    numbered,
    of_things,
    shared,
    town_of_dateline,
    uncompounded,
    without_edges,
)
from kg.mentions.spans import COUNTRY, LOC, NAT, ORG, PER, Piece, inside, longest, trimmed
from kg.mentions.tables import alliances, first_words, leading_words, topical_kinds
from kg.mentions.vouching import Vouchers, told_by_noun
from kg.mentions.words import Doc, Span, Token

FROM_SPACY = {"PERSON": PER, "ORG": ORG, "GPE": LOC, "LOC": LOC, "FAC": LOC, "NORP": NAT}


def spacy_pieces(doc: Parsed) -> list[Piece]:
    """Return what spaCy's own NER proposes."""
    ents = (ent for ent in doc.ents if ent.label_ in FROM_SPACY)
    return [Piece(ent.start, ent.end, FROM_SPACY[ent.label_], 0.6) for ent in ents]


def encoder_pieces(doc: Parsed) -> list[Piece]:
    """Return what the trained encoder proposes, with its scores; office titles are not names."""
    group = doc.spans["encoder"]
    scores = group.attrs.get("scores") or [0.9] * len(group)
    pairs = zip(group, scores, strict=True)
    return [Piece(s.start, s.end, s.label_, score) for s, score in pairs if s.label_ != "TITLE"]


UNLIKELY = 0.05
"""What is less likely is no name at all; below the encoder's LEAST it is one where words vouch for it."""

RECOGNIZERS = {"spacy": spacy_pieces, "encoder": encoder_pieces}


@Language.factory("kg_names", assigns=["doc.spans"], default_config={"lang": "en", "recognizer": "spacy"})
class Names:
    """Write `doc.spans["names"]`: labels PER, ORG, LOC, COUNTRY and NAT; scores in its attrs."""

    def __init__(self, nlp: Language, name: str, lang: str, recognizer: str) -> None:
        self.pack = pack_of(lang)
        self.propose = RECOGNIZERS[recognizer]
        self.leading = leading_words(self.pack)
        self.parties = self.pack.set("bodies", "party_words")
        self.bare = self.pack.set("bodies", "bare")
        self.chamber_titles = self.pack.set("bodies", "chamber_titles")
        self.acronyms = self.pack.set("bodies", "acronyms")
        self.particles = self.pack.section("offices")["particles"]
        self.kinds, self.topical = self.pack.set("bodies", "kinds"), topical_kinds(self.pack)
        self.vouchers = Vouchers(self.pack)
        self.given = self.pack.set("offices", "given")
        self.first = first_words(self.pack)
        self.alliances = alliances(self.pack)
        self.institutions = self.pack.set("bodies", "institutions")
        self.wars = self.pack.set("bodies", "wars")
        self.continents = self.pack.set("bodies", "continents")
        self.known_bodies = self.vouchers.known
        self.whole = self.known_bodies | {name.lower() for name in self.bare}
        self.placed = self.pack.set("bodies", "placed")
        self.nouns = self.pack.set("bodies", "telling")
        self.pointing = self.pack.set("bodies", "pointing")
        self.eponyms = self.pack.set("bodies", "eponyms")
        self.unaffiliated = self.pack.set("bodies", "unaffiliated")
        self.honours = self.pack.set("offices", "honours")
        self.storms, self.ships = self.pack.set("bodies", "storms"), self.pack.set("bodies", "ships")
        self.regional = self.pack.set("bodies", "regional")
        self.endings = tuple(self.pack.section("bodies")["endings"])

    def __call__(self, parsed: Parsed) -> Parsed:
        """Propose, repair, complete and settle the names of a document."""
        doc = copied(parsed)
        dated = frozenset(ent.start for ent in parsed.ents if ent.label_ in ("DATE", "TIME"))
        pieces = [p for p in self.repaired(doc, self.propose(parsed), dated) if p.end > p.start]
        pieces = of_things(doc, list(numbered(doc, pieces)), self.storms, self.ships, self.known_bodies)
        pieces = whole_people(doc, longest([*pieces, *self.known(doc, pieces)]), self.particles)
        pieces = joined(doc, pieces, self.kinds, self.topical, self.parties, self.wars, self.known_bodies)
        pieces = sorted(propagated(doc, listed(doc, consistent(doc, pieces)), self.wars))
        parsed.spans["names"] = [Marked(parsed, p.start, p.end, label=p.label) for p in pieces]
        parsed.spans["names"].attrs["scores"] = [p.score for p in pieces]
        return parsed

    def repaired(self, doc: Doc, pieces: Iterable[Piece], dated: frozenset[int]) -> Iterator[Piece]:
        """Yield the pieces without line breaks, leading articles, titles, honorifics and trailing `'s`.

        No word alone is a name that begins a date: `dated` are the first words of those.
        """
        for piece in pieces:
            if not self.vouchers.likely(doc, piece):
                continue
            end = whole_word(doc, piece.end) if piece.label == PER else piece.end
            start, end = trimmed(doc, piece.start, end)
            end = before_initial(doc, start, end, piece.label)
            if piece.label == PER:
                start, end = uncompounded(doc, start, end, self.pack.country_names)
            elif piece.label == ORG:
                start = glued(doc, start, self.endings)
                town = town_of_dateline(doc, start, self.pack.capitals)
                if start < town < end:  # "Washington CNN —"
                    yield Piece(start, town, LOC, 0.9)
                    start = town
            while start < end and self.leads(doc[start], piece.label, end - start == 1):
                start += 1
            while (
                end > start
                and doc[end - 1].pos_ in ("ADP", "CCONJ", "DET", "PUNCT")
                and not hyphened(doc, end)
            ):
                end -= 1
            start, end = without_edges(doc, Piece(start, end, piece.label, piece.score), self.honours)
            if not self.plausible(doc, start, end, piece.label) or (start in dated and end - start == 1):
                continue
            bodies = (
                [(start, end)] if piece.label != ORG else bodies_in(doc, start, end, self.kinds, self.whole)
            )
            for first, stop in bodies:
                yield from self.typed(doc, Piece(first, stop, piece.label, piece.score))

    def typed(self, doc: Doc, piece: Piece) -> Iterator[Piece]:
        """Yield a piece with the type that is certain of it, nothing where it is no name."""
        start, end, label, score = piece
        if label == LOC and self.adjective(doc[end - 1]):
            return
        state = self.label_of(doc, start, end) if label != PER else None
        nation = country_first(doc, start, end, self.pack.country_names) if label == LOC else start
        if nation > start:
            yield Piece(start, nation, COUNTRY, 0.99)
        elif state is not None:
            if doc.said(end, end + 1).lower() not in self.wars:
                yield Piece(start, end, state, 1.0)
        elif (
            label == ORG
            and doc[end - 1].lower_ == "affairs"
            and not any(token.lower_ in self.kinds for token in doc[start:end])
        ):
            return
        elif label == NAT and self.code_of(doc, start, end, self.pack.demonyms) is None:
            if doc.said(start, end).lower() in self.pack.section("bodies")["parties"]:
                yield Piece(start, end, ORG, score)
        elif label in (PER, LOC) and self.bodily(doc, start, end, label):
            yield Piece(start, end, ORG, 0.99)
        elif label in (ORG, LOC) and self.titled(doc, start, end):
            yield Piece(start, end, PER, score)
        elif label == LOC and self.institutional(doc[start:end]):
            yield Piece(start, end, ORG, score)
        else:
            yield piece

    def bodily(self, doc: Doc, start: int, end: int, label: str) -> bool:
        """Tell whether what was read as a person or place is a body: known, letters, or told by a noun."""
        text = doc.said(start, end)
        if text.lower() in self.known_bodies:
            return True
        dotted = label == PER and "." in text  # "F.D.R."
        placed = text in self.placed or text.lower() in self.pack.capitals
        if end - start == 1 and lettered(doc, start) and not placed and not dotted:
            return True
        told = initialled(doc, start, end) or told_by_noun(doc, start, end, self.nouns)
        return label == PER and told

    def plausible(self, doc: Doc, start: int, end: int, label: str) -> bool:
        """Tell whether tokens may be a name: some capital, and for a person no title at the end."""
        tokens = doc.tokens[start:end]
        if not any(t.text[:1].isupper() or not t.is_alpha for t in tokens):
            return label == ORG and any(t.pos_ == "PROPN" for t in tokens)
        if not any(t.text[0].isalpha() for t in tokens):
            return False
        if label != PER:
            alone = end - start == 1 and (start == 0 or doc[start - 1].text != "The")
            return not (alone and doc[start].text in self.unaffiliated)
        if doc[start].tag_ == "PRP$" or (end - start > 2 and called_after(doc[start:end], self.eponyms)):
            return False
        words = [t.lower_ in self.leading or t.lower_ in self.kinds for t in tokens]
        bare = words[-1] and (len(words) == 1 or any(words[:-1]))  # "Martin Luther King" is a name
        return not bare and not any(
            t.lower_ in ("of", "the", "and", "for", "in", "to") and not hyphened(doc, t.i + 1) for t in tokens
        )

    def adjective(self, token: Token) -> bool:
        """Tell whether a word only describes: "Puerto Rican", "Middle Eastern", "U.S.-led"."""
        return token.text in self.regional or (
            token.tag_ == "JJ" and (token.text.endswith("an") or token.text.endswith(self.endings))
        )

    def institutional(self, span: Span) -> bool:
        """Tell whether what was read as a place is a body: "Parliament", "Holy Cross Hospital"."""
        chamber = span[-1].text in self.bare
        if chamber and self.code_of(span.doc, span.start, span.end - 1, self.pack.country_names):
            return True
        return span.text in self.bare or (span[-1].lower_ in self.institutions and len(span) > 1)

    def titled(self, doc: Doc, start: int, end: int) -> bool:
        """Tell whether a name follows a person's title directly: "Finnish President Sauli Niinistö"."""
        if not start or doc[start - 1].lower_ not in self.vouchers.titles or end - start > 3:
            return False
        words = [t.lower_ for t in doc[start:end]]
        known = self.code_of(doc, start, end, self.pack.country_names) or words[0] in self.pack.capitals
        return not known and not any(w in self.kinds or not w[0].isalpha() for w in words)

    def leads(self, token: Token, label: str, alone: bool) -> bool:
        """Tell whether a token stands before a name without being part of it, as in "Dean Acheson"."""
        if token.is_punct or token.lower_ in ("the", "a", "an"):
            return True
        if label in (ORG, LOC) and token.lower_ in self.pointing:
            return True
        return label == PER and token.lower_ in self.leading and (alone or token.lower_ not in self.given)

    def known(self, doc: Doc, pieces: list[Piece]) -> Iterator[Piece]:
        """Yield countries and nationality words of the pack, where no longer name has them inside."""
        covered = {i: p for p in pieces for i in range(p.start, p.end)}
        for i, token in enumerate(doc):
            free = i not in covered
            for length in self.first.get(token.text, ()):
                label = self.label_of(doc, i, i + length) if i + length <= len(doc) else None
                war = doc.said(i + length, i + length + 1).lower() in self.wars
                if label and not war and not inside(covered.get(i), i, i + length):
                    part = i > 0 and self.larger(doc[i - 1 : i + length])
                    yield Piece(i - 1, i + length, LOC, 0.99) if part else Piece(i, i + length, label, 0.99)
                    break
            if free and token.text in self.bare:
                person = i + 1 in covered and covered[i + 1].label == PER
                if alone(doc, i, self.chamber_titles, person):
                    yield Piece(i, i + 1, ORG, 0.8)
            if free and token.text in self.parties:
                yield Piece(i, i + 1, ORG, 0.9)
            if free and (end := town_of_dateline(doc, i, self.pack.capitals)) > i:
                yield Piece(i, end, LOC, 0.9)
            size = self.alliances.get(token.text, 0) if free else 0
            if size and doc.said(i, i + size).lower() in self.known_bodies:
                yield Piece(i, i + size, ORG, 0.9)
            if i - 1 not in covered and shared(token, self.kinds):
                yield from (Piece(*body, ORG, 0.8) for body in listed_bodies(doc, i, self.kinds))
            if token.text in self.acronyms and (free or covered[i].end - covered[i].start == 1):
                yield Piece(i, i + 1, ORG, 0.99)

    def larger(self, span: Span) -> bool:
        """Tell whether a name whose end a country's name is, is another place: "Northern Ireland"."""
        text = span.text.lower()
        return text in self.pack.subdivisions or text in self.continents

    def label_of(self, doc: Doc, start: int, end: int) -> str | None:
        """Return COUNTRY or NAT if exactly these tokens are one, else None."""
        if self.code_of(doc, start, end, self.pack.country_names):
            return COUNTRY
        return NAT if self.code_of(doc, start, end, self.pack.demonyms) else None

    @staticmethod
    def code_of(doc: Doc, start: int, end: int, table: dict[tuple[str, ...], str]) -> str | None:
        """Return the code of the country that these tokens name in `table`."""
        return table.get(tuple(doc.said(start, end).split()))
