"""The spaCy component `kg_encoder`: the encoder's mentions on the Doc."""

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kg.encoder.decode import LEAST, ScoredSpan
from kg.encoder.runtime import Encoder

SPANS = "encoder"


@Language.factory("kg_encoder", assigns=["doc.spans"], default_config={"threads": 1, "least": LEAST})
class EncoderComponent:
    """Write `doc.spans["encoder"]`: mentions labelled PER, ORG, LOC, NAT, TITLE, in order, never overlapping.

    `doc.spans["encoder"].attrs["scores"]` has their probabilities, in the same order; spans less likely than
    `least` are left out.
    """

    def __init__(self, nlp: Language, name: str, threads: int, least: float) -> None:
        self.encoder = Encoder(threads, least=least)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        [spans] = self.encoder.spans([doc.text])
        return annotate(doc, spans)

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Annotate documents, `batch_size` at a time; it changes the speed alone."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            found = self.encoder.spans([doc.text for doc in batch])
            for doc, spans in zip(batch, found, strict=True):
                yield annotate(doc, spans)


def annotate(doc: Doc, found: list[ScoredSpan]) -> Doc:
    """Widen spans to whole tokens; of two that then share a token, the likelier stays."""
    taken: set[int] = set()
    kept: list[tuple[Span, float]] = []
    for mention in sorted(found, key=lambda m: (-m.score, m.start)):
        span = doc.char_span(mention.start, mention.end, label=mention.label, alignment_mode="expand")
        if span is None or not len(span) or not taken.isdisjoint(range(span.start, span.end)):
            continue
        taken.update(range(span.start, span.end))
        kept.append((span, mention.score))
    kept.sort(key=lambda pair: pair[0].start)
    doc.spans[SPANS] = SpanGroup(
        doc, name=SPANS, spans=[span for span, _ in kept], attrs={"scores": [score for _, score in kept]}
    )
    return doc
