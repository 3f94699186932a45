"""Bodies without a name of their own: "the mayor's office", "the Lee campaign", "the electoral college"."""

from collections.abc import Iterator

from kg.entities.governments import add_body, state_of
from kg.entities.reading import Reading, Ref, slug
from kg.entities.wording import head_words
from kg.mentions.words import Span, Token
from kg.model import EntityId, Kind

POSSESSIVE = "POS"
LONGEST = 6  # tokens of the field of a ministry


def institutions(spans: list[Span], reading: Reading) -> None:
    """Add the bodies that a text tells by what they are; they go before the names inside them. O(tokens)."""
    words = reading.pack.section("institutions")
    ends = {span.end: span for span in spans}
    starts = {span.start: span for span in spans}
    told = {word for name in ("camps", "campaigns", "offices", "ministries") for word in words[name]}
    for token in reading.tokens(forms=told):
        low = token.lower_
        if token.text[0].isupper() and not token.is_sent_start:
            continue
        if low in words["camps"]:
            start = aligned(token, words["sides"])
        elif low in words["campaigns"]:
            start = campaign(token, ends, reading)
        elif low in words["offices"]:
            start = office(token, ends, reading)
        else:
            ministry(token, starts, ends, reading)
            continue
        if start is not None:
            text = reading.doc.said(start, token.i + 1)
            body = EntityId(f"organization/{slug(text)}")
            add_body(body, text, start, token.i + 1, reading)


def aligned(token: Token, sides: list[str]) -> int | None:
    """Return the start of "pro-reform camp"."""
    doc, start = token.doc, token.i - 3
    hyphened = start >= 0 and doc[start + 1].text == "-" and doc[start].lower_ in sides
    return start if hyphened else None


def campaign(token: Token, ends: dict[int, Span], reading: Reading) -> int | None:
    """Return the start of "the Lee campaign", the body, not what somebody does: "during his campaign".

    "Lee's campaign" is the body where it speaks.
    """
    of_time = reading.pack.section("institutions")["of_time"]
    owner, doc = ends.get(token.i), token.doc
    if owner is None and token.i and doc[token.i - 1].tag_ == POSSESSIVE:
        says = token.dep_ == "nsubj" and token.head.lemma_ in reading.pack.section("agencies")["saying"]
        whose = ends.get(token.i - 1) if says else None
        return whose.start if whose is not None and whose.label_ == "PER" else None
    if owner is None or owner.label_ != "PER" or token.dep_ not in ("nsubj", "nsubjpass", "pobj", "dobj"):
        return None
    before = doc[owner.start - 1].lower_ if owner.start else ""
    timed = token.dep_ == "pobj" and token.head.lower_ in of_time
    return owner.start if before == "the" and not timed else None


def office(token: Token, ends: dict[int, Span], reading: Reading) -> int | None:
    """Return the start of "the mayor's office", where its holder's title is said."""
    doc, heads = token.doc, head_words(reading.pack)
    at = token.i - 1
    if at < 1 or doc[at].tag_ != POSSESSIVE or heads.get(doc[at - 1].lower_) is None or at in ends:
        return None
    start = at - 1
    modifiers = reading.pack.set("offices", "modifiers")
    while start and (doc[start - 1].lower_ in modifiers or start in ends):
        start = ends[start].start if start in ends else start - 1
    within = doc[start - 1].lower_ if start else ""
    inside = start > 1 and doc[start - 2].lower_ in ("in", "at", "inside", "outside")
    return None if inside or within in ("a", "an") else start


def ministry(token: Token, starts: dict[int, Span], ends: dict[int, Span], reading: Reading) -> None:
    """Add "the ministry of internal affairs of Belarus", with its country or that of the text."""
    doc, i = token.doc, token.i + 1
    if i >= len(doc) or doc[i].lower_ != "of" or reading.at(token) is not None:
        return
    end = i = i + 1
    while i < len(doc) and i - end < LONGEST and doc[i].text.islower() and doc[i].pos_ in FIELD:
        i += 1
        if doc[i - 1].pos_ in ("NOUN", "PROPN"):
            end = i
    if end == token.i + 2:
        return
    state = starts.get(end + 1) if doc.said(end, end + 1) == "of" else None
    owner = ends.get(token.i - 1) if token.i and doc[token.i - 1].tag_ == POSSESSIVE else ends.get(token.i)
    code = state_of(state, reading) or state_of(owner, reading)
    end = state.end if state is not None and state_of(state, reading) else end
    code = code or reading.homeland
    label = doc.said(token.i, end)
    body = f"organization/{code.lower()}/{slug(label)}" if code else f"organization/{slug(label)}"
    add_body(EntityId(body), label, token.i, end, reading)


FIELD = ("NOUN", "ADJ", "CCONJ", "PROPN")


def chambers(reading: Reading) -> None:
    """Add "the state senate", "the electoral college"; of a body named in full where one is. O(tokens)."""
    known = reading.pack.section("institutions")["chambers"]
    named = {ref.entity: reading.name(ref.entity) for ref in reading.of_kind(Kind.ORGANIZATION)}
    heads = {name.split()[-1] for name in known}
    for token in reading.tokens(forms=heads):
        if not token.text.islower():
            continue
        start = chamber(token, known) if reading.at(token) is None else None
        if start is not None:
            text = reading.doc.said(start, token.i + 1)
            fits = [body for body, name in named.items() if name.lower().split()[-1] == token.lower_]
            fits = [body for body in fits if body.count("/") == 1]  # "state senate": none of a country
            body = fits[0] if len(fits) == 1 else EntityId(f"organization/{slug(text)}")
            add_body(body, text, start, token.i + 1, reading)


def chamber(token: Token, chambers: list[str]) -> int | None:
    """Return the start of "the state senate", "the electoral college"; not "a city council"."""
    doc, start = token.doc, token.i - 1
    if start < 0 or doc.said(start, token.i + 1).lower() not in chambers:
        return None
    before = doc[start - 1].lower_ if start else ""
    return None if before in ("a", "an", "another", "any", "every", "each", "local") else start


def nations(spans: list[Span], reading: Reading) -> Iterator[Ref]:
    """Yield "the British" as the country, where it does something and no noun follows."""
    words = tuple(reading.pack.section("institutions")["peoples"])
    for span in spans:
        root = span.root
        acting = span.label_ == "NAT" and root.dep_ == "nsubj" and root.head.pos_ == "VERB"
        before = reading.doc[span.start - 1].lower_ if span.start else ""
        code = state_of(span, reading) if acting and before == "the" and span.text.endswith(words) else None
        if code is not None and root.i == span.end - 1:
            country = (reading.country(code),)
            yield Ref(span.start - 1, span.end, Kind.COUNTRY, country, "name")
