"""Posts and who holds them: "Russian defense minister Sergei Shoigu" is a post of Russia with a holder.

A holder stands right behind the title, or on the other side of a comma. What verbs say ("was appointed")
is for `kg.facts.tenures`.
"""

from collections.abc import Iterator

from kg.entities.reading import Post, Reading, Ref
from kg.entities.titles import Grammar, Title, title_key
from kg.model import EntityId, Kind, TenureStatus


def offices(reading: Reading) -> None:
    """Fill `reading.posts`, with bodies and with the holders that stand beside them."""
    for title in Grammar(reading).titles():
        words = reading.doc[title.start : title.end]
        key = title_key(words.text, reading.pack)
        of = tuple(dict.fromkeys(e for ref in title.bodies for e in ref.entities))
        post = Post(
            title.start, title.end, title.head, words.text, key, title.whole, of, title.status,
            title.implied, title.plural,
        )  # fmt: skip
        post.holders = list(dict.fromkeys(holders(title, post, reading)))
        reading.posts.append(post)
    share_bodies(reading)


def holders(title: Title, post: Post, reading: Reading) -> Iterator[EntityId]:
    """Yield who stands beside a title as its holder."""
    i = title.whole[1]
    i = skipped(i, reading)
    ref = reading.at(i) if i < len(reading.doc) else None
    if ref is not None and ref.kind is Kind.PERSON and ref.form == "name" and ref.start == i:
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
        closes = last >= sent.end or doc[last].text in (",", ".", ")", "and", ";", ":", "—", "–", "-", "who") or (
            doc[title.head].dep_ == "appos"
        )
        if ref is not None and ref.kind is Kind.PERSON and ref.form == "name" and closes:
            return ref if not listing(ref, title, reading) else None
    if last + 1 < sent.end and doc[last].text == ",":
        i = skipped(last + 1, reading)
        ref = reading.at(i) if i < len(doc) else None
        if ref is not None and ref.kind is Kind.PERSON and ref.form == "name" and ref.end < len(doc):
            if doc[ref.end].text in (",", ".", ")", "—") and not title.plural and singular(title, reading):
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
    """Give posts without a stated body the one that tells: of the same holder, or of the article's country."""
    stated = {(who, post.key): post.of for post in reading.posts if post.of for who in post.holders}
    pack = reading.pack
    sovereign = frozenset(title_key(t, pack) for t in pack.section("offices")["sovereign"])
    for post in reading.posts:
        if post.of:
            continue
        known = next((stated[who, post.key] for who in post.holders if (who, post.key) in stated), None)
        if known is None and post.holders:
            known = chamber(post, reading)
        if known is None and reading.homeland and (post.key in sovereign):
            known = (reading.country(reading.homeland),) if post.holders else None
        post.of = known or ()


def chamber(post: Post, reading: Reading) -> tuple[EntityId, ...] | None:
    """Return the chamber that a legislator sits in, where the article names it."""
    for wanted in reading.pack.section("offices")["chambers"].get(post.key, ()):
        for ref in reading.of_kind(Kind.ORGANIZATION):
            name = reading.span(ref).text.lower().removeprefix("the ")
            if name == wanted or name.endswith(" " + wanted):
                return (ref.entity,)
    return None


__all__ = ["TenureStatus", "offices"]
