"""Who runs for which office: candidates, nominees, campaigns, running mates, who gets votes."""

from collections.abc import Iterator

from kg.entities.owners import implied_body
from kg.entities.reading import Post, Reading
from kg.entities.wording import title_key
from kg.facts.clauses import affirmed, child, entities_at, subject_of
from kg.facts.triples import described, named_list
from kg.mentions.words import Token
from kg.model import EntityId, Kind

Candidacy = tuple[Post, list[EntityId]]


def candidacies(reading: Reading) -> Iterator[Candidacy]:
    """Yield posts that somebody runs for, with who does."""
    words = reading.pack.section("tenures")
    nouns = {*words["candidates"], *words["campaigns"], *words["primaries"], "mate"}
    for token in reading.tokens(forms=nouns):
        low = token.lower_
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        unsure = any(c.lower_ in words["unsure"] for c in token.children)
        post = sought(token, reading) if not unsure else None
        who = list(dict.fromkeys(runners(token, reading))) if post is not None else []
        if post is not None and who:
            yield post, who
        owner = child(token, "poss") if low == "mate" and post is not None else None
        partner = list(entities_at(owner, reading, Kind.PERSON)) if owner is not None else []
        if partner and partner != who:
            yield made("president", token.i - 1, token.i + 1, reading), partner


def sought(noun: Token, reading: Reading) -> Post | None:
    """Return the office of "presidential candidate", "candidate for governor of Ohio", "running mate"."""
    doc, words = reading.doc, reading.pack.section("tenures")
    if noun.lower_ == "mate":
        running = doc.said(noun.i - 1, noun.i).lower() == "running"
        return made("vice president", noun.i - 1, noun.i + 1, reading) if running else None
    for prep in noun.children:
        target = child(prep, "pobj") if prep.dep_ == "prep" and prep.lower_ == "for" else None
        if target is not None and target.lower_ in words["campaigns"]:
            return sought(target, reading)
        post = next((p for p in reading.posts if target is not None and p.head == target.i), None)
        if post is not None and not post.holders:
            post.of = post.of or implied_body(post, reading)
            return post
        if target is not None and target.lower_ in words["contests"]:
            return named_by_adjective(target, noun.i + 1, reading) or presidential(noun, reading)
    contest = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "in"), None)
    target = child(contest, "pobj") if contest is not None else None
    if target is not None and target.lower_ in words["contests"]:
        return named_by_adjective(target, noun.i + 1, reading) or presidential(noun, reading)
    found = named_by_adjective(noun, noun.i + 1, reading)
    return found or (presidential(noun, reading) if noun.lower_ in words["primaries"] else None)


def named_by_adjective(noun: Token, end: int, reading: Reading) -> Post | None:
    """Return the office of "the 2020 United States presidential election", of a country named there."""
    doc, adjectives = reading.doc, reading.pack.section("tenures")["adjectives"]
    for i in range(noun.i - 1, max(noun.i - 5, noun.sent.start - 1), -1):
        for size in (2, 1):
            low = doc.said(max(0, i - size + 1), i + 1).lower().replace(" - ", "-")
            if low in adjectives:
                owner = reading.at(i - size)
                of = owner.entities if owner is not None and owner.kind is Kind.COUNTRY else ()
                return made(adjectives[low], i - size + 1, max(end, i + 1), reading, of)
    return None


def presidential(noun: Token, reading: Reading) -> Post | None:
    """Return the presidency, where the text speaks of primaries and of nothing but presidential ones."""
    adjectives = reading.pack.section("tenures")["adjectives"]
    spoken = {adjectives[t.lower_] for t in reading.doc if t.tag_ == "JJ" and t.lower_ in adjectives}
    return made(next(iter(spoken)), noun.i, noun.i + 1, reading) if len(spoken) == 1 else None


def made(title: str, start: int, end: int, reading: Reading, of: tuple[EntityId, ...] = ()) -> Post:
    """Return a post for an office that only an adjective or a partner names."""
    post = Post(start, end, end - 1, title, title_key(title, reading.pack), (start, end), implied=True)
    post.of = of or implied_body(post, reading)
    return post


def runners(noun: Token, reading: Reading) -> Iterator[EntityId]:
    """Yield the people who run: beside the noun, its owner, the subject of the campaign's verb."""
    words = reading.pack.section("tenures")
    owner = child(noun, "poss")
    if noun.lower_ in words["candidates"] or noun.lower_ == "mate":
        verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else None
        if verb is not None and verb.pos_ == "VERB":
            chosen = child(verb, "nsubjpass", "dobj")
            yield from entities_at(chosen, reading, Kind.PERSON) if affirmed(verb) else ()
            return
        comma = noun.doc.said(noun.i + 1, noun.i + 2) == ","
        found = named_list(noun.i + 1 + comma, reading)
        yield from (found if noun.tag_ == "NNS" else found[:1]) or described(noun, reading, Kind.PERSON)
        return
    verb = campaigning(noun)
    if verb is not None and verb.lemma_.lower() in words["run_campaign"] and affirmed(verb):
        yield from entities_at(subject_of(verb), reading, Kind.PERSON)
    elif owner is not None and noun.lower_ not in words["primaries"]:
        yield from entities_at(owner, reading, Kind.PERSON)


def campaigning(noun: Token) -> Token | None:
    """Return the verb that a campaign hangs on: "ended his campaign", "dropped out of the race"."""
    verb = noun.head if noun.dep_ in ("dobj", "pobj", "attr") else None
    while verb is not None and verb.dep_ in ("prep", "advmod", "prt", "pobj") and verb.head.i < verb.i:
        verb = verb.head
    return verb if verb is not None and verb.pos_ in ("VERB", "AUX") else None


def withdrawn(reading: Reading) -> frozenset[EntityId]:
    """Return the people whose campaigns the text says are over."""
    words = reading.pack.section("tenures")
    nouns = {*words["campaigns"], *words["primaries"], *words["contests"]} - {"nomination"}
    found = set[EntityId]()
    for token in reading.tokens(forms=nouns):
        if token.pos_ in ("NOUN", "PROPN"):
            verb = campaigning(token)
            if verb is not None and verb.lemma_.lower() in words["end_campaign"] and affirmed(verb):
                found |= set(entities_at(subject_of(verb), reading, Kind.PERSON))
    return frozenset(found)


def contesting(reading: Reading) -> Iterator[Candidacy]:
    """`X won the primary`; `X earned 9 delegates, followed by Y`; `X runs in the presidential election`."""
    words = reading.pack.section("tenures")
    voting = len(reading.tokens(forms=words["primaries"])) > 1
    for token in reading.tokens({*words["run"], *words["polled"]}):
        if token.pos_ != "VERB" or not affirmed(token):
            continue
        lemma, who = token.lemma_.lower(), list[EntityId]()
        contest = running_in(token, reading) if lemma in words["run"] else None
        polls = lemma in words["polled"] and voting
        if polls and any(t.lower_ in words["ballots"] for t in token.sent):
            agent = child(token, "agent")
            polled = child(agent, "pobj") if agent is not None else child(token, "nsubj")
            who = list(entities_at(polled, reading, Kind.PERSON))
            post = presidential(token, reading) if who else None
        elif contest is not None:
            who = list(entities_at(subject_of(token), reading, Kind.PERSON))
            post = named_by_adjective(contest, contest.i + 1, reading) if who else None
        if who and post is not None:
            yield post, list(dict.fromkeys(who))


def running_in(verb: Token, reading: Reading) -> Token | None:
    """Return the contest of "is running in the 2020 presidential election"."""
    contests = reading.pack.section("tenures")["contests"]
    preps = (c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("in", "for"))
    nouns = (child(prep, "pobj") for prep in preps)
    return next((noun for noun in nouns if noun is not None and noun.lower_ in contests), None)
