"""Whether the event that a noun means is said to have happened: "the planned visit", "called off talks"."""

from dataclasses import replace

from kg.facts.clauses import date_of
from kg.facts.event_repair import behind, measured
from kg.facts.event_status import Judge
from kg.facts.event_told import ALLEGED, CANCELLED, DENIED, DEPTH, HELD, PLANNED, PROPOSED, Standing, past
from kg.mentions.words import Token

BEFORE = (("planned", PLANNED), ("proposed", PROPOSED), ("supposed", ALLEGED), ("cancelled", CANCELLED))


def noun(token: Token, judge: Judge) -> Standing | None:
    """Return the standing of the event that a noun means, None where it says nothing certain."""
    if judge.unsettled(token) or any(unreal(k, judge) for k in token.children if k.i < token.i):
        return None
    following = behind(token)
    if following is not None and to_come(following, judge):
        return Standing(PLANNED)
    if any(cancels(clause, judge) for clause in (following, *beyond(token)) if clause is not None):
        return Standing(CANCELLED)
    for kid in token.children:
        word = kid.lower_
        for name, status in BEFORE:
            if kid.dep_ in ("amod", "advmod", "acl", "nmod", "poss") and judge.words.has(name, word):
                return told(token, Standing(status), judge)
    if following is not None and judge.words.has("light", following.lemma_.lower()):
        return judge.own(following, 1)
    found = governed(measured(token, judge.words), judge, 0)
    if found is None or found.status is not HELD:
        return found
    return replace(found, status=PLANNED) if later(token, judge) else found


def beyond(token: Token) -> list[Token]:
    """Return clauses that seem to be about the place of an event: "a trip to Warsaw, which was cancelled"."""
    nouns = [k for preposition in token.children for k in preposition.children if k.dep_ == "pobj"]
    return [clause for noun in nouns for clause in noun.children if clause.dep_ == "relcl"]


def unreal(kid: Token, judge: Judge) -> bool:
    """Tell whether a word before a noun says that there is none: "no meeting", "any meeting"."""
    return judge.words.has("never", kid.lower_) or (kid.dep_ == "det" and judge.words.has("any", kid.lower_))


def as_name(token: Token, judge: Judge) -> Standing | None:
    """Return the standing of "X, the winner of the election": held whatever X will do."""
    before = [k.lower_ for k in token.children if k.i < token.i]
    doubted = any(judge.words.has(name, word) for name, _ in BEFORE for word in before)
    if (
        doubted
        or judge.asked(token)
        or any(judge.words.effect(w) or judge.words.has("never", w) for w in before)
    ):
        return None
    return Standing(HELD, weak=True)


def told(token: Token, found: Standing, judge: Judge) -> Standing | None:
    """Return a standing after the verb over the noun: one that cancels or denies it changes it."""
    verb = token.head
    if token.dep_ in ("dobj", "nsubjpass", "nsubj") and cancels(verb, judge):
        return Standing(CANCELLED)
    if token.dep_ in ("dobj", "nsubjpass") and judge.words.effect(verb.lemma_.lower()) == "deny":
        return Standing(DENIED, True)
    happened = token.dep_ == "nsubj" and verb.tag_ == "VBD" and judge.words.has("happen", verb.lemma_.lower())
    return judge.verb(verb, 1) if happened else found


def later(token: Token, judge: Judge) -> bool:
    """Tell whether the noun's own date lies after the document's."""
    published = judge.reading.document.published
    for kid in token.children:
        inner = next((k for k in kid.children if k.dep_ == "pobj"), None) if kid.dep_ == "prep" else kid
        day = date_of(inner, judge.reading)
        if day and published and str(day) > published.isoformat()[: len(day)]:
            return True
    return False


def cancels(verb: Token, judge: Judge) -> bool:
    """Tell whether a verb calls an event off, in the affirmative."""
    lemma = verb.lemma_.lower()
    named = judge.words.has("cancel", lemma)
    for kid in verb.children:
        inner = " ".join(k.lower_ for k in kid.children) if kid.dep_ == "prep" else ""
        near = kid.dep_ in ("prt", "advmod", "prep") and (inner or kid.i == verb.i + 1)
        named = named or bool(near and judge.words.has("cancel", f"{lemma} {kid.lower_} {inner}".strip()))
    if not named or judge.negated(verb) or only_wanted(verb, judge):
        return False
    return not any(k.tag_ == "MD" for k in verb.children if k.dep_ == "aux")


def only_wanted(verb: Token, judge: Judge) -> bool:
    """Tell whether an infinitive says what is only wanted: "sought to cancel", "attempts to overturn"."""
    if not any(k.tag_ == "TO" for k in verb.children):
        return False
    over = verb.head
    return over.pos_ == "NOUN" or judge.effect_of(over) in ("fail", "propose", "deny", "alleged")


def governed(token: Token, judge: Judge, depth: int) -> Standing | None:
    """Return what the governor of the noun makes of its event."""
    head, dep = token.head, token.dep_
    if depth > DEPTH or head.i == token.i:
        return Standing(HELD, weak=True) if depth <= DEPTH else None
    if dep in ("conj", "appos"):
        return governed(head, judge, depth + 1)
    if dep in ("nsubj", "nsubjpass") and head.pos_ in ("VERB", "AUX"):
        return as_subject(token, head, judge)
    if dep == "dobj" and head.dep_ == "prep":
        return under(head, judge, depth)
    if dep in ("dobj", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        return as_object(token, head, judge)
    if dep == "pobj":
        return under(head, judge, depth)
    if dep == "npadvmod" or dep == "poss":
        return Standing(HELD, weak=True)
    return None


def to_come(verb: Token, judge: Judge) -> bool:
    """Tell whether a verb says that what it hangs on is ahead: "the election to be held on Sunday"."""
    lemma = verb.lemma_.lower()
    happens = judge.words.has("light", lemma) or judge.words.has("happen", lemma)
    return happens and verb.dep_ in ("acl", "relcl", "advcl") and any(k.tag_ == "TO" for k in verb.children)


def as_subject(token: Token, verb: Token, judge: Judge) -> Standing | None:
    """`the meeting took place`, `was called off`, `is scheduled`, `was denied`, `collapsed`."""
    lemma, words = verb.lemma_.lower(), judge.words
    if cancels(verb, judge):
        return Standing(CANCELLED)
    if to_come(verb, judge) and not judge.negated(verb):
        return Standing(PLANNED)
    effect = words.effect(lemma)
    adjective = (
        next((k for k in verb.children if k.dep_ in ("acomp", "attr")), None) if verb.lemma_ == "be" else None
    )
    if adjective is not None:
        effect = words.effect(adjective.lemma_.lower())
    if judge.negated(verb) or any(words.has("never", k.lower_) for k in token.children if k.i < token.i):
        return (
            Standing(HELD, weak=True)
            if effect == "" and not words.has("happen", lemma) and adjective
            else None
        )
    if token.dep_ == "nsubjpass" or adjective is not None:
        by = {"plan": PLANNED, "propose": PROPOSED, "deny": DENIED, "alleged": ALLEGED}
        if effect in by:
            return judge.told(verb, Standing(by[effect]), 1)
        if effect == "fail":
            return None
    if effect == "fail" and any(k.dep_ == "xcomp" for k in verb.children):
        return None
    if words.has("ongoing", lemma) and verb.tag_ in ("VBZ", "VBP") and not modal(verb):
        return judge.told(verb, Standing(HELD), 1)
    if words.has("happen", lemma) or words.has("light", lemma):
        return judge.verb(verb, 1)
    found = judge.verb(verb, 1)
    if found is None:
        return Standing(HELD, weak=True) if presupposed(token, verb, judge) else None
    return replace(found, weak=True)


def presupposed(noun: Token, verb: Token, judge: Judge) -> bool:
    """Tell whether a present verb is about what has happened: "Lee's resignation clears the way"."""
    definite = any(k.dep_ == "poss" or judge.words.has("the", k.lower_) for k in noun.children)
    doing = verb.tag_ == "VBZ" and verb.dep_ == "ROOT" and not judge.words.has("being", verb.lemma_)
    return (
        definite
        and doing
        and not kids_of_doubt(verb)
        and not judge.effect_of(verb)
        and not judge.negated(verb)
    )


def kids_of_doubt(verb: Token) -> bool:
    """Tell whether auxiliaries or a condition hang on a verb."""
    return any(k.dep_ in ("aux", "auxpass", "mark", "advcl") for k in verb.children)


def as_object(token: Token, verb: Token, judge: Judge) -> Standing | None:
    """`held talks`, `cancelled the visit`, `proposed a meeting`, `denied the attack`."""
    lemma, words = verb.lemma_.lower(), judge.words
    if cancels(verb, judge):
        return Standing(CANCELLED)
    if words.has("light", lemma) and not words.has("lifting", lemma) and (own := judge.verb(verb, 1)):
        return own
    if judge.negated(verb):
        return None
    effect = judge.effect_of(verb)
    if words.has("invented", lemma) or any(
        words.has("invented", f"{lemma} {k.lower_}") for k in verb.children
    ):
        return None
    if words.has("follow", lemma):
        return Standing(HELD, weak=True) if not modal(verb) else None
    if words.has("receive", lemma) and verb.tag_ in ("VBZ", "VBP") and not modal(verb):
        return judge.told(verb, Standing(HELD), 1)
    happened = judge.verb(verb, 1)
    if happened is None:
        return None
    by = {"plan": PLANNED, "propose": PROPOSED, "deny": DENIED, "alleged": ALLEGED}
    if effect in by:
        return replace(happened, status=by[effect], attributed=effect in ("deny", "alleged"))
    if effect == "fail":
        return None
    return replace(happened, weak=True)


def modal(verb: Token) -> bool:
    """Tell whether a modal or "to" stands before a verb."""
    return any(k.dep_ == "aux" and k.tag_ in ("MD", "TO") for k in verb.children)


def under(preposition: Token, judge: Judge, depth: int) -> Standing | None:
    """`after a meeting`, `ahead of the visit`, `the possibility of a meeting`, `for talks`."""
    word, head, words = preposition.lower_, preposition.head, judge.words
    if head.dep_ == "prep" or head.tag_ == "IN" or words.has("before", head.lower_):
        return under(head, judge, depth + 1) if depth < DEPTH and head.head.i != head.i else None
    if words.has("instead", word) or words.has("instead", head.lower_):
        return None
    if words.has("event_of", head.lemma_.lower()) and words.has("scene", head.head.lower_):
        return None  # "in the event of an attack"
    lemma = head.lemma_.lower()
    effect = words.effect(lemma)
    if words.has("within", word) and words.has("being", lemma):
        return Standing(HELD) if judge.carrier(head) is not None and not modal(head) else None
    if words.has("involved", lemma) and words.has("scene", word):
        return Standing(HELD, weak=True)
    there = words.has("scene", word) or words.has("gather", lemma)
    if words.has("being", lemma) and words.has("before", word) and past(head):
        told_there = judge.verb(head, 1)  # "was in London for the summit"
        return replace(told_there, weak=True) if told_there is not None else None
    if there and head.pos_ == "VERB" and (told_there := judge.verb(head, 1)) is not None:
        return replace(told_there, weak=True)
    if words.has("temporal", word) and head.pos_ in ("VERB", "AUX"):
        return judge.presupposed(head)
    if effect == "cancel":
        return Standing(CANCELLED)
    if words.has("mention", lemma) and any(words.has("never", k.lower_) for k in head.children):
        return None  # "made no mention of a meeting"
    if effect in ("fail", "deny") or (effect == "propose" and head.pos_ != "VERB"):
        return None
    if (
        effect in ("propose", "plan", "alleged")
        and preposition.i > head.i
        and word in ("for", "of", "to", "on", "in", "with")
    ):
        by = {"propose": PROPOSED, "plan": PLANNED, "alleged": ALLEGED}
        carrier = judge.carrier(head)
        return Standing(by[effect]) if carrier is not None and judge.own(head, 1) is not None else None
    if effect == "succeed" and head.pos_ == "NOUN":
        return Standing(HELD, weak=True)
    if words.has("before", word):
        return Standing(PLANNED, weak=True)
    if words.has("after", word) and head.pos_ in ("VERB", "AUX"):
        perfect = any(k.lemma_ == "have" for k in head.children if k.dep_ == "aux")
        return Standing(HELD, weak=True) if perfect else judge.presupposed(head)
    return Standing(HELD, weak=True) if head.pos_ in ("NOUN", "PROPN") else None
