"""Speech told by nouns: `X's claim that …`, `denied a claim by X that …`, `according to X`."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts.speech.base import ENDINGS, Attributed, Speaker, Speech, bounded, finite
from kg.facts.speech.cues import Cue
from kg.facts.speech.speakers import modifiers, named_near, person, speakers
from kg.facts.speech.subjects import subject
from kg.model import StatementKind


def claims(speech: Speech, by_verb: dict[int, Cue]) -> Iterator[Attributed]:
    """Yield what nouns of saying tell: the statement of the noun's owner, and of who denies it."""
    for token in speech.doc:
        kind = speech.words.nouns.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
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
    rejects = (owners[0].entity, kind) if owners else None
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
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ == "be":
        for kid in speech.children(verb, "ccomp"):
            if kid.i > verb.i and that_clause(kid, speech):
                return after_that(kid, speech)
    if words.nouns[noun.lemma_.lower()] in (StatementKind.PROMISE, StatementKind.DEMAND):
        for kid in speech.children(noun, "acl"):
            to = next((k for k in speech.children(kid, "aux") if k.tag_ == "TO"), None)
            if to is not None and kid.tag_ == "VB":
                return bounded(to.i, kid.right_edge.i + 1, speech)
        for kid in speech.children(noun, "prep"):
            if words.has("nouns", "with_for", noun.lemma_.lower()) and words.has(
                "phrases", "for", kid.lower_
            ):
                return bounded(kid.i + 1, kid.right_edge.i + 1, speech)
    if words.has("nouns", "with_of", noun.lemma_.lower()):
        for kid in speech.children(noun, "prep"):
            if words.has("phrases", "of", kid.lower_):
                return bounded(kid.i + 1, kid.right_edge.i + 1, speech)
    return None


def that_clause(kid: Token, speech: Speech) -> bool:
    """Tell whether a clause opens with "that" as its mark, not as its subject or object."""
    return any(speech.words.has("phrases", "that", k.lower_) for k in speech.children(kid, "mark"))


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
    if noun.dep_ == "dobj" and speech.words.has("nouns", "makers", verb.lemma_.lower()):
        yield from speakers(subject(verb, speech), speech)


def sources(speech: Speech) -> Iterator[Attributed]:
    """`according to X, …`; `…, according to X`. In the middle of a sentence the longer side is meant."""
    for token in speech.doc[:-1]:
        first, second = token, speech.doc[token.i + 1]
        viewed = in_the_view_of(token, speech)
        if viewed is None and not speech.words.has("phrases", "according", f"{first.lower_} {second.lower_}"):
            continue
        pobj = viewed or speech.child(second, "pobj") or speech.child(first, "pobj")
        found, near = speakers(pobj, speech), 0
        if pobj is None:
            near = next(
                (
                    i
                    for i in range(token.i + 2, min(token.i + 12, len(speech.doc)))
                    if speech.doc[i].text == ","
                ),
                0,
            )
            found = list(named_near(token.i + 2, near, speech, last=True))
        after = max([pobj.right_edge.i, *(who.token.i for who in found)]) + 1 if pobj is not None else near
        if pobj is not None and after < len(speech.doc) and finite(speech.doc[after]):
            after = next((k.left_edge.i - 1 for k in speech.children(pobj, "appos")), after)
        content = sourced(token, after, speech) if found else None
        if content is None:
            continue
        start, end, direct = content
        for who in found:
            cue, trust = (token.i, token.i + 2), 0.85 * who.confidence
            kind = StatementKind.SAY
            yield Attributed(
                start, end, who.entity, kind, direct, cue, "statement.source", trust, who.token.i
            )


def in_the_view_of(token: Token, speech: Speech) -> Token | None:
    """`In the view of X, …`, `in the words of X`: X."""
    noun = (
        speech.child(token, "pobj")
        if token.dep_ == "prep" and speech.words.has("phrases", "within", token.lower_)
        else None
    )
    if noun is None or not speech.words.has("phrases", "source_nouns", noun.lower_):
        return None
    of = next((k for k in speech.children(noun, "prep") if speech.words.has("phrases", "of", k.lower_)), None)
    return speech.child(of, "pobj") if of is not None else None


def sourced(token: Token, after: int, speech: Speech) -> tuple[int, int, bool] | None:
    """Return what a source is given for: a quotation beside it, else the rest of its sentence."""
    doc = speech.doc
    opening, closing = speech.sentence(token)
    for i in range(after, min(after + 3, len(doc))):
        if "\n" in doc[i].text or doc[i].text in ENDINGS:
            break
        if i in speech.quoted and speech.quotes[speech.quoted[i]][0] == i and i - 1 > after - 1:
            return (*speech.quotes[speech.quoted[i]], True)
    for i in range(max(token.i - 4, opening - 2, 0), token.i):
        if (
            "\n" not in doc[i : token.i].text
            and i in speech.quoted
            and all(j not in speech.quoted for j in range(i + 1, token.i))
        ):
            start, end = speech.quotes[speech.quoted[i]]
            return (start, end, True) if end - start > 2 else None
    after = past_date(after, closing, speech)
    comma = doc[after : after + 1].text == ","
    ahead = any(finite(t) for t in doc[after:closing][:80]) and comma
    behind = token.i - opening
    if comma and 3 < behind < 6 < closing - after:  # "X then led, according to Y, the largest march …"
        ahead, behind = True, 0
    if ahead and (behind < 4 or not any(finite(t) for t in doc[opening : token.i])):
        found = bounded(after, closing, speech)
    elif behind >= 4:
        found = bounded(back_to(token, opening, speech), token.i, speech)
        if (
            token.head.dep_ == "relcl" and token.head.left_edge.i > opening
        ):  # ", which X accepted according to Y"
            found = bounded(token.head.left_edge.i + 1, token.i, speech)
    else:
        found = None
    return (*found, False) if found is not None else None


def past_date(after: int, closing: int, speech: Speech) -> int:
    """Return the token behind "on Friday" or "late today" that stands between a source and its comma."""
    dates = speech.doc.spans.get("dates", ())
    for span in dates:
        if after <= span.start <= after + 2 and span.end < closing and speech.doc[span.end].text == ",":
            return int(span.end)
    return after


def back_to(token: Token, first: int, speech: Speech) -> int:
    """Return where the clause starts that a source after it is given for."""
    for i in range(token.i - 1, max(first, token.i - 200), -1):
        if speech.doc[i].text in ENDINGS or speech.doc[i].text == ";":
            return i + 1
    return first
