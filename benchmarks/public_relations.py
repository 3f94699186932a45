"""Our answer to sets of relations: tenures and plain relations, in the words of each set.

`python -m benchmarks.public_relations SET.jsonl …` prints precision, recall and F1 of each relation that the
schema has, by the scorer beside the sets.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language

from benchmarks.quality import scorer
from kg.entities import read
from kg.entities.bodies import is_chamber
from kg.entities.reading import Reading
from kg.entities.wording import title_key, title_keys
from kg.facts.lives import kinships
from kg.facts.relations import relations
from kg.facts.tenures import tenures
from kg.model import Document, Entity, EntityId, Kind, Office, Predicate, Tenure, TenureStatus, Triple

Record = dict[str, Any]
Named = tuple[str, EntityId, EntityId | str]
PARENTS = frozenset({"father", "mother", "parent", "parents"})
CHILDREN = frozenset({"son", "daughter", "child", "children", "sons", "daughters"})
SPOUSES = frozenset({"wife", "husband", "spouse", "widow", "widower"})
SIBLINGS = frozenset({"brother", "sister", "siblings", "twin", "brothers", "sisters"})
FORCES = frozenset({"army", "navy", "force", "forces", "guard", "military", "marines", "corps"})
HEADS = frozenset({"president", "chief executive", "chairman", "director", "head", "chief", "founder", "ceo"})
SAME = {
    Predicate.BORN_IN: "born_in",
    Predicate.EDUCATED_AT: "educated_at",
    Predicate.CITIZEN_OF: "citizen_of",
    Predicate.PART_OF: "subsidiary_of",
}
LOOSE = {"member_of_party": "member_of", "headquarters_in": "located_in"}
SELDOM = frozenset({"employed_by", "head_of_state"})
CROSSRE = {
    "member_of": "role",
    "member_of_party": "role",
    "employed_by": "role",
    "subsidiary_of": "part-of",
    "headquarters_in": "physical",
    "located_in": "physical",
}
RE3D = {
    "member_of": "belongs_to",
    "employed_by": "belongs_to",
    "subsidiary_of": "belongs_to",
    "headquarters_in": "co_located_with",
    "located_in": "co_located_with",
}


def predict(record: Record, nlp: Language) -> Record:
    """Return the relations of a record, each once."""
    doc = nlp.make_doc(record["text"])
    doc.user_data["document"] = Document(record["text"], key=record["id"])
    reading = read(nlp(doc))
    found = dict.fromkeys(closed(facts(reading), reading))
    style = STYLES.get(record.get("dataset", "").split("/")[0], whole)
    return {"relations": list(style(found, reading))}


def facts(reading: Reading) -> Iterator[Named]:
    """Yield the facts of a reading under the names that most sets share."""
    for fact in relations(reading):
        yield from of_triple(fact, reading)
    for tenure in tenures(reading):
        yield from of_tenure(tenure, reading)
    for other, one, word in kinships(reading):
        low = word.lower_
        if low in SPOUSES or word.pos_ == "VERB":
            yield "spouse", one, other
        elif low in SIBLINGS:
            yield "sibling", one, other
        elif low in PARENTS:
            yield "parent", one, other
        elif low in CHILDREN:
            yield "parent", other, one


def of_triple(fact: Triple, reading: Reading) -> Iterator[Named]:
    """Yield a plain relation under its names."""
    subject, other = fact.subject, fact.object
    words = reading.name(other).lower().split()
    match fact.predicate:
        case Predicate.MEMBER_OF:
            party = "party" in words or words[-1] in ("democrats", "republicans", "labour")
            person = kind(subject, reading) is Kind.PERSON
            forces = person and words[-1] in FORCES
            yield "member_of_party" if party and person else "member_of", subject, other
            if person and not party:
                yield "military_branch" if forces else "employed_by", subject, other
        case Predicate.LOCATED_IN:
            body = kind(subject, reading) is Kind.ORGANIZATION
            yield "headquarters_in" if body else "located_in", subject, other
        case Predicate.OF_COUNTRY:
            yield "located_in_country", subject, other
            if is_chamber(subject, reading):
                yield "applies_to_jurisdiction", subject, other
                yield "legislature_of", subject, other
        case Predicate.FOUNDED:
            yield "founded_by", other, subject
        case name if name in SAME:
            yield SAME[name], subject, other


def of_tenure(tenure: Tenure, reading: Reading) -> Iterator[Named]:
    """Yield a tenure under its names: whom or what somebody heads, works for, holds."""
    office = reading.entities[tenure.office]
    if not isinstance(office, Office) or tenure.status is TenureStatus.CANDIDATE:
        return
    key, words = title_key(office.title, reading.pack), office.title.lower().split()
    for body in office.of[:1]:
        what = kind(body, reading)
        yield "holds_office", tenure.holder, f"{office.title} of {reading.name(body)}"
        if what in (Kind.COUNTRY, Kind.PLACE):
            yield "applies_to_jurisdiction", tenure.holder, body
        if what is Kind.COUNTRY:
            yield "citizen_of", tenure.holder, body
            if key in title_keys("heads_of_state", reading.pack) and words[0] not in ("vice", "deputy"):
                head = "head_of_government" if key == "prime minister" else "head_of_state"
                yield head, body, tenure.holder
        if what is Kind.ORGANIZATION:
            yield "employed_by", tenure.holder, body
            if key in HEADS or words[-1] in HEADS or words[0] == "ceo":
                yield "head_of_organization", body, tenure.holder


def kind(known: EntityId, reading: Reading) -> Kind | None:
    """Return the kind of an entity that is no office."""
    entity = reading.entities[known]
    return entity.kind if isinstance(entity, Entity) else None


def closed(found: Iterable[Named], reading: Reading) -> Iterator[Named]:
    """Yield facts, and what follows: a place in a place in a country is in that country."""
    up: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for name, one, other in found:
        yield name, one, other
        if name == "located_in" and isinstance(other, str):
            up[one].add(EntityId(other))
    for one in list(up):
        seen, todo = set[EntityId](), list(up[one])
        while todo:
            area = todo.pop()
            if area in seen:
                continue
            seen.add(area)
            todo += up.get(area, ())
            if kind(area, reading) is Kind.COUNTRY:
                yield "located_in_country", one, area
            else:
                yield "located_in", one, area


def whole(found: Iterable[Named], reading: Reading) -> Iterator[Record]:
    """Yield each fact once, an end by all its names; members of a party, and seats, by either name."""
    for name, one, other in found:
        if name in LOOSE:
            yield {"subj": texts(one, reading), "rel": LOOSE[name], "obj": texts(EntityId(other), reading)}
        last = texts(EntityId(other), reading) if other in reading.entities else [other]
        yield {"subj": texts(one, reading), "rel": name, "obj": last}


def each_mention(found: Iterable[Named], reading: Reading) -> Iterator[Record]:
    """Yield each fact for all pairs of mentions, pronouns too, as sets do that label mentions."""
    for name, one, other in found:
        last = texts(EntityId(other), reading, every=True) if other in reading.entities else [other]
        for left in texts(one, reading, every=True):
            for right in last:
                yield {"subj": left, "rel": name, "obj": right}


def crossre(found: Iterable[Named], reading: Reading) -> Iterator[Record]:
    """Yield facts by the names of CrossRE."""
    for name, one, other in found:
        known = other in reading.entities and CROSSRE.get(name)
        if known:
            last = texts(EntityId(other), reading)
            yield {"subj": texts(one, reading), "rel": f"crossre:{CROSSRE[name]}", "obj": last}
    bodies = (ref.entity for ref in reading.of_kind(Kind.ORGANIZATION) if ref.form == "name")
    for entity in dict.fromkeys(bodies):
        long, *short = sorted(texts(entity, reading), key=lambda text: (-len(text), text))
        for text in short:
            yield {"subj": text, "rel": "crossre:named", "obj": long}


def re3d(found: Iterable[Named], reading: Reading) -> Iterator[Record]:
    """Yield facts by the names of re3d, whose names are whole noun phrases."""
    for name, one, other in found:
        if other in reading.entities and name in RE3D:
            first, last = phrases(one, reading), phrases(EntityId(other), reading)
            yield {"subj": first, "rel": RE3D[name], "obj": last}


def texts(entity: EntityId, reading: Reading, every: bool = False) -> list[str]:
    """Return how a text names an entity, most often first; pronouns and descriptions only if `every`."""
    forms = ("name", "demonym", "nominal", "pronoun") if every else ("name", "demonym")
    refs = [ref for ref in reading.of_entity(entity) if ref.form in forms and len(ref.entities) == 1]
    counts = Counter(reading.span(ref).text for ref in refs)
    return [text for text, _ in counts.most_common()] or [reading.name(entity)]


def phrases(entity: EntityId, reading: Reading) -> list[str]:
    """Return how a text names an entity, with the noun phrases around."""
    refs = [ref for ref in reading.of_entity(entity) if ref.form in ("name", "nominal")]
    found = texts(entity, reading)
    for ref in refs:
        root = reading.span(ref).root
        if root.dep_ == "pobj" and root.head.lower_ == "of":
            root = root.head.head
        found.append(reading.doc[root.left_edge.i : ref.end].text)
    return list(dict.fromkeys(found))


def wikidata(found: Iterable[Named], reading: Reading) -> Iterator[Record]:
    """Yield facts of Text2KGBench and Re-DocRED, which leave out what Wikidata seldom has."""
    return whole((fact for fact in found if fact[0] not in SELDOM), reading)


STYLES = {
    "Text2KGBench": wikidata,
    "Re-DocRED": wikidata,
    "KnowledgeNet": each_mention,
    "CrossRE politics": crossre,
    "re3d": re3d,
}


def main(paths: list[Path]) -> None:
    """Print the scores of each set, and of each relation of it."""
    from kg.pipeline import load_pipeline

    nlp = load_pipeline()
    for path in paths:
        score = scorer(path.parent, None)
        gold = score.load(path)
        answers = [{**predict(record, nlp), "id": record["id"]} for record in gold]
        result = score.evaluate(gold, answers, family="relations")
        rows = [(path.stem, result["main"]), *result.get("per_type", {}).items()]
        for name, row in rows:
            numbers = (f"{key} {row[key]:.3f}" for key in ("precision", "recall", "f1"))
            sys.stdout.write(f"{name:32s} {'  '.join(numbers)}\n")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
