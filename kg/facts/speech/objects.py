"""The noun phrase that a verb of saying takes: `announced the vote`, `condemned the attack`."""

from kg.facts.speech.base import LIMIT, MARKS, Content, Speech, bounded
from kg.facts.speech.cues import Cue, passive
from kg.mentions.words import Token
from kg.model import Kind, StatementKind


def thing(cue: Cue, speech: Speech) -> Content | None:
    """`announced the vote`, `condemned the attack`, `was condemned by X`."""
    verb = cue.verb
    turned = passive(verb, speech)
    counted = speech.words.has("frames", "counting", cue.lemma)
    allowed = speech.words.has("frames", "object", cue.lemma) or (told_by_text(cue, speech) and not turned)
    if not allowed and not counted:
        return None
    deps = ("nsubjpass",) if turned else ("dobj",)
    objects = [k for k in speech.children(verb, *deps) if turned or k.i > verb.i]
    first = objects[0].left_edge.i if objects else 0
    while len(objects) > 1 and objects[1].left_edge.i == objects[0].i + 1:  # "anti-semitism" is three objects
        objects = objects[1:]
    found = next((k for k in objects if k.pos_ in ("NOUN", "PROPN", "PRON", "VERB")), None)
    free = speech.words.has("frames", "mentioning", cue.lemma)
    if (
        found is None
        or found.pos_ == "PRON"
        or (not allowed and not (counts(found) or told_by_body(cue, speech)))
    ):
        return None
    aside = verb.tag_ == "VBG" and speech.words.has("frames", "referring", cue.lemma)
    if aside and is_source(found, speech):
        return None
    if allowed and not free and acted_on(found, cue, speech):
        return None
    if found.tag_ in ("WP", "WDT"):
        return None
    ref = speech.reading.at(found)
    blamed = speech.words.kind(cue.lemma) is StatementKind.ACCUSE
    if ref is not None and ref.kind == "Person" and not (blamed and noun_end(found, speech) > ref.end + 1):
        return None
    start = first if found is objects[0] else found.left_edge.i
    end = noun_end(found, speech)
    if counted and not turned:
        end = max(end, rest_of(verb, end, speech))
    span = bounded(start, end, speech)
    if span is None or (span[1] - span[0] < 2 and found.lower_ in speech.words.nouns):
        return None
    number = speech.quoted.get(span[1] + 2) if speech.doc[span[1] : span[1] + 1].text == "," else None
    if number is not None and speech.words.has("frames", "hearer", cue.lemma):
        return None  # `urging viewers, "…"`
    number = speech.quoted.get(span[1] + 1)
    if number is not None and speech.quotes[number][0] == span[1] + 1:  # `announced his death "with sorrow"`
        span = span[0], speech.quotes[number][1] + 1
    return Content(*span, speech.words.kind(cue.lemma), "statement.noun_phrase", 0.83)


def acted_on(noun: Token, cue: Cue, speech: Speech) -> bool:
    """Tell whether a verb does something with a thing: "denied bail", not "declared an emergency"."""
    word = noun.lemma_.lower()
    declared = cue.lemma in speech.words.declaring and speech.words.has("nouns", "declared", word)
    return speech.words.has("nouns", "acted_on", word) and not declared


def tied(cue: Cue, speech: Speech) -> Content | None:
    """`ascribed the delay to a strike`; `put the toll at 40`, which needs a number."""
    tables = {name: speech.words.table("frames", name).get(cue.lemma, ()) for name in ("tying", "setting")}
    links = (*tables["tying"], *tables["setting"])
    objects = [k for k in speech.children(cue.verb, "dobj") if k.i > cue.verb.i] if links else []
    if not objects or passive(cue.verb, speech):
        return None
    noun = objects[0]
    for prep in (*speech.children(cue.verb, "prep", "dative"), *speech.children(noun, "prep")):
        measured = tables["tying"] or any(t.like_num or t.tag_ == "CD" for t in prep.subtree)
        if prep.i < noun.i or prep.lower_ not in links or not measured:
            continue
        found = bounded(noun.left_edge.i, rest_of(cue.verb, prep.right_edge.i + 1, speech), speech)
        return Content(*found, speech.words.kind(cue.lemma), "statement.tied", 0.84) if found else None
    return None


def rest_of(verb: Token, end: int, speech: Speech) -> int:
    """Return the end of the phrases that go on after `end` without a comma or "and": "… on Monday"."""
    doc, closing = speech.doc, speech.sentence(verb)[1]
    for i in range(end, closing):
        told_in = doc[i].dep_ == "prep" and any(
            speech.words.has("speakers", "writings", t.lower_) for t in doc[i + 1 : i + 4]
        )
        joins = doc[i].tag_ == "CC" and doc[i].head.pos_ in ("VERB", "AUX")
        acts = doc[i].tag_ in ("VBG", "VBD", "VBZ", "TO", "_SP") and doc[i].dep_ != "amod"
        if doc[i].is_punct or joins or acts or told_in:
            return i
    return closing


def counts(noun: Token) -> bool:
    """Tell whether a noun has a number: "a 95% rate", "a total of 52 cases"."""
    inside = noun.doc[noun.left_edge.i : min(noun.right_edge.i + 1, noun.left_edge.i + 12)]
    return any(t.like_num and t.ent_type_ != "DATE" for t in inside)


def is_source(noun: Token, speech: Speech) -> bool:
    """Tell whether a noun is who or what words are from, not what they are about: "citing X's data"."""
    ref = speech.reading.at(noun)
    return speech.words.has("speakers", "writings", noun.lower_) or (
        ref is not None and ref.kind in (Kind.PERSON, Kind.ORGANIZATION)
    )


def told_by_body(cue: Cue, speech: Speech) -> bool:
    """Tell whether a body is the subject: what "Reuters reported" is said, not what a man did."""
    own = speech.child(cue.verb, "nsubj")
    ref = speech.reading.at(own) if own is not None else None
    return ref is not None and ref.kind is Kind.ORGANIZATION and ref.form == "name"


def told_by_text(cue: Cue, speech: Speech) -> bool:
    """Tell whether a text is the subject: "an investigation by X found no evidence"."""
    if not speech.words.has("frames", "by_text", cue.lemma):
        return False
    own = speech.child(cue.verb, "nsubj")
    return own is not None and speech.words.has("speakers", "writings", own.lower_)


def noun_end(noun: Token, speech: Speech) -> int:
    """Return where a noun phrase ends: before a comma with a relative clause or an example."""
    doc = speech.doc
    for i in range(noun.i, min(noun.right_edge.i, noun.i + LIMIT)):
        if doc[i].text != ",":
            continue
        quoting = any(t.text in MARKS for t in doc[i + 2 : i + 4])  # `the plan, writing, "…"`
        if quoting or doc[i + 1].tag_ in ("WDT", "WP", "WP$", "WRB"):
            return i
    return completed(noun, noun.right_edge.i + 1, speech)


def completed(noun: Token, end: int, speech: Speech) -> int:
    """Return where a noun phrase ends with what the parser hung on its verb: "blamed X for Y"."""
    verb = noun.head
    feeling = any(speech.words.has("frames", name, verb.lemma_.lower()) for name in ("feeling", "by_text"))
    for kid in speech.children(verb, "prep", "advcl", "xcomp", "relcl"):
        start = kid.left_edge.i
        if start == end + 1 and speech.doc[end].text == "," and begins(start, "examples", speech):
            end = kid.right_edge.i + 1
        if start != end:
            continue
        to = (kid.tag_ == "VB" and speech.doc[end].tag_ == "TO") or (
            kid.tag_ == "VBG" and kid.dep_ == "xcomp"
        )
        to = to or (kid.dep_ == "advcl" and speech.words.has("doubt", "conditional", speech.doc[end].lower_))
        phrase = begins(end, "completing", speech) or (feeling and begins(end, "feeling_about", speech))
        if to or (kid.dep_ == "prep" and phrase):
            end = kid.right_edge.i + 1
    return end


def begins(i: int, name: str, speech: Speech) -> bool:
    """Tell whether one of the pack's phrases of verb frames stands at a token."""
    words = speech.doc.said(i, i + 3).lower()
    return any(words == p or words.startswith(p + " ") for p in speech.words.table("frames", name))


def clause_of_object(cue: Cue, speech: Speech) -> Content | None:
    """`maintains a position that …`, `voiced concern that …`."""
    if cue.lemma not in speech.words.verbs or passive(cue.verb, speech):
        return None
    for noun in speech.children(cue.verb, "dobj"):
        for kid in speech.children(noun, "acl", "ccomp", "relcl"):
            marks = (k for k in speech.children(kid, "mark") if speech.words.has("phrases", "that", k.lower_))
            mark = next(marks, None)
            found = bounded(mark.i + 1, kid.right_edge.i + 1, speech) if mark is not None else None
            if found is not None:
                return Content(*found, speech.words.kind(cue.lemma), "statement.clause_of_object", 0.8)
    return None
