"""Whether the text vouches for what it says of a person: of which body, born where, whose relative."""

from kg.entities.reading import Reading
from kg.facts.event_words import event_words
from kg.facts.tenure_told import vouched
from kg.mentions.words import Token
from kg.model import Predicate, Triple

PERSONAL = frozenset(
    {
        Predicate.MEMBER_OF,
        Predicate.RELATIVE_OF,
        Predicate.BORN_IN,
        Predicate.EDUCATED_AT,
        Predicate.FOUNDED,
    }
)
"""What can be denied or made up; where a place lies is so in a denial, too."""


def told(found: Triple, reading: Reading) -> bool:
    """Tell whether the clause that states it is vouched for; not in `she denied that she was a member`."""
    if found.predicate not in PERSONAL:
        return True
    evidence = min(found.evidence, key=lambda e: e.start)
    verb = clause(reading.doc.covering(evidence.start, evidence.end).root)
    return verb is None or (vouched(verb, reading) and not none_of(verb, reading))


def clause(token: Token) -> Token | None:
    """Return the verb of the clause that a word is said in; none for what hangs on a name."""
    while token.pos_ not in ("VERB", "AUX"):
        if token.dep_ not in ("attr", "acomp", "dobj", "pobj", "prep", "oprd"):
            return None
        token = token.head
    return token


def none_of(verb: Token, reading: Reading) -> bool:
    """`was no member of the party`."""
    words = event_words(reading.pack)
    nouns = (kid for kid in verb.children if kid.dep_ in ("attr", "dobj"))
    return any(
        kid.dep_ == "det" and words.has("never", kid.lower_) for noun in nouns for kid in noun.children
    )
