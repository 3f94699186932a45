"""Bodies told by what they do: "the Thai space agency", "Norway's football federation", "Omsk hospital"."""

from collections.abc import Mapping
from typing import Any

from kg.entities.governments import add_body, state_of
from kg.entities.reading import Reading, Ref, slug
from kg.mentions.words import Span, Token
from kg.model import EntityId, Kind

LONGEST = 5  # tokens between a nation and the kind of body


def agencies(spans: list[Span], reading: Reading) -> None:
    """Add bodies written small behind a nation, unless one is named by the same words. O(tokens)."""
    words = reading.pack.section("agencies")
    ends = {span.end: span for span in spans}
    named = [span.text.lower() for span in spans if span.label_ == "ORG"]
    starts = {span.start for span in spans if span.label_ == "ORG"}
    for token in reading.tokens(forms=words["kinds"]):
        if not token.text.islower() or reading.at(token) is not None or token.i + 1 in starts:
            continue  # "the Russian space agency Roscosmos" is told by its name
        owner = nation_before(token, ends, reading)
        code = state_of(owner, reading)
        if owner is None or code is None or not one_body(token, owner, reading):
            continue
        possessive = reading.doc[owner.end].tag_ == "POS"
        text = reading.doc.said(owner.end + possessive, token.i + 1)
        if any(text.lower() in name for name in named):
            continue
        body = EntityId(f"organization/{code.lower()}/{slug(text)}")
        add_body(body, reading.doc.said(owner.start, token.i + 1), owner.start, token.i + 1, reading)


def local_bodies(spans: list[Span], reading: Reading) -> None:
    """Add bodies written small behind a place: "Omsk hospital", "the Kandahar provincial council". O(tokens).

    The place inside stays one.
    """
    words = reading.pack.section("agencies")
    ends = {span.end: span for span in spans if span.label_ == "LOC"}
    for token in reading.tokens(forms=words["local"]) if ends else ():
        if not token.text.islower() or reading.at(token) is not None:
            continue
        owner = nation_before(token, ends, reading)
        if owner is None or not one_local(token, owner, reading):
            continue
        text = reading.doc.said(owner.start, token.i + 1)
        reading.inner.update(range(owner.start, owner.end))
        add_body(EntityId(f"organization/{slug(text)}"), text, owner.start, token.i + 1, reading)


def one_local(token: Token, owner: Span, reading: Reading) -> bool:
    """Tell "the Oslo police" and "Kent county court" from "an Oslo court" and "Oslo police officers"."""
    doc, words = token.doc, reading.pack.section("agencies")
    before = doc[owner.start - 1].lower_ if owner.start else ""
    if before in words["indefinite"] or token.dep_ in ("compound", "nmod") or doc[owner.end].tag_ == "POS":
        return False
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return following is None or following.pos_ not in ("NOUN", "PROPN")


def nation_before(token: Token, ends: dict[int, Span], reading: Reading) -> Span | None:
    """Return the name before a noun and the words that describe it: "[Iran]'s atomic energy agency"."""
    doc, i, highest = token.doc, token.i, reading.pack.section("agencies")["highest"]
    while i > 0 and token.i - i <= LONGEST:
        if i in ends:
            return ends[i]
        i -= 1
        describes = doc[i].pos_ in ("NOUN", "ADJ") or doc[i].tag_ == "POS" or doc[i].text in ("-", "and")
        # "Iran's largest fleet" is a company's
        ranked = doc[i].tag_ == "JJS" and doc[i].lower_ not in highest
        if not describes or ranked or (i not in ends and reading.at(i) is not None):
            return None
    return ends.get(i)


def one_body(token: Token, owner: Span, reading: Reading) -> bool:
    """Tell "the Danish coast guard" and "Italy's cabinet" from "a Danish board" and "Danish guard dogs"."""
    doc, words = token.doc, reading.pack.section("agencies")
    before = doc[owner.start - 1] if owner.start else None
    owned = doc[owner.end].tag_ == "POS"
    if before is not None and (before.lower_ in words["indefinite"] or (before.tag_ == "CC" and not owned)):
        return False  # "US and Russian forces" are two
    renames = owned and token.dep_ == "appos" and reading.doc[token.head.i].pos_ == "PROPN"
    if renames or token.dep_ in ("compound", "nmod", "poss"):  # "X, Norway's highest court, …"
        return False
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if following is not None and following.pos_ in ("NOUN", "PROPN") and following.text.islower():
        return False
    described = token.i > owner.end + owned
    return described or token.lower_ in words["alone"]


def officers(reading: Reading) -> None:
    """Add "police" where they speak: the force that the text names, else that of its country."""
    words = reading.pack.section("agencies")
    forces = reading.tokens(forms=words["forces"])
    told = [token for token in forces if reading.at(token) is None and speaking(token, words)]
    refs = list(reading.of_kind(Kind.ORGANIZATION)) if told else []
    for token in told:
        named = {ref.entity for ref in refs if token.lower_ in reading.span(ref).text.lower().split()}
        start = token.i - (token.i > 0 and reading.doc[token.i - 1].lower_ in words["plain"])
        start += reading.doc[start].lower_ == "the"
        if len(named) == 1:
            reading.add(Ref(start, token.i + 1, Kind.ORGANIZATION, (named.pop(),), "nominal"))
        elif not named:
            state = f"{reading.homeland.lower()}/" if reading.homeland and reading.home.sure else ""
            text = reading.doc.said(start, token.i + 1)
            body = EntityId(f"organization/{state}{slug(text)}")
            add_body(body, text, start, token.i + 1, reading)


def speaking(token: Token, words: Mapping[str, Any]) -> bool:
    """Tell whether a noun with nothing but "the" says something: "police said", "according to police"."""
    alone = all(
        t.lower_ in words["plain"] or t.dep_ in ("prep", "relcl", "acl", "conj", "cc") for t in token.children
    )
    says = token.dep_ == "nsubj" and token.head.lemma_.lower() in words["saying"]
    return alone and (says or (token.dep_ == "pobj" and token.head.head.lower_ in words["according"]))
