"""Other systems' answers to public sets, in the form of their labels. PUBLIC: name → class.

A class says in `families` which labels its system gives; `predict` yields an answer a record.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.answers import ask, known
from benchmarks.peers.base import Record, Unavailable
from benchmarks.peers.corenlp import require
from benchmarks.peers.kbp import related
from benchmarks.peers.spacy_alone import SMALL, medium
from benchmarks.public_conventions import formed
from benchmarks.public_ner import offsets
from benchmarks.public_phrases import Name
from kg.languages import pack_of

SPACY = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "NATIONALITY"}
STANFORD = {
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    "LOCATION": "LOC",
    "CITY": "LOC",
    "COUNTRY": "LOC",
    "STATE_OR_PROVINCE": "LOC",
    "NATIONALITY": "NATIONALITY",
}
PRONOUNS = ("he", "she", "his", "her", "him")


class Spacy:
    """spaCy's named entities; the article that OntoNotes puts into names is left out, as the sets do."""

    families = frozenset({"ner"})
    model: str | Path = SMALL

    def __init__(self) -> None:
        import spacy

        self.nlp = spacy.load(self.model)

    def predict(self, family: str, records: Sequence[Record]) -> Iterator[Record]:
        """Yield names."""
        for record, doc in zip(records, self.nlp.pipe(r["text"] for r in records), strict=True):
            names = [bare(ent) for ent in doc.ents if ent.label_ in SPACY]
            names = [name for name in names if name.end > name.start]
            found = formed(doc, names, record.get("dataset", ""))
            yield {"id": record["id"], "ner": sorted([*offsets(doc, n), n.label] for n in found)}


def bare(ent: Any) -> Name:
    """Return a name of spaCy's without its article and `'s`."""
    start = ent.start + (ent[0].lower_ == "the")
    end = ent.end - (ent[-1].tag_ == "POS")
    nation = tuple(ent.doc[start:end].text.split()) in pack_of("en").country_names
    return Name(start, end, SPACY[ent.label_], nation)


class SpacyMedium(Spacy):
    """The same, by the medium model."""

    def __init__(self) -> None:
        self.model = medium()
        super().__init__()


class Textacy:
    """textacy's direct quotations on spaCy's small model; none where it gives up on unbalanced marks."""

    families = frozenset({"attribution"})

    def __init__(self) -> None:
        try:
            import textacy  # noqa: F401
        except ImportError as error:
            raise Unavailable("textacy is not installed: `make peers`") from error
        import spacy

        self.nlp = spacy.load(SMALL)

    def predict(self, family: str, records: Sequence[Record]) -> Iterator[Record]:
        """Yield attributions."""
        from textacy import extract

        for record, doc in zip(records, self.nlp.pipe(r["text"] for r in records), strict=True):
            try:
                quotes = list(extract.direct_quotations(doc))
            except ValueError:
                quotes = []
            found = [
                {"content": [around([*q.content])], "cue": [around(q.cue)], "source": [around(q.speaker)]}
                for q in quotes
                if q.speaker and q.cue
            ]
            yield {"id": record["id"], "attributions": found}


def around(tokens: Any) -> list[int]:
    """Return the offsets from the first token to the end of the last."""
    return [min(t.idx for t in tokens), max(t.idx + len(t) for t in tokens)]


class CoreNlp:
    """CoreNLP's names, chains, KBP relations and quotations; a text is read once for all families."""

    families = frozenset({"ner", "relations", "coref", "attribution"})

    def __init__(self) -> None:
        require()

    def predict(self, family: str, records: Sequence[Record]) -> Iterator[Record]:
        """Yield the layer of a family."""
        ask(record["text"] for record in records)
        layers = {"ner": names, "coref": chains, "attribution": quotations, "relations": related}
        for record in records:
            text = record["text"]
            yield {"id": record["id"], **layers[family](known(text), Offsets(text))}


class Offsets:
    """Java counts UTF-16 units, the sets count characters."""

    def __init__(self, text: str) -> None:
        self.plain = text.isascii() or max(text, default="") <= "\uffff"
        units = [index for index, c in enumerate(text) for _ in range(1 + (c > "\uffff"))]
        self.units = [*units, len(text)]

    def span(self, start: int, end: int) -> list[int]:
        """Return the offsets in characters."""
        return [start, end] if self.plain else [self.units[start], self.units[end]]

    def tokens(self, tokens: Any) -> list[int]:
        """Return the offsets of a stretch of tokens."""
        return self.span(tokens[0]["characterOffsetBegin"], tokens[-1]["characterOffsetEnd"])


def names(answer: Any, offsets: Offsets) -> Record:
    """Return its names; pronouns, which it types as well, are none."""
    found = [
        [*offsets.span(m["characterOffsetBegin"], m["characterOffsetEnd"]), STANFORD[m["ner"]]]
        for sentence in answer["sentences"]
        for m in sentence["entitymentions"]
        if m["ner"] in STANFORD and m["text"].lower() not in PRONOUNS
    ]
    return {"ner": found}


def chains(answer: Any, offsets: Offsets) -> Record:
    """Return its chains of two mentions or more."""
    found = []
    for mentions in answer["corefs"].values():
        spans = []
        for m in mentions:
            tokens = answer["sentences"][m["sentNum"] - 1]["tokens"][m["startIndex"] - 1 : m["endIndex"] - 1]
            spans.append(offsets.tokens(tokens))
        found.append(spans)
    return {"coref": [chain for chain in found if len(chain) > 1]}


def quotations(answer: Any, offsets: Offsets) -> Record:
    """Return its quotations whose speaker it found in the text."""
    tokens = [token for sentence in answer["sentences"] for token in sentence["tokens"]]
    found = []
    for quote in answer["quotes"]:
        if "mentionBegin" not in quote:
            continue
        first, last = quote["mentionBegin"], quote["mentionEnd"]
        source = offsets.tokens(tokens[first : last + 1])
        content = offsets.span(quote["beginIndex"], quote["endIndex"])
        found.append({"content": [content], "source": [source], "cue": []})
    return {"attributions": found}


PUBLIC: dict[str, type] = {
    "spacy-sm": Spacy,
    "spacy-md": SpacyMedium,
    "textacy": Textacy,
    "corenlp": CoreNlp,
}
