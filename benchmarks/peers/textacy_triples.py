"""textacy's subject–verb–object triples and direct quotations, on spaCy's small model.

A triple whose verb is one of our events' verbs is that event, held, if a name stands in its subject or object
(a triple tells no status, so none is guessed). A quotation is a statement of the named entity in its speaker.
"""

from collections.abc import Iterator
from typing import Any

from benchmarks.peers.base import Record, Unavailable, by_text, code_of, empty, entity
from benchmarks.peers.spacy_alone import KINDS, SMALL
from kg.languages import pack_of
from kg.model import Document


def textacy(documents: list[Document]) -> list[Record]:
    """Return entities of spaCy, events and statements of textacy.

    Raises:
        Unavailable: textacy is not installed.
    """
    try:
        from textacy import extract
    except ImportError as error:
        raise Unavailable("textacy is not installed: pip install textacy") from error
    return list(labelled(documents, extract))


def labelled(documents: list[Document], extract: Any) -> Iterator[Record]:
    """Yield a record a document."""
    import spacy

    nlp = spacy.load(SMALL)
    verbs = event_verbs()
    for document, doc in zip(documents, nlp.pipe(d.text for d in documents), strict=True):
        kinds = {
            ent: "Country" if ent.label_ == "GPE" and code_of(ent.text) else KINDS[ent.label_]
            for ent in doc.ents
            if ent.label_ in KINDS
        }
        record = empty(document.key)
        clusters = by_text((ent.text, kind) for ent, kind in kinds.items())
        record["entities"] = [entity(text, cluster) for text, cluster in clusters.items()]
        record["events"] = list(events(doc, extract, verbs, list(kinds)))
        record["statements"] = list(statements(doc, extract, list(kinds)))
        yield record


def event_verbs() -> dict[str, str]:
    """Return verb → type of event, of the verbs that need no other word to mean it in our language pack."""
    needs = ("objects", "particle", "phrase", "only", "office", "near")
    frames = pack_of("en").events["verbs"]
    plain = [frame for frame in frames if not any(name in frame for name in needs)]
    return {verb: frame["kind"] for frame in reversed(plain) for verb in frame["words"]}


def events(doc: Any, extract: Any, verbs: dict[str, str], names: list[Any]) -> Iterator[Record]:
    """Yield the triples whose verb is an event's."""
    for triple in extract.subject_verb_object_triples(doc):
        kind = next((verbs[t.lemma_] for t in triple.verb if t.lemma_ in verbs), None)
        sides = [("agent", triple.subject), ("target", triple.object)]
        who = [{"entity": n, "role": role} for role, side in sides for n in named(side, names)]
        if kind and who:
            sentence = triple.verb[0].sent.text
            row = {"type": kind, "participants": who, "place": None, "when": None}
            yield row | {"status": "held", "evidence": sentence}


def statements(doc: Any, extract: Any, names: list[Any]) -> Iterator[Record]:
    """Yield the quotations with a named speaker; none where textacy gives up on unbalanced marks."""
    try:
        quotes = list(extract.direct_quotations(doc))
    except ValueError:
        return
    for quote in quotes:
        for speaker in named(quote.speaker, names)[:1]:
            content = quote.content.text.strip("\"“”'‘’ ")
            cue = quote.cue[0].text if quote.cue else ""
            row = {"speaker": speaker, "kind": "say", "cue": cue, "content": content, "direct": True}
            yield row | {"to": None, "evidence": quote.content.text}


def named(tokens: Any, names: list[Any]) -> list[str]:
    """Return the names that tokens are in."""
    places = {token.i for token in tokens}
    return [ent.text for ent in names if places & set(range(ent.start, ent.end))]
