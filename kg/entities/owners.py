"""What an office belongs to where its title does not say: other titles, a chamber, the state, the country."""

from collections import Counter, defaultdict

from kg.entities.reading import Post, Reading
from kg.entities.wording import title_keys
from kg.model import EntityId, Kind, TenureStatus


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
    region = main_region(reading)
    home = reading.home.region != "" and post.key not in title_keys("heads_of_state", pack)
    chambers = chamber(post, reading)
    if chambers:
        return chambers
    if region is not None and (post.key in regional or (home and public(post, reading))):
        return (region,)
    shared = stated_elsewhere(post, reading) if post.key not in sovereign else ()
    if shared:
        return shared
    code = national_style(post, reading)
    if code is None and public(post, reading):
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
    countries = [c for c in reading.home.countries if reading.pack.countries[c].name.lower() not in words]
    if reading.home.sure or post.key not in title_keys("sovereign", reading.pack):
        return countries[0] if countries else None
    return next((c for c in countries[:3] if free(c, post, reading)), None)


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
