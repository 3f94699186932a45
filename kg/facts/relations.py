"""Plain relations: of bodies and places, and the table of all rules."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from kg.entities.reading import Reading, Ref
from kg.facts.clauses import asserted, child, entities_at, negated, subject_of
from kg.facts.lives import citizens, life, relatives, successions
from kg.facts.triples import AREAS, described, happened, triple
from kg.model import EntityId, Kind, Predicate, Triple

Rule = Callable[[Reading], Iterator[Triple]]


def relations(reading: Reading) -> Iterator[Triple]:
    """Yield relations, each pair once, with the first evidence."""
    seen = set()
    for rule in RULES:
        for found in rule(reading):
            if found.id not in seen and found.subject != found.object:
                seen.add(found.id)
                yield found


def of_country(reading: Reading) -> Iterator[Triple]:
    """`the Russian Embassy`; `the Senate` in an article about one country."""
    for ref in reading.of_kind(Kind.ORGANIZATION):
        code = state_of(ref.entity, reading) or headed(ref, reading) or described_as(ref, reading)
        if code is not None and ref.form in ("name", "nominal"):
            country = reading.country(code)
            tokens = list(reading.doc[ref.start : ref.end])
            yield triple(ref.entity, Predicate.OF_COUNTRY, country, tokens, 0.85, reading)


def headed(ref: Ref, reading: Reading) -> str | None:
    """Return the country of "the Obama administration": that whose office its head holds."""
    words = [t.lower_ for t in reading.doc[ref.start : ref.end]]
    if len(words) < 2 or words[-1] != reading.pack.section("bodies")["cabinet_word"]:
        return None
    for post in reading.posts:
        if any(holder.endswith(f"-{words[-2]}") for holder in post.holders):
            for body in post.of:
                if body.startswith("country/"):
                    return body.removeprefix("country/").upper()
    return None


def described_as(ref: Ref, reading: Reading) -> str | None:
    """Return the country of "the Greek gas producer X": a nationality word and nouns right before a name."""
    doc, i = reading.doc, ref.start - 1
    while i >= 0 and ref.start - i < 5 and doc[i].pos_ in ("NOUN", "ADJ") and reading.at(i) is None:
        i -= 1
    before = reading.at(i) if 0 <= i < ref.start - 1 else None
    nouns = [t for t in doc[i + 1 : ref.start] if t.pos_ == "NOUN"]
    if before is None or before.kind is not Kind.COUNTRY or before.end != i + 1 or not nouns:
        return None
    if nouns[-1].i != ref.start - 1 or nouns[-1].lower_.endswith("s") or ref.form != "name":
        return None
    return before.entity.removeprefix("country/").upper()


def state_of(body: EntityId, reading: Reading) -> str | None:
    """Return the code of the country in the id of a body."""
    parts = body.split("/")
    code = parts[1].upper() if len(parts) == 3 else ""
    return code if code in reading.pack.countries else None


def parties(reading: Reading) -> Iterator[Triple]:
    """`Republican Senator X`; `X, a Democrat`; `X (D-California)`."""
    names = reading.pack.section("bodies")["parties"]
    refs = list(reading.of_kind(Kind.ORGANIZATION))
    for ref in refs:
        text = reading.span(ref).text.lower()
        if text in names or text.endswith(" party"):
            for person in members_beside(ref, reading):
                tokens = list(reading.doc[ref.start : ref.end])
                yield triple(person, Predicate.MEMBER_OF, ref.entity, tokens, 0.85, reading)


def members_beside(ref: Ref, reading: Reading) -> Iterator[EntityId]:
    """Yield the people that a party's name describes."""
    doc, i = reading.doc, ref.end
    for post in reading.posts:
        if post.whole[0] == i and doc[i].tag_ != "POS":
            yield from post.holders
    if any(post.whole[0] == i and post.holders for post in reading.posts):
        return
    follower = reading.at(i) if i < len(doc) else None
    if follower is not None and follower.kind is Kind.PERSON and follower.start == i:
        yield from follower.entities
        return
    before = ref.start - 1 - (ref.start > 1 and doc[ref.start - 1].lower_ == "the")
    if before > 0 and doc[before].lower_ in ("of", "from"):
        owner = reading.at(before - 1)
        if owner is not None and owner.kind is Kind.PERSON and owner.form == "name":
            yield from owner.entities
            return
    first = (
        ref.start - 1
        if ref.start and doc[ref.start - 1].lower_ in ("a", "an", "the", "fellow")
        else ref.start
    )
    article = first < ref.start
    if article and first >= 2 and doc[first - 1].text == ",":
        apposed = reading.at(first - 2)
        if apposed is not None and apposed.kind is Kind.PERSON and closes(doc[i] if i < len(doc) else None):
            yield from apposed.entities
            return
    if article and i + 1 < len(doc) and doc[i].text == ",":
        after = reading.at(i + 1)
        if after is not None and after.kind is Kind.PERSON:
            yield from after.entities
            return
    root = doc[ref.start : ref.end].root
    if (
        article
        and root.dep_ == "attr"
        and root.head.lemma_ == "be"
        and asserted(root.head)
        and not negated(root.head)
    ):
        yield from entities_at(subject_of(root.head), reading, Kind.PERSON)


def closes(token: Token | None) -> bool:
    """Tell whether an apposition may end before this token."""
    return token is None or token.is_punct or token.pos_ in ("ADP", "CCONJ", "VERB", "AUX", "SCONJ")


def members(reading: Reading) -> Iterator[Triple]:
    """`X, a member of Y`; `X is a member of Y`; `X joined Y`."""
    words = reading.pack.section("relations")
    for token in reading.doc:
        if token.lower_ in words["members"] and token.pos_ in ("NOUN", "PROPN"):
            prep = next((c for c in token.children if c.lower_ == "of"), None)
            body = next(entities_at(child(prep, "pobj"), reading, Kind.ORGANIZATION), None) if prep else None
            if body is not None:
                for who in described(token, reading, Kind.PERSON, Kind.COUNTRY):
                    yield triple(who, Predicate.MEMBER_OF, body, [token, *token.subtree], 0.85, reading)
        elif token.lemma_.lower() in words["join"] and happened(token) and token.tag_ in ("VBD", "VBN"):
            for body in entities_at(child(token, "dobj"), reading, Kind.ORGANIZATION):
                for who in entities_at(subject_of(token), reading, Kind.PERSON, Kind.COUNTRY):
                    yield triple(who, Predicate.MEMBER_OF, body, [token], 0.7, reading)


def located(reading: Reading) -> Iterator[Triple]:
    """`Helsinki, Finland`; `the Iraqi city of Mosul`; `a hotel in Vienna` where the hotel has a name."""
    doc = reading.doc
    refs = [r for r in reading.refs if r.kind in AREAS and r.form == "name"]
    starts = {r.start: r for r in refs}
    for ref in sorted(refs, key=lambda r: r.start):
        if ref.kind is not Kind.PLACE:
            continue
        other = None
        if ref.end + 1 < len(doc) and doc[ref.end].text == ",":
            other = starts.get(ref.end + 1)
            if other is not None and not apposition(ref, other, reading):
                other = None
        if other is None:
            other = around(ref, reading) or inside(ref, reading)
        if other is not None and other.entity != ref.entity and bigger(other, ref, reading):
            tokens = [*doc[ref.start : ref.end], *doc[other.start : other.end]]
            yield triple(ref.entity, Predicate.LOCATED_IN, other.entity, tokens, 0.85, reading)


def apposition(ref: Ref, other: Ref, reading: Reading) -> bool:
    """Tell `Helsinki, Finland,` from the members of a list: `Helsinki, Oslo and Rome`."""
    doc = reading.doc
    after = doc[other.end] if other.end < len(doc) else None
    if ref.start and doc[ref.start - 1].text == "," and reading.at(ref.start - 2) is not None:
        return False
    if after is None or after.text != ",":
        return after is None or after.lower_ not in ("and", "or", "&")
    return other.end + 1 >= len(doc) or reading.at(other.end + 1) is None or doc[other.end + 1].dep_ != "conj"


def bigger(other: Ref, ref: Ref, reading: Reading) -> bool:
    """Tell whether one area may hold another: a country holds places, a state of it holds towns."""
    if other.kind is Kind.COUNTRY:
        return True
    divisions = reading.pack.subdivisions
    return reading.span(ref).text.lower() not in divisions


def around(ref: Ref, reading: Reading) -> Ref | None:
    """Return the area that a phrase around a place states: "the US state of X", "X in Y", "Y's X"."""
    doc = reading.doc
    words = reading.pack.section("relations")["places"]
    i = ref.start - 1
    if i >= 1 and doc[i].lower_ == "of" and doc[i - 1].lower_ in words:
        i -= 1
    elif i >= 0 and doc[i].lower_ not in words:
        i = -1
    if i >= 1:
        j = i - 1
        while (
            j > 0
            and (doc[j].pos_ in ("ADJ", "NOUN") or doc[j].text in ("-", "'s", "’s"))
            and reading.at(j) is None
        ):
            j -= 1
        before = reading.at(j)
        if before is not None and before.kind in AREAS and i - j < 5 and before.end > ref.start - 6:
            return before
    return None


def inside(ref: Ref, reading: Reading) -> Ref | None:
    """Return the area of `X in Y`, where "in" hangs on X and not on a verb."""
    doc = reading.doc
    if ref.end + 1 >= len(doc) or doc[ref.end].lower_ != "in":
        return None
    j = ref.end + 1 + (doc[ref.end + 1].lower_ == "the")
    after = reading.at(j) if j < len(doc) else None
    root = doc[ref.start : ref.end].root
    if after is None or after.kind not in AREAS or after.form != "name":
        return None
    owners = {root, root.head.head} if root.dep_ == "pobj" and root.head.lower_ == "of" else {root}
    return after if doc[ref.end].head in owners else None


def seated(reading: Reading) -> Iterator[Triple]:
    """`the Court of Session in Scotland`: a body with the area where it sits."""
    for ref in reading.of_kind(Kind.ORGANIZATION):
        area = inside(ref, reading) if ref.form == "name" else None
        if area is not None:
            tokens = [*reading.doc[ref.start : ref.end], *reading.doc[area.start : area.end]]
            yield triple(ref.entity, Predicate.LOCATED_IN, area.entity, tokens, 0.75, reading)


def named_after_place(reading: Reading) -> Iterator[Triple]:
    """`the Supreme Court of Ohio`, `the Vienna city council`: a public body with a place in its name."""
    places = {reading.span(r).text: r for r in reading.of_kind(Kind.PLACE) if r.form == "name"}
    private = reading.pack.set("bodies", "private")
    local = reading.pack.set("bodies", "local")
    for ref in reading.of_kind(Kind.ORGANIZATION):
        text = reading.span(ref).text
        words = text.lower().split()
        if ref.form != "name" or state_of(ref.entity, reading) or not private.isdisjoint(words):
            continue
        if local.isdisjoint((words[0], words[-1])) and "court" not in words:
            continue
        for name, place in places.items():
            if text.startswith(f"{name} ") or text.endswith((f" of {name}", f" in {name}", f" for {name}")):
                tokens = list(reading.doc[ref.start : ref.end])
                yield triple(ref.entity, Predicate.LOCATED_IN, place.entity, tokens, 0.75, reading)


def parts(reading: Reading) -> Iterator[Triple]:
    """`the House Judiciary Committee` is part of the House, where the article names both."""
    names: dict[str, Ref] = {}
    for ref in reading.of_kind(Kind.ORGANIZATION):
        if ref.form == "name":
            names.setdefault(reading.span(ref).text.removeprefix("the "), ref)
    kinds = reading.pack.set("bodies", "kinds")
    for name, ref in names.items():
        words = name.split()
        for size in range(len(words) - 1, 0, -1):
            whole = names.get(" ".join(words[:size]))
            if whole is not None and whole.entity != ref.entity and words[-1].lower() in kinds:
                tokens = list(reading.doc[ref.start : ref.end])
                yield triple(ref.entity, Predicate.PART_OF, whole.entity, tokens, 0.8, reading)
                break


RULES: tuple[Rule, ...] = (
    of_country,
    parties,
    members,
    located,
    seated,
    named_after_place,
    parts,
    relatives,
    successions,
    citizens,
    life,
)
