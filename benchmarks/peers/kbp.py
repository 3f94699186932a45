"""CoreNLP's KBP relations in the words of the public sets.

A scorer keeps the relations that its set knows, so that one table serves all sets. Where the sets tell apart
what KBP holds in one (employed by or member of), both are given.
"""

from typing import Any

from benchmarks.peers.base import Record

SAME = {
    "per:spouse": ("spouse", "crossre:social"),
    "per:parents": ("parent", "crossre:social"),
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
    "per:cities_of_residence": ("resides_in",),
    "per:schools_attended": ("educated_at",),
    "per:origin": ("citizen_of", "crossre:origin"),
    "per:employee_or_member_of": ("employed_by", "member_of", "belongs_to", "crossre:role"),
    "per:title": ("holds_office", "has_attribute", "crossre:role"),
    "org:founded_by": ("founded_by",),
    "org:date_founded": ("founded_on",),
    "org:country_of_headquarters": ("headquarters_in", "crossre:physical"),
    "org:stateorprovince_of_headquarters": ("headquarters_in", "crossre:physical"),
    "org:city_of_headquarters": ("headquarters_in", "crossre:physical"),
    "org:parents": ("subsidiary_of", "crossre:part-of"),
    "org:member_of": ("member_of", "crossre:part-of"),
    "org:shareholders": ("owned_by",),
    "org:top_members_employees": ("head_of_organization",),
    "org:political_religious_affiliation": ("political_ideology", "crossre:general-affiliation"),
}
TURNED = {
    "per:children": ("parent", "crossre:social"),
    "org:subsidiaries": ("subsidiary_of", "crossre:part-of"),
    "org:members": ("member_of", "crossre:part-of"),
    "org:top_members_employees": ("in_charge_of", "crossre:role"),
}
"""Relations whose ends change places."""


def related(answer: Any, offsets: Any) -> Record:
    """Return the relations of one text, by name; "Party" in the body makes a membership one of a party."""
    found: dict[tuple[str, str, str], None] = {}
    for sentence in answer["sentences"]:
        for triple in sentence["kbp"]:
            one, other, kind = triple["subject"], triple["object"], triple["relation"]
            for name in SAME.get(kind, ()):
                found[one, name, other] = None
            for name in TURNED.get(kind, ()):
                found[other, name, one] = None
            if kind == "per:employee_or_member_of" and "Party" in other:
                found[one, "member_of_party", other] = None
    return {"relations": [{"subj": a, "rel": rel, "obj": b} for a, rel, b in found]}
