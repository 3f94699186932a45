"""Who said, claimed, denied, promised, demanded what."""

from collections.abc import Iterator

from kg.entities.reading import Reading
from kg.facts.speech import Attributed, speech_spans
from kg.facts.speech.base import Key
from kg.model import EntityId, FactId, Kind, PartialDate, Polarity, Statement, StatementKind

ABOUT = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY, Kind.PLACE})


def statements(reading: Reading) -> Iterator[Statement]:
    """Yield one statement for each speaker of each quotation and report; a denial names the claim denied."""
    made: dict[Key, FactId] = {}
    later = []
    for span in speech_spans(reading):
        if span.rejects is not None:
            later.append(span)
            continue
        fact = statement(span, reading)
        made[span.key] = fact.id
        yield fact
    for span in later:
        claim = made.get(span.rejects) if span.rejects is not None else None
        yield statement(span, reading, frozenset([claim] if claim else ()))


def statement(span: Attributed, reading: Reading, denies: frozenset[FactId] = frozenset()) -> Statement:
    """Return the statement that a span makes."""
    doc = reading.doc
    polarity = Polarity.NEGATIVE if span.kind is StatementKind.DENY else Polarity.POSITIVE
    cue = doc[span.cue[0] : span.cue[1]]
    tokens = [*cue, doc[span.start], doc[span.end - 1], *([doc[span.who]] if span.who >= 0 else [])]
    if span.rule == "statement.carried_over":
        tokens = [doc[span.start], doc[span.end - 1]]
    return Statement(
        span.speaker,
        span.kind,
        doc.said(span.start, span.end),
        polarity,
        span.direct,
        cue.text,
        span.to,
        said_on(span, reading),
        about(span, reading),
        denies=denies,
        evidence=reading.evidence(tokens, span.rule, span.confidence),
    )


def about(span: Attributed, reading: Reading) -> frozenset[EntityId]:
    """Return whom and what the content names, the speaker left out."""
    refs = (reading.at(i) for i in range(span.start, span.end))
    named = (ref for ref in refs if ref is not None and ref.form in ("name", "nominal") and ref.kind in ABOUT)
    return frozenset(entity for ref in named for entity in ref.entities) - {span.speaker}


def said_on(span: Attributed, reading: Reading) -> PartialDate | None:
    """Return the date that the verb of saying has beside it: "said on Thursday", "told CNN Monday"."""
    verb = reading.doc[span.cue[0]]
    dates: dict[int, str] = reading.doc.user_data.setdefault("date_at", {})
    if not dates:
        spans = reading.doc.spans.get("dates", ())
        dates.update({-1: ""} | {i: s.kb_id_ for s in spans for i in range(s.start, s.end)})
    for kid in verb.children:
        if span.start <= kid.i < span.end:
            continue
        target = next((k for k in kid.children if k.dep_ == "pobj"), None) if kid.dep_ == "prep" else kid
        if target is not None and kid.dep_ in ("prep", "npadvmod") and dates.get(target.i):
            return PartialDate(dates[target.i])
    return None
