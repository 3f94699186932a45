"""Whether the text vouches for what a clause says of an office: how it is told, what undoes it."""

from kg.entities.reading import Reading
from kg.facts.clauses import child
from kg.facts.event_status import Judge
from kg.facts.event_told import HELD, Standing, past
from kg.facts.event_words import event_words
from kg.mentions.words import Token


def vouched(verb: Token, reading: Reading) -> bool:
    """Tell whether it is told as so; not if it is asked, denied, feared, imagined, claimed, or is to come."""
    words = event_words(reading.pack)
    judge = Judge(reading, words)
    if judge.unsettled(verb) or judge.conditional(verb) or to_come(verb, reading):
        return False
    if shut_out(verb, reading) or any(
        k.dep_ == "mark" and words.has("instead", k.lower_) for k in verb.children
    ):
        return False
    own: Standing | None = Standing(HELD)
    if verb.tag_ == "VBG" and verb.dep_ in ("pcomp", "xcomp", "ccomp", "dobj"):
        own = judge.gerund(verb, 0)
    found = judge.told(verb, own, 0) if own is not None else None
    return found is not None and found.status is HELD and not undone(verb, reading)


def shut_out(verb: Token, reading: Reading) -> bool:
    """`was disqualified from becoming minister`, `barred X from serving`."""
    from_it, away = verb.head, reading.pack.section("tenures")["away"]
    if verb.dep_ != "pcomp" or from_it.lower_ not in away:
        return False
    return from_it.head.tag_ == "VBN" or child(from_it.head, "dobj") is not None


def to_come(verb: Token, reading: Reading) -> bool:
    """`Once X is minister, taxes will rise`, `before X becomes minister`: a present still to come."""
    if verb.dep_ not in ("advcl", "ccomp", "relcl", "acl") or past(verb):
        return False
    words = event_words(reading.pack)
    subject = child(verb, "nsubj", "nsubjpass")
    edge = subject.left_edge.i if subject is not None else 0
    opening = verb.doc.said(max(edge - 2, 0), edge).lower()
    marks = [k.lower_ for k in verb.children if k.dep_ in ("mark", "advmod") and k.i < verb.i]
    opened = any(words.has("once", m) or words.has("before", m) for m in marks)
    return opened or opening in reading.pack.section("tenures")["awaiting"]


def undone(verb: Token, reading: Reading) -> bool:
    """`was elected but never took office`, `was named but declined`, `but the appointment was revoked`."""
    tenures, words = reading.pack.section("tenures"), event_words(reading.pack)
    for other in verb.children:
        if other.dep_ != "conj" or other.i < verb.i or other.pos_ not in ("VERB", "AUX"):
            continue
        lemma = other.lemma_.lower()
        particle = next((k.lower_ for k in other.children if k.dep_ == "prt"), "")
        denied = any(words.has("never", k.lower_) for k in other.children)
        own = child(other, "nsubj", "nsubjpass")
        if own is not None and own.lemma_.lower() in tenures["choosing"]:
            return not denied and (lemma in tenures["undo"] or f"{lemma} {particle}" in tenures["undo"])
        if denied and (lemma == tenures["take"] or lemma in (*tenures["enter"], *tenures["serve"])):
            return True
        if not denied and (lemma in tenures["forgo"] or f"{lemma} {particle}" in tenures["forgo"]):
            return True
        before = next((k for k in other.children if words.has("before", k.lower_)), None)
        if before is not None and lemma in (*tenures["die"], *tenures["gone"]):
            return True
    return False
