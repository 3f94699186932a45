"""Speech told by nouns: `X's claim that …`, `denied a claim by X that …`, `according to X`."""

from collections.abc import Iterator

from kg.facts.speech.base import Attributed, Speaker, Speech, bounded
from kg.facts.speech.cues import Cue, asserted
from kg.facts.speech.nouns import modifiers, person
from kg.facts.speech.speakers import speakers
from kg.facts.speech.subjects import subject
from kg.mentions.words import Token
from kg.model import StatementKind


def claims(speech: Speech, by_verb: dict[int, Cue]) -> Iterator[Attributed]:
    """Yield what nouns of saying tell: the statement of the noun's owner, and of who denies it."""
    for token in speech.reading.tokens(speech.words.telling):
        kind = kind_of(token, speech) if token.pos_ == "NOUN" else None
        if kind is None:
            continue
        content = said_by_noun(token, speech)
        owners = list(owners_of(token, speech))
        if content is not None:
            cue = (token.i, token.i + 1)
            for who in owners:
                trust = 0.8 * who.confidence
                yield Attributed(*content, who.entity, kind, False, cue, "statement.noun", trust, who.token.i)
            yield from denials(token, kind, content, owners, speech, by_verb)


def kind_of(noun: Token, speech: Speech) -> StatementKind | None:
    """Return what one does by a noun of saying, or by raising a concern; None for any other noun."""
    known = speech.words.nouns.get(noun.lemma_.lower())
    raised = noun.dep_ == "dobj" and speech.words.has("nouns", "raising", noun.head.lemma_.lower())
    return known or (StatementKind.SAY if raised else None)


def denials(
    noun: Token,
    kind: StatementKind,
    content: tuple[int, int],
    owners: list[Speaker],
    speech: Speech,
    by_verb: dict[int, Cue],
) -> Iterator[Attributed]:
    """`Y denied X's claim that …`: Y denies what X claims."""
    verb = noun.head
    cue = by_verb.get(verb.i)
    if noun.dep_ != "dobj" or cue is None or speech.words.kind(cue.lemma) is not StatementKind.DENY:
        return
    rejects = (*content, owners[0].entity, kind) if owners else None
    for who in speakers(subject(verb, speech), speech):
        cue_span, trust = (verb.i, verb.i + 1), 0.9 * who.confidence
        yield Attributed(
            *content,
            who.entity,
            StatementKind.DENY,
            False,
            cue_span,
            "statement.denied_claim",
            trust,
            who.token.i,
            None,
            rejects,
        )


def said_by_noun(noun: Token, speech: Speech) -> tuple[int, int] | None:
    """Return the clause of a noun (`claim that …`, `the claim was that …`) or what follows its "of"."""
    words = speech.words
    for kid in speech.children(noun, "acl", "ccomp", "relcl"):
        if that_clause(kid, speech):
            return after_that(kid, speech)
        if whole_after_that(kid, noun, speech):
            return bounded(kid.left_edge.i + 1, kid.right_edge.i + 1, speech)
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ == "be":
        for kid in speech.children(verb, "ccomp"):
            if kid.i > verb.i and that_clause(kid, speech):
                return after_that(kid, speech)
    if (found := ruled(noun, speech)) is not None:
        return found
    if words.nouns.get(noun.lemma_.lower()) in (StatementKind.PROMISE, StatementKind.DEMAND):
        for kid in speech.children(noun, "acl"):
            to = next((k for k in speech.children(kid, "aux") if k.tag_ == "TO"), None)
            if to is not None and kid.tag_ == "VB":
                return bounded(to.i, kid.right_edge.i + 1, speech)
        for kid in speech.children(noun, "prep"):
            if words.has("nouns", "with_for", noun.lemma_.lower()) and words.has(
                "phrases", "for", kid.lower_
            ):
                return bounded(kid.i + 1, kid.right_edge.i + 1, speech)
    if words.has("nouns", "warnings", noun.lemma_.lower()):
        for kid in speech.children(noun, "prep"):
            if words.has("nouns", "warned", kid.lower_):
                return bounded(kid.i + 1, kid.right_edge.i + 1, speech)
    if words.has("nouns", "with_of", noun.lemma_.lower()):
        for kid in speech.children(noun, "prep"):
            if words.has("phrases", "of", kid.lower_):
                return bounded(kid.i + 1, kid.right_edge.i + 1, speech)
    return None


def ruled(noun: Token, speech: Speech) -> tuple[int, int] | None:
    """`issued a judgment allowing the tax`, `handed down an order, barring …`: the participle's clause."""
    makes = noun.dep_ == "dobj" and speech.words.has("nouns", "makers", noun.head.lemma_.lower())
    if not makes or not speech.words.has("nouns", "rulings", noun.lemma_.lower()):
        return None
    kids = (*speech.children(noun, "acl"), *speech.children(noun.head, "advcl"))
    kid = next((k for k in kids if k.tag_ == "VBG" and k.i > noun.i), None)
    if kid is None or kid.lemma_.lower() in speech.words.verbs or kid.left_edge.i < noun.i:
        return None
    return bounded(kid.left_edge.i, kid.right_edge.i + 1, speech)


def that_clause(kid: Token, speech: Speech) -> bool:
    """Tell whether a clause opens with "that" as its mark, not as its subject or object."""
    return any(speech.words.has("phrases", "that", k.lower_) for k in speech.children(kid, "mark"))


def whole_after_that(kid: Token, noun: Token, speech: Speech) -> bool:
    """Tell whether a clause that seems to describe a noun lacks nothing: `a warning that ice was melting`.

    In "the claim that the court rejected" the verb lacks its object, which "that" stands for.
    """
    that = kid.left_edge
    own = speech.child(kid, "nsubj", "nsubjpass", "expl")
    if own is None or own.i <= that.i or that.i <= noun.i or kid.i < own.i:
        return False
    if not speech.words.has("phrases", "that", that.lower_) or that.dep_ not in ("dobj", "nsubj", "advmod"):
        return False
    full = [k for k in speech.children(kid, "dobj", "attr", "acomp", "ccomp", "auxpass") if k.i > own.i]
    lasting = kid.tag_ == "VBG" and any(k.lemma_ == "be" for k in speech.children(kid, "aux"))
    return bool(full) or lasting


def after_that(kid: Token, speech: Speech) -> tuple[int, int] | None:
    """Return the tokens of a clause after "that"."""
    mark = next(k for k in speech.children(kid, "mark") if speech.words.has("phrases", "that", k.lower_))
    return bounded(mark.i + 1, kid.right_edge.i + 1, speech)


def owners_of(noun: Token, speech: Speech) -> Iterator[Speaker]:
    """Yield whose claim it is: "X's claim", "a claim by X", "made by X"; in "X made the claim that", X."""
    kids = list(speech.children(noun))
    if (
        noun.i > 1 and speech.doc[noun.i - 1].text == "-"
    ):  # "the government's counter-argument" is three tokens
        kids += speech.children(speech.doc[noun.i - 2], "poss")
    for kid in kids:
        if kid.dep_ == "poss":
            yield from speakers(kid, speech) if kid.pos_ != "PRON" else modifiers(kid, speech)
        elif kid.dep_ in ("prep", "agent") and speech.words.has("nouns", "owners", kid.lower_):
            yield from speakers(speech.child(kid, "pobj"), speech)
        elif kid.dep_ in ("compound", "amod") and kid.i < noun.i:
            yield from (
                who for who in modifiers(kid, speech) if not person(who, speech) and kid.dep_ == "compound"
            )
    verb = noun.head
    made = any(speech.words.has("nouns", name, verb.lemma_.lower()) for name in ("makers", "raising"))
    if noun.dep_ == "dobj" and made and asserted(verb, speech):
        yield from speakers(subject(verb, speech), speech)
