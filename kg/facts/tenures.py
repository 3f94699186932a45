"""Who holds which office: titles beside names, and verbs of holding, entering and leaving an office."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.entities.owners import implied_body
from kg.entities.reading import Post, Reading, slug
from kg.entities.wording import title_key, title_keys
from kg.facts.candidacies import candidacies
from kg.facts.clauses import asserted, child, date_of, entities_at, negated, subject_of
from kg.model import EntityId, Kind, Office, PartialDate, Tenure, TenureStatus

RULE_BESIDE, RULE_VERB, RULE_CANDIDATE = "tenure.title_beside_name", "tenure.verb", "tenure.candidacy"


@dataclass(frozen=True, slots=True)
class Said:
    """What a verb says of a tenure."""

    status: TenureStatus
    since: PartialDate | None = None
    until: PartialDate | None = None


def tenures(reading: Reading) -> Iterator[Tenure]:
    """Yield tenures. One with an office that the text calls former elsewhere is not current as well."""
    settle(reading)
    found = [*beside_names(reading), *by_verbs(reading), *running(reading), *led_bodies(reading)]
    former = {(t.holder, t.office) for t in found if t.status is TenureStatus.FORMER and not t.since}
    marked = {
        (t.holder, t.office) for t in found if t.status in (TenureStatus.ACTING, TenureStatus.DESIGNATE)
    }
    dead = the_dead(reading)
    kept = []
    for tenure in found:
        key = (tenure.holder, tenure.office)
        if tenure.holder in dead and tenure.status is not TenureStatus.CANDIDATE:
            tenure = replace(tenure, status=TenureStatus.FORMER)
        if tenure.status is TenureStatus.CURRENT and (key in former or key in marked):
            continue
        kept.append(tenure)
    yield from undoubled(kept)


def undoubled(tenures: list[Tenure]) -> Iterator[Tenure]:
    """Yield tenures, without those that an equal one with dates says more exactly; its evidence is kept."""
    for tenure in tenures:
        if tenure.since or tenure.until:
            yield tenure
        elif not any(says_more(other, tenure) for other in tenures):
            yield tenure


def says_more(other: Tenure, tenure: Tenure) -> bool:
    """Tell whether a tenure is the same as another and has dates."""
    same = (other.holder, other.office, other.status) == (tenure.holder, tenure.office, tenure.status)
    return same and bool(other.since or other.until)


def settle(reading: Reading) -> None:
    """Give the posts of one holder that share title and body the same bodies; close offices passed on."""
    groups: defaultdict[tuple[EntityId, str], list[Post]] = defaultdict(list)
    for post in reading.posts:
        for holder in post.holders:
            groups[holder, post.key].append(post)
    for posts in groups.values():
        longest = max(posts, key=lambda p: len(p.of))
        for post in posts:
            if set(post.of) & set(longest.of):
                post.of = longest.of
    passed_on(reading)


def passed_on(reading: Reading) -> None:
    """Call former whoever is said to hold what a more spoken of person holds, where nothing tells his body."""
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


def the_dead(reading: Reading) -> frozenset[EntityId]:
    """Return the people of whom the text says that they died: whoever held an office until then is former."""
    words = reading.pack.section("tenures")
    found = set()
    for token in reading.doc:
        lemma = token.lemma_.lower()
        dies = lemma in words["die"] and token.pos_ == "VERB"
        killed = lemma in words["kill"] and token.tag_ == "VBN" and child(token, "nsubjpass") is not None
        if (dies or killed) and token.tag_ in ("VBD", "VBN") and asserted(token) and not negated(token):
            subject = child(token, "nsubj", "nsubjpass")
            found |= set(entities_at(subject, reading, Kind.PERSON))
    return frozenset(found)


def beside_names(reading: Reading) -> Iterator[Tenure]:
    """`[former] Russian defense minister Sergei Shoigu`; `Ann Lee, mayor of London, …`."""
    for post in reading.posts:
        for holder in post.holders:
            yield tenure(
                post, holder, Said(post.status), RULE_BESIDE, 0.95 if not post.implied else 0.85, reading
            )


def by_verbs(reading: Reading) -> Iterator[Tenure]:
    """`X was elected president of Y`; `X served as mayor from 2011 to 2013`; `X resigned as minister`."""
    for post in reading.posts:
        if post.holders or reading.at(post.head) is not None:
            continue
        verb, how = governor(reading.doc[post.head], reading)
        if verb is None:
            continue
        said = says(verb, how, post, reading)
        if said is None:
            continue
        post.of = post.of or implied_body(post, reading)
        for holder in holders_of(verb, how, reading):
            yield tenure(post, holder, said, RULE_VERB, 0.8, reading)


def governor(head: Token, reading: Reading) -> tuple[Token | None, str]:
    """Return the verb that relates a person to the title, and how: attr, as, for, of."""
    words = reading.pack.section("tenures")
    if head.dep_ in ("attr", "oprd", "dobj", "xcomp", "appos", "conj") and head.head.pos_ in ("VERB", "AUX"):
        return head.head, "attr"
    if head.dep_ == "pobj":
        prep = head.head
        if prep.lower_ in ("as", "for") and prep.head.pos_ in ("VERB", "AUX"):
            return prep.head, prep.lower_
        post = prep.head
        if (
            prep.lower_ in ("of", "as")
            and post.lower_ in words["posts"]
            and post.head.pos_ in ("VERB", "AUX")
        ):
            return post.head, "post"
    return None, ""


def running(reading: Reading) -> Iterator[Tenure]:
    """`presidential candidate X`; `X ended his campaign for governor`; `his running mate, X`."""
    said = Said(TenureStatus.CANDIDATE)
    for post, people in candidacies(reading):
        for person in people:
            yield tenure(post, person, said, RULE_CANDIDATE, 0.8, reading)


def led_bodies(reading: Reading) -> Iterator[Tenure]:
    """`X heads the agency`; `X, who chairs the committee`; `the party, led by X`."""
    verbs = reading.pack.section("tenures")["lead"]
    titled = {holder for post in reading.posts for holder in post.holders if post.holders}
    for token in reading.doc:
        title = verbs.get(token.lemma_.lower()) if token.pos_ == "VERB" else None
        if title is None or negated(token) or not asserted(token):
            continue
        agent = child(token, "agent")
        if agent is not None:
            who, what = child(agent, "pobj"), child(token, "nsubjpass") or token.head
            past = child(token, "nsubjpass") is not None and any(c.tag_ == "VBD" for c in token.children)
        else:
            who, what = subject_of(token), child(token, "dobj")
            past = token.tag_ == "VBD"
        ref = reading.at(what) if what is not None else None
        if past or ref is None or ref.kind is not Kind.ORGANIZATION or ref.form == "pronoun":
            continue
        for holder in entities_at(who, reading, Kind.PERSON):
            if agent is None or holder not in titled:
                span = (token.i, token.i + 1)
                post = Post(*span, token.i, title, title_key(title, reading.pack), span, ref.entities)
                yield tenure(post, holder, Said(TenureStatus.CURRENT), RULE_VERB, 0.75, reading)


def says(verb: Token, how: str, post: Post, reading: Reading) -> Said | None:
    """Return what a verb says of the tenure in the title, None where it says nothing certain."""
    words = reading.pack.section("tenures")
    lemma = verb.lemma_.lower()
    if negated(verb) or not asserted(verb):
        future = any(c.lower_ in ("will", "'ll", "’ll") for c in verb.children) and not negated(verb)
        enters = lemma in words["enter"] or lemma in words["copulas"] or lemma in words["serve"]
        return Said(TenureStatus.DESIGNATE) if future and enters else None
    since, until = interval(verb, reading)
    status = status_of(verb, lemma, how, post, reading)
    if status is None:
        return None
    if status is TenureStatus.CURRENT and until:
        status = TenureStatus.FORMER
    return Said(status, since, until)


def holders_of(verb: Token, how: str, reading: Reading) -> list[EntityId]:
    """Return the people whom a verb puts into the office: the subject, or whom it names to it."""
    target = child(verb, "nsubjpass")
    if target is None:
        words = reading.pack.section("tenures")
        lemma = verb.lemma_.lower()
        names_other = lemma in words["transitive"] or lemma in words["endorse"]
        target = child(verb, "dobj", "dative") if names_other else None
        if target is None and (not names_other or verb.tag_ == "VBN"):
            target = subject_of(verb)
    return list(dict.fromkeys(entities_at(target, reading, Kind.PERSON)))


def status_of(verb: Token, lemma: str, how: str, post: Post, reading: Reading) -> TenureStatus | None:
    """Return the status that the verb and its tense give."""
    words = reading.pack.section("tenures")
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have", "'s", "’s", "'ve") for c in verb.children)
    past = verb.tag_ in ("VBD", "VBN") and not perfect
    current = TenureStatus.CURRENT if post.status is TenureStatus.CURRENT else post.status
    if how == "for":
        seeks = lemma in words["run"] or lemma in words["designated"] or lemma in words["endorse"]
        return TenureStatus.CANDIDATE if seeks else None
    if lemma in words["copulas"] or lemma in words["serve"] or (lemma in words["hold"] and how == "post"):
        if how == "attr" and lemma not in words["copulas"]:
            return None
        if lemma == "hold" and past:
            return TenureStatus.FORMER
        resumed = lemma in ("resume", "retain", "take")
        return TenureStatus.FORMER if past and not resumed else current
    if lemma in words["enter"]:
        return current
    if lemma in words["designated"]:
        return TenureStatus.DESIGNATE
    if lemma in words["leave"] and how in ("as", "post", "attr"):
        return TenureStatus.FORMER if how != "attr" else None
    return None


def interval(verb: Token, reading: Reading) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the dates that the verb's own prepositions give: since, from … to …, until."""
    words = reading.pack.section("tenures")
    since = until = None
    for prep in verb.subtree:
        if prep.dep_ not in ("prep", "mark") or prep.sent != verb.sent:
            continue
        pobj = child(prep, "pobj")
        date = date_of(pobj, reading) if pobj is not None else None
        if date is None or prep.head not in (verb, *verb.children):
            continue
        if prep.lower_ in ("until", "till", "to", "through"):
            until = date
        elif prep.lower_ in words["since"]:
            since = date
    return since, until


def tenure(
    post: Post, holder: EntityId, said: Said, rule: str, confidence: float, reading: Reading
) -> Tenure:
    """Return the tenure with its office, which becomes an entity of the document."""
    office = office_of(post, reading)
    doc = reading.doc
    near = min(reading.of_entity(holder), key=lambda r: (abs(r.start - post.head), r.start))
    tokens = [doc[post.head], *doc[post.whole[0] : post.whole[1]], *doc[near.start : near.end]]
    published = reading.document.published
    return Tenure(
        holder,
        office,
        said.status,
        said.since,
        said.until,
        titles=frozenset([post.title]),
        as_of=frozenset([published] if published else []),
        evidence=reading.evidence(tokens, rule, confidence),
    )


def office_of(post: Post, reading: Reading) -> EntityId:
    """Return the id of the office of a post: its narrowest body, and one key for all wordings."""
    body = "-".join(post.of[0].split("/")[1:]) if post.of else "unknown"
    name = EntityId(f"office/{body}/{slug(post.key)}")
    known = reading.entities.get(name)
    aliases = frozenset([post.title])
    if isinstance(known, Office):
        of = tuple(dict.fromkeys((*known.of, *post.of)))
        title = min(known.title, post.title.lower())
        reading.entities[name] = replace(known, title=title, aliases=known.aliases | aliases, of=of)
    else:
        reading.entities[name] = Office(name, post.title.lower(), post.of, aliases)
    return name
