"""What somebody calls a thing: `called the inquiry a hoax`, `described it as unfair`."""

from kg.facts.speech.bare import BREAKS
from kg.facts.speech.base import MARKS, Content, Speech, bounded, finite
from kg.facts.speech.cues import Cue, passive
from kg.mentions.words import Token
from kg.model import Kind


def names(cue: Cue, speech: Speech) -> Content | None:
    """`called Y a hoax`, `described Y as unfair`, `referred to Y as …`, `what she described as …`."""
    link = speech.words.table("frames", "names").get(cue.lemma)
    if link is None:
        return None
    verb = cue.verb
    given = given_to(cue, speech)
    if given is not None:
        return given
    if link:
        deps = ("prep", "advcl") if passive(verb, speech) else ("prep",)
        links = (k if k.dep_ == "prep" else speech.child(k, "mark") for k in speech.children(verb, *deps))
        as_ = next((k for k in links if k is not None and k.lower_ == link and k.i > verb.i), None)
        if as_ is None:
            return None
        known = next((k for k in speech.children(verb, "dobj", "prep") if verb.i < k.i < as_.i), None)
        start = as_.i + 1
        if known is not None and not known.lower_.startswith("by") and known.dep_ != "agent":
            start = known.left_edge.i if known.dep_ == "dobj" else known.i + 1
        last = as_ if as_.dep_ == "prep" else as_.head
        told = (
            speech.child(verb, "nsubjpass") if speech.words.has("frames", "telling_who", cue.lemma) else None
        )
        if told is not None and passive(verb, speech):
            start = told.left_edge.i
        found = bounded(start, last.right_edge.i + 1, speech)
    else:
        small = speech.child(verb, "oprd", "ccomp") or clause_object(verb, speech)
        if small is None:
            return named_by_quotation(cue, speech) or two_objects(cue, speech)
        marked = speech.child(small, "mark") is not None
        if small.i < verb.i or finite(small) or marked or nobody_named(small, verb, speech):
            return None
        objects = [k.left_edge.i for k in speech.children(verb, "dobj") if k.i > verb.i]
        start = min([small.left_edge.i, *objects])
        if (
            speech.doc[start].pos_ == "PRON"
            and start + 1 < len(speech.doc)
            and speech.doc[start + 1].text in MARKS
        ):
            start += 1
        found = bounded(start, small.right_edge.i + 1, speech)
    if found is None:
        return None
    start, end = found
    more = speech.quoted.get(end + 2) if end + 2 < len(speech.doc) and speech.doc[end].tag_ == "CC" else None
    if more is not None and speech.doc[end - 1].text in MARKS:
        end = speech.quotes[more][1]
    return Content(start, end, speech.words.kind(cue.lemma), "statement.name_for", 0.84)


def nobody_named(small: Token, verb: Token, speech: Speech) -> bool:
    """Tell whether a verb has a name and nothing that is named so: in "also called parole" nobody speaks."""
    reduced = verb.dep_ in ("conj", "advcl", "acl") and verb.tag_ in ("VBD", "VBN")
    bare = small.dep_ == "oprd" and speech.child(small, "nsubj") is None
    return reduced and bare and speech.child(verb, "dobj", "nsubj") is None


def given_to(cue: Cue, speech: Speech) -> Content | None:
    """`called the state for X`: a thing is said to be somebody's."""
    thing = speech.child(cue.verb, "dobj")
    links = speech.words.table("frames", "for_whom").get(cue.lemma, ())
    if thing is None or not links or passive(cue.verb, speech):
        return None
    for prep in (*speech.children(cue.verb, "prep"), *speech.children(thing, "prep")):
        target = speech.child(prep, "pobj")
        ref = speech.reading.at(target) if target is not None else None
        if prep.lower_ in links and prep.i > thing.i and ref is not None and ref.kind is Kind.PERSON:
            found = bounded(thing.left_edge.i, prep.right_edge.i + 1, speech)
            return Content(*found, speech.words.kind(), "statement.given_to", 0.85) if found else None
    return None


def named_by_quotation(cue: Cue, speech: Speech) -> Content | None:
    """`calling the inquiry into X "Soviet-style"`: a noun phrase and a quotation, however parsed."""
    doc, first = speech.doc, cue.verb.i + 1
    for i in range(first, min(first + 9, len(doc) - 1)):
        number = speech.quoted.get(i + 1)
        if doc[i].text in MARKS and number is not None and speech.quotes[number][0] == i + 1:
            nouns = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in doc[first:i])
            found = bounded(first, speech.quotes[number][1], speech) if nouns else None
            return (
                Content(*found, speech.words.kind(cue.lemma), "statement.name_for", 0.82) if found else None
            )
        if doc[i].text in BREAKS or finite(doc[i]) or doc[i].tag_ in ("TO", "WDT", "WP"):
            return None
        if doc[i].tag_ in ("VBN", "VBG") and doc[i].dep_ != "amod":
            return None
    return None


def two_objects(cue: Cue, speech: Speech) -> Content | None:
    """`labelled it a denial of justice`; `called the ruling of the court wrong`, taken for one object."""
    verb = cue.verb
    objects = [k for k in speech.children(verb, "dobj") if k.i > verb.i]
    if not objects or passive(verb, speech):
        return None
    first, last = objects[0], objects[-1]
    inner = next((t for t in last.subtree if t.dep_ == "pobj" and t.tag_ in ("JJ", "VBG")), None)
    if first is last and (inner is None or any(k.dep_ == "det" for k in speech.children(inner))):
        return None
    found = bounded(first.left_edge.i, last.right_edge.i + 1, speech)
    return Content(*found, speech.words.kind(cue.lemma), "statement.name_for", 0.8) if found else None


def clause_object(verb: Token, speech: Speech) -> Token | None:
    """`declared the outbreak a "crisis"`: an object with a subject of its own."""
    objects = speech.children(verb, "dobj")
    return next((k for k in objects if speech.child(k, "nsubj") is not None), None)
