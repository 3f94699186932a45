"""Direct speech: which quotations are statements, and by which words beside them whose."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.facts.speech.base import (
    ENDINGS,
    MARKS,
    Attributed,
    Speaker,
    Speech,
    bounded,
    ended,
    finite,
    scrap,
    sentence_like,
)
from kg.facts.speech.cues import Cue, agent, passive
from kg.facts.speech.nouns import addressee
from kg.facts.speech.speakers import named_near, speakers
from kg.facts.speech.subjects import own_subject, subject
from kg.mentions.words import Token
from kg.model import Kind, StatementKind

SHOUTS = frozenset({"?", "!", "…", "...", "]", "-", "–", "—"})
WINDOW = 45  # tokens between a quotation and its verb of saying
RULE_BEFORE = "statement.quote_after_cue"
RULE_AFTER = "statement.quote_before_cue"
RULE_LABEL = "statement.label"
RULE_LED_UP = "statement.led_up"


@dataclass(frozen=True, slots=True)
class Hit:
    """A verb of saying beside a quotation; `sure` that the quotation is its content."""

    cue: Cue
    rule: str
    sure: bool


def direct(speech: Speech, by_verb: dict[int, Cue]) -> Iterator[Attributed]:
    """Yield quotations that a verb beside them gives a speaker. O(quotations · WINDOW)."""
    last: list[Attributed] = []
    for number, (start, end) in enumerate(speech.quotes):
        hit = beside(number, speech, by_verb)
        found = list(said(start, end, hit, speech)) if hit is not None else []
        if hit is not None and not found and last and 0 < hit.cue.verb.i - last[0].end < 6:
            kind, cue = speech.words.kind(hit.cue.lemma), span_of(hit.cue)  # `"…," further remarking, "…"`
            found = [replace(a, start=start, end=end, kind=kind, cue=cue) for a in last]
        last = found
        if hit is not None and hit.sure and not found:
            speech.orphans.add(start)
        found = found or list(labelled(start, end, speech))
        yield from found or ([] if hit is not None else led_up(start, end, speech))


def beside(number: int, speech: Speech, by_verb: dict[int, Cue]) -> Hit | None:
    """Return the verb that a quotation belongs to; one after it needs a comma or stands at once."""
    before, after = cue_before(number, speech, by_verb), cue_after(number, speech, by_verb)
    if before is not None and before.sure and not (after is not None and remote(before.cue, number, speech)):
        return before
    return after or before


def remote(cue: Cue, number: int, speech: Speech) -> bool:
    """Tell whether more than whom it was said to stands between a verb and the colon before a quotation."""
    opening = speech.quotes[number][0]
    between = speech.doc[cue.verb.i + 1 : opening - 1]
    return between.text.endswith(":") and any(kid.i < opening for kid in speech.children(cue.verb, "dobj"))


def cue_after(number: int, speech: Speech, by_verb: dict[int, Cue]) -> Hit | None:
    """`"…," X said`; `"…," said X`; `"…" he said`."""
    doc, (start, end) = speech.doc, speech.quotes[number]
    i = end
    while i < len(doc) and (
        doc[i].text in MARKS or doc[i].text in (",", ";", "-", "–", "—") or doc[i].text == " "
    ):
        i += 1
    comma = any(t.text in (",", ";") for t in doc[end:i])
    shout = doc[end - 1].text in SHOUTS and not ended(end, speech)
    if i >= len(doc) or doc[i].dep_ == "cc" or doc[i].tag_ == "CC" or doc[i].lower_ in speech.words.contrast:
        return None
    slip = False  # a noun before a name that the tagger took for a verb: "club coach X said"
    for j in range(i, min(i + WINDOW, len(doc))):
        token = doc[j]
        if slip and j in by_verb and not named(j - 1, speech):
            return None
        if token.text in ENDINGS or token.text in MARKS or "\n" in token.text:
            return None
        if j in by_verb and (token.tag_ not in ("VBG", "VB") or (j == i and token.tag_ == "VB")):
            close = comma or shout or invited(i, j, end, speech)
            inside = end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].text in MARKS
            kids = speech.children(token, "ccomp")
            later = any(kid.i > j and not (inside and kid.i in speech.quoted) for kid in kids)
            turned = token.tag_ == "VBN" and passive(token, speech) and agent(token, speech) is None
            refused = turned or token.dep_ == "relcl" or (later and not sentence_like(start, end, speech))
            return Hit(by_verb[j], RULE_AFTER, True) if close and not refused else None
        if finite(token) and token.dep_ not in ("relcl", "aux", "auxpass"):
            if slip or j > i + 3 or not named(j + 1, speech):
                return None
            slip = True
    return None


def named(i: int, speech: Speech) -> bool:
    """Tell whether a token is part of a person's name."""
    ref = speech.reading.at(i)
    return ref is not None and ref.kind is Kind.PERSON and ref.form == "name"


def invited(first: int, verb: int, end: int, speech: Speech) -> bool:
    """Tell whether words stand so near a quotation without a comma that they are about it.

    `"…" he said` and `"….” Smith said.` are, `"….” Smith opened the game` is a sentence of its own.
    """
    doc = speech.doc
    ends = verb + 1 >= len(doc) or doc[verb + 1].text in ENDINGS or doc[verb + 1].text == ","
    apart = (doc[end - 1].text in ENDINGS or ended(end, speech)) and doc[first].text[:1].isupper()
    return verb == first or (verb == first + 1 and (ends or not apart))


def cue_before(number: int, speech: Speech, by_verb: dict[int, Cue]) -> Hit | None:
    """`X said, "…"`; `X said via Twitter: "…"`; `noted that "…"`. Unsure where a clause is between."""
    doc, (start, end) = speech.doc, speech.quotes[number]
    i = start - 2
    while i >= 0 and doc[i].is_space and "\n" not in doc[i].text:
        i -= 1
    if i < 0 or doc[i].text in ENDINGS or "\n" in doc[i].text:
        return None
    last, clause = doc[i], False
    for j in range(i, max(i - WINDOW, -1), -1):
        token = doc[j]
        if (
            token.text in ENDINGS
            or "\n" in token.text
            or (token.text in MARKS and speech.quoted.get(j - 1) is not None)
        ):
            return None
        if j in by_verb:
            return opened(by_verb[j], last, clause, start, end, speech)
        clause = clause or (finite(token) and token.dep_ not in ("relcl", "aux", "auxpass"))
    return None


def opened(cue: Cue, last: Token, clause: bool, start: int, end: int, speech: Speech) -> Hit | None:
    """Return a hit if the token before the opening mark lets the quotation be all that is said."""
    whole = sentence_like(start, end, speech)
    later = any(kid.i >= end for kid in speech.children(cue.verb, "ccomp"))
    if (not whole and goes_on(end, speech)) or (later and last.text != ":"):
        return None
    if (
        last.text == ":"
        or resumed(cue, last, speech)
        or (last.text in (",", "--", "—", "–") and not clause and (whole or last.head == cue.verb))
    ):
        return Hit(cue, RULE_BEFORE, not clause or last.text == ":")
    heard = speech.words.has("frames", "hearer", cue.lemma)
    whom = speech.child(cue.verb, "dobj") if heard and last.text == "," else None
    told = (heard and speech.reading.at(last) is not None) or (whom is not None and whom.i == last.i - 1)
    if told and not whole and end - start > 4 and any(finite(t) for t in speech.doc[start:end]):
        return Hit(cue, RULE_BEFORE, True)  # `told the host X "if you …"`
    noun = speech.doc[last.i - 1] if last.i and last.text in (",", ":") else last
    holds = speech.words.has("frames", "holding", cue.lemma) and not clause
    if holds and noun.lemma_.lower() in speech.words.nouns:
        return Hit(cue, RULE_BEFORE, True)  # `the tweet included the statement, "…"`
    if last.i == cue.verb.i:
        names = cue.lemma in speech.words.table("frames", "names")
        return Hit(cue, RULE_BEFORE, True) if whole or not names else None
    if clause:
        return Hit(cue, RULE_BEFORE, False) if whole and last.tag_ in ("CC", "IN", ",") else None
    that = speech.words.has("phrases", "that", last.lower_)
    return Hit(cue, RULE_BEFORE, that or whole) if that or whole else None


def resumed(cue: Cue, last: Token, speech: Speech) -> bool:
    """Tell whether a verb stands between two parts of one quotation: `"…," reads the letter, "…"`."""
    opener = max(cue.verb.i - 4, 0)
    return last.text in (",", ";") and any(
        i in speech.quoted and speech.quotes[speech.quoted[i]][1] <= cue.verb.i
        for i in range(opener, cue.verb.i)
    )


def goes_on(end: int, speech: Speech) -> bool:
    """Tell whether the sentence goes on after a quotation: its words are then a part of what is said."""
    following = next((t for t in speech.doc[end : end + 4] if t.text not in MARKS), None)
    if following is None or not following.is_alpha:
        return False
    listed = following.tag_ == "CC" and following.head.pos_ in ("NOUN", "PROPN", "ADJ")
    number = speech.quoted.get(end - 1)
    inside = listed and number is not None and speech.quoted.get(following.head.i) == number
    again = following.i + 1 < len(speech.doc) and speech.doc[following.i + 1].text in MARKS
    return (inside and not again) or following.tag_ not in ("CC", "VBG")


def said(start: int, end: int, hit: Hit, speech: Speech) -> Iterator[Attributed]:
    """Yield the quotation once for each speaker of its verb."""
    cue = hit.cue
    token = subject(cue.verb, speech)
    if speech.words.has("frames", "holding", cue.lemma) and not is_text(token, speech):
        return
    if end - start == 1 and speech.words.has("phrases", "connective", speech.doc[start].lower_):
        return  # `"However," X said, "…"`: the second part is what is said
    found = speakers(token, speech) or list(beside_verb(cue.verb, start, end, token, speech))
    hearer = addressee(cue.verb, cue.lemma, speech)
    asked = speech.words.has("frames", "asking", cue.lemma) and speech.doc[end - 1].text == "?"
    kind = StatementKind.QUESTION if asked else speech.words.kind(cue.lemma)
    opening = speech.sentence(speech.doc[start])[0]
    whole = hit.rule != RULE_AFTER or not scrap(start, end, opening, speech)
    if not whole:
        start, end = bounded(opening, end, speech) or (start, end)
    for who in found:
        to = hearer.entity if hearer is not None and hearer.entity != who.entity else None
        trust = (0.96 if hit.sure else 0.8) * who.confidence
        yield Attributed(start, end, who.entity, kind, whole, span_of(cue), hit.rule, trust, who.token.i, to)


def is_text(token: Token | None, speech: Speech) -> bool:
    """Tell whether a subject is a text or a part of one."""
    lists = ("writings", "portions")
    return token is not None and any(speech.words.has("speakers", name, token.lower_) for name in lists)


def span_of(cue: Cue) -> tuple[int, int]:
    """Return the tokens of a verb."""
    return cue.verb.i, cue.verb.i + 1


def beside_verb(
    verb: Token, start: int, end: int, subject: Token | None, speech: Speech
) -> Iterator[Speaker]:
    """Yield who is named between the quotation and a verb after it, or right after the verb (`…," said X`).

    Used where the parser found no subject.
    """
    if subject is not None or verb.i < end:
        return
    doc = speech.doc
    found = list(named_near(end, verb.i, speech, last=True))
    if not found:
        stop = verb.i + 1
        while stop < min(verb.i + 15, len(doc)) and doc[stop].text not in ENDINGS and doc[stop].text != ",":
            stop += 1
        found = list(named_near(verb.i + 1, stop, speech))
    yield from found


def labelled(start: int, end: int, speech: Speech) -> Iterator[Attributed]:
    """`X: "…"`: a name and a colon open the sentence."""
    doc, colon = speech.doc, start - 2
    if colon < 1 or doc[colon].text != ":":
        return
    first = speech.sentence(doc[colon])[0]
    noun = doc[colon - 1]
    if speech.words.nouns.get(noun.lemma_.lower()) or speech.words.has("speakers", "writings", noun.lower_):
        yield from announced(noun, start, end, speech)
        return
    ref = speech.reading.at(colon - 1)
    if ref is None or ref.start - first > 8 or any(finite(t) for t in doc[max(first, colon - 20) : colon]):
        return
    for who in speakers(doc[ref.start : ref.end].root, speech):
        cue = (colon, colon + 1)
        kind = speech.words.kind()
        yield Attributed(start, end, who.entity, kind, True, cue, RULE_LABEL, 0.8, who.token.i)


def led_up(start: int, end: int, speech: Speech) -> Iterator[Attributed]:
    """`X took to Twitter: "…"`: whoever acts in the clause before the colon."""
    doc, colon = speech.doc, start - 2
    if colon < 2 or doc[colon].text != ":" or not sentence_like(start, end, speech):
        return
    opening = speech.sentence(doc[colon - 1])[0]
    verbs = [t for t in doc[opening:colon] if finite(t) or t.tag_ == "VBN"]
    main = next(
        (t for t in verbs if t.dep_ not in ("relcl", "aux", "auxpass", "advcl", "acl", "csubj")), None
    )
    if main is None or passive(main, speech) or main.i in speech.quoted:
        return
    for who in speakers(own_subject(main, main, speech), speech):
        cue = (main.i, main.i + 1)
        trust = 0.7 * who.confidence
        yield Attributed(
            start, end, who.entity, StatementKind.SAY, True, cue, RULE_LED_UP, trust, who.token.i
        )


def announced(noun: Token, start: int, end: int, speech: Speech) -> Iterator[Attributed]:
    """`X made the following announcement: "…"`; `a statement from X: "…"`."""
    found = speakers(noun, speech)
    if not found and noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        found = speakers(subject(verb, speech), speech) if verb.pos_ == "VERB" else []
    kind = speech.words.nouns.get(noun.lemma_.lower(), StatementKind.SAY)
    for who in found:
        cue = (noun.i, noun.i + 1)
        yield Attributed(
            start, end, who.entity, kind, True, cue, RULE_LABEL, 0.8 * who.confidence, who.token.i
        )
