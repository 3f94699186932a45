"""Names that the parser hangs on the wrong word, and participles that it takes for adjectives."""

from collections.abc import Sequence

from kg.entities.reading import Reading
from kg.facts.clauses import child
from kg.facts.event_words import EventWords
from kg.mentions.words import Token
from kg.model import Kind

OBJECTS = frozenset({"dobj", "oprd", "attr", "nsubj", "nsubjpass", "compound", "nmod", "appos", "dep"})
LOOSE = frozenset({"appos", "conj", "npadvmod", "nmod", "dep"})
CLOSE = 4  # tokens of a clause before its verb
REACH = 15  # tokens between two whom "between" joins


def beside(verb: Token, reading: Reading) -> Token | None:
    """Return the name of "resigned as head of X and Y was sworn in", where Y seems joined to X.

    It stands right before the verb and its auxiliaries, which have no other subject or one that is
    singular and cannot be two. Also that of "After talks with Y, X left", where X seems another name of Y.
    """
    auxiliaries = [k for k in verb.children if k.dep_ in ("aux", "auxpass", "neg") and k.i < verb.i]
    first = min((k.i for k in auxiliaries), default=verb.i)
    if (named := clause_of(verb, first)) is not None:
        return named
    ref = reading.at(first - 1) if first else None
    if ref is None or ref.form != "name" or not ref.start or ref.kind not in (Kind.PERSON, Kind.ORGANIZATION):
        return None
    joined, name = verb.doc[ref.start - 1].dep_ == "cc", verb.doc[first - 1]
    own = child(verb, "nsubj", "nsubjpass")
    if own is None and verb.dep_ == "ROOT" and verb.tag_ in ("VBD", "VBZ") and name.dep_ in LOOSE:
        return name
    one = any("Number=Sing" in k.morph for k in auxiliaries)
    if not joined or name.dep_ != "conj" or (own is not None and (not one or own.i == name.i)):
        return None
    return name if own is not None or verb.dep_ == "conj" else None


def clause_of(verb: Token, first: int) -> Token | None:
    """Return the name of "held after Lee, the mayor, was stabbed", where "after" seems to govern Lee alone.

    `first` is where the verb with its auxiliaries begins.
    """
    alone = verb.dep_ == "conj" and first < verb.i and child(verb, "nsubj", "nsubjpass") is None
    if not alone or verb.doc[first - 1].text != ",":
        return None
    nouns = [child(k, "pobj") for k in verb.head.children if k.dep_ == "prep" and verb.head.i < k.i < verb.i]
    return next((n for n in nouns if n is not None and first - 2 <= n.right_edge.i < first), None)


def second(noun: Token, reading: Reading) -> list[Token]:
    """Return the other of two where words lie between them: "between Putin, in Sochi, and Merkel"."""
    doc = noun.doc
    for token in doc[noun.i + 1 : min(noun.i + REACH, noun.sent.end)]:
        ref = reading.at(token)
        if ref is not None and ref.start == token.i and ref.form == "name" and doc[token.i - 1].dep_ == "cc":
            return [doc[ref.end - 1]]
    return []


def listed(kid: Token, noun: Token, reading: Reading) -> bool:
    """Tell whether a name after a comma lists who a plural means: "impeached two presidents, X and Y"."""
    ref = reading.at(kid)
    if ref is None or ref.form != "name" or not ref.start:
        return False
    return noun.tag_ == "NNS" and kid.doc[ref.start - 1].is_punct


def joined_behind(token: Token, reading: Reading) -> list[Token]:
    """Return people who seem joined to another's place: "Buhari of Nigeria and Talon of Benin"."""
    ref = reading.at(token)
    if ref is None or ref.kind is not Kind.PERSON:
        return []
    places = [child(k, "pobj") for k in token.children if k.dep_ == "prep"]
    names = [child(place, "conj") for place in places if place is not None]
    return [n for n in names if n is not None and (r := reading.at(n)) is not None and r.kind is ref.kind]


def joined_before(token: Token, reading: Reading) -> list[Token]:
    """Return names of a list that seem other names of its first: "Merkel, Macron and May"."""
    ref, found = reading.at(token), []
    for kid in token.children if ref is not None and ref.kind in (Kind.PERSON, Kind.COUNTRY) else ():
        other = reading.at(kid) if kid.dep_ == "appos" else None
        if other is not None and ref is not None and other.form == "name" and other.kind is ref.kind:
            found.append(kid)
    return found


def swallowed(token: Token, reading: Reading) -> list[Token]:
    """Return names that seem part of the noun joined to them: "Donald Trump and union leaders"."""
    doc, found = token.doc, []
    for kid in token.children:
        ref = reading.at(kid) if kid.dep_ in ("compound", "nmod") else None
        if ref is not None and ref.form == "name" and ref.end < len(doc) and doc[ref.end].dep_ == "cc":
            found.append(kid)
    return found


def titled(noun: Token, reading: Reading) -> Token:
    """Return the name that stands right behind a noun as another subject: "the jailed lawyer Ann Lee"."""
    ref = reading.at(noun.i + 1) if reading.at(noun) is None and noun.i + 1 < len(noun.doc) else None
    if ref is None or ref.form != "name" or ref.kind is not Kind.PERSON or ref.start != noun.i + 1:
        return noun
    return noun.doc[ref.end - 1]


def behind(noun: Token) -> Token | None:
    """Return the verb of the clause right behind a noun, also where it hangs on a noun before.

    "a candidate for the election to be held in May": it is the election that is held.
    """
    own = next((k for k in noun.children if k.dep_ in ("relcl", "acl")), None)
    after = noun.right_edge.i + 1
    if own is not None or after >= len(noun.doc):
        return own
    verb = noun.doc[after]
    while verb.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass", "advmod") and verb.i < after + CLOSE:
        verb = verb.head
    over = verb.head.i < noun.i and verb.head.pos_ in ("NOUN", "PROPN")
    return verb if over and verb.dep_ in ("relcl", "acl") and verb.left_edge.i == after else None


def measured(noun: Token, words: EventWords) -> Token:
    """Return the noun in whose place an event's noun stands: "rounds" for "two rounds of talks"."""
    for _ in range(CLOSE):
        over = noun.head.head
        counted = noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.i > over.i
        if not counted or not words.has("links", noun.head.lower_, "groups"):
            return noun
        if not words.has("measures", over.lemma_.lower(), "groups"):
            return noun
        noun = over
    return noun


def demanded(token: Token, words: EventWords) -> list[Token]:
    """Return whom a demand is about: "a march calling for Lee's exit", "marched, demanding that Lee go"."""
    found: list[Token] = []
    for kid in token.children:
        if kid.tag_ != "VBG" or not words.has("demand", kid.lemma_.lower(), "groups"):
            continue
        clause, wanted = child(kid, "ccomp"), child(kid, "dobj")
        if clause is not None and nominal(clause):
            wanted = child(clause, "compound", "poss")  # "that Viktor Orban resign" as one name
        if wanted is None and (preposition := child(kid, "prep")) is not None:
            wanted = child(preposition, "pobj")
        if clause is not None and (subject := child(clause, "nsubj", "nsubjpass")) is not None:
            found.append(subject)
        if wanted is None:
            continue
        owner, link = child(wanted, "poss"), child(wanted, "prep")
        inner = (
            child(link, "pobj") if link is not None and words.has("links", link.lower_, "groups") else None
        )
        found += [t for t in (owner, inner) if t is not None] or [wanted]
    return found


def adjacent(verb: Token, objects: Sequence[Token], reading: Reading) -> Token | None:
    """Return the name right after a verb that has no object: "named William Barr attorney general"."""
    ref = reading.at(verb.i + 1) if verb.i + 1 < len(verb.doc) else None
    if ref is None or ref.start != verb.i + 1 or ref.form != "name" or any(reading.at(t) for t in objects):
        return None
    last = verb.doc[ref.end - 1]
    return last if last.dep_ in OBJECTS else None


def named_complement(kid: Token, verb: Token, reading: Reading) -> bool:
    """Tell if a seeming complement is a name: "appointed Smith as secretary", not "a man named Smith"."""
    ref = reading.at(kid) if kid.dep_ == "oprd" and not passive(verb) else None
    return ref is not None and ref.form == "name"


def participle_of_be(verb: Token) -> bool:
    """Tell whether a participle is taken for an adjective: "was nominated" as "was happy"."""
    return verb.tag_ == "VBN" and verb.dep_ in ("acomp", "attr") and verb.head.lemma_ == "be"


def passive(verb: Token) -> bool:
    """Tell whether a verb's subject is whom it is done to: "was arrested", "the man arrested"."""
    if verb.pos_ == "ADJ" and verb.dep_ == "amod":
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return child(verb, "nsubjpass") is not None
    if child(verb, "auxpass", "nsubjpass") is not None or participle_of_be(verb):
        return True
    subject = child(verb, "nsubj")
    seen = verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in ("see", "leave") and not child(verb, "aux")
    if seen and verb.tag_ == "VBN" and not child(verb, "dobj"):
        return True  # "fighting that saw ten soldiers killed"
    if subject is not None and verb.i - subject.i == 2 and verb.doc[verb.i - 1].text == ",":
        return True  # "Dominic Raab, appointed minister in July, flew"
    if verb.tag_ == "VBD" or any(k.dep_ == "aux" and k.lemma_ == "have" for k in verb.children):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and child(verb, "nsubj") is None:
        return verb.head.tag_ == "VBN" and passive(verb.head)
    return verb.dep_ in ("acl", "amod", "advcl", "relcl") or child(verb, "agent") is not None


def nominal(token: Token) -> bool:
    """Tell whether a token is a noun, also one taken for a verb: "Reports that X met Y were denied"."""
    return token.pos_ in ("NOUN", "PROPN") or token.dep_ in ("nsubj", "nsubjpass")
