"""Who said which words of a document: quotations, reported speech, claims told by nouns."""

from collections.abc import Iterable

from kg.entities.reading import Reading
from kg.facts.speech.base import Attributed, Speech
from kg.facts.speech.carried import carried
from kg.facts.speech.cues import cues
from kg.facts.speech.denials import with_denials
from kg.facts.speech.direct import direct
from kg.facts.speech.echoes import echoes
from kg.facts.speech.indirect import indirect
from kg.facts.speech.nominal import claims
from kg.facts.speech.sources import sources
from kg.facts.speech.transcripts import transcript

__all__ = ["Attributed", "speech_spans"]


def speech_spans(reading: Reading) -> list[Attributed]:
    """Return what is said in a document, in order of the text; computed once."""
    cached = reading.doc.user_data.get("speech_spans")
    if cached is None:
        cached = found(Speech(reading)) if len(reading.doc) and reading.pack.speech else []
        reading.doc.user_data["speech_spans"] = cached
    return list(cached)


def found(speech: Speech) -> list[Attributed]:
    """Return what the rules find, the surest reading of each stretch first looked for. O(tokens)."""
    by_verb = {cue.verb.i: cue for cue in cues(speech)}
    quotes = list(direct(speech, by_verb))
    told = list(claims(speech, by_verb))
    spent = {a.cue[0] for a in quotes} | {a.cue[0] for a in told}
    reported = [a for i, cue in by_verb.items() if i not in spent for a in indirect(cue, speech)]
    beside = (a for i, cue in by_verb.items() if i in spent for a in indirect(cue, speech))
    mixed = [a for a in beside if apart(a, quotes, told) and not leads(a, speech)]
    spans = [*quotes, *told, *reported, *mixed, *sources(speech)]
    spans += echoes(speech, spans)
    spans += carried(speech, spans)
    spans = with_denials(spans, speech, by_verb)
    spans = [*(turns := list(transcript(speech))), *outside(turns, spans)]
    return without_doubles(span for span in spans if not (span.who >= 0 and relayed(span, speech)))


def outside(turns: list[Attributed], spans: list[Attributed]) -> list[Attributed]:
    """Return the spans that don't start in a turn of an interview: what is quoted there, the speaker says."""
    inside = {i for turn in turns for i in range(turn.start, turn.end)}
    return [span for span in spans if span.start not in inside]


def relayed(span: Attributed, speech: Speech) -> bool:
    """Tell whether words in a quotation ascribe words to "he" or "they": a view, not a report."""
    number = speech.quoted.get(span.cue[0])
    if number is None or speech.quoted.get(span.start) != number:
        return False
    ref = speech.reading.at(span.who)
    return ref is None or ref.form == "pronoun" or speech.doc[span.cue[0]].tag_ == "VBG"


def apart(span: Attributed, *groups: Iterable[Attributed]) -> bool:
    """Tell whether a span shares no token with those of its own verb."""
    same = (other for group in groups for other in group if other.cue == span.cue)
    return all(other.end <= span.start or span.end <= other.start for other in same)


def leads(span: Attributed, speech: Speech) -> bool:
    """Tell whether a span is a verb alone, which leads to the quotation: "recalls thinking"."""
    return all(t.tag_ == "VBG" or not t.is_alpha for t in speech.doc[span.start : span.end])


def without_doubles(spans: Iterable[Attributed]) -> list[Attributed]:
    """Return the spans in order, the surer one where a speaker says nearly the same tokens twice."""
    kept: dict[tuple[str, int], Attributed] = {}
    order = sorted(spans, key=lambda a: (-a.confidence, a.start, a.end, a.speaker))
    result = []
    for span in order:
        keys = [(span.speaker, span.start), (span.speaker, -span.end)]
        if not any(key in kept for key in keys):
            result.append(span)
            kept.update(dict.fromkeys(keys, span))
    return sorted(result, key=lambda a: (a.start, a.end, a.speaker))
