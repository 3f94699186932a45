"""Tenures that no title says: who leads a body, and whose "time as mayor" the text speaks of."""

from collections.abc import Iterator

from kg.entities.bodies import is_party
from kg.entities.reading import Post, Reading, Ref
from kg.entities.wording import title_key
from kg.facts.clauses import affirmed, asserted, child, entities_at, negated, subject_of
from kg.facts.employment import board
from kg.facts.tenure_verbs import Said, ceased, interval
from kg.facts.triples import happened
from kg.mentions.words import Token
from kg.model import EntityId, Kind, TenureStatus

Led = tuple[Post, EntityId, Said]


def led_bodies(reading: Reading) -> Iterator[Led]:
    """`X heads the agency`; `X, who chaired the committee`; `the party, led by X`; `X, who runs Chechnya`."""
    verbs = reading.pack.section("tenures")["lead"]
    titled = {holder for post in reading.posts for holder in post.holders}
    for token in reading.tokens(verbs):
        title = verbs.get(token.lemma_.lower()) if token.pos_ == "VERB" else None
        over = title is not None and ceased(token, reading)
        if title is None or negated(token) or not (asserted(token) or over):
            continue
        who, what, passive = parties_to(token, reading)
        ref = reading.at(what) if what is not None else None
        if ref is None or not leadable(ref, token, reading):
            continue
        said = Said(TenureStatus.FORMER) if over else led_when(token, ref, passive, reading)
        for holder in entities_at(who, reading, Kind.PERSON) if said is not None else ():
            if said is not None and (holder not in titled or is_party(ref, reading) or said.until):
                span = (token.i, token.i + 1)
                key = title_key(title, reading.pack)
                yield Post(*span, token.i, title, key, span, ref.entities), holder, said


def parties_to(verb: Token, reading: Reading) -> tuple[Token | None, Token | None, bool]:
    """Return who leads, what is led, and whether the verb is passive."""
    agent = child(verb, "agent")
    if agent is not None:
        return child(agent, "pobj"), child(verb, "nsubjpass") or verb.head, True
    over = next((c for c in verb.children if c.lower_ == "over" and c.dep_ == "prep"), None)
    thing = child(over, "pobj") if over is not None else child(verb, "dobj")
    return subject_of(verb), board(thing, reading), False


def leadable(ref: Ref, verb: Token, reading: Reading) -> bool:
    """Tell whether a body, or in a clause that tells who somebody is a country, may have a leader."""
    if ref.form == "pronoun" or any(c.lower_ in ("to", "into", "through") for c in verb.children):
        return False
    if ref.kind is Kind.ORGANIZATION:
        return True
    area = ref.kind in (Kind.COUNTRY, Kind.PLACE) and ref.form == "name"
    ruled = verb.lemma_.lower() in reading.pack.section("tenures")["rule"]
    owns = verb.doc.said(ref.end, ref.end + 1) in ("'s", "’s")
    return area and ruled and not owns and (verb.dep_ == "relcl" or lasting(verb, reading))


def led_when(verb: Token, ref: Ref, passive: bool, reading: Reading) -> Said | None:
    """Return what the tense and dates of a verb of leading say, None where it may have been for one day."""
    since, until = interval(verb, reading)
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    before = bool(aux & {"had", "was", "were"}) or (verb.tag_ == "VBD" and not aux)
    if not before and not until:
        return Said(TenureStatus.CURRENT, since)
    described = verb.dep_ == "relcl" and not passive and ref.kind is Kind.ORGANIZATION
    if until or described or lasting(verb, reading):
        return Said(TenureStatus.FORMER, since, until)
    return None


def lasting(verb: Token, reading: Reading) -> bool:
    """Tell whether a verb says how long something went on: "for eleven years", "since 2005"."""
    words = reading.pack.section("tenures")
    nouns = (child(c, "pobj") for c in verb.children if c.dep_ == "prep" and c.lower_ in words["during"])
    return interval(verb, reading) != (None, None) or any(
        noun is not None and noun.lower_ in words["spans"] for noun in nouns
    )


def spells(reading: Reading) -> Iterator[Led]:
    """`during his time as mayor of Bogotá`, `X's stint as minister`, `in her role as chair`."""
    for post in reading.posts:
        noun = spell_of(post, reading) if not post.holders and reading.at(post.head) is None else None
        if noun is None:
            continue
        over = noun.lower_ in reading.pack.section("tenures")["terms"] and "first" not in post.key
        over = (over and past(noun)) or ended(noun, reading)
        said = Said(TenureStatus.FORMER if over else TenureStatus.CURRENT, was=True)
        words = set(post.key.split())
        heir = taken_over(noun, reading)
        if heir is not None:
            yield from ((post, who, Said(post.status)) for who in heir)
            said = Said(TenureStatus.FORMER)
        for holder in owners(noun, reading)[:1]:
            if not any(holder in p.holders and words <= set(p.key.split()) for p in reading.posts):
                yield post, holder, said


def taken_over(noun: Token, reading: Reading) -> list[EntityId] | None:
    """Return X of "X stepped into Y's role as chair", None where no role is taken over."""
    words = reading.pack.section("tenures")
    within = noun.dep_ == "pobj" and noun.head.lower_ in reading.pack.section("relations")["into"]
    verb = noun.head.head if within else noun.head
    taken = (within or noun.dep_ == "dobj") and verb.lemma_.lower() in words["assuming"]
    if not taken or not happened(verb) or child(noun, "poss") is None:
        return None
    return list(entities_at(subject_of(verb), reading, Kind.PERSON))


def ended(noun: Token, reading: Reading) -> bool:
    """Tell whether the verb says that it is over: "lost his job as", "his time as minister is over"."""
    words, verb = reading.pack.section("tenures"), verb_above(noun)
    if verb is None or not affirmed(verb):
        return False
    loses = noun.dep_ == "dobj" and verb.lemma_.lower() in (*words["lose"], *words["leave"])
    return loses or any(c.lower_ in (*words["out"], *words["over"]) for c in verb.children)


def spell_of(post: Post, reading: Reading) -> Token | None:
    """Return the noun of "time as", "role as" before a title."""
    words, head = reading.pack.section("tenures"), reading.doc[post.head]
    while head.dep_ in ("compound", "nmod", "conj") and head.head.i in range(*post.whole):
        head = head.head
    link = head.head if head.dep_ == "pobj" else None
    if link is None or link.lower_ != "as" or link.head.pos_ != "NOUN":
        return None
    return link.head if link.head.lower_ in (*words["terms"], *words["capacities"]) else None


def owners(noun: Token, reading: Reading) -> list[EntityId]:
    """Return whose time it is; a pronoun before its name means the subject: "During his time, X said"."""
    own = child(noun, "poss")
    if own is None:
        return []
    found = list(entities_at(own, reading, Kind.PERSON))
    verb = verb_above(noun)
    if found or verb is None or own.pos_ != "PRON":
        return found
    subject = subject_of(verb)
    return (
        list(entities_at(subject, reading, Kind.PERSON)) if subject is not None and subject.i > own.i else []
    )


def verb_above(noun: Token) -> Token | None:
    """Return the verb that a noun hangs on."""
    token = noun
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token if token.pos_ in ("VERB", "AUX") else None


def past(noun: Token) -> bool:
    """Tell whether what is told of a time is told in the past tense."""
    verb = verb_above(noun)
    return verb is not None and verb.tag_ in ("VBD", "VBN")
