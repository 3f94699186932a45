"""Descriptions: "the Russian defense chief", "the two generals", "the network", "the activist"."""

from collections import defaultdict
from operator import itemgetter

from kg.entities.governments import headed
from kg.entities.introductions import Introductions
from kg.entities.reading import Post, Reading, Ref
from kg.entities.wording import title_key
from kg.mentions.words import Token
from kg.model import EntityId, Kind

Held = defaultdict[str, list[tuple[int, Post]]]
Titles = defaultdict[str, set[EntityId]]

NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
LEDE = 40  # tokens at the start of a text in which somebody is told of who is named later


def nominals(reading: Reading) -> None:
    """Resolve descriptions by posts, groups by number, bodies and people by what they were introduced as."""
    known, held, titles = Introductions(reading), held_posts(reading), holders_by_word(reading)
    for post in reading.posts:
        if not post.holders and reading.at(post.head) is None:
            resolve_post(post, held, reading)
    for token in reading.doc:
        if token.pos_ in ("NOUN", "PROPN") and reading.at(token) is None:
            ref = group(token, titles, reading) or body(token, reading) or known.described(token)
            ref = ref or persons_government(token, reading)
            if ref is not None:
                reading.add(ref)


def persons_government(token: Token, reading: Reading) -> Ref | None:
    """Resolve "government" of "Merkel's government" to that of the country that she leads."""
    if token.lower_ != reading.pack.section("bodies")["own"]:
        return None
    owners = (reading.at(kid) for kid in token.lefts if kid.dep_ == "poss")
    owner = next((ref for ref in owners if ref is not None and ref.kind is Kind.PERSON), None)
    body = headed(owner.entity, reading) if owner is not None else None
    return Ref(token.i, token.i + 1, Kind.ORGANIZATION, (body,), "nominal") if body is not None else None


def held_posts(reading: Reading) -> Held:
    """Return the posts that have holders, numbered in their order, by the last word of their keys."""
    found: Held = defaultdict(list)
    for number, post in enumerate(reading.posts):
        for word in post.key.split()[-1:] if post.holders else ():
            found[word].append((number, post))
    return found


def holders_by_word(reading: Reading) -> Titles:
    """Return the people that hold posts by each word of their titles."""
    found: Titles = defaultdict(set)
    for post in reading.posts:
        for word in post.key.split():
            found[word].update(post.holders)
    return found


def resolve_post(post: Post, held: Held, reading: Reading) -> None:
    """Add a nominal reference if exactly one holder in the document fits a definite title."""
    doc = reading.doc
    first = doc[post.whole[0]]
    predicate = doc[post.head].dep_ in ("attr", "oprd", "appos") or doc[post.head].head.lower_ == "as"
    definite = first.lower_ in ("the", "our", "this") or (
        first.i == post.start and doc[post.start].text[0].isupper()
    )
    if post.plural or predicate:
        return
    if not definite:
        ahead(post, reading)
        return
    last = "".join(post.key.split()[-1:])
    nicknames = reading.pack.section("offices")["nicknames"].get(last, ())
    alike = [pair for word in {last, *nicknames} for pair in held.get(word, ())]
    fits = [other for _, other in sorted(alike, key=itemgetter(0)) if fit(post, other, reading)]
    before = [other for other in fits if other.head < post.head] or fits
    if not before:
        return
    nearest = max(before, key=lambda other: other.head) if not post.of else before[0]
    people = {tuple(other.holders) for other in before if other.holders}
    if post.of and len(people) > 1:
        return
    who = nearest.holders[-1:]
    start = post.whole[0]
    reading.add(Ref(start, post.whole[1], Kind.PERSON, tuple(who), "nominal"))


def ahead(post: Post, reading: Reading) -> None:
    """Add `a federal judge …` in the first sentences as the only such holder, who is named after it."""
    first = reading.doc[post.whole[0]]
    if first.lower_ not in ("a", "an") or first.i > LEDE or reading.doc[post.head].dep_ != "nsubj":
        return
    same = [p for p in reading.posts if p.key.split()[-1:] == post.key.split()[-1:] and p is not post]
    people = {who for other in same for who in other.holders}
    named = [other for other in same if other.holders]
    lesser = frozenset(reading.pack.coreference.get("described", {}).get("lesser", ()))
    alike = lesser.isdisjoint(w for p in (*same, post) for w in p.key.split())
    if len(people) == 1 and named and alike and all(p.head > post.head for p in same):
        reading.add(Ref(post.whole[0], post.whole[1], Kind.PERSON, tuple(people), "nominal"))


def fit(post: Post, other: Post, reading: Reading) -> bool:
    """Tell whether a description may mean the holder of another post: its words, its body, nicknames."""
    mine, theirs = post.key.split(), other.key.split()
    lesser = frozenset(reading.pack.coreference.get("described", {}).get("lesser", ()))
    if not mine or not theirs or not lesser.isdisjoint(set(theirs) - set(mine)):
        return False
    if post.of and other.of and not bodies_meet(post, other, reading):
        return False
    if set(mine) <= set(theirs):
        return mine[-1] == theirs[-1]
    nicknames = reading.pack.section("offices")["nicknames"].get(mine[-1], ())
    return bool(post.of) and theirs[-1] in nicknames and set(mine[:-1]) <= set(theirs)


def bodies_meet(post: Post, other: Post, reading: Reading) -> bool:
    """Tell whether two posts share a body, or one's ministry is of the other's country and portfolio."""
    if set(post.of) & set(other.of):
        return True
    return any(governs(a, b, other, reading) for a in post.of for b in other.of)


def governs(body: EntityId, state: EntityId, other: Post, reading: Reading) -> bool:
    """Tell whether "the Pentagon head" may be a minister: his state's body, named as his portfolio."""
    if not (body.startswith("organization/") and state.startswith("country/")):
        return False
    same_state = body.split("/")[1] == state.split("/")[1]
    name = body.split("/")[-1]
    words = title_key(reading.pack.same_body.get(name, name), reading.pack).split()
    return same_state and not set(other.key.split()[:-1]).isdisjoint(words)


def group(token: Token, titles: Titles, reading: Reading) -> Ref | None:
    """Resolve "the two generals", "both leaders", "the two countries" to as many as were named last."""
    words = [t for t in token.lefts if t.lower_ in NUMBERS] if token.tag_ in ("NNS", "NNPS") else []
    if not words:
        return None
    size = NUMBERS[words[0].lower_]
    start = min(t.i for t in (*token.lefts, token) if t.i >= token.sent.start)
    if token.lemma_.lower() in ("country", "nation", "state"):
        found = last_named(reading, token.i, (Kind.COUNTRY,), size)
        return Ref(start, token.i + 1, Kind.COUNTRY, found, "group") if len(found) == size else None
    found = ranked(token, titles, reading, size)
    return Ref(start, token.i + 1, Kind.PERSON, found, "group") if len(found) == size else None


def ranked(token: Token, titles: Titles, reading: Reading, size: int) -> tuple[EntityId, ...]:
    """Return the last people named that carry the title or rank that a plural repeats."""
    offices = reading.pack.section("offices")
    lemma = token.lemma_.lower()
    rank = lemma in offices["ranks"]
    if (
        not rank
        and lemma not in offices["heads"]
        and lemma not in ("man", "leader", "politician", "side", "woman")
    ):
        return ()
    found: list[EntityId] = []
    for ref in reading.before(token.i):
        if ref.kind is not Kind.PERSON or ref.form != "name" or ref.entity in found:
            continue
        before = reading.doc[ref.start - 1].lower_.rstrip(".") if ref.start else ""
        if rank and not (before and before in offices["ranks"] and lemma.startswith(before)):
            continue
        titled = not rank and lemma in offices["heads"] and lemma != "leader"
        if titled and ref.entity not in titles[lemma]:
            continue
        found.append(ref.entity)
        if len(found) == size:
            break
    return tuple(found)


def last_named(reading: Reading, before: int, kinds: tuple[Kind, ...], size: int) -> tuple[EntityId, ...]:
    """Return the last different entities of these kinds named before a token, nearest first."""
    found: dict[EntityId, None] = {}
    for ref in reading.before(before):
        if ref.kind in kinds:
            found.setdefault(ref.entity)
            if len(found) == size:
                break
    return tuple(found)


def body(token: Token, reading: Reading) -> Ref | None:
    """Resolve "the ministry" to the last body named whose name has the word."""
    lemma = token.lower_
    if lemma not in reading.pack.section("bodies")["nominals"] or token.tag_ not in ("NN", "NNP"):
        return None
    lefts = [t for t in token.lefts if t.dep_ != "punct"]
    if [t.lower_ for t in lefts] not in (["the"], ["this"]) or any(t.dep_ == "prep" for t in token.rights):
        return None
    for ref in reading.before(token.i):
        if ref.kind is Kind.ORGANIZATION and ref.form == "name":
            name = reading.entities[ref.entity]
            if lemma in reading.span(ref).text.lower().split() or (
                lemma in getattr(name, "name", "").lower().split()
            ):
                return Ref(lefts[0].i, token.i + 1, Kind.ORGANIZATION, (ref.entity,), "nominal")
    return None
