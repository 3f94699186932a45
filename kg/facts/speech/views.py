"""All that a text ascribes to somebody, said or thought, named or not: `many believed that …`, `I think …`.

Statements are the part of this that a known person or body said; here what is denied is kept, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.entities.reading import Reading
from kg.facts.phrases import bounds
from kg.facts.speech.base import Content, Speech, Words, bounded
from kg.facts.speech.cues import VERB_TAGS, Cue, quoting
from kg.facts.speech.direct import beside
from kg.facts.speech.objects import clause_of_object
from kg.facts.speech.reports import clause
from kg.facts.speech.sources import sourced
from kg.facts.speech.subjects import subject
from kg.mentions.words import Token
from kg.model import StatementKind


@dataclass(frozen=True, slots=True)
class View:
    """Tokens (half-open) that are ascribed, by which cue, to whom (None where the text doesn't tell)."""

    content: tuple[int, int]
    cue: tuple[int, int]
    source: tuple[int, int] | None
    negative: bool = False


def views(reading: Reading) -> list[View]:
    """Return what a text ascribes to somebody, in order. O(tokens)."""
    speech = Speech(reading)
    tables = dict(reading.pack.speech)
    frames = dict(tables.get("frames", {}))
    frames["clause"] = [*frames.get("clause", ()), *frames.get("thought", ())]
    speech.words = Words(tables | {"frames": frames})
    by_verb = {cue.verb.i: cue for cue in all_cues(speech)}
    found: dict[tuple[int, int], View] = {}
    for view in (*quoted(speech, by_verb), *given(speech), *reported(speech, by_verb)):
        found.setdefault(view.content, view)
    return sorted(found.values(), key=lambda view: view.content)


def all_cues(speech: Speech) -> Iterator[Cue]:
    """Yield verbs of saying and thinking, denied and doubted ones, too."""
    for token in speech.doc:
        if token.tag_ == "NN" and (verb := speech.words.gerunds.get(token.lower_)) and quoting(token, speech):
            yield Cue(token, verb)
        lemma = token.lemma_.lower()
        known = token.tag_ in VERB_TAGS and token.dep_ not in ("aux", "auxpass", "amod", "compound")
        if known and lemma in speech.words.verbs:
            yield Cue(token, lemma)


def quoted(speech: Speech, by_verb: dict[int, Cue]) -> Iterator[View]:
    """Yield quotations with a verb beside them."""
    for number, span in enumerate(speech.quotes):
        hit = beside(number, speech, by_verb)
        if hit is not None:
            yield view(span, hit.cue, speech)


def reported(speech: Speech, by_verb: dict[int, Cue]) -> Iterator[View]:
    """Yield the clauses that verbs and adjectives take."""
    for cue in by_verb.values():
        content = clause_of_object(cue, speech) or clause(cue, speech) or asked(cue, speech)
        for part in parts(content, speech) if content is not None else ():
            yield view(part[:2], cue, speech)
    for token in speech.doc:
        if token.dep_ == "acomp" and speech.words.has("frames", "sure", token.lower_):
            what = speech.child(token, "ccomp")
            span = bounded(what.left_edge.i, what.right_edge.i + 1, speech) if what is not None else None
            if span is not None:
                yield view(span, Cue(token, token.lower_), speech, speech.child(token.head, "nsubj"))


def asked(cue: Cue, speech: Speech) -> Content | None:
    """Return the clause of `know what …`, `explained how …`."""
    kid = next((k for k in speech.children(cue.verb, "ccomp") if k.i > cue.verb.i), None)
    if kid is None or not speech.words.has("frames", "clause", cue.lemma):
        return None
    span = bounded(max(kid.left_edge.i, cue.verb.i + 1), kid.right_edge.i + 1, speech)
    return Content(*span, StatementKind.SAY, "view.clause", 0.7) if span is not None else None


def given(speech: Speech) -> Iterator[View]:
    """Yield what `according to X` gives a source for."""
    for token in speech.doc[:-1]:
        second = speech.doc[token.i + 1]
        if speech.words.has("phrases", "according", f"{token.lower_} {second.lower_}"):
            noun = speech.child(second, "pobj") or speech.child(token, "pobj")
            content = sourced(token, noun.right_edge.i + 1, speech) if noun is not None else None
            if noun is not None and content is not None:
                yield View(content[:2], (token.i, token.i + 2), bounds(noun))


def view(span: tuple[int, int], cue: Cue, speech: Speech, who: Token | None = None) -> View:
    """Return a view with its source and polarity."""
    token = who if who is not None else subject(cue.verb, speech)
    host = cue.verb if cue.verb.pos_ in ("VERB", "AUX") else cue.verb.head
    negative = any(kid.dep_ == "neg" for kid in speech.children(host))
    negative = negative or speech.words.kind(cue.lemma) is StatementKind.DENY
    return View(span, (cue.verb.i, cue.verb.i + 1), bounds(token) if token is not None else None, negative)


def parts(content: Content, speech: Speech) -> list[tuple[int, int]]:
    """Return the clauses of `said that … and that …`, one where there is no second "that"."""
    doc, cuts = speech.doc, [content.start]
    if content.rule in ("statement.that_clause", "statement.clause"):
        for i in range(content.start + 3, content.end - 3):
            that = doc[i].dep_ == "mark" and speech.words.has("phrases", "that", doc[i].lower_)
            if that and doc[i - 1].tag_ == "CC" and i not in speech.quoted:
                cuts.append(i + 1)
    ends = [*(cut - 2 for cut in cuts[1:]), content.end]
    found = (bounded(start, end, speech) for start, end in zip(cuts, ends, strict=True))
    return [span for span in found if span is not None]
