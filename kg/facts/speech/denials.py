"""Denials → the claims that they are about: `…, which X denied`; `X rejected the accusation`, later."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from kg.facts.speech.base import Attributed, Speech, bounded
from kg.facts.speech.cues import Cue, passive
from kg.facts.speech.indirect import preposition
from kg.facts.speech.nominal import owners_of
from kg.facts.speech.speakers import speakers
from kg.facts.speech.subjects import subject
from kg.mentions.words import Token
from kg.model import EntityId, StatementKind

REACH = 12  # statements that a denial looks back on
FAR = 250  # tokens between a claim and its denial
SHORT = 6  # tokens of a noun phrase that only repeats what was said
FITTING = {
    StatementKind.ACCUSE: {StatementKind.ACCUSE, StatementKind.CLAIM},
    StatementKind.CLAIM: {StatementKind.CLAIM, StatementKind.ACCUSE, StatementKind.SAY},
    StatementKind.SAY: {StatementKind.SAY, StatementKind.CLAIM},
    StatementKind.DEMAND: {StatementKind.DEMAND},
    StatementKind.PROMISE: {StatementKind.PROMISE},
}
"""Kind of a noun of saying → kinds of the statements that it may repeat."""


def with_denials(spans: list[Attributed], speech: Speech, by_verb: dict[int, Cue]) -> list[Attributed]:
    """Return the spans, denials among them bound to what they deny, and denials that name it by a pronoun."""
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    result = []
    for number, span in enumerate(ordered):
        claim = None
        if span.kind is StatementKind.DENY and span.rejects is None and span.who >= 0:
            claim = repeated(span, ordered[max(number - REACH, 0) : number], speech)
        result.append(replace(span, rejects=claim.key) if claim is not None else span)
    here: dict[int, list[Attributed]] = {}
    for span in ordered:
        here.setdefault(speech.sentence(speech.doc[span.start])[0], []).append(span)
    new = [denial for cue in by_verb.values() for denial in by_pronoun(cue, here, speech)]
    bound = {span.cue[0] for span in new}
    return [
        *(span for span in result if span.cue[0] not in bound or span.kind is not StatementKind.DENY),
        *new,
    ]


def repeated(denial: Attributed, before: Sequence[Attributed], speech: Speech) -> Attributed | None:
    """Return the claim that `X rejected the accusation` means: its owner's, one about X, or the only one."""
    noun = speech.doc[denial.start : denial.end].root
    kind = speech.words.nouns.get(noun.lemma_.lower())
    if kind not in FITTING or denial.end - denial.start > SHORT:
        return None
    owners = {who.entity for who in owners_of(noun, speech)}
    fits = [
        claim
        for claim in reversed(before)
        if claim.kind in FITTING[kind]
        and claim.speaker != denial.speaker
        and claim.end <= denial.start
        and denial.start - claim.end < FAR
        and (not owners or claim.speaker in owners)
    ]
    mine = near(denial.speaker, speech)
    about = [claim for claim in fits if owners or not mine.isdisjoint(spoken_of(claim, speech))]
    if about:
        return about[0]
    strong = [claim for claim in fits if claim.kind is not StatementKind.SAY]
    return strong[0] if len(strong) == 1 else None


def near(who: EntityId, speech: Speech) -> set[EntityId]:
    """Return an entity, the bodies that it holds posts of, and a government's country."""
    found = {who, *speech.led.get(who, ())}
    states = {EntityId(f"country/{body.split('/')[1]}") for body in found if body.count("/") == 2}
    return found | states


def spoken_of(claim: Attributed, speech: Speech) -> set[EntityId]:
    """Return what a claim names."""
    refs = (speech.reading.at(i) for i in range(claim.start, claim.end))
    return {entity for ref in refs if ref is not None for entity in ref.entities}


def by_pronoun(cue: Cue, here: Mapping[int, list[Attributed]], speech: Speech) -> Iterator[Attributed]:
    """`Y said …, which X denied`; `…, a charge X denies`; `Y said …. X denied it`: what is before it."""
    verb = cue.verb
    if speech.words.kind(cue.lemma) is not StatementKind.DENY or passive(verb, speech):
        return
    which = renamed(verb, speech) or speech.child(verb, "dobj")
    again = which is not None and which.i == verb.i + 1 and told_again(which, speech)
    if which is None or not which.i or not (again or which.i < verb.i):
        return
    if not again and which.tag_ != "WDT" and which.pos_ != "NOUN":
        return
    opening = speech.sentence(verb)[0]
    near = here.get(opening, [])
    if again and not near and opening:
        near = here.get(speech.sentence(speech.doc[opening - 1])[0], [])
    claims = (claim for claim in near[:REACH] if claim.end <= which.i and claim.cue[0] != verb.i)
    claim = max(claims, key=lambda claim: (claim.end, -claim.start), default=None)
    kind, rule, tokens = StatementKind.DENY, "statement.denied_before", (verb.i, verb.i + 1)
    span = (claim.start, claim.end) if claim is not None else None
    if span is None and not again:
        span = accusation(opening, which, speech)
    for who in speakers(subject(verb, speech), speech) if span is not None else ():
        if span is not None and (claim is None or claim.speaker != who.entity):
            rejects = claim.key if claim is not None else None
            trust = 0.8 * who.confidence
            yield Attributed(*span, who.entity, kind, False, tokens, rule, trust, who.token.i, None, rejects)


def renamed(verb: Token, speech: Speech) -> Token | None:
    """Return the noun of `…, an allegation [that] X denied`, `…, charges he denies`, however parsed."""
    doc, opening = speech.doc, speech.sentence(verb)[0]
    for i in range(verb.i - 1, max(verb.i - SHORT - 2, opening + 2), -1):
        noun = doc[i]
        if noun.text == "," or noun.i in speech.quoted:
            return None
        if noun.pos_ == "NOUN" and speech.words.nouns.get(noun.lemma_.lower()) in FITTING:
            set_off = doc[i - 1].text == "," or (doc[i - 1].tag_ == "DT" and doc[i - 2].text == ",")
            return noun if set_off else None
    return None


def told_again(token: Token, speech: Speech) -> bool:
    """Tell whether an object only points back: "denied it", "denied this"."""
    return token.dep_ == "dobj" and speech.words.has("phrases", "pointing_back", token.lower_)


def accusation(opening: int, which: Token, speech: Speech) -> tuple[int, int] | None:
    """Return what somebody "was accused of" before "which"."""
    for token in islice(reversed(speech.doc[opening : which.i]), REACH * 2):
        lemma = token.lemma_.lower()
        if token.tag_ == "VBN" and speech.words.kind(lemma) is StatementKind.ACCUSE:
            content = preposition(Cue(token, lemma), speech)
            return bounded(content.start, min(content.end, which.i), speech) if content else None
    return None
