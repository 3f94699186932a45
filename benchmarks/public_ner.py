"""Our answer to sets of names: what `doc.spans["names"]` has, countries as places.

The sets take "2005 United Kingdom general election" as one name, that of an event: a place in it is left out.
"""

from typing import Any

from spacy.language import Language
from spacy.tokens import Span

TYPES = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "COUNTRY": "LOC", "NAT": "NATIONALITY"}
VOTES = frozenset(("election", "elections", "referendum", "primary", "primaries"))
Record = dict[str, Any]


def predict(record: Record, nlp: Language) -> Record:
    """Return the names of a record, in order."""
    doc = nlp(record["text"])
    names = (name for name in doc.spans["names"] if not in_vote(name))
    return {"ner": [[name.start_char, name.end_char, TYPES[name.label_]] for name in names]}


def in_vote(name: Span) -> bool:
    """Tell whether a name stands between a year and a vote, in the name of that."""
    before, behind = name.doc[max(name.start - 1, 0) : name.start], name.doc[name.end : name.end + 4]
    year = before.text.isdigit() and len(before.text) == 4
    return year and any(token.lower_ in VOTES for token in behind)
