"""Work: people of bodies, by "of", by a job, by verbs of serving."""

from collections.abc import Iterator

from kg.entities.bodies import is_chamber
from kg.entities.reading import Reading, Ref
from kg.facts.clauses import child, entities_at, subject_of
from kg.facts.memberships import member
from kg.facts.triples import described, happened, named_at, triple
from kg.mentions.words import Token
from kg.model import EntityId, Kind, Predicate, Triple


def belonging(reading: Reading) -> Iterator[Triple]:
    """`X of the Institute`; `Institute analyst X`; `X, an analyst at the Institute`."""
    doc = reading.doc
    jobs = reading.pack.set("relations", "jobs")
    posts = {i for post in reading.posts if doc[post.head].lower_ not in jobs for i in range(*post.whole)}
    for ref in list(reading.of_kind(Kind.ORGANIZATION)):
        if ref.form != "name" or ref.start in posts:
            continue
        owner = person_before(ref, reading) or person_owned(ref, reading)
        follower = person_after(ref, jobs, reading)
        if owner is not None:
            yield member(owner.entity, ref, 0.75, reading)
        elif follower is not None:
            yield member(follower.entity, ref, 0.75, reading)
        else:
            root = doc[ref.start : ref.end].root
            job = root.head.head if root.dep_ == "pobj" and root.head.lower_ in LINKS else None
            if job is not None and job.lower_ in jobs and reading.at(job) is None and not over(job, reading):
                for who in job_holders(job, reading):
                    yield member(who, ref, 0.75, reading)


LINKS = ("of", "at", "with", "for", "from")


def over(job: Token, reading: Reading) -> bool:
    """Tell whether a word before a job says that it is over: "formerly a professor at X"."""
    past = {*reading.pack.section("offices")["former"], *reading.pack.section("relations")["formerly"]}
    return any(t.lower_ in past for t in job.doc[max(job.sent.start, job.i - 4) : job.i])


def person_before(ref: Ref, reading: Reading) -> Ref | None:
    """Return X of "X of the Y", "X, of Y", where X is not named by his office."""
    doc = reading.doc
    i = ref.start - 1
    while i > 1 and ref.start - i < 5 and doc[i].pos_ in ("ADJ", "NOUN") and reading.at(i) is None:
        i -= 1  # "X of the [victim group] Y"
    home = reading.at(i - 1) if i > 1 and doc[i].tag_ == "POS" else None
    if home is not None and home.kind is Kind.COUNTRY:
        i = home.start - 1  # "X of Norway's Y"
    i -= i > 1 and doc[i].lower_ in ("the", "a", "an")
    if i < 1 or doc[i].lower_ not in ("of", "from"):
        return None
    owner = reading.at(i - 1 - (doc[i - 1].text == ","))
    if owner is None or owner.kind is not Kind.PERSON or owner.form != "name":
        return None
    attached = doc[i].head.i in range(owner.start, owner.end)
    titled = any(owner.entity in p.holders and p.whole[1] == owner.start for p in reading.posts)
    return owner if not titled and (doc[i].lower_ == "of" or attached) else None


def person_owned(ref: Ref, reading: Reading) -> Ref | None:
    """Return X of "the Fund's X"."""
    doc = reading.doc
    owns = ref.end < len(doc) and doc[ref.end].tag_ == "POS"
    person = named_at(ref.end + 1, reading) if owns else None
    whole = person is not None and doc[person.start : person.end].root.dep_ not in ("compound", "nmod")
    return person if whole else None


def person_after(ref: Ref, jobs: frozenset[str], reading: Reading) -> Ref | None:
    """Return X of "Y analyst X": nouns behind the body, the last a job, and a name right behind it."""
    doc, i = reading.doc, ref.end
    while (
        i < len(doc) and i - ref.end < 4 and reading.at(i) is None and doc[i].pos_ in ("NOUN", "ADJ", "PROPN")
    ):
        i += 1
    person = named_at(i, reading) if i > ref.end and doc[i - 1].lower_ in jobs else None
    before = doc[ref.start - 1].lower_ if ref.start else ""
    return person if before not in reading.pack.set("offices", "former") else None


def job_holders(job: Token, reading: Reading) -> Iterator[EntityId]:
    """Yield whom a job describes, or who is named right behind it."""
    person = named_at(job.i + 1, reading)
    yield from person.entities if person is not None else described(job, reading, Kind.PERSON)


def servants(reading: Reading) -> Iterator[Triple]:
    """`X served in Y`; `X belongs to Y`; `X works for Y`; `X sits on the board of Y`."""
    verbs = reading.pack.section("relations")["serve"]
    for token in reading.tokens(verbs):
        links = verbs.get(token.lemma_.lower(), ()) if token.pos_ == "VERB" else ()
        once = any(k.lower_ in reading.pack.section("relations")["formerly"] for k in token.children)
        if not links or not happened(token) or once:
            continue
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ in links:
                thing = board(child(prep, "pobj"), reading)
                for body in entities_at(thing, reading, Kind.ORGANIZATION):
                    if is_chamber(body, reading):
                        continue
                    for who in entities_at(subject_of(token), reading, Kind.PERSON):
                        yield triple(who, Predicate.MEMBER_OF, body, [token, *prep.subtree], 0.75, reading)


def board(noun: Token | None, reading: Reading) -> Token | None:
    """Return Y of "the board of Y", else the noun itself."""
    if noun is None or noun.lower_ not in reading.pack.section("relations")["boards"]:
        return noun
    prep = next((c for c in noun.children if c.lower_ == "of"), None)
    return child(prep, "pobj") if prep is not None else noun
