"""The clause that a verb of saying takes, where the parser sees it and where it hangs it elsewhere."""

from kg.facts.speech.bare import (
    as_opening,
    as_said,
    as_worded,
    bare,
    extracted,
    kind_of,
    made_clear,
    without_source,
)
from kg.facts.speech.base import LIMIT, MARKS, Content, Speech, bounded, finite
from kg.facts.speech.cues import Cue
from kg.mentions.words import Token
from kg.model import StatementKind

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


def clause(cue: Cue, speech: Speech) -> Content | None:
    """`X said [that] …`; `…, X said`. Some verbs need the "that"."""
    if " " in cue.lemma:
        return made_clear(cue, speech)
    if not speech.words.has("frames", "clause", cue.lemma):
        return as_opening(cue, speech) if as_worded(cue, speech) else None
    verb = cue.verb
    kids = sorted(
        speech.children(verb, "ccomp", "xcomp", "advcl", "relcl"), key=lambda kid: (kid.i < verb.i, kid.i)
    )
    for kid in kids:
        if kid.dep_ == "advcl" and not asks(kid, cue, speech) and not unmarked(kid, cue, speech):
            continue
        if kid.dep_ == "xcomp" and (kid.i < verb.i or not gerund(kid, speech)):
            continue
        if kid.dep_ == "relcl" and not finite(kid):
            continue
        found = after(kid, cue, speech) if kid.i > verb.i else fronted(kid, cue, speech)
        if found is not None:
            return found
    fallbacks = (extracted, loose_that, bare, beside_clause, as_said, as_opening)
    return next((found for read in fallbacks if (found := read(cue, speech)) is not None), None)


def unmarked(kid: Token, cue: Cue, speech: Speech) -> bool:
    """Tell whether a clause is what is said, not when or why: `said as a girl she was sent away`."""
    auxiliary = any(finite(k) for k in speech.children(kid, "aux", "auxpass"))
    opener = speech.child(kid, "mark") or next(
        (k for k in speech.children(kid, "advmod") if k.tag_ == "WRB"), None
    )
    own = speech.child(kid, "nsubj", "nsubjpass", "expl")
    plain = speech.child(cue.verb, "ccomp", "dobj") is None and opener is None and own is not None
    comma = speech.doc[max(kid.left_edge.i - 1, 0)].text == ","
    return plain and kid.i > cue.verb.i and not comma and (finite(kid) or auxiliary)


def gerund(verb: Token, speech: Speech) -> bool:
    """Tell whether a verb is "having done", "doing" or "being done"."""
    return verb.tag_ == "VBG" or any(kid.tag_ == "VBG" for kid in speech.children(verb, "aux", "auxpass"))


def loose_that(cue: Cue, speech: Speech) -> Content | None:
    """`X clarified in the proceedings that …`: a "that" near the verb which the parser hung elsewhere."""
    doc, verb = speech.doc, cue.verb
    sent_end = speech.sentence(verb)[1] if finite(verb) or verb.tag_ in ("VBG", "VBN") else verb.i
    for i in range(verb.i + 1, min(verb.i + 14, sent_end - 3)):
        token = doc[i]
        if finite(token) or token.text in MARKS or token.text in (";", ":"):
            return None
        if (
            speech.words.has("phrases", "that", token.lower_)
            and token.tag_ != "DT"
            and doc[i + 1].tag_[:1] not in "VM"
        ):
            end = token.head.right_edge.i + 1 if token.dep_ == "mark" and token.head.i > i else sent_end
            found = bounded(i + 1, end, speech)
            return Content(*found, kind_of(cue, speech), "statement.that_clause", 0.8) if found else None
    return None


def beside_clause(cue: Cue, speech: Speech) -> Content | None:
    """`…, argued X.`; `…, CBS noted, …`: a verb set off by commas; the side that it hangs on is meant."""
    doc, verb = speech.doc, cue.verb
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or speech.words.has("frames", "needs_that", cue.lemma):
        return None
    opening, closing = speech.sentence(verb)
    turned = comma_clause(cue, speech)
    if turned is not None:
        return turned
    first = speech.child(verb, "nsubj")
    left = first.left_edge.i if first is not None and first.i < verb.i else verb.i
    right = first.right_edge.i + 1 if first is not None and first.i > verb.i else verb.i + 1
    if right == verb.i + 1 and left == verb.i:
        right = max([k.right_edge.i + 1 for k in speech.children(verb, "dobj")], default=right)
    if left - 1 <= opening or doc[left - 1].text != ",":
        return None
    if right < len(doc) and doc[right].text in (".", "!", "?"):
        found = bounded(opening, left - 1, speech)
    elif right < len(doc) and doc[right].text == "," and verb.dep_ == "parataxis":
        found = bounded(*((right + 1, closing) if verb.head.i > verb.i else (opening, left - 1)), speech)
    else:
        return None
    if found is None or found[1] - found[0] < 4 or not any(finite(t) for t in doc[found[0] : found[1]]):
        return None
    return Content(*found, kind_of(cue, speech), "statement.beside_clause", 0.85)


def comma_clause(cue: Cue, speech: Speech) -> Content | None:
    """`X reported on Thursday, … rose`: the parser took the clause for the main one."""
    doc, verb, main = speech.doc, cue.verb, cue.verb.head
    if (
        main.i <= verb.i
        or verb.dep_ not in ("ccomp", "parataxis", "advcl")
        or speech.child(verb, "mark") is not None
    ):
        return None
    if speech.child(verb, "nsubj") is None or doc[verb.right_edge.i + 1].text != ",":
        return None
    if speech.child(verb, "dobj") is not None or any(k.tag_ == "WRB" for k in speech.children(verb)):
        return None
    if doc[max(verb.left_edge.i - 1, 0)].text == "," or any(
        doc[i].text == "," for i in range(verb.left_edge.i, verb.i)
    ):
        return None
    own = speech.child(main, "nsubj", "nsubjpass", "expl")
    if own is None or own.i < verb.i or any(finite(t) for t in doc[verb.i + 1 : verb.right_edge.i + 1]):
        return None
    found = bounded(verb.right_edge.i + 2, main.right_edge.i + 1, speech)
    return Content(*found, kind_of(cue, speech), "statement.comma_clause", 0.85) if found else None


def asks(kid: Token, cue: Cue, speech: Speech) -> bool:
    """Tell whether a clause with "if", "whether" or a word of asking is what a verb of asking asks."""
    if not speech.words.has("kinds", "question", cue.lemma) and not speech.words.has(
        "frames", "asking", cue.lemma
    ):
        return False
    if kid.dep_ == "ccomp" and kid.i > cue.verb.i and kid.left_edge.tag_ in ("WRB", "WP", "WDT"):
        return True
    mark = speech.child(kid, "mark")
    return mark is not None and speech.words.has("doubt", "conditional", mark.lower_)


def after(kid: Token, cue: Cue, speech: Speech) -> Content | None:
    """Return the clause after its verb, "that" left off."""
    verb, doc = cue.verb, speech.doc
    start = max(kid.left_edge.i, verb.i + 1)
    that = False
    for i in range(start, min(start + 8, kid.i)):
        if (
            speech.words.has("phrases", "that", doc[i].lower_)
            and doc[i].dep_ == "mark"
            and doc[i].head == kid
        ):
            that, start = True, i + 1
            break
    needed = speech.words.has("frames", "needs_that", cue.lemma) and speech.child(verb, "prt") is None
    ordered = subjunctive(kid, cue, speech)
    plain = (
        doc[start].tag_ == "PRP" and doc[start].dep_ in SUBJECTS and doc[start].head == kid and finite(kid)
    )
    if not that and needed and not ordered and not plain and not asks(kid, cue, speech):
        return None
    start = after_reference(start, kid, speech)
    begins = doc[start : kid.i + 1][:LIMIT]
    if not gerund(kid, speech) and not any(t.dep_ in SUBJECTS for t in begins):
        lost = [k.left_edge.i for k in speech.children(verb, "dobj", "nsubj") if verb.i < k.i < kid.i]
        auxiliary = any(finite(k) for k in speech.children(kid, "aux", "auxpass"))
        extracted = verb.dep_ == "relcl" and any(
            k.i < verb.i for k in speech.children(kid, "nsubj", "nsubjpass")
        )
        if not (lost or extracted) or that or not (finite(kid) or auxiliary):
            return None
        start = min(lost, default=start)
    if speech.words.has("phrases", "that", doc[start].lower_) and doc[start].tag_ == "IN":
        that, start = True, start + 1
    if not that and speech.words.has("frames", "hearer", cue.lemma):
        start = after_hearer(start, kid, speech)
    first = doc[min(start, kid.i)]
    embedded = first.tag_ in ("WP", "WRB", "WDT", "WP$") and not asks(kid, cue, speech)
    opener = next((k for k in speech.children(kid, "mark", "advmod", "cc") if start <= k.i < kid.i), first)
    if embedded or (speech.words.has("phrases", "circumstance", opener.lower_) and not that):
        return None
    found = bounded(start, without_source(start, clause_end(kid, cue, speech), speech), speech)
    hollow = kid.lemma_.lower() in speech.words.verbs and speech.child(kid, "auxpass") is None
    if found is None or (found[1] == kid.i + 1 and hollow):
        return None  # "CNN reported the governor said" tells nothing
    kind = StatementKind.QUESTION if asks(kid, cue, speech) else kind_of(cue, speech)
    rule, trust = ("statement.that_clause", 0.92) if that else ("statement.clause", 0.87)
    return Content(*found, kind, rule, trust)


def subjunctive(kid: Token, cue: Cue, speech: Speech) -> bool:
    """Tell whether a clause is what is asked for: `ordered the flags be lowered`, `asked the court rule`."""
    asking = speech.words.kind(cue.lemma) is StatementKind.DEMAND or speech.words.has(
        "frames", "subjunctive", cue.lemma
    )
    helpers = list(speech.children(kid, "aux", "auxpass"))
    plain = kid.tag_ in ("VB", "VBP") and not helpers
    return asking and (plain or (any(k.tag_ == "VB" for k in helpers) and not any(map(finite, helpers))))


def after_reference(start: int, kid: Token, speech: Speech) -> int:
    """Return where a clause starts after `reported, citing X, …`."""
    first = speech.doc[start]
    cites = first.tag_ == "VBG" and speech.words.has("frames", "referring", first.lemma_.lower())
    end = first.right_edge.i + 1
    return end + 1 if cites and end < kid.i and speech.doc[end].text == "," else start


def after_hearer(start: int, kid: Token, speech: Speech) -> int:
    """Return where the clause starts after a name that the parser put into it: `told Reuters the rains …`."""
    ref = speech.reading.at(start)
    if ref is None or ref.form != "name" or ref.end >= kid.i:
        return start
    rest = speech.doc[ref.end : kid.i]
    return (
        ref.end
        if any(t.dep_ in SUBJECTS for t in rest) and rest[0].pos_ not in ("PART", "CCONJ", "PUNCT")
        else start
    )


def clause_end(kid: Token, cue: Cue, speech: Speech) -> int:
    """Return where a clause ends: before a verb of saying that is joined to it and shares its speaker."""
    end = kid.right_edge.i + 1
    end -= speech.doc[end - 1].text == "," and end > kid.i + 1
    for more in speech.children(cue.verb, "ccomp", "advcl"):
        first = more.left_edge
        tied = more.dep_ == "ccomp" or speech.words.has("doubt", "conditional", first.lower_)
        if first.i == end and more.i != kid.i and tied:
            end = more.right_edge.i + 1
    end = before_remark(kid, max(end, joined_end(cue, end, speech)), speech)
    for other in speech.children(kid, "advcl", "conj", "parataxis"):
        lemma = other.lemma_.lower()
        comma = any(t.text == "," for t in speech.doc[max(other.left_edge.i - 2, 0) : other.i])
        bare = speech.child(other, "nsubj", "nsubjpass") is None
        source = other.dep_ == "parataxis" or any(
            k.lower_ in speech.words.aside for k in speech.children(other, "mark")
        )
        contrast = any(k.lower_ in speech.words.contrast for k in speech.children(other, "mark"))
        own = contrast and speech.reading.at(speech.child(other, "nsubj") or other) is not None
        if lemma in speech.words.verbs and source and (comma or own) and other.left_edge.i > kid.i:
            end = min(end, other.left_edge.i)
        after = other.left_edge.i > kid.i
        if after and lemma in speech.words.verbs and bare and comma and other.tag_ in ("VBG", "VBD", "VBZ"):
            end = min(end, other.left_edge.i)
    return end


def before_remark(kid: Token, end: int, speech: Speech) -> int:
    """Return the end of a clause before `…, which he said would …`: a second statement."""
    doc = speech.doc
    for i in range(kid.i, min(end, kid.i + LIMIT)):
        remark = doc[i].dep_ == "relcl" and doc[i].lemma_.lower() in speech.words.verbs
        own = speech.child(doc[i], "nsubj") if remark else None
        if own is None or own.tag_ == "WDT" or speech.child(doc[i], "ccomp") is None:
            continue
        which = doc[max(own.left_edge.i - 1, 0)]
        if which.tag_ == "WDT" and doc[max(which.i - 1, 0)].text == ",":
            return which.i - 1
    return end


def joined_end(cue: Cue, end: int, speech: Speech) -> int:
    """Return the end of a clause behind ", and" or ", so" that is reported, too: `said …, and it …`."""
    doc = speech.doc
    if cue.verb.tag_ != "VBD" or end + 1 >= len(doc) or doc[end].text != ",":
        return end
    if doc[end + 1].tag_ != "CC" and not speech.words.has("phrases", "hence", doc[end + 1].lower_):
        return end
    for other in speech.children(cue.verb, "conj", "advcl"):
        own = speech.child(other, "nsubj", "nsubjpass", "expl")
        if other.i < end or own is None or own.left_edge.i != end + 2:
            continue
        heads = (other, *speech.children(other, "aux", "auxpass"))
        if any(t.tag_ in ("MD", "VBZ", "VBP") for t in heads):
            return other.right_edge.i + 1
    return end


def fronted(kid: Token, cue: Cue, speech: Speech) -> Content | None:
    """Return the clause before its verb, up to the comma."""
    doc, verb = speech.doc, cue.verb
    end = min(kid.right_edge.i + 1, verb.i)
    comma = doc[end].text if end < len(doc) else ""
    if comma != "," and doc[end - 1].text != ",":
        return None
    if speech.words.kind(cue.lemma) is StatementKind.DEMAND:
        return None
    start = kid.left_edge.i
    start += speech.words.has("phrases", "that", doc[start].lower_) and doc[start].tag_ == "IN"
    found = bounded(start, end, speech)
    if found is None or found[1] - found[0] < 3:
        return None
    return Content(*found, kind_of(cue, speech), "statement.clause_before", 0.85)
