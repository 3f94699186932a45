"""What a second clause says on: `…, as did X`; `…, X said, and …`."""

from collections.abc import Iterator
from dataclasses import replace

from kg.facts.speech.base import MARKS, Attributed, Speech, bounded, finite
from kg.facts.speech.speakers import speakers
from kg.mentions.words import Token

FRONTED = frozenset({"statement.beside_clause", "statement.clause_before"})


def echoes(speech: Speech, found: list[Attributed]) -> Iterator[Attributed]:
    """Yield what others are said to say as well, and what is said on without a cue of its own. O(n)."""
    by_sentence: dict[int, list[Attributed]] = {}
    for span in found:
        by_sentence.setdefault(speech.sentence(speech.doc[span.cue[0]])[0], []).append(span)
    for opening, spans in by_sentence.items():
        yield from (more for span in spans for more in second_half(span, speech))
        yield from likewise(opening, spans, speech)


def likewise(opening: int, spans: list[Attributed], speech: Speech) -> Iterator[Attributed]:
    """`X called it a success, as did Y`, `and so did Y`: Y, too."""
    doc = speech.doc
    for i in range(opening + 4, speech.sentence(doc[opening])[1] - 1):
        also = speech.words.has("phrases", "also", doc[i - 1].lower_)
        if not also or not speech.words.has("phrases", "did", doc[i].lower_):
            continue
        before = [span for span in spans if span.cue[1] <= i - 1 and i not in speech.quoted]
        last = max((span.cue[0] for span in before), default=-1)
        for who in speakers(speech.child(doc[i], "nsubj"), speech):
            for span in before:
                if span.cue[0] == last and who.entity != span.speaker and who.token.i > i:
                    trust = 0.9 * span.confidence
                    yield replace(span, speaker=who.entity, who=who.token.i, confidence=trust)


def second_half(span: Attributed, speech: Speech) -> Iterator[Attributed]:
    """`The yards are full, X said, and paying seems realistic.`: what follows the verb."""
    doc, verb = speech.doc, speech.doc[span.cue[0]]
    if span.rule not in FRONTED or span.end > verb.i or not finite(verb):
        return
    i, closing = verb.i + 1, speech.sentence(verb)[1]
    i = max(
        [i, *(k.right_edge.i + 1 for k in speech.children(verb, "nsubj", "npadvmod", "prep") if k.i >= i)]
    )
    if i + 2 >= closing or doc[i].text != "," or doc[i + 1].tag_ != "CC":
        return
    stops = (j for j in range(i + 2, closing) if doc[j].text in (";", ":") or doc[j].text in MARKS)
    end = next(stops, closing)
    heads = [t for t in doc[i + 2 : end] if finite(t)]
    told = any(says(t, speech) for t in doc[i + 2 : end])
    content = bounded(i + 2, end, speech)
    if heads and heads[0].tag_ != "VBD" and not told and content is not None:
        yield replace(span, start=content[0], end=content[1], confidence=0.9 * span.confidence)


def says(token: Token, speech: Speech) -> bool:
    """Tell whether a word is a verb that takes a clause."""
    return speech.words.has("frames", "clause", token.lemma_.lower())
