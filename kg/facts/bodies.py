"""Bodies: the country that each belongs to, and what it is part of."""

from collections.abc import Iterator
from itertools import pairwise

from kg.entities.bodies import is_party
from kg.entities.reading import Reading, Ref
from kg.facts.clauses import child
from kg.facts.triples import named_list, triple
from kg.mentions.words import Token
from kg.model import EntityId, Kind, Predicate, Triple


def of_country(reading: Reading) -> Iterator[Triple]:
    """`the Russian Embassy`; `the Senate` in an article about one country."""
    for ref in reading.of_kind(Kind.ORGANIZATION):
        if ref.form not in ("name", "nominal"):
            continue
        code = state_of(ref.entity, reading) or headed(ref, reading)
        country = reading.country(code) if code is not None else told(ref, reading)
        if country is not None:
            tokens = list(reading.doc[ref.start : ref.end])
            yield triple(ref.entity, Predicate.OF_COUNTRY, country, tokens, 0.85, reading)


def state_of(body: EntityId, reading: Reading) -> str | None:
    """Return the code of the country in the id of a body."""
    parts = body.split("/")
    code = parts[1].upper() if len(parts) == 3 else ""
    return code if code in reading.pack.countries else None


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
    idiom = reading.pack.section("bodies")["administrations"]
    return next((code for code in idiom if code in reading.home.countries), None)


def told(ref: Ref, reading: Reading) -> EntityId | None:
    """Return the country that the words around a body give it."""
    if ref.form != "name":
        return None
    return (
        described_as(ref, reading)
        or explained(ref, reading)
        or renamed(ref, reading)
        or local_party(ref, reading)
    )


def renamed(ref: Ref, reading: Reading) -> EntityId | None:
    """Return the country of "the parliament of Norway, the Storting"."""
    doc = reading.doc
    i = ref.start - 1 - (ref.start > 1 and doc[ref.start - 1].lower_ == "the")
    other = reading.at(i - 1) if i > 1 and doc[i].text == "," else None
    if other is None or other.kind is not Kind.COUNTRY or other.form != "name":
        return None
    j = other.start - 1 - (doc[other.start - 1].lower_ == "the")
    noun = doc[j - 1].lower_ if j > 0 and doc[j].lower_ == "of" else ""
    return other.entity if noun in reading.pack.section("bodies")["nominals"] else None


def described_as(ref: Ref, reading: Reading) -> EntityId | None:
    """Return the country of "the Greek gas producer X", "Greek daily X", "Norway's Labour Party"."""
    doc, start = reading.doc, ref.start
    start -= start > 1 and doc[start - 1].lower_ == "the"
    start -= start > 1 and doc[start - 1].text == "," and doc.said(ref.end, ref.end + 1) == ","
    i = start - 1
    while i >= 0 and start - i < 5 and doc[i].pos_ in ("NOUN", "ADJ") and reading.at(i) is None:
        i -= 1
    owned = i > 0 and doc[i].tag_ == "POS"
    before = reading.at(i - owned) if i - owned >= 0 else None
    if before is None or before.kind is not Kind.COUNTRY or before.end != i + 1 - owned:
        return None
    last = doc[start - 1]
    if start < ref.start and last.i == i:
        return None
    if before.form != "demonym" and not owned and last.i == i:
        return None
    noun = last.pos_ == "NOUN" or last.lower_ in reading.pack.section("bodies")["descriptions"]
    name = reading.name(ref.entity).lower().split()
    kinds = reading.pack.set("bodies", "kinds") - reading.pack.set("bodies", "private")
    plain = last.i == i and (owned or is_party(ref, reading) or name[-1] in kinds)
    whole = whole_noun(ref, reading)
    if plain or (owned and last.pos_ == "ADJ"):
        return before.entity if whole else None
    return before.entity if last.i > i and noun and last.tag_ not in ("NNS", "NNPS") else None


def explained(ref: Ref, reading: Reading) -> EntityId | None:
    """Return the country of "X, an independent Dutch human rights group,"."""
    doc = reading.doc
    root = doc[ref.start : ref.end].root
    noun = child(root, "appos")
    if noun is None or noun.pos_ not in ("NOUN", "PROPN") or not root.i < noun.i < ref.end + 12:
        return None
    if doc.said(ref.end, ref.end + 1) not in (",", "(", "–", "—"):
        return None
    for i in range(noun.i - 1, ref.end, -1):
        other = reading.at(i)
        if other is not None:
            return other.entity if other.form == "demonym" else None
        if doc[i].pos_ not in ("NOUN", "ADJ", "PROPN", "ADV", "NUM") and doc[i].text != "-":
            return None
    return None


def local_party(ref: Ref, reading: Reading) -> EntityId | None:
    """Return the country of "In Cyprus, the ruling X": a party in a sentence about one country alone."""
    doc = reading.doc
    before = {t.lower_ for t in doc[max(0, ref.start - 3) : ref.start]}
    if not (is_party(ref, reading) or before & reading.pack.set("relations", "ruling")):
        return None
    sent = doc[ref.start].sent
    refs = [r for r in reading.of_kind(Kind.COUNTRY) if sent.start <= r.start < sent.end]
    first = next((r for r in refs if r.start == sent.start + 1 and doc[sent.start].lower_ == "in"), None)
    return first.entity if first is not None and {r.entity for r in refs} == {first.entity} else None


def firms(reading: Reading) -> Iterator[Triple]:
    """`German firms including X, Y and Z`."""
    doc = reading.doc
    examples = reading.pack.set("relations", "examples")
    for left in [r for r in reading.refs if r.form == "demonym"]:
        i = left.end
        while i < len(doc) and i - left.end < 4 and reading.at(i) is None and doc[i].pos_ in ("NOUN", "ADJ"):
            i += 1
        if i == left.end or doc[i - 1].tag_ != "NNS":
            continue
        j = i + (i < len(doc) and doc[i].text == ",")
        size = next((n for n in (1, 2) if doc.said(j, j + n).lower() in examples), 0)
        for body in named_list(j + size, reading, Kind.ORGANIZATION) if size else ():
            yield triple(body, Predicate.OF_COUNTRY, left.entity, [doc[i - 1]], 0.8, reading)


def committees(reading: Reading) -> Iterator[Triple]:
    """`the House Judiciary Committee` is part of the House, where the article names both."""
    names: dict[str, Ref] = {}
    for ref in reading.of_kind(Kind.ORGANIZATION):
        if ref.form == "name":
            names.setdefault(reading.span(ref).text.removeprefix("the "), ref)
    kinds, same = reading.pack.set("bodies", "kinds"), reading.pack.same_body
    for short in reading.pack.section("bodies")["bare"]:
        full = same.get(short.lower(), short)
        named = next((ref for name, ref in names.items() if name.endswith(full)), None)
        if named is not None:
            names.setdefault(short, named)
    for name, ref in names.items():
        words = name.split()
        for size in range(len(words) - 1, 0, -1):
            whole = names.get(" ".join(words[:size]))
            if whole is not None and whole.entity != ref.entity and words[-1].lower() in kinds:
                tokens = list(reading.doc[ref.start : ref.end])
                yield triple(ref.entity, Predicate.PART_OF, whole.entity, tokens, 0.8, reading)
                break


def owned_parts(reading: Reading) -> Iterator[Triple]:
    """`the bank's Research Department` with both named; `X, a division of Y`; `X, part of Y`."""
    doc = reading.doc
    names = [r for r in reading.of_kind(Kind.ORGANIZATION) if r.form in ("name", "nominal")]
    for left, right in pairwise(names):
        if left.end + 1 == right.start and doc[left.end].tag_ == "POS" and whole_noun(right, reading):
            tokens = list(doc[left.start : right.end])
            yield triple(right.entity, Predicate.PART_OF, left.entity, tokens, 0.75, reading)
    words = reading.pack.section("relations")["divisions"]
    for ref in names:
        i = ref.start - 1 - (ref.start > 1 and doc[ref.start - 1].lower_ == "the")
        noun = doc[i - 1] if i > 1 and doc[i].lower_ == "of" else None
        inner = reading.at(noun) if noun is not None else None
        if inner is None and i > 1 and doc[i].lower_ in ("for", "in") and is_legislature(ref, reading):
            inner = reading.at(i - 1)
        if inner is not None and within(inner, ref, reading):
            tokens = list(doc[inner.start : ref.end])
            yield triple(inner.entity, Predicate.PART_OF, ref.entity, tokens, 0.8, reading)
        if noun is None or noun.lower_ not in words:
            continue
        part = part_named(noun, reading)
        if part is not None and part.entity != ref.entity:
            tokens = [*doc[part.start : part.end], *doc[ref.start : ref.end]]
            yield triple(part.entity, Predicate.PART_OF, ref.entity, tokens, 0.8, reading)


def within(inner: Ref, ref: Ref, reading: Reading) -> bool:
    """Tell whether "inner of ref" states a part: a committee of a chamber, a chamber of a parliament."""
    if inner.entity == ref.entity:
        return False
    return is_division(inner, reading) or (is_legislature(ref, reading) and is_house(inner, reading))


def is_legislature(ref: Ref, reading: Reading) -> bool:
    """Tell whether a name is of a parliament as a whole."""
    words = reading.span(ref).text.lower().split()
    return ref.form == "name" and not reading.pack.set("bodies", "wholes").isdisjoint(words)


def is_house(ref: Ref, reading: Reading) -> bool:
    """Tell whether a name is of a chamber of a parliament."""
    words = reading.span(ref).text.lower().split()
    return ref.kind is Kind.ORGANIZATION and not reading.pack.set("bodies", "chambers").isdisjoint(words)


def is_division(ref: Ref, reading: Reading) -> bool:
    """Tell whether a name is of a part of a body: "the Foreign Affairs Committee", "Committee on Rules"."""
    parts = reading.pack.set("relations", "parts")
    ends = (reading.doc[ref.start].lower_, reading.doc[ref.end - 1].lower_)
    return ref.kind is Kind.ORGANIZATION and ref.form == "name" and not parts.isdisjoint(ends)


def houses(reading: Reading) -> Iterator[Triple]:
    """`both houses of the Assembly`: the chambers that the text names are part of it."""
    doc, words = reading.doc, reading.pack.section("bodies")
    for token in reading.tokens(forms=words["houses"]):
        if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "of":
            continue
        whole = reading.at(token.i + 2 + (doc[token.i + 2].lower_ == "the"))
        if whole is None or whole.kind is not Kind.ORGANIZATION or whole.form != "name":
            continue
        for ref in reading.of_kind(Kind.ORGANIZATION):
            last = reading.name(ref.entity).lower().split()[-1]
            if last in words["chambers"] and state_of(ref.entity, reading) == state_of(whole.entity, reading):
                tokens = [token, *doc[whole.start : whole.end]]
                yield triple(ref.entity, Predicate.PART_OF, whole.entity, tokens, 0.7, reading)


def whole_noun(ref: Ref, reading: Reading) -> bool:
    """Tell whether a name is a noun phrase of its own, not a modifier ("the bank's Visa cards")."""
    doc = reading.doc
    role = doc[ref.start : ref.end].root.dep_
    owning = role == "poss" and ref.end < len(doc) and doc[ref.end].tag_ == "POS"
    return owning or role not in ("compound", "nmod", "poss", "amod")


def part_named(noun: Token, reading: Reading) -> Ref | None:
    """Return the body that a noun as "division" describes: across a comma, or as subject of "be"."""
    doc, i = reading.doc, noun.i - 1
    while (
        i > noun.sent.start and doc[i].pos_ in ("DET", "ADJ", "NOUN", "ADV", "VERB") and reading.at(i) is None
    ):
        i -= 1
    other = reading.at(i - 1) if doc[i].text == "," else None
    if other is None and doc[i].lemma_ == "be":
        subject = child(doc[i], "nsubj")
        other = reading.at(subject) if subject is not None else None
    return other if other is not None and other.kind is Kind.ORGANIZATION else None
