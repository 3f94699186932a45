"""Who says: the subject of a verb of saying, its own or one that it shares."""

from collections.abc import Iterator
from itertools import islice

from kg.facts.speech.base import MARKS, Speech, finite
from kg.facts.speech.cues import STEPS, agent, passive
from kg.facts.speech.nouns import SPEAKING, person
from kg.facts.speech.speakers import one, speakers
from kg.mentions.words import Token
from kg.model import Kind

SHARING = frozenset({"conj", "xcomp", "advcl", "dep", "acl", "prep", "pcomp", "ccomp"})


def subject(verb: Token, speech: Speech) -> Token | None:
    """Return the token of who says: `X said`, `said by X`, `X was quoted as saying`, `X …, adding`.

    A participle after a comma looks further up where its nearest subject means nobody.
    """
    found = list(islice(subjects(verb, speech), STEPS))
    if verb.tag_ in ("VBD", "VBZ") and speech.child(verb, "nsubj") is None and verb.dep_ != "conj":
        beside = set_off(verb, speech)
        if beside is not None:
            return beside
    if verb.tag_ == "VBG" and len(found) > 1:
        return next((token for token in found if speakers(token, speech)), found[0])
    if verb.tag_ in ("VBG", "NN") and verb.dep_ != "amod" and not any(speakers(t, speech) for t in found):
        return found_left(verb, speech) or next(iter(found), None)
    return found[0] if found else None


def found_left(verb: Token, speech: Speech) -> Token | None:
    """`X called it wrong, … writing, "…"`: the subject of the last finite verb before a lost participle."""
    opening = speech.sentence(verb)[0]
    for i in range(verb.i - 1, max(opening, verb.i - 40) - 1, -1):
        other = speech.doc[i]
        if (
            finite(other)
            and i not in speech.quoted
            and other.dep_ not in ("aux", "auxpass", "relcl", "ccomp")
        ):
            return own_subject(other, other, speech)
    return None


def subjects(verb: Token, speech: Speech) -> Iterator[Token]:
    """Yield the subject of a verb and those of the clauses around it that it may share, nearest first."""
    if passive(verb, speech):
        by = agent(verb, speech)
        if by is not None:
            yield by
        return
    turned = inverted(verb, speech) or quoted_speaker(verb, speech)
    if turned is not None:
        yield turned
        return
    led = speech.child(verb.head, "dobj") if verb.dep_ == "xcomp" and verb.i > verb.head.i else None
    if led is not None and speech.words.has("doubt", "causing", verb.head.lemma_.lower()):
        yield led
        return
    here = verb
    for _ in range(STEPS):
        if here.i == verb.i or not skipped(here, verb, speech):
            by = agent(here, speech) if here.i != verb.i and passive(here, speech) else None
            found = by if by is not None else own_subject(here, verb, speech)
            if found is not None and not (here.i != verb.i and silenced(here, verb, speech)):
                yield found
                if verb.tag_ != "VBG":
                    return
        head = here.head
        if head.i == here.i:
            return
        if here.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            yield head
            if head.dep_ == "dobj" and speech.words.has("speakers", "writings", head.lower_):
                here = head = head.head
                continue
        if here.dep_ == "pcomp":
            head = head.head
        elif here.dep_ not in SHARING or (here.dep_ == "ccomp" and keeps(here, verb, speech)):
            return
        here = head


def own_subject(here: Token, verb: Token, speech: Speech) -> Token | None:
    """Return the subject of a verb on the way up from `verb`: of several the first person that is known.

    `Member of parliament X said` and `The delegate to the House, X, said` are parsed as if X was not it.
    """
    own = [k for k in speech.children(here, "nsubj", "nsubjpass") if together(k, verb, speech)]
    if here.dep_ == "relcl" and own and own[0].tag_ == "WDT" and speech.reading.at(own[0]) is None:
        return here.head  # "a statement which said"
    known = own
    if len(own) > 1:
        known = sorted(
            own, key=lambda k: min([not person(who, speech) for who in speakers(k, speech)], default=2)
        )
    if known and speakers(known[0], speech):
        return known[0]
    beside = set_off(here, speech, apart=bool(own)) if finite(here) else None
    beside = beside or (behind_date(here, speech) if finite(here) and not own else None)
    return beside or next(iter(own), None) or (apposed_to_source(here, speech) if finite(here) else None)


def behind_date(verb: Token, speech: Speech) -> Token | None:
    """`On Friday X announced …`: X, if the parser took it for a part of the date."""
    ref = speech.reading.at(verb.i - 1) if verb.i else None
    if ref is None or not ref.start or ref.form != "name" or ref.kind not in SPEAKING:
        return None
    root = speech.doc[ref.start : ref.end].root
    return root if root.dep_ == "pobj" and ref.start in speech.date_ends else None


def apposed_to_source(verb: Token, speech: Speech) -> Token | None:
    """`According to Y, a spokesman for X said …`: the spokesman, parsed as an apposition of Y."""
    token = speech.doc[max(verb.i - 1, 0)]
    for _ in range(STEPS):
        if token.dep_ == "appos":
            before = speech.doc.said(max(token.head.left_edge.i - 2, 0), token.head.left_edge.i).lower()
            return token if speech.words.has("phrases", "according", before) else None
        token = token.head
    return None


def quoted_speaker(verb: Token, speech: Speech) -> Token | None:
    """`Y quoted X as saying …`: X."""
    as_ = verb.head
    if verb.dep_ != "pcomp" or not speech.words.has("doubt", "passive_speaker", as_.head.lemma_.lower()):
        return None
    return None if passive(as_.head, speech) else speech.child(as_.head, "dobj")


def set_off(verb: Token, speech: Speech, apart: bool = False) -> Token | None:
    """`…, X, said` and `X, a columnist, said`: the person before the commas, if the parser lost it.

    `apart` asks for commas on both sides, as where the parser found another subject.
    """
    doc, i = speech.doc, verb.i - 1
    commas = 0
    for j in range(i, max(i - 15, speech.sentence(verb)[0] - 1), -1):
        ref = speech.reading.at(j)
        if doc[j].text == ",":
            commas += 1
        elif finite(doc[j]) or commas > 2 or (j == i and ref is None):
            return None
        elif ref is not None and ref.kind is Kind.PERSON and ref.form == "name":
            near = (
                doc[j + 1].text == "," or j == i or speech.words.has("speakers", "owners", doc[j + 1].lower_)
            )
            if apart and not (doc[j + 1].text == "," and doc[max(ref.start - 1, 0)].text == ","):
                return None
            return doc[j] if near and speech.quoted.get(j) == speech.quoted.get(verb.i) else None
    return None


def inverted(verb: Token, speech: Speech) -> Token | None:
    """`…, argued X`: the object of a verb that stands right after a comma or a mark, and has no subject."""
    before = speech.doc[verb.i - 1] if verb.i else None
    if (
        before is None
        or verb.tag_ not in ("VBD", "VBZ", "VB")
        or not (before.text == "," or before.text in MARKS)
    ):
        return None
    heard = speech.words.has("frames", "hearer", verb.lemma_.lower())
    if speech.child(verb, "nsubj") is not None or verb.dep_ == "relcl" or heard:
        return None
    return next((k for k in speech.children(verb, "dobj") if k.i > verb.i and one(k, speech, 0)), None)


def skipped(head: Token, verb: Token, speech: Speech) -> bool:
    """Tell whether a clause is what another verb reports: in "said it failed, adding" nobody means "it"."""
    reports = head.dep_ == "ccomp" and head.head.lemma_.lower() in speech.words.verbs
    return reports and verb.tag_ == "VBG" and verb.dep_ == "advcl" and head.head.i < head.i < verb.i


def keeps(clause: Token, verb: Token, speech: Speech) -> bool:
    """Tell whether a verb in a reported clause can't share the reporter's subject; a participle can."""
    if verb.head == clause and of_reporter(verb, speech):
        return False
    return verb.tag_ != "VBG" and together(clause, verb, speech)


def of_reporter(verb: Token, speech: Speech) -> bool:
    """`X said there was no plan and urged Y to …`: "there" urges nobody, so the reporter does."""
    joined = verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBZ") and verb.lemma_.lower() in speech.words.verbs
    shares = joined and speech.child(verb, "nsubj", "nsubjpass", "aux", "auxpass") is None
    return shares and verb.head.dep_ == "ccomp" and speech.child(verb.head, "expl") is not None


def together(token: Token, verb: Token, speech: Speech) -> bool:
    """Tell whether a subject can be a verb's: in the same quotation or none, not "according to X"."""
    if speech.quoted.get(token.i) != speech.quoted.get(verb.i):
        return False
    before = speech.doc.said(max(token.left_edge.i - 2, 0), token.left_edge.i).lower()
    return not speech.words.has("phrases", "according", before)


def silenced(head: Token, verb: Token, speech: Speech) -> bool:
    """Tell whether the subject of a passive head can't be who says: "was quoted as saying" may."""
    if not passive(head, speech) or verb.dep_ != "pcomp":
        return False
    if speech.words.has("doubt", "occasion", verb.head.lower_):
        return False
    return not speech.words.has("doubt", "passive_speaker", head.lemma_.lower())
