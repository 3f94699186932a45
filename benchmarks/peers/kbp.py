"""CoreNLP's KBP relations in the words of the public sets.

A scorer keeps the relations that its set knows, so that one table serves all sets. Where the sets tell apart
what KBP holds in one (employed by or member of), both are given. Where it is open what a KBP relation is in
the words of a set, it is what scores best there, and nothing if it is never right: so in CrossRE, whose ends
are parties and people most of all, titles, origins, affiliations and what a body is a member of.
"""

from collections.abc import Iterator
from typing import Any

from benchmarks.peers.base import Record
from benchmarks.public_relations import FORCES

SAME = {
    "per:spouse": ("spouse", "crossre:social"),
    "per:parents": ("parent", "crossre:social"),
    "per:other_family": ("crossre:social",),
    "per:siblings": ("sibling", "crossre:social"),
    "per:date_of_birth": ("date_of_birth",),
    "per:date_of_death": ("date_of_death",),
    "per:country_of_birth": ("born_in",),
    "per:stateorprovince_of_birth": ("born_in",),
    "per:city_of_birth": ("born_in",),
    "per:country_of_death": ("died_in",),
    "per:stateorprovince_of_death": ("died_in",),
    "per:city_of_death": ("died_in",),
    "per:countries_of_residence": ("resides_in",),
    "per:statesorprovinces_of_residence": ("resides_in",),
    "per:cities_of_residence": ("resides_in", "crossre:physical"),
    "per:schools_attended": ("educated_at",),
    "per:origin": ("citizen_of",),
    "per:employee_or_member_of": ("employed_by", "member_of", "belongs_to", "crossre:role"),
    "per:title": ("holds_office", "has_attribute"),
    "org:founded_by": ("founded_by",),
    "org:date_founded": ("founded_on",),
    "org:country_of_headquarters": ("headquarters_in", "crossre:physical"),
    "org:stateorprovince_of_headquarters": ("headquarters_in", "crossre:physical"),
    "org:city_of_headquarters": ("headquarters_in", "crossre:physical"),
    "org:parents": ("subsidiary_of", "crossre:part-of"),
    "org:member_of": ("member_of",),
    "org:shareholders": ("owned_by",),
    "org:top_members_employees": ("head_of_organization",),
    "org:political_religious_affiliation": ("political_ideology",),
}
TURNED = {
    "per:children": ("parent", "crossre:social"),
    "org:subsidiaries": ("subsidiary_of", "crossre:part-of"),
    "org:members": ("member_of", "crossre:part-of"),
    "org:top_members_employees": ("in_charge_of", "employed_by", "crossre:role"),
    "org:founded_by": ("crossre:role",),
    "org:shareholders": ("crossre:role",),
    "org:alternate_names": ("crossre:named",),
}
"""Relations whose ends change places."""


def related(answer: Any, offsets: Any) -> Record:
    """Return the relations of one text; an end goes by all names that its coreference chains have for it."""
    names = chained(answer)
    found: dict[tuple[str, str, str], None] = {}
    for sentence in answer["sentences"]:
        for triple in sentence["kbp"]:
            one, other, kind = triple["subject"], triple["object"], triple["relation"]
            for name in SAME.get(kind, ()):
                found[one, name, other] = None
            for name in TURNED.get(kind, ()):
                found[other, name, one] = None
            if kind == "per:employee_or_member_of":
                found |= {(one, name, other): None for name in narrower(other)}
    return {"relations": [{"subj": names[a], "rel": rel, "obj": names[b]} for a, rel, b in found]}


def narrower(body: str) -> Iterator[str]:
    """Yield what a membership is, too, in a body of this name."""
    if "Party" in body:
        yield "member_of_party"
    if FORCES & {*body.lower().split()}:
        yield "military_branch"


class Named(dict[str, list[str]]):
    """Name → names of the same; a name that is in no chain stands alone."""

    def __missing__(self, name: str) -> list[str]:
        return [name]


def chained(answer: Any) -> Named:
    """Return by name the names, descriptions and pronouns of the chains that it is in, itself first."""
    named = Named()
    for mentions in answer["corefs"].values():
        texts = [mention["text"] for mention in mentions]
        for text in dict.fromkeys(texts):
            named[text] = list(dict.fromkeys([*named[text], *texts]))
    return named
