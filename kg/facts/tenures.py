"""Who holds which office: titles beside names, and verbs of holding, entering and leaving an office."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kg.entities.owners import implied_body
from kg.entities.reading import Post, Reading, slug
from kg.entities.wording import title_keys
from kg.facts.candidacies import candidacies, contesting, withdrawn
from kg.facts.clauses import ahead, child, dates_at, staged
from kg.facts.departures import departed, the_dead
from kg.facts.leading import led_bodies, spells
from kg.facts.owning import owned_by
from kg.facts.passing import counterparts, due, inherited, passed_as
from kg.facts.sitting import sittings
from kg.facts.tenure_verbs import Said, governor, holders_of, says
from kg.facts.terms import term_behind
from kg.model import EntityId, Office, Tenure, TenureStatus

RULE_BESIDE, RULE_VERB, RULE_CANDIDATE = "tenure.title_beside_name", "tenure.verb", "tenure.candidacy"


ELECTION = 2  # years after which who ran in a dated sentence runs no more
LONG_AGO = 5  # years after which a title in a dated sentence is taken for a former one


def tenures(reading: Reading) -> Iterator[Tenure]:
    """Yield tenures, found once a reading."""
    if reading.tenures is None:
        reading.tenures = list(found_tenures(reading))
    return iter(reading.tenures)


def found_tenures(reading: Reading) -> Iterator[Tenure]:
    """Yield tenures. One with an office that the text calls former elsewhere is not current as well."""
    found = [*beside_names(reading), *by_verbs(reading), *running(reading), *led(reading)]
    found += [*inherited(found, reading), *due(found, reading), *counterparts(found, reading)]
    beside = {(t.holder, t.office) for t in found if t.status is TenureStatus.CURRENT and is_beside(t)}
    found = [t for t in found if not (merely_was(t) and (t.holder, t.office) in beside)]
    former = {(t.holder, t.office) for t in found if t.status is TenureStatus.FORMER and not t.since}
    marked = {
        (t.holder, t.office) for t in found if t.status in (TenureStatus.ACTING, TenureStatus.DESIGNATE)
    }
    dead, left = the_dead(reading), departed(reading)
    offices = Counter(t.holder for t in found if t.status is TenureStatus.CURRENT and is_beside(t))
    chosen = {t.holder for t in found if t.status is TenureStatus.DESIGNATE}
    found = [t for t in found if t.status is not TenureStatus.CANDIDATE or t.holder not in chosen]
    kept = []
    for tenure in found:
        key = (tenure.holder, tenure.office)
        if tenure.holder in dead:
            if tenure.status is TenureStatus.CANDIDATE:
                continue  # who has died runs no more, and never held what was run for
            tenure = replace(tenure, status=TenureStatus.FORMER)
        sole = tenure.status is TenureStatus.CURRENT and is_beside(tenure) and offices[tenure.holder] == 1
        if sole and tenure.holder in left:
            tenure = replace(tenure, status=TenureStatus.FORMER, until=left[tenure.holder])
        if tenure.status is TenureStatus.CURRENT and (key in former or key in marked):
            continue
        kept.append(tenure)
    yield from undoubled(kept)


def is_beside(tenure: Tenure) -> bool:
    """Tell whether a title beside a name says a tenure."""
    return any(e.rule == RULE_BESIDE for e in tenure.evidence)


def merely_was(tenure: Tenure) -> bool:
    """Tell whether only a "was" without dates says that a tenure is over."""
    dated = tenure.since or tenure.until
    return (
        not dated
        and tenure.status is TenureStatus.FORMER
        and all(e.confidence < 0.75 for e in tenure.evidence)
    )


def undoubled(tenures: list[Tenure]) -> Iterator[Tenure]:
    """Yield tenures, without those that an equal one with dates says more exactly."""
    dated = {(t.holder, t.office, t.status) for t in tenures if t.since or t.until}
    for tenure in tenures:
        if tenure.since or tenure.until or (tenure.holder, tenure.office, tenure.status) not in dated:
            yield tenure


def beside_names(reading: Reading) -> Iterator[Tenure]:
    """`[former] Russian defense minister Sergei Shoigu`; `Ann Lee, mayor of London, …`."""
    for post in reading.posts:
        if played(post, reading):
            continue
        said = picked(post, reading) or said_beside(post, reading)
        post.of = owned_by(post, reading) or post.of
        for holder in post.holders:
            sure = 0.95 if not post.implied else 0.79
            yield tenure(post, holder, said, RULE_BESIDE, sure, reading)


def picked(post: Post, reading: Reading) -> Said | None:
    """Return what `his nominee for attorney general, X` says: no more than that X is to have the office."""
    doc, start = reading.doc, post.whole[0]
    chosen = start > 1 and doc[start - 1].lower_ == "for"
    if not chosen or doc[start - 2].lower_ not in reading.pack.section("tenures")["candidates"]:
        return None
    chooser = child(doc[start - 2], "poss")
    return Said(TenureStatus.DESIGNATE if chooser is not None else TenureStatus.CANDIDATE)


def said_beside(post: Post, reading: Reading) -> Said:
    """Return the status and dates of a title beside a name: its own words first, then the sentence's."""
    term = term_behind(post.whole[1], reading) if post.head < post.whole[1] else None
    if term is not None and post.status in (TenureStatus.CURRENT, TenureStatus.FORMER):
        over = term.until is not None and not ahead(term.until, reading)
        return Said(TenureStatus.FORMER if over else post.status, term.since, term.until)
    if post.status is TenureStatus.CURRENT and (
        of_then(post, reading) or several(post, reading) or told_of_the_past(post, reading)
    ):
        return Said(TenureStatus.FORMER)
    return Said(post.status)


def of_then(post: Post, reading: Reading) -> bool:
    """`X, governor of Texas at the time`."""
    behind = reading.doc[post.whole[1] : post.whole[1] + 3].text.lower()
    return post.head < post.whole[1] and behind in reading.pack.section("offices")["once"]


def several(post: Post, reading: Reading) -> bool:
    """Tell whether a plural gives several people an office that one holds at a time: it is over for them."""
    single = title_keys("single", reading.pack)
    return (
        post.plural
        and not post.implied
        and len(post.of) == 1
        and len(post.holders) > 1
        and post.key in single
    )


def played(post: Post, reading: Reading) -> bool:
    """Tell whether an office is of a play: "starred as President Lee", "a man posing as President Lee"."""
    words, doc = reading.pack.set("tenures", "fiction"), reading.doc
    noun = doc[post.head]
    before = [t.lemma_.lower() for t in doc[max(noun.sent.start, post.whole[0] - 3) : post.whole[0]]]
    if staged(noun) or (before and before[-1] in ("as", "be", "like") and not words.isdisjoint(before)):
        return True
    for _ in range(5):
        head = noun.head
        if noun.dep_ in ("dobj", "attr", "oprd") or (noun.dep_ == "pobj" and head.lower_ == "as"):
            over = head.head if noun.dep_ == "pobj" else head
            if over.dep_ != "acl" or over.lemma_.lower() in words:
                return over.lemma_.lower() in words
            noun = over.head  # "portrayed a spy, also known as General Lee"
            continue
        if noun.dep_ not in ("compound", "nmod", "appos", "conj", "amod") or head.i == noun.i:
            return False
        noun = head
    return False


def told_of_the_past(post: Post, reading: Reading, years: int = LONG_AGO) -> bool:
    """Tell whether all that a sentence dates is years back: "in 1975 President Ford pardoned him".

    What stands behind a title in apposition tells of other times: "X, the mayor, moved in 1975".
    """
    published, doc = reading.document.published, reading.doc
    sent, known = doc[post.head].sent, dates_at(reading)
    named = (reading.nearest(holder, post.head) for holder in post.holders)
    behind = post.whole[0] if any(ref.end <= post.whole[0] for ref in named) else sent.end
    starting = reading.pack.section("tenures")["starting"]
    dates = [known[i] for i in range(sent.start, behind) if i in known and doc[i - 1].lower_ not in starting]
    return published is not None and bool(dates) and all(int(d[:4]) <= published.year - years for d in dates)


def by_verbs(reading: Reading) -> Iterator[Tenure]:
    """`X was elected president of Y`; `X served as mayor from 2011 to 2013`; `X resigned as minister`."""
    for post in reading.posts:
        if post.holders or reading.at(post.head) is not None or staged(reading.doc[post.head]):
            continue
        verb, how = governor(reading.doc[post.head], reading)
        if verb is None:
            continue
        said = says(verb, how, post, reading)
        if said is None:
            continue
        post.of = post.of or owned_by(post, reading) or implied_body(post, reading)
        for holder in holders_of(verb, how, reading):
            yield tenure(post, holder, said, RULE_VERB, 0.7 if said.was else 0.8, reading)


def running(reading: Reading) -> Iterator[Tenure]:
    """`presidential candidate X`; `X ended his campaign for governor`; `his running mate, X`."""
    said, over = Said(TenureStatus.CANDIDATE), withdrawn(reading)
    for post, people in (*candidacies(reading), *contesting(reading)):
        gone = told_of_the_past(post, reading, ELECTION) or ran_once(post, reading)
        for person in people if not gone else ():
            if person in over:
                continue
            yield tenure(post, person, said, RULE_CANDIDATE, 0.79, reading)


def ran_once(post: Post, reading: Reading) -> bool:
    """Tell whether words before a candidate say that it was once: "former", "then-", "the 2016 nominee X"."""
    doc, published, i = reading.doc, reading.document.published, post.whole[0] - 1
    former, known = reading.pack.section("offices")["former"], dates_at(reading)
    while i >= doc[post.head].sent.start and doc[i].pos_ in ("ADJ", "ADV", "NOUN", "PROPN", "NUM", "PUNCT"):
        if doc[i].is_punct and doc[i].text != "-":
            return False
        old = i in known and published is not None and int(known[i][:4]) <= published.year - ELECTION
        if old or doc[i].lower_ in former:
            return True
        i -= 1
    return False


def led(reading: Reading) -> Iterator[Tenure]:
    """`X heads the agency`; `his time as mayor`; `she sat in the House`; `X succeeded Y as mayor`."""
    for post, holder, said in (*led_bodies(reading), *sittings(reading)):
        yield tenure(post, holder, said, RULE_VERB, 0.75, reading)
    for post, holder, said in spells(reading):
        post.of = post.of or implied_body(post, reading)
        yield tenure(post, holder, said, RULE_VERB, 0.7, reading)
    for post, holder, said in passed_as(reading):
        post.of = post.of or implied_body(post, reading)
        yield tenure(post, holder, said, RULE_VERB, 0.8, reading)


def tenure(
    post: Post, holder: EntityId, said: Said, rule: str, confidence: float, reading: Reading
) -> Tenure:
    """Return the tenure with its office, which becomes an entity of the document."""
    office = office_of(post, reading)
    doc = reading.doc
    near = reading.nearest(holder, post.head)
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
        if (title, of) != (known.title, known.of) or not aliases <= known.aliases:
            reading.entities[name] = replace(known, title=title, aliases=known.aliases | aliases, of=of)
    else:
        reading.entities[name] = Office(name, post.title.lower(), post.of, aliases)
    return name
