"""What the sets take as a name, the same for every system: `formed`.

"2009 European Parliament election in Italy", "2003 invasion of Iraq" and "Suez Crisis" are one name, an
event's: a name in it is left out. "The" with a capital inside a sentence is part of a body's name ("The
Union"). CrossNER has nobles by their titles ("Lord Hall"). Sets that label noun phrases get them
(`public_phrases`), re3d descriptions too (`public_descriptions`).
"""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from benchmarks.public_descriptions import descriptions
from benchmarks.public_phrases import FORMS, LOC, ORG, PER, RE3D, Name, phrases

CROSSNER = "CrossNER politics"
NOBLE = frozenset(("sir", "lord", "lady", "dame", "king", "queen"))
VOTES = frozenset(
    ("election", "elections", "referendum", "primary", "primaries", "by-election", "by-elections")
)
FIGHTS = frozenset(("war", "invasion", "occupation", "annexation"))
OCCASIONS = frozenset(("Crisis", "War", "Wars", "Campaign", "Revolution", "Festival", "Games", "Conference"))
REACH = 6  # words of a name of an event before or behind the name in it


def formed(doc: Doc, names: Iterable[Name], form: str) -> set[Name]:
    """Return the spans that a set of this form has where these names are."""
    kept = [name for name in names if not in_event(doc, name)]
    if form not in FORMS:
        return {titled(doc, name, form) for name in kept}
    return phrases(doc, kept, form) | {*(descriptions(doc, kept) if form == RE3D else ())}


def titled(doc: Doc, name: Name, form: str) -> Name:
    """Return a body with its article in capitals, a noble with the title in CrossNER."""
    before = doc[max(name.start - 1, 0) : name.start].text
    inside = (
        name.start > 1 and not doc[name.start - 1].is_sent_start and doc[name.start - 2].text not in '“"‘:'
    )
    article = name.label == ORG and before == "The" and inside
    noble = name.label == PER and form == CROSSNER and before.istitle() and before.lower() in NOBLE
    return name._replace(start=name.start - (article or noble))


def in_event(doc: Doc, name: Name) -> bool:
    """Tell whether a name is part of the name of a vote, a war or the like."""
    behind = doc[name.end : name.end + 1].text
    if name.label == LOC and behind in OCCASIONS:
        return True
    if dated(doc, name.start) and any(t.lower_ in VOTES for t in run(doc, name.end, 1)):
        return True
    kind = name.start - 2 - (doc[max(name.start - 1, 0)].lower_ == "the")
    if kind < 1 or name.label != LOC or not dated(doc, kind):
        return False
    vote = doc[kind].lower_ in VOTES and kind == name.start - 2 and doc[kind + 1].lower_ == "in"
    return vote or (doc[kind].lower_ in FIGHTS and doc[kind + 1].lower_ in ("in", "of"))


def dated(doc: Doc, end: int) -> bool:
    """Tell whether a year stands before, with only describing words between."""
    words = run(doc, end - 1, -1)
    first = end - 1 - len(words)
    return first >= 0 and doc[first].text.isdigit() and len(doc[first]) == len("2009")


def run(doc: Doc, start: int, step: int) -> list[Token]:
    """Return the nouns and adjectives from here on, or back from here."""
    found: list[Token] = []
    while 0 <= start < len(doc) and len(found) < REACH and describes(doc[start]):
        found.append(doc[start])
        start += step
    return found


def describes(token: Token) -> bool:
    """Tell whether a word may stand in a name before its last noun; so a hyphen, "of" before capitals."""
    if token.lower_ == "of":
        return token.i + 1 < len(token.doc) and token.nbor().is_title
    return token.text == "-" or token.pos_ in ("PROPN", "NOUN", "ADJ")
