"""Clauses that the parser took for something else: `X ruled the draft violated the law`, `…, as X found`."""

from kg.facts.speech.base import MARKS, Content, Speech, bounded, finite
from kg.facts.speech.cues import Cue, passive
from kg.model import StatementKind

BREAKS = frozenset({",", ";", ":", "(", ")", "–", "—", "-", "--"})
VERBAL = frozenset({"VERB", "AUX"})
SURE = frozenset({"say"})  # verbs after which a participle is a verb that the tagger took for one


def bare(cue: Cue, speech: Speech) -> Content | None:
    """`X ruled the draft violated …`: a clause without "that" which the parser took for an object.

    A noun phrase and a finite verb follow, with no word between that opens a clause of another kind.
    """
    doc, verb = speech.doc, cue.verb
    made = (
        verb.dep_ == "acl"
        and verb.tag_ == "VBG"
        and speech.words.has("speakers", "writings", verb.head.lower_)
    )
    if passive(verb, speech) or (speech.words.has("frames", "needs_that", cue.lemma) and not made):
        return None
    start, end = bare_start(cue, speech), speech.sentence(verb)[1]
    if start is None:
        return None
    for i in range(start, min(end, start + 25)):
        token = doc[i]
        if (
            i > start
            and not (token.dep_ == "relcl" and token.head.i > verb.i)
            and (finite(token) or (token.tag_ == "VBN" and cue.lemma in SURE))
        ):
            stop = next((j for j in range(i, end) if stops(j, cue, speech)), end)
            found = bounded(start, without_source(start, stop, speech), speech)
            if found is None or (found[1] == i + 1 and token.lemma_.lower() in speech.words.verbs):
                return None  # "CNN reported the governor said" tells nothing
            return Content(*found, kind_of(cue, speech), "statement.bare_clause", 0.84)
        if i > start and quoted_verb(i, speech):
            found = bounded(start, speech.sentence(verb)[1], speech)
            return Content(*found, kind_of(cue, speech), "statement.bare_clause", 0.84) if found else None
        opens = token.tag_ in ("WDT", "WP", "WRB", "WP$") or (token.tag_ == "IN" and token.dep_ == "mark")
        inner = token.dep_ == "relcl" and token.head.i > verb.i
        joint = token.text == "-" and not doc[i - 1].whitespace_
        if (
            inner
            or opens
            or (token.text in BREAKS and not joint)
            or token.text in MARKS
            or token.tag_ in ("CC", "TO")
        ):
            return None
    return None


def stops(j: int, cue: Cue, speech: Speech) -> bool:
    """Tell whether a clause ends here: a semicolon, a comma before "adding" or after "In saying"."""
    doc = speech.doc
    if doc[j].text in (";", ":"):
        return True
    if doc[j].text != ",":
        return False
    more = (t for t in doc[j + 1 : j + 5] if t.tag_ == "VBG" and t.lemma_.lower() in speech.words.verbs)
    return cue.verb.dep_ == "pcomp" or next(more, None) is not None


def quoted_verb(i: int, speech: Speech) -> bool:
    """Tell whether a mark opens a quotation that begins with a verb: `found the order "was unlawful"`."""
    number = speech.quoted.get(i + 1)
    return number is not None and speech.quotes[number][0] == i + 1 and finite(speech.doc[i + 1])


def bare_start(cue: Cue, speech: Speech) -> int | None:
    """Return where the noun phrase begins behind a verb, its hearer, an adverb, a date or the like."""
    doc, i = speech.doc, cue.verb.i + 1
    end = speech.sentence(cue.verb)[1]
    hearer = speech.words.has("frames", "hearer", cue.lemma)
    for _ in range(3):
        if i >= end:
            return None
        head = doc[i]
        near = [k for k in speech.children(cue.verb, "prep", "npadvmod", "advmod") if k.left_edge.i == i]
        ref = speech.reading.at(i) or (
            speech.reading.at(i + 1) if head.tag_ == "DT" and i + 1 < end else None
        )
        if near and near[0].right_edge.i - i < 8:
            i = near[0].right_edge.i + 1
        elif hearer and ref is not None:
            hearer, i = False, ref.end
        else:
            break
    opening = i < end and doc[i].tag_ in ("DT", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "CD", "JJ", "EX")
    return i if opening and not hearer else None


def without_source(start: int, end: int, speech: Speech) -> int:
    """Return the end of a clause without who reports the whole sentence: `…, Reuters reported`."""
    doc = speech.doc
    last = end - 1 if end - 1 > start and doc[end - 1].text not in (".", ",") else end - 2
    if last > start and doc[last].tag_ in ("VBD", "VBZ") and doc[last].lemma_.lower() in speech.words.verbs:
        for i in range(last - 1, max(start, last - 8), -1):
            if doc[i].text == ",":
                return i
    return end


def kind_of(cue: Cue, speech: Speech) -> StatementKind:
    """Return what one does by a verb with a clause."""
    return speech.words.kind(cue.lemma)


def extracted(cue: Cue, speech: Speech) -> Content | None:
    """`…, which X said was late`: a finite verb right behind one of saying, in a relative clause."""
    verb, doc = cue.verb, speech.doc
    own = [k for k in speech.children(verb, "nsubj") if k.i < verb.i]
    before = doc[max(own[-1].left_edge.i - 1, 0)] if own else verb
    following = doc[verb.i + 1] if verb.i + 1 < len(doc) else verb
    if before.tag_ not in ("WDT", "WP") or following.tag_ not in ("VBD", "VBZ", "VBP", "MD"):
        return None
    closing = speech.sentence(verb)[1]
    stops = (i for i in range(verb.i + 1, closing) if doc[i].text in (",", ";", "–", "—"))
    found = bounded(verb.i + 1, next(stops, closing), speech)
    return Content(*found, kind_of(cue, speech), "statement.extracted", 0.84) if found else None


def made_clear(cue: Cue, speech: Speech) -> Content | None:
    """`made clear that …`, `made it clear …`: the clause behind the adjective."""
    doc, word = speech.doc, cue.lemma.rpartition(" ")[2]
    known = next((t for t in doc[cue.verb.i + 1 : cue.verb.i + 4] if t.lower_ == word), None)
    if known is None or known.i + 2 >= len(doc):
        return None
    that = speech.words.has("phrases", "that", doc[known.i + 1].lower_)
    kid = next((k for k in (*known.rights, *cue.verb.rights) if k.i > known.i + 1 and k.pos_ in VERBAL), None)
    if kid is None or kid.left_edge.i != known.i + 1 or not any(map(finite, (kid, *kid.lefts))):
        return None
    found = bounded(known.i + 1 + that, kid.right_edge.i + 1, speech)
    return Content(*found, speech.words.kind(), "statement.made_clear", 0.8) if found else None


def as_said(cue: Cue, speech: Speech) -> Content | None:
    """`…, as X found`: the clause that it hangs on."""
    verb, host = cue.verb, cue.verb.head
    marks = [k for k in speech.children(verb, "mark", "advmod") if k.lower_ in speech.words.as_]
    worded = as_worded(cue, speech)
    needing = speech.words.has("frames", "needs_that", cue.lemma) and not worded
    if not marks or needing or verb.dep_ != "advcl" or host.i > verb.i:
        return None
    if speech.child(verb, "dobj", "ccomp") is not None and not worded:
        return None
    while host.dep_ in ("xcomp", "acomp") and host.head.i < host.i:
        host = host.head
    start = host.left_edge.i
    start += speech.words.has("phrases", "that", speech.doc[start].lower_)
    found = bounded(start, marks[0].i, speech)
    if found is None or found[1] - found[0] < 4:
        return None
    return Content(*found, kind_of(cue, speech), "statement.as_said", 0.82)


def as_opening(cue: Cue, speech: Speech) -> Content | None:
    """`As X noted, …` and `As X put it, …` at the start of a sentence: the rest of it."""
    verb, doc, worded = cue.verb, speech.doc, as_worded(cue, speech)
    opening, closing = speech.sentence(verb)
    needing = speech.words.has("frames", "needs_that", cue.lemma) and not worded
    if needing or verb.dep_ != "advcl" or verb.head.i < verb.i or doc[opening].lower_ not in speech.words.as_:
        return None
    if doc[opening].head != verb or (speech.child(verb, "dobj", "ccomp", "xcomp") is not None and not worded):
        return None
    after = verb.right_edge.i + 1
    found = bounded(after + 1, closing, speech) if doc[after].text == "," and after < verb.head.i else None
    if found is None or found[1] - found[0] < 4:
        return None
    return Content(*found, kind_of(cue, speech), "statement.as_said", 0.82)


def as_worded(cue: Cue, speech: Speech) -> bool:
    """Tell whether a verb is that of `as X put it`."""
    it = speech.words.table("frames", "with_it").get(cue.lemma)
    return it is not None and speech.doc.said(cue.verb.i + 1, cue.verb.i + 2) == it
