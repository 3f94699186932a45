"""Words around a title that take it back, or say that it is over or to come: "the self-styled president"."""

from functools import cache

from kg.entities.reading import Reading
from kg.languages import LanguagePack
from kg.mentions.words import Token
from kg.model import Kind, TenureStatus

LONGEST = 5  # tokens of a phrase that takes a title back
REACH = 4  # tokens before a title's phrase that may still describe it
DESCRIBING = frozenset({"ADJ", "ADV", "DET", "PUNCT"})


def taken_back(start: int, first: int, last: int, reading: Reading) -> bool:
    """`a would-be minister`, `the rumoured president`, `X, not the mayor`, `X, perhaps the next mayor`.

    `first` and `last` bound the whole phrase, `start` is where the title's own words begin.
    """
    doc = reading.doc
    follower = reading.at(last) if last < len(doc) else None
    named = follower is not None and follower.kind is Kind.PERSON and follower.start == last
    words = endings(reading.pack, "doubted", *(() if named else ("unsure",)))
    low = max(doc[start].sent.start, first - REACH)
    for i in range(start, low, -1):
        if ends_in(words, i, low, reading):
            return True
        token = doc[i - 1]
        if i <= first and (not describes(token) or reading.at(token) is not None):
            break
    return not named and denied(first, low, reading)


def describes(token: Token) -> bool:
    """Tell whether a word before a title may describe its holder."""
    return (token.pos_ in DESCRIBING and token.text != ",") or token.tag_ in ("VBN", "JJ")


def denied(first: int, low: int, reading: Reading) -> bool:
    """`X, [and] not the president`: an apposition that says what somebody is not."""
    doc, offices = reading.doc, reading.pack.section("offices")
    if first - 1 <= low or doc[first - 1].lower_ not in offices["denying"]:
        return False
    before = doc[first - 2]
    return before.is_punct or before.dep_ == "cc"


@cache
def endings(pack: LanguagePack, *lists: str) -> tuple[str, ...]:
    """Return the phrases of lists of words on offices, longest first, each with a blank before it."""
    phrases = (phrase for name in lists for phrase in pack.section("offices")[name])
    return tuple(f" {phrase}" for phrase in sorted(phrases, key=len, reverse=True))


def ends_in(phrases: tuple[str, ...], end: int, low: int, reading: Reading) -> str:
    """Return the first of some `endings` that the tokens before `end` are, "" for none."""
    tokens = [t.lower_ for t in reading.doc.tokens[max(low, end - LONGEST) : end]]
    before = " " + " ".join(tokens).replace(" - ", "-")
    if not before.endswith(phrases):
        return ""
    return next(phrase for phrase in phrases if before.endswith(phrase))


def once(i: int, sent: int, reading: Reading) -> int:
    """Return how many tokens before `i` make the title behind one of the past: "then the", "no longer"."""
    return len(ends_in(endings(reading.pack, "once"), i, sent, reading).split())


def behind(last: int, reading: Reading) -> TenureStatus | None:
    """Return the status of "-elect", "designate", "in waiting", "emeritus", "candidate" behind a title."""
    doc, offices = reading.doc, reading.pack.section("offices")
    words = [t.lower_ for t in doc[last : last + 5] if t.text != "-"]
    for size in (1, 2):
        text = " ".join(words[:size])
        if text in offices["chosen"]:
            return TenureStatus.DESIGNATE
        if text in offices["retired"]:
            return TenureStatus.FORMER
        if text in offices["candidate"]:
            return TenureStatus.CANDIDATE
    return None
