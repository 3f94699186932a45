"""What an office belongs to where its title does not say: other titles, a chamber, the state, the country."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from kg.entities.reading import Post, Reading, Ref
from kg.entities.wording import title_key, title_keys
from kg.languages import LanguagePack
from kg.model import EntityId, Kind, TenureStatus

OFTEN = 3  # mentions of the town that an article is about
ORDER = ("organization", "place", "country", "person")


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
    leading = led(post, reading)
    if leading:
        return leading
    region = spoken_region(post, reading)
    if region is None and (reading.home.region or post.key not in title_keys("sovereign", pack)):
        region = main_region(reading)
    home = reading.home.region != "" and post.key not in title_keys("heads_of_state", pack)
    chambers = chamber(post, reading)
    if chambers:
        return chambers
    if post.key in title_keys("municipal", pack) and (
        town := spoken_town(post, reading) or main_town(reading)
    ):
        return (town,)
    if region is not None and (post.key in regional or (home and public(post, reading))):
        return (region,)
    shared = stated_elsewhere(post, reading) if post.key not in sovereign else ()
    if shared:
        return shared
    code = national_style(post, reading)
    sent = post.key in pack.section("offices")["sent"]
    if code is None and public(post, reading) and not sent:
        code = nation(post, reading)
    return (reading.country(code),) if code else ()


def led(post: Post, reading: Reading) -> tuple[EntityId, ...]:
    """Return X of "X is led by President Lee", "X, headed by chairman Lee"."""
    token = reading.doc[post.head]
    while token.dep_ in ("compound", "nmod", "appos") and token.head.i != token.i:
        token = token.head
    verb = token.head.head if token.dep_ == "pobj" and token.head.dep_ == "agent" else None
    if verb is None or verb.lemma_.lower() not in reading.pack.section("tenures")["lead"]:
        return ()
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), verb.head)
    ref = reading.at(subject)
    return ref.entities if ref is not None and ref.kind is Kind.ORGANIZATION else ()


def public(post: Post, reading: Reading) -> bool:
    """Tell whether a title is of a state: known as such, a minister, or with a word for a state's service."""
    pack = reading.pack
    words = set(post.key.split())
    return (
        post.key in title_keys("sovereign", pack)
        or not words.isdisjoint(pack.section("offices")["public"])
        or (
            post.key.split()[-1] == "secretary"
            and not words.isdisjoint(pack.section("offices")["ministries"])
        )
    )


def nation(post: Post, reading: Reading) -> str | None:
    """Return the country of a title of a state: the first, or where another holds it, one that is free."""
    words = {w.lower() for w in post.title.split()}
    lacking = reading.pack.section("offices")["lacking"].get(post.key, ())
    others = (c for c in reading.home.countries if c not in lacking)
    countries = [c for c in others if reading.pack.countries[c].name.lower() not in words]
    if reading.home.sure or len(countries) < 2:
        return countries[0] if countries else None
    if post.key not in title_keys("sovereign", reading.pack):
        return spoken_of(post, countries[:3], reading)
    named = [c for c in countries[1:3] if reading.of_entity(EntityId(f"country/{c.lower()}"))]
    told = [countries[0], *named]
    return next((c for c in told if free(c, post, reading)), None)


def spoken_of(post: Post, countries: list[str], reading: Reading) -> str:
    """Return which of some countries the sentence of a title named before it, the first where none."""
    ids = {f"country/{code.lower()}": code for code in countries}
    near = (r for r in just_before(post, reading) if r.kind is Kind.COUNTRY)
    return next((ids[r.entity] for r in near if r.entity in ids), countries[0])


def just_before(post: Post, reading: Reading, sentences: int = 1) -> Iterator[Ref]:
    """Yield the references before a title, nearest first, in its sentence and some before it."""
    start = reading.doc[post.head].sent.start
    for _ in range(sentences - 1):
        start = reading.doc[start - 1].sent.start if start else 0
    return takewhile(lambda ref: ref.start >= start, reading.before(post.head))


def spoken_region(post: Post, reading: Reading) -> EntityId | None:
    """Return the state or province that the sentence of a title named last before it."""
    divisions = set(reading.pack.subdivisions) - set(reading.pack.capitals)
    near = (r for r in just_before(post, reading) if r.kind is Kind.PLACE and r.form == "name")
    return next((r.entity for r in near if reading.span(r).text.lower() in divisions), None)


def spoken_town(post: Post, reading: Reading) -> EntityId | None:
    """Return the town that the sentence of a title, or the one before, named last before it."""
    divisions = reading.pack.subdivisions
    near = (r for r in just_before(post, reading, 2) if r.kind is Kind.PLACE and r.form == "name")
    return next((r.entity for r in near if reading.span(r).text.lower() not in divisions), None)


def main_town(reading: Reading) -> EntityId | None:
    """Return the town that the article names far more than any other, if any."""
    divisions = reading.pack.subdivisions
    places = (r for r in reading.of_kind(Kind.PLACE) if r.form == "name")
    counts = Counter(r.entity for r in places if reading.span(r).text.lower() not in divisions).most_common(2)
    if not counts or counts[0][1] < OFTEN or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
        return None
    return counts[0][0]


def free(code: str, post: Post, reading: Reading) -> bool:
    """Tell whether nobody else is said to hold this office of a country."""
    if post.key in reading.pack.section("offices")["chambers"]:
        return True
    country = f"country/{code.lower()}"
    others = (p for p in reading.posts if p.key == post.key and country in p.of and p.holders)
    return all(p.status is not post.status or set(p.holders) & set(post.holders) for p in others)


def stated_elsewhere(post: Post, reading: Reading) -> tuple[EntityId, ...]:
    """Return the body that the article states for the same title, if it is always the same one."""
    follower = reading.doc[post.whole[1] : post.whole[1] + 1].text.lower()
    if follower in reading.pack.section("offices")["tied"]:
        return ()  # "spokesman for the governor": of what follows, whatever it is
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
    divisions = set(reading.pack.subdivisions) - set(reading.pack.capitals)
    names = [r.entity for r in reading.of_kind(Kind.PLACE) if reading.span(r).text.lower() in divisions]
    counts = Counter(names).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


@cache
def seats(pack: LanguagePack) -> dict[str, tuple[str, ...]]:
    """Return the kinds of bodies that a title's holder sits in, by the title's key."""
    table = pack.section("offices")["chambers"]
    return {key: tuple(bodies) for title, bodies in table.items() for key in (title, title_key(title, pack))}


def chamber(post: Post, reading: Reading) -> tuple[EntityId, ...] | None:
    """Return the chamber that a legislator sits in, or the court of a judge, where the article names it."""
    for wanted in seats(reading.pack).get(post.key, ()):
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


def settle(reading: Reading) -> None:
    """Give the posts of one holder that share title and body the same bodies; close offices passed on."""
    seated = title_keys("legislators", reading.pack)
    groups: defaultdict[tuple[EntityId, str], list[Post]] = defaultdict(list)
    for post in reading.posts:
        for holder in post.holders:
            groups[holder, post.key].append(post)
    for posts in groups.values():
        longest = max(posts, key=lambda p: len(p.of))
        if longest.key in seated:
            bodies = {p.of[0].split("/")[0]: p.of for p in posts if p.of}
            if len(bodies) == len({p.of for p in posts if p.of}):
                longest.of = tuple(
                    dict.fromkeys(b for kind in sorted(bodies, key=ORDER.index) for b in bodies[kind])
                )
                posts = [replace_of(p, longest.of) for p in posts]
        for post in posts:
            if set(post.of) & set(longest.of):
                post.of = longest.of
    passed_on(reading)


def replace_of(post: Post, of: tuple[EntityId, ...]) -> Post:
    """Give a post these bodies."""
    post.of = of
    return post


def passed_on(reading: Reading) -> None:
    """Call former whoever holds, by a title without a body, what a more spoken of person holds."""
    single = title_keys("single", reading.pack)
    holders: defaultdict[tuple[str, tuple[EntityId, ...]], list[EntityId]] = defaultdict(list)
    for post in reading.posts:
        if post.key in single and post.status is TenureStatus.CURRENT and post.of and not post.plural:
            holders[post.key, post.of] += post.holders
    for post in reading.posts:
        others = holders.get((post.key, post.of), [])
        if len(set(others)) > 1 and post.holders and post.implied and post.status is TenureStatus.CURRENT:
            first = max(dict.fromkeys(others), key=lambda who: len(reading.of_entity(who)))
            if first not in post.holders:
                post.status = TenureStatus.FORMER
