"""Posts and who holds them: "Russian defense minister Sergei Shoigu" is a post of Russia with a holder.

A holder stands right behind the title, or on the other side of a comma. What verbs say ("was appointed")
is for `kg.facts.tenures`.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from kg.entities.bodies import is_party
from kg.entities.owners import settle, share_bodies
from kg.entities.reading import Post, Reading, Ref
from kg.entities.titles import Grammar, Title
from kg.entities.wording import head_words, title_key, title_keys
from kg.model import EntityId, Kind, TenureStatus


def offices(reading: Reading) -> None:
    """Fill `reading.posts`, with bodies and with the holders that stand beside them."""
    for title in Grammar(reading).titles():
        words = reading.doc.said(title.start, title.end)
        many = title.plural or reading.doc[title.head].tag_ in ("NNS", "NNPS")
        text = singular_title(title, reading) if many else words
        key = title_key(words, reading.pack)
        of = tuple(dict.fromkeys(e for ref in title.bodies for e in ref.entities))
        post = Post(
            title.start, title.end, title.head, text, key, title.whole, of, title.status,
            title.implied, title.plural,
        )  # fmt: skip
        post.holders = list(dict.fromkeys(holders(title, post, reading)))
        own = own_bodies(post, reading)
        reading.posts += own
        if not (own and not post.holders) and not (vague(post, reading) and post.holders):
            reading.posts.append(post)
    join_titles(reading)
    for post in reading.posts:
        described = coordinated(post, reading) if not post.holders and not post.plural else None
        post.holders = list(described.entities) if described is not None else post.holders
    share_bodies(reading)
    settle(reading)


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
        after = reading.at(body.end) if body is not None and body.end < len(doc) else None
        if body is not None and body.kind is Kind.COUNTRY and after is not None and after.form == "name":
            body = after if after.kind is Kind.ORGANIZATION else body  # "of the US Census Bureau"
        home = body is not None and body.kind in (Kind.COUNTRY, Kind.PLACE)
        employer = (
            body is not None
            and body.kind is Kind.ORGANIZATION
            and not post.of
            and not is_party(body, reading)
        )
        if body is not None and body.form == "name" and (home or employer):
            post.holders.remove(ref.entity)
            of = (*body.entities, *post.of)
            found.append(replace(post, of=of, holders=[ref.entity], implied=False))
    return found


def singular_title(title: Title, reading: Reading) -> str:
    """Return a plural title as each of its holders bears it: "Senators" → "Senator"."""
    doc = reading.doc
    words = reading.doc.said(title.start, title.end)
    head = doc[title.head].text
    one = head_words(reading.pack).get(head.lower(), head)
    return words.replace(head, one.capitalize() if head[0].isupper() else one)


def vague(post: Post, reading: Reading) -> bool:
    """Tell whether a title is a bare calling: "a minister and former colonel"."""
    first = reading.doc[post.whole[0]].lower_
    return not post.of and first in ("a", "an") and post.key in reading.pack.section("offices")["bare"]


def join_titles(reading: Reading) -> None:
    """Give the first of two joined titles the second's holder: "party leader [and] prime minister X"."""
    for left, right in pairwise(reading.posts):
        between = reading.doc[left.whole[1] : right.whole[0]]
        joined = [t.lower_ for t in between] == ["and"] or (not between and left.whole[1] <= left.end)
        own = set(right.holders[:1]) & set(left.of) or sought(left, reading)
        if not left.holders and right.holders and not left.plural and joined and not own:
            left.holders = list(right.holders[:1])
            if both_over(left, right, reading):
                right.status = TenureStatus.FORMER
            leading = right.key in title_keys("sovereign", reading.pack)
            if between and not right.of and left.whole[1] <= left.end and not leading:
                right.of = tuple(b for b in left.of if b.startswith("organization/"))
        elif left.holders and not right.holders and not right.plural and continues(left, right, reading):
            right.holders = list(left.holders[:1])
            if right.status is TenureStatus.CURRENT:
                right.status = left.status


def sought(post: Post, reading: Reading) -> bool:
    """Tell whether an office is what somebody is chosen for: "nominated Lee for president and mayor Kim"."""
    first = post.whole[0]
    return bool(first) and post.head + 1 == post.whole[1] and reading.doc[first - 1].lower_ == "for"


def both_over(left: Post, right: Post, reading: Reading) -> bool:
    """Tell whether "former" is said of two joined titles: "former governor and US senator X".

    Not where the second has a word of its own for when it is held, nor of the head of a state or government.
    """
    leading = title_keys("heads_of_state", reading.pack)
    first = reading.doc[right.whole[0]]
    own = first.pos_ in ("DET", "PRON", "ADV") or first.lower_ in reading.pack.section("offices")["current"]
    over = left.status is TenureStatus.FORMER and right.status is TenureStatus.CURRENT
    return over and not own and right.key not in leading


def continues(left: Post, right: Post, reading: Reading) -> bool:
    """Tell whether a title goes on an apposition: "X, president of Y and [former] leader of Z"."""
    doc = reading.doc
    first = right.whole[0]
    between = [t.lower_ for t in doc[left.whole[1] : first]]
    if between not in (["and"], [",", "and"], ["and", "then"]) or doc[first].lower_ in (
        "the",
        "an",
        "his",
        "her",
    ):
        return False
    refs = [r for r in reading.of_entity(left.holders[0]) if r.end <= left.whole[0]]
    near = refs[-1].end if refs else -9
    apposed = left.whole[0] - near == 1 and doc[near].text in (",", "(", "–", "—", "-")
    follower = reading.at(skipped(right.whole[1], reading)) if right.whole[1] < len(doc) else None
    return apposed and (follower is None or follower.kind is not Kind.PERSON or follower.form == "pronoun")


def coordinated(post: Post, reading: Reading) -> Ref | None:
    """Return X of "X, founder and former chief of Y", "X, a mayor for ten years and before that minister"."""
    doc, token, joined = reading.doc, reading.doc[post.head], False
    first = doc[post.whole[0]].lower_
    while token.dep_ in ("conj", "compound", "nmod") and token.head.i < post.head:
        joined = joined or token.dep_ == "conj"
        token = token.head
    apart = any(token.text == "," for token in doc[max(post.whole[0] - 2, 0) : post.whole[0]])
    if not joined or token.dep_ != "appos" or (apart and first in ("the", "his", "her", "their", "its")):
        return None
    ref = reading.at(token.head)
    named = ref is not None and ref.kind is Kind.PERSON and ref.form == "name"
    between = (reading.at(i) for i in range(ref.end if ref is not None else 0, post.whole[0]))
    others = any(r is not None and r.kind is Kind.PERSON and r.form == "name" for r in between)
    follower = reading.at(post.whole[1]) if post.whole[1] < len(doc) else None
    free = follower is None or follower.kind is not Kind.PERSON
    return ref if named and free and not others else None


def holders(title: Title, post: Post, reading: Reading) -> Iterator[EntityId]:
    """Yield who stands beside a title as its holder."""
    i = title.whole[1]
    i = skipped(i, reading)
    ref = reading.at(i) if i < len(reading.doc) else None
    if ref is not None and ref.kind is Kind.PERSON and ref.form == "name" and ref.start == i:
        found = list(listed(ref, title, reading))
        goes_on = reading.doc.said(ref.end, ref.end + 1).lower() in (",", "and", "&", "(", "of", "from")
        if len(found) > 1 or goes_on or not title.plural:
            yield from found  # "the judges Lee chose" are others
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
    between |= {*offices["ranks"], *offices["honorifics"], *offices["retired"]}
    doc = reading.doc
    if i < len(doc) and doc[i].text == "(":
        closing = next((t.i for t in doc[i : i + 6] if t.text == ")"), None)
        inside = [reading.at(j) for j in range(i, closing)] if closing is not None else []
        if closing is not None and all(ref is None or ref.kind is not Kind.PERSON for ref in inside):
            i = closing + 1
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
        elif (
            doc[i].lower_ in (",", "and", "&", "(", ")", "of", "from", "the", "in")
            or doc[i].like_num
            or (other is not None and other.kind in (Kind.PLACE, Kind.COUNTRY, Kind.ORGANIZATION))
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
            acting = doc[ref.end].pos_ in ("VERB", "AUX") and not in_clause(title, reading)
            closed = doc[ref.end].text in (",", ".", ")", "—") or acting
            if closed and not title.plural and singular(title, reading):
                return ref
    return appositive(title, reading)


def in_clause(title: Title, reading: Reading) -> bool:
    """Tell whether a comma ends a clause: "In a letter to the mayor, X said"; not "As mayor, X said"."""
    head = reading.doc[title.head]
    while head.dep_ in ("compound", "nmod", "conj") and head.head.i in range(*title.whole):
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ == "as" and head.head.i <= title.whole[0]:
        before = reading.doc[head.head.i - 1] if not head.head.is_sent_start else None
        return before is not None and not before.is_punct
    return head.dep_ in ("pobj", "attr", "oprd", "dobj", "acomp", "conj")


def singular(title: Title, reading: Reading) -> bool:
    """Tell whether the noun phrase is one person's description: with an article, body or apposition."""
    first = reading.doc[title.whole[0]]
    if first.i and first.nbor(-1).lower_ == "as" and first.nbor(-1).is_sent_start:
        return True  # "As transport minister, X said"
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
            return ref if ref.end != title.whole[0] else None  # "consider X the mayor"
    return None
