"""Speech told by its source: `according to X`, `in the words of X`, `in her opinion`, `per X`."""

from collections.abc import Iterator

from kg.facts.speech.base import ENDINGS, MARKS, Attributed, Speech, bounded, finite, scrap
from kg.facts.speech.nouns import modifiers
from kg.facts.speech.speakers import named_near, speakers
from kg.mentions.words import Token
from kg.model import Kind, StatementKind


def sources(speech: Speech) -> Iterator[Attributed]:
    """`according to X, …`; `…, according to X`. In the middle of a sentence the longer side is meant."""
    phrases = speech.words.tables.get("phrases", {})
    opening = {
        phrase.split()[0] for name in ("within", "per", "according") for phrase in phrases.get(name, ())
    }
    for token in speech.reading.tokens(forms=opening):
        if token.i + 1 == len(speech.doc):
            continue
        first, second = token, speech.doc[token.i + 1]
        viewed = in_the_view_of(token, speech) or per(token, speech)
        if viewed is None and not speech.words.has("phrases", "according", f"{first.lower_} {second.lower_}"):
            continue
        pobj = viewed or speech.child(second, "pobj") or speech.child(first, "pobj")
        own = viewed is not None and viewed.dep_ == "poss"
        found, near = modifiers(viewed, speech) if own and viewed is not None else speakers(pobj, speech), 0
        if pobj is None:
            near = next(
                (
                    i
                    for i in range(token.i + 2, min(token.i + 12, len(speech.doc)))
                    if speech.doc[i].text == ","
                ),
                0,
            )
            found = list(named_near(token.i + 2, near, speech, last=True))
        after = max([pobj.right_edge.i, *(who.token.i for who in found)]) + 1 if pobj is not None else near
        if own and viewed is not None:
            after = viewed.head.right_edge.i + 1
        elif pobj is not None:
            after = past_apposition(pobj, after, speech)
        content = sourced(token, after, speech) if found else None
        if content is None:
            continue
        start, end, direct = content
        for who in found:
            cue, trust = (token.i, token.i + 2), 0.9 * who.confidence
            kind = StatementKind.SAY
            yield Attributed(
                start, end, who.entity, kind, direct, cue, "statement.source", trust, who.token.i
            )


def in_the_view_of(token: Token, speech: Speech) -> Token | None:
    """`In the view of X, …`, `in the words of X`: X."""
    noun = (
        speech.child(token, "pobj")
        if token.dep_ == "prep" and speech.words.has("phrases", "within", token.lower_)
        else None
    )
    if noun is None or not speech.words.has("phrases", "source_nouns", noun.lower_):
        return None
    own = speech.child(noun, "poss")
    following = speech.doc.said(noun.i + 1, noun.i + 2)
    if own is not None and (following == "," or speech.doc[max(token.i - 1, 0)].text == ","):
        return own
    of = next((k for k in speech.children(noun, "prep") if speech.words.has("phrases", "of", k.lower_)), None)
    return speech.child(of, "pobj") if of is not None else None


def per(token: Token, speech: Speech) -> Token | None:
    """`Per X, …`, `…, per X`: X."""
    if not speech.words.has("phrases", "per", token.lower_) or token.dep_ != "prep":
        return None
    opens = token.i == speech.sentence(token)[0] or speech.doc[token.i - 1].text == ","
    return speech.child(token, "pobj") if opens else None


def past_apposition(noun: Token, after: int, speech: Speech) -> int:
    """Return the comma that ends a source: `according to X, who leads the party, in the north …`."""
    doc, main = speech.doc, noun.head.head.head
    apposed = speech.child(noun, "appos")
    if after < len(doc) and finite(doc[after]):
        return apposed.left_edge.i - 1 if apposed is not None else after
    if apposed is not None and after <= main.i and finite(main):
        own = speech.children(main, "nsubj", "nsubjpass", "expl")
        if not any(k.i < main.i for k in own):  # `according to X, the wall, at two metres, was too low`
            return apposed.left_edge.i - 1
    ref = speech.reading.at(after + 1) if after + 1 < len(doc) and doc[after].text == "," else None
    named = ref is not None and ref.start == after + 1 and ref.form == "name" and ref.kind is Kind.PERSON
    if ref is not None and named and doc.said(ref.end, ref.end + 1) == "," and apposed is None:
        return ref.end  # `according to the mayor, X, …`
    for kid in speech.children(noun, "relcl", "appos", "acl"):
        end = kid.right_edge.i + 1
        if noun.i < end < after and doc[end].text == ",":
            return end
    return after


def sourced(token: Token, after: int, speech: Speech) -> tuple[int, int, bool] | None:
    """Return what a source is given for: a quotation beside it, else the rest of its sentence."""
    doc = speech.doc
    opening, closing = speech.sentence(token)
    for i in range(after, min(after + 3, len(doc))):
        if "\n" in doc[i].text or doc[i].text in ENDINGS:
            break
        if i in speech.quoted and speech.quotes[speech.quoted[i]][0] == i and i - 1 > after - 1:
            return (*speech.quotes[speech.quoted[i]], True)
    for i in range(max(token.i - 4, opening - 2, 0), token.i):
        if (
            "\n" not in doc.said(i, token.i)
            and i in speech.quoted
            and all(j not in speech.quoted for j in range(i + 1, token.i))
        ):
            start, end = speech.quotes[speech.quoted[i]]
            if scrap(start, end, opening, speech):
                found = bounded(opening, token.i, speech)
                return (*found, False) if found is not None else None
            return (start, end, True) if end - start > 2 else None
    within = token.head if token.head.dep_ == "relcl" and token.head.i >= after else None
    if within is not None and doc[token.i - 1].tag_ == "WDT":  # `the dam, which according to X is unsafe,`
        found = bounded(after, within.right_edge.i + 1, speech)
        return (*found, False) if found is not None else None
    after = past_date(after, closing, speech)
    comma = doc.said(after, after + 1) == ","
    ahead = any(finite(t) for t in doc[after:closing][:80]) and comma
    behind = token.i - opening
    listed = any(t.text == ":" for t in doc[max(token.i - 3, opening) : token.i])
    # "X then led, according to Y, the largest march …"
    if comma and (listed or 3 < behind < 6 < closing - after):
        ahead, behind = True, 0
    if (listed and comma) or (ahead and (behind < 4 or not any(finite(t) for t in doc[opening : token.i]))):
        found = bounded(after, before_quotation(after, closing, speech), speech)
    elif behind >= 4:
        found = bounded(back_to(token, opening, speech), token.i, speech)
        if (
            token.head.dep_ == "relcl" and token.head.left_edge.i > opening
        ):  # ", which X accepted according to Y"
            found = bounded(token.head.left_edge.i + 1, token.i, speech)
    else:
        found = None
    return (*found, False) if found is not None else None


def before_quotation(start: int, end: int, speech: Speech) -> int:
    """Return the end of a clause before `; "…"`: the words of somebody else, or another statement."""
    doc = speech.doc
    stops = (i for i in range(start, end - 1) if doc[i].text == ";" and doc[i + 1].text in MARKS)
    return next(stops, end)


def past_date(after: int, closing: int, speech: Speech) -> int:
    """Return the token behind "on Friday" or "late today" that stands between a source and its comma."""
    dates = speech.doc.spans.get("dates", ())
    for span in dates:
        if after <= span.start <= after + 2 and span.end < closing and speech.doc[span.end].text == ",":
            return int(span.end)
    return after


def back_to(token: Token, first: int, speech: Speech) -> int:
    """Return where the clause starts that a source after it is given for."""
    for i in range(token.i - 1, max(first, token.i - 200), -1):
        if speech.doc[i].text in ENDINGS or speech.doc[i].text == ";":
            return i + 1
    return first
