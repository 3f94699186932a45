"""Whether the words that a frame asks for stand around its verb or noun."""

from kg.entities.reading import Reading
from kg.facts.clauses import child
from kg.facts.event_repair import passive
from kg.facts.event_words import EventWords, Frame
from kg.mentions.words import Token
from kg.model import EventKind, Kind

Slots = dict[str, list[Token]]


def fits(verb: Token, slots: Slots, frame: Frame, reading: Reading, words: EventWords) -> bool:
    """Tell whether the words that a frame asks for stand around the verb."""
    return (
        (frame.legislatures or named(slots, frame, reading))
        and (not frame.particle or particle(verb, frame, words))
        and (not frame.phrase or phrase(slots, frame, words))
        and not (frame.kind is EventKind.ELECT and verb.dep_ == "amod" and body(verb.head, reading))
        and (not frame.infinitive or agreed(verb) or bool({"on", "to"} & set(slots)))
        and (not frame.office or office(verb, slots, reading, words))
        and (not frame.electoral or electoral(reading, words))
        and (not frame.passive or child(verb, "auxpass") is not None or apposed(verb))
    )


def agreed(verb: Token) -> bool:
    """Tell whether an infinitive says what is agreed."""
    return any(k.dep_ == "xcomp" or (k.dep_ == "advcl" and k.tag_ == "VB") for k in verb.children)


def apposed(verb: Token) -> bool:
    """Tell whether a participle hangs on a noun or leans on a clause: "Lee, inaugurated in May, said"."""
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "relcl") and passive(verb)


def named(slots: Slots, frame: Frame, reading: Reading) -> bool:
    """Tell whether subject and object are among the nouns that the frame names, or none that it excludes."""
    objects, subjects = slots.get("object", []), slots.get("subject", [])
    lemmas = {t.lemma_.lower() for t in objects}
    if frame.objects and not lemmas & frame.objects:
        return False
    if frame.only and any(t.lemma_.lower() not in frame.only and reading.at(t) is None for t in objects):
        return False
    if frame.alone and {"object", "with"} & set(slots):
        return False
    if frame.but and any(k.lemma_.lower() in frame.but for t in objects for k in t.children):
        return False
    if frame.without and any(t.lemma_.lower() in frame.without for t in subjects):
        return False
    if frame.rival and not any((ref := reading.at(t)) and ref.kind is Kind.PERSON for t in objects):
        return False
    return not frame.through or bool({t.lemma_.lower() for t in subjects} & frame.through)


def particle(verb: Token, frame: Frame, words: EventWords) -> bool:
    """Tell whether a particle of the frame follows the verb, and nothing negates it."""
    behind = [t for k in verb.children if k.dep_ == "dobj" for t in verb.doc[k.i + 1 : k.i + 2]]
    inner = [noun for k in verb.children if k.dep_ == "prep" and (noun := child(k, "pobj")) is not None]
    close = (*verb.children, *verb.doc[verb.i + 1 : verb.i + 2], *behind, *inner)
    near = [k for k in close if k.lower_ in frame.particle]
    before = {t.lower_ for k in near for t in (*k.children, verb.doc[k.i - 1])}
    return bool(near) and not any(words.has("never", word) for word in before)


def body(noun: Token, reading: Reading) -> bool:
    """Tell whether a noun is a body's name: "the elected House" tells of no election."""
    ref = reading.at(noun)
    return ref is not None and ref.kind is Kind.ORGANIZATION


def phrase(slots: Slots, frame: Frame, words: EventWords) -> bool:
    """Tell whether a noun of the frame stands in one of the parts, or before or behind an object."""
    ill = {
        t.i for ts in slots.values() for t in ts for k in t.children if words.has("ill", k.lower_, "groups")
    }
    nouns = {t.lemma_.lower() for tokens in slots.values() for t in tokens if t.i not in ill}
    nouns |= {lemma for t in slots.get("object", ()) for lemma in around(t)}
    return bool(nouns & frame.phrase) or bool(set(frame.or_with) & set(slots))


def office(verb: Token, slots: Slots, reading: Reading, words: EventWords) -> bool:
    """Tell whether an office is named; not "a man named Smith"."""
    complement = child(verb, "oprd")
    if passive(verb) and complement is not None and reading.at(complement) is not None:
        return False
    if complement is not None and honour(complement, words):
        return False
    return child(verb, "oprd", "xcomp") is not None or bool({"as", "to", "for"} & set(slots))


def honour(noun: Token, words: EventWords) -> bool:
    """Tell whether who is named gets no post: "named one of the richest", "named Best Actor", "a suspect"."""
    before = [k.lower_ for k in noun.children if k.i < noun.i]
    return words.has("no_post", noun.lower_, "groups") or any(words.has("best", b, "groups") for b in before)


def electoral(reading: Reading, words: EventWords) -> bool:
    """Tell whether a text is about elections or offices, where to defeat somebody is to win votes."""
    found: bool | None = reading.doc.user_data.get("electoral")
    if found is None:
        found = any(words.has("electoral", token.lemma_.lower(), "groups") for token in reading.doc)
        reading.doc.user_data["electoral"] = found
    return found


def around(noun: Token) -> set[str]:
    """Return the lemmas of the words before a noun, and of the nouns in its prepositions."""
    found = {k.lemma_.lower() for k in noun.children if k.i < noun.i}
    for inner in (child(k, "pobj") for k in noun.children if k.dep_ == "prep"):
        if inner is not None:
            found |= {inner.lemma_.lower()} | {k.lemma_.lower() for k in inner.children}
    return found
