"""Posts and who holds them: "Russian defense minister Sergei Shoigu" is a post of Russia with a holder.

A holder stands right behind the title, or on the other side of a comma. What verbs say ("was appointed")
is for `kg.facts.tenures`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from kg.entities.reading import Post, Reading, Ref
from kg.entities.titles import Grammar, Title
from kg.entities.wording import head_words, title_key, title_keys
from kg.model import EntityId, Kind, TenureStatus


def offices(reading: Reading) -> None:
    """Fill `reading.posts`, with bodies and with the holders that stand beside them."""
    for title in Grammar(reading).titles():
        words = reading.doc[title.start : title.end].text
        text = singular_title(title, reading) if title.plural else words
        key = title_key(words, reading.pack)
        of = tuple(dict.fromkeys(e for ref in title.bodies for e in ref.entities))
        post = Post(
            title.start, title.end, title.head, text, key, title.whole, of, title.status,
            title.implied, title.plural,
        )  # fmt: skip
        post.holders = list(dict.fromkeys(holders(title, post, reading)))
        reading.posts += own_bodies(post, reading)
        if not (vague(post, reading) and post.holders):
            reading.posts.append(post)
    join_titles(reading)
    share_bodies(reading)


def own_bodies(post: Post, reading: Reading) -> list[Post]:
    """Return a post for each holder with a body behind the name: "Senators A of Ohio and B of Utah"."""
    found = []
    doc = reading.doc
    for ref in takewhile(lambda r: r.start <= post.head + 60, reading.after(post.head)):
        named = ref.kind is Kind.PERSON and ref.form == "name" and ref.entity in post.holders
        if not named or ref.end + 1 >= len(doc):
            continue
        i = ref.end + 1 + (doc[ref.end + 1].lower_ == "the")
        body = reading.at(i) if doc[ref.end].lower_ in ("of", "from") and i < len(doc) else None
        if body is not None and body.kind in (Kind.COUNTRY, Kind.PLACE) and body.form == "name":
            post.holders.remove(ref.entity)
            of = (*body.entities, *post.of)
            found.append(replace(post, of=of, holders=[ref.entity], implied=False))
    return found


def singular_title(title: Title, reading: Reading) -> str:
    """Return a plural title as each of its holders bears it: "Senators" → "Senator"."""
    doc = reading.doc
    words = reading.doc[title.start : title.end].text
    head = doc[title.head].text
    one = head_words(reading.pack).get(head.lower(), head)
    return words.replace(head, one.capitalize() if head[0].isupper() else one)


def vague(post: Post, reading: Reading) -> bool:
    """Tell whether a title is a bare calling: "a minister and former colonel"."""
    first = reading.doc[post.whole[0]].lower_
    return not post.of and first in ("a", "an") and post.key in reading.pack.section("offices")["bare"]


def join_titles(reading: Reading) -> None:
    """Give the first of two joined titles the holder of the second: "party leader and prime minister X"."""
    for left, right in pairwise(reading.posts):
        between = reading.doc[left.whole[1] : right.whole[0]]
        if not left.holders and right.holders and not left.plural and [t.lower_ for t in between] == ["and"]:
            left.holders = list(right.holders[:1])


def holders(title: Title, post: Post, reading: Reading) -> Iterator[EntityId]:
    """Yield who stands beside a title as its holder."""
    i = title.whole[1]
    i = skipped(i, reading)
    ref = reading.at(i) if i < len(reading.doc) else None
    if ref is not None and ref.kind is Kind.PERSON and ref.form == "name" and ref.start == i:
        yield from listed(ref, title, reading)
        return
    if title.plural and i + 1 < len(reading.doc) and reading.doc[i].text == ",":
        ref = reading.at(i + 1)
        if ref is not None and ref.kind is Kind.PERSON and ref.form == "name":
            yield from listed(ref, title, reading)
        return
    beside = apposed(title, reading)
    if beside is not None:
        yield from beside.entities


def skipped(i: int, reading: Reading) -> int:
    """Step over what may stand between a title and a name: "-elect", "Gen.", "Sir", a comma never."""
    offices = reading.pack.section("offices")
    between = {"-", "elect", "designate", "candidate", "nominee", "hopeful"}
    between |= {*offices["ranks"], *offices["honorifics"]}
    doc = reading.doc
    while i < len(doc) and doc[i].lower_ in between and reading.at(i) is None:
        i += 1
    return i


def listed(ref: Ref, title: Title, reading: Reading) -> Iterator[EntityId]:
    """Yield one holder, or all of a list behind a plural: "Senators A of X, B and C"."""
    yield from ref.entities
    if not title.plural:
        return
    doc, i = reading.doc, ref.end
    while i < len(doc) and not doc[i].is_sent_start:
        other = reading.at(i)
        if other is not None and other.kind is Kind.PERSON and other.form == "name":
            yield from other.entities
            i = other.end
        elif doc[i].lower_ in (",", "and", "&", "(", ")", "of", "from", "the") or (
            other is not None and other.kind in (Kind.PLACE, Kind.COUNTRY, Kind.ORGANIZATION)
        ):
            i += 1
        else:
            return


def apposed(title: Title, reading: Reading) -> Ref | None:
    """Return the person of `Name, [the] title of body,` or `title of body, Name,`; also with brackets."""
    doc, (first, last) = reading.doc, title.whole
    sent = doc[title.head].sent
    if first - 2 >= sent.start and doc[first - 1].text in (",", "(", "—", "–", "-"):
        ref = reading.at(first - 2)
        closes = (
            last >= sent.end
            or doc[last].text in (",", ".", ")", "and", ";", ":", "—", "–", "-", "who")
            or (doc[title.head].dep_ == "appos")
        )
        if ref is not None and ref.kind is Kind.PERSON and ref.form == "name" and closes:
            return ref if not listing(ref, title, reading) else None
    if last + 1 < sent.end and doc[last].text == ",":
        i = skipped(last + 1, reading)
        ref = reading.at(i) if i < len(doc) else None
        if ref is not None and ref.kind is Kind.PERSON and ref.form == "name" and ref.end < len(doc):
            closed = doc[ref.end].text in (",", ".", ")", "—") or doc[ref.end].pos_ in ("VERB", "AUX")
            if closed and not title.plural and singular(title, reading):
                return ref
    return appositive(title, reading)


def singular(title: Title, reading: Reading) -> bool:
    """Tell whether the noun phrase is one person's description: with an article, body or apposition."""
    first = reading.doc[title.whole[0]]
    return first.lower_ in ("the", "a", "an", "his", "her", "its", "their") or bool(title.bodies)


def listing(ref: Ref, title: Title, reading: Reading) -> bool:
    """Tell whether name and title are members of one list: "Lee, the president and the mayor met"."""
    head = reading.doc[title.head]
    return head.dep_ == "conj" and head.head.i in range(ref.start, ref.end) and title.whole[0] == title.start


def appositive(title: Title, reading: Reading) -> Ref | None:
    """Return the person that the parser joins to the title as an apposition."""
    head = reading.doc[title.head]
    others = [head.head] if head.dep_ == "appos" else [c for c in head.children if c.dep_ == "appos"]
    for other in others:
        ref = reading.at(other)
        if ref is not None and ref.kind is Kind.PERSON and ref.form == "name" and not title.plural:
            return ref
    return None


def share_bodies(reading: Reading) -> None:
    """Give posts without a stated body the one that tells.

    In this order: of the same holder's fuller title, of the joined title before it ("Israeli prime minister
    X and energy minister Y"), a chamber, the state or country that the article is about.
    """
    by_holder: defaultdict[EntityId, list[Post]] = defaultdict(list)
    for post in reading.posts:
        for holder in post.holders:
            by_holder[holder].append(post)
    for number, post in enumerate(reading.posts):
        others = (p for holder in post.holders for p in by_holder[holder])
        fuller = next((p for p in others if outranks(p, post)), None)
        if fuller is not None:
            post.key, post.of = fuller.key, fuller.of
            if fuller.status is not post.status and post.status is TenureStatus.CURRENT:
                post.status = fuller.status
        if post.of or not post.holders:
            continue
        before = reading.posts[number - 1] if number else None
        if before is not None and joined(before, post, reading):
            post.of = tuple(body for body in before.of if body.startswith("country/"))
        post.of = post.of or implied_body(post, reading)


def implied_body(post: Post, reading: Reading) -> tuple[EntityId, ...]:
    """Return what a title without a body belongs to: a chamber or court, a state, a country, or nothing."""
    pack = reading.pack
    sovereign, regional = title_keys("sovereign", pack), title_keys("regional", pack)
    chambers = chamber(post, reading)
    if chambers:
        return chambers
    region = main_region(reading) if post.key in regional else None
    if region is not None:
        return (region,)
    shared = stated_elsewhere(post, reading) if post.key not in sovereign else ()
    if shared:
        return shared
    code = national_style(post, reading)
    if code is None and post.key in sovereign:
        code = next((c for c in reading.homelands[:3] if free(c, post, reading)), None)
    return (reading.country(code),) if code else ()


def free(code: str, post: Post, reading: Reading) -> bool:
    """Tell whether nobody else is said to hold this office of a country."""
    if post.key in reading.pack.section("offices")["chambers"]:
        return True
    country = f"country/{code.lower()}"
    others = (p for p in reading.posts if p.key == post.key and country in p.of and p.holders)
    return all(p.status is not post.status or set(p.holders) & set(post.holders) for p in others)


def stated_elsewhere(post: Post, reading: Reading) -> tuple[EntityId, ...]:
    """Return the body that the article states for the same title, if it is always the same one."""
    bodies = {p.of for p in reading.posts if p.key == post.key and p.of and not p.plural}
    return bodies.pop() if len(bodies) == 1 else ()


def national_style(post: Post, reading: Reading) -> str | None:
    """Return the country whose wording a title is, if the article speaks of that country."""
    code = reading.pack.section("offices")["styles"].get(post.key)
    spoken = code and any(r.entity == f"country/{code.lower()}" for r in reading.of_kind(Kind.COUNTRY))
    return str(code) if spoken else None


def outranks(full: Post, short: Post) -> bool:
    """Tell whether one title is the fuller wording of another of the same holder."""
    if full is short or not full.of or short.of or not set(full.holders) & set(short.holders):
        return False
    return set(short.key.split()) <= set(full.key.split())


def joined(before: Post, post: Post, reading: Reading) -> bool:
    """Tell whether a title goes on a list that an earlier title with a country began, in one sentence."""
    doc = reading.doc
    if not before.of or before.whole[1] > post.whole[0] or doc[before.head].sent != doc[post.head].sent:
        return False
    between = doc[before.whole[1] : post.whole[0]]
    return all(
        reading.at(t) is not None or t.lower_ in ("and", ",", "as", "well", "his", "the") for t in between
    )


def main_region(reading: Reading) -> EntityId | None:
    """Return the federal state or province that the article names most, if any."""
    divisions = reading.pack.subdivisions
    names = [r.entity for r in reading.of_kind(Kind.PLACE) if reading.span(r).text.lower() in divisions]
    counts = Counter(names).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


def chamber(post: Post, reading: Reading) -> tuple[EntityId, ...] | None:
    """Return the chamber that a legislator sits in, or the court of a judge, where the article names it."""
    for wanted in reading.pack.section("offices")["chambers"].get(post.key, ()):
        fits = [r for r in reading.of_kind(Kind.ORGANIZATION) if names_body(reading.span(r).text, wanted)]
        if fits:
            return (min(fits, key=lambda ref: abs(ref.start - post.head)).entity,)
    return None


def names_body(text: str, wanted: str) -> bool:
    """Tell whether a name is of the wanted kind: it ends, or begins a phrase, with the words."""
    name = text.lower().removeprefix("the ")
    return (
        name == wanted or name.endswith(" " + wanted) or f"{wanted} of " in name or f"{wanted} for " in name
    )
