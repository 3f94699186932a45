"""Whether two names stand in a clause that says nothing certain of them: denied, planned, alleged."""

from collections.abc import Sequence

from kg.entities.reading import Reading, Ref
from kg.facts.clauses import affirmed, once, staged, words
from kg.mentions.words import Span, Token

DEPTH = 12  # governors looked at
UNSURE = ("plan", "propose", "fail", "deny", "alleged", "reject")


@once
def chain(token: Token) -> Sequence[Token]:
    """Return a token and what governs it, up to the root or `DEPTH`."""
    found = [token]
    while found[-1].head.i != found[-1].i and len(found) < DEPTH:
        found.append(found[-1].head)
    return found


def between(
    one: Ref, other: Ref, reading: Reading
) -> tuple[Sequence[Token], Sequence[Token], Sequence[Token]]:
    """Return the governors of each up to where they meet, and those above, the meeting point first."""
    left, right = (chain(reading.root(ref)) for ref in (one, other))
    places = {token.i: i for i, token in enumerate(left)}
    for i, token in enumerate(right):
        if token.i in places:
            return left[: places[token.i]], right[:i], right[i:]
    return left, right, []


def unsure(sentence: Span) -> bool:
    """Tell whether a sentence has anything that can put two of its names in doubt. O(tokens)."""
    if staged(sentence[0]):
        return True
    doubting = words(sentence[0], *UNSURE)
    return any(
        (token.pos_ in ("VERB", "AUX") and not affirmed(token)) or token.lemma_.lower() in doubting
        for token in sentence
    )


def doubtful(one: Ref, other: Ref, reading: Reading) -> bool:
    """Tell whether what joins two names is negated, in doubt, planned, or told as such: "denied that"."""
    left, right, above = between(one, other, reading)
    doubting = words(reading.doc[one.start], *UNSURE)
    for i, token in enumerate((*left, *right, *above)):
        if one.start <= token.i < one.end or other.start <= token.i < other.end:
            continue
        inner = i <= len(left) + len(right)  # the meeting point and what is below it
        if inner and token.pos_ in ("VERB", "AUX") and not affirmed(token):
            return True
        if token.lemma_.lower() in doubting:
            return True
    return staged(reading.doc[one.start])


def doubts(token: Token) -> bool:
    """Tell whether a word puts what it governs in doubt: "plan", "deny"."""
    return token.lemma_.lower() in words(token, *UNSURE)
