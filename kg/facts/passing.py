"""Offices passed on: "X succeeded Y as governor", "X and his predecessor Y", "her French counterpart, X"."""

from collections.abc import Iterator
from dataclasses import replace

from kg.entities.reading import Post, Reading
from kg.facts.clauses import affirmed, child, entities_at, negated, subject_of
from kg.facts.lives import kin
from kg.facts.relation_told import told
from kg.facts.successions import handing, people, successions
from kg.facts.tenure_told import vouched
from kg.facts.tenure_verbs import Said, interval
from kg.mentions.words import Token
from kg.model import EntityId, Evidence, Kind, Office, Tenure, TenureStatus

Told = tuple[Post, EntityId, Said]


def passed_as(reading: Reading) -> Iterator[Told]:
    """`X succeeded Y as governor`; `Y was replaced by X as governor`; `X will replace Y as governor`."""
    words = reading.pack.section("relations")
    for post in reading.posts:
        link = reading.doc[post.head].head
        verb = link.head if link.lower_ == "as" and not post.holders else None
        while verb is not None and verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            verb = verb.head if verb.dep_ in ("dobj", "pobj", "appos", "agent", "prep") else None
        lemma = verb.lemma_.lower() if verb is not None else ""
        if verb is None or lemma not in (*words["succeed"], *words["precede"]):
            continue
        newer, older = sides(verb, reading)
        if lemma in words["precede"]:
            newer, older = older, newer
        will = any(c.lower_ in ("will", "'ll", "to") and c.dep_ == "aux" for c in verb.children)
        if negated(verb) or not vouched(verb, reading) or not (will or affirmed(verb)):
            continue
        since, until = interval(verb, reading)
        entered = TenureStatus.DESIGNATE if will else TenureStatus.CURRENT
        left = TenureStatus.CURRENT if will else TenureStatus.FORMER
        if lemma in words["precede"]:
            entered = TenureStatus.FORMER
        for who in newer:
            yield post, who, Said(entered, since if not will else None, until, was=True)
        for who in older:
            yield post, who, Said(left, None, since if not will else None)


def sides(verb: Token, reading: Reading) -> tuple[list[EntityId], list[EntityId]]:
    """Return who came and who went by a verb of succeeding."""
    agent = child(verb, "agent")
    if agent is not None or child(verb, "nsubjpass") is not None:
        first, second = (child(agent, "pobj") if agent is not None else None), subject_of(verb)
    else:
        first, second = subject_of(verb), child(verb, "dobj")
    return people(first, reading), people(second, reading)


def inherited(found: list[Tenure], reading: Reading) -> Iterator[Tenure]:
    """`Governor X and his predecessor, Y`; `X took over from Governor Y`: one office, two holders."""
    for pair in successions(reading):
        if not told(pair, reading):
            continue
        newer, older = pair.subject, pair.object
        news, olds = offices_of(newer, found), offices_of(older, found)
        if set(news) & set(olds) or bool(news) == bool(olds):
            continue
        source = news or olds
        if len(source) != 1:
            continue
        [known] = source.values()
        status = TenureStatus.CURRENT if olds else TenureStatus.FORMER
        yield handed(known, newer if olds else older, status, pair.evidence)


def due(found: list[Tenure], reading: Reading) -> Iterator[Tenure]:
    """`Governor X is set to be replaced by Y`, `X will hand over to Y`: Y is to have the office of X."""
    words = reading.pack.section("relations")
    for verb in reading.tokens({*words["succeed"], *words["hand"]}):
        lemma = verb.lemma_.lower()
        if not planned(verb, reading):
            continue
        newer, older = handing(verb, reading) if lemma in words["hand"] else sides(verb, reading)
        offices = offices_of(older[0], found) if len(older) == 1 else {}
        if (
            len(newer) == 1
            and len(offices) == 1
            and newer != older
            and not offices_of(newer[0], found).keys() & offices
        ):
            [known] = offices.values()
            evidence = reading.evidence([verb, *verb.subtree], "tenure.passed_on", 0.7)
            yield handed(known, newer[0], TenureStatus.DESIGNATE, evidence)


def planned(verb: Token, reading: Reading) -> bool:
    """Tell whether what a verb says is to come: "will replace", "is set to be replaced", "chosen to"."""
    words, tenure_words = reading.pack.section("relations"), reading.pack.section("tenures")
    if verb.pos_ != "VERB" or negated(verb) or not vouched(verb, reading):
        return False
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    above = verb.head.lemma_.lower()
    picked = (*tenure_words["designated"], *tenure_words["enter"])
    arranged = verb.dep_ == "xcomp" and (above in words["set"] or above in picked) and affirmed(verb.head)
    return bool(aux & {"will", "'ll", "’ll"}) or ("to" in aux and arranged)


def counterparts(found: list[Tenure], reading: Reading) -> Iterator[Tenure]:
    """`his French counterpart, X`: the same office of another state or body."""
    words = reading.pack.section("relations")
    for token in reading.tokens(forms=words["counterparts"]):
        owner = child(token, "poss")
        if owner is None:
            continue
        ones = list(entities_at(owner, reading, Kind.PERSON))
        others = list(kin(token, reading))
        bodies = [ref for i in range(owner.i + 1, token.i) if (ref := reading.at(i)) is not None]
        offices = offices_of(ones[0], found) if len(ones) == 1 else {}
        if len(others) != 1 or not bodies or len(offices) != 1 or others == ones:
            continue
        [known] = offices.values()
        body, own = bodies[0].entity, office_of(known, reading).of
        alike = bool(own) and own[0].split("/")[0] == body.split("/")[0]  # no chairman of Russia
        if alike and not any(body in office_of(t, reading).of for t in found if t.holder == others[0]):
            yield at(known, others[0], body, token, reading)


def at(known: Tenure, holder: EntityId, body: EntityId, token: Token, reading: Reading) -> Tenure:
    """Return the tenure of a counterpart; the office becomes an entity of the document."""
    office = office_of(known, reading)
    owner = "-".join(body.split("/")[1:])
    name = EntityId(f"office/{owner}/{office.id.split('/')[-1]}")
    reading.entities.setdefault(name, replace(office, id=name, of=(body,)))
    near = reading.nearest(holder, token.i)
    tokens = [token, *reading.doc[near.start : near.end]]
    evidence = reading.evidence(tokens, "tenure.counterpart", 0.75)
    return replace(known, holder=holder, office=name, status=TenureStatus.CURRENT, since=None, until=None,
                   evidence=evidence)  # fmt: skip


def office_of(tenure: Tenure, reading: Reading) -> Office:
    """Return the office of a tenure."""
    office = reading.entities[tenure.office]
    assert isinstance(office, Office)
    return office


def offices_of(who: EntityId, found: list[Tenure]) -> dict[EntityId, Tenure]:
    """Return the tenures of a person by office, without those that are only sought."""
    held = (t for t in found if t.holder == who and t.status is not TenureStatus.CANDIDATE)
    return {t.office: t for t in held}


def handed(known: Tenure, holder: EntityId, status: TenureStatus, evidence: frozenset[Evidence]) -> Tenure:
    """Return the tenure of whom an office is handed to, or who had it before."""
    said = frozenset(replace(e, rule="tenure.passed_on", confidence=0.7) for e in evidence)
    return replace(known, holder=holder, status=status, since=None, until=None, evidence=said)
