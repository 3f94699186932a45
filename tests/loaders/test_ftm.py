"""FollowTheMoney's own model accepts what we write (extra `ftm`: it compiles ICU, so not by default)."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from kg.graph import KnowledgeGraph
from kg.model import Tenure
from loaders.files.ftm import ftm_entities
from tests.loaders.samples import HELSINKI, LATER
from tests.strategies import graphs

model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
BOTH = HELSINKI | LATER
examples = settings(max_examples=20, deadline=None)


def entities(graph: KnowledgeGraph) -> dict[str, Any]:
    """Return the entities by id, as FollowTheMoney's own model reads them; what is not valid raises."""
    read = {}
    for record in ftm_entities(graph):
        entity = model.get_proxy(json.loads(json.dumps(record)), cleaned=False)
        entity.schema.validate({"properties": entity.properties})
        for name, values in record["properties"].items():
            known = entity.schema.get(name)
            words = known is not None and known.type.name in ("name", "string", "text")
            assert words or set(values) <= set(entity.get(name)), name
        read[str(entity.id)] = entity
    return read


def test_followthemoney_accepts_all() -> None:
    read = entities(BOTH)
    [occupancy] = [e for e in read.values() if e.schema.name == "Occupancy" and e.get("date")]
    assert read[occupancy.first("holder")].caption == "Sauli Niinistö"
    post = read[occupancy.first("post")]
    assert post.schema.name == "Position"
    assert post.get("country") == ["fi"]
    assert sorted(occupancy.get("date")) == ["2018-07-16", "2019-08-21"]
    assert {read[name].caption for name in occupancy.get("proof")} == {"Talks in Helsinki", "Talks again"}
    [succession] = [e for e in read.values() if e.schema.name == "Succession"]
    assert read[succession.first("predecessor")].caption == "Tarja Halonen"


@examples
@given(graphs())
def test_followthemoney_accepts_hostile_words(graph: KnowledgeGraph) -> None:
    read = entities(graph)
    for entity in read.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert value in read
    occupied = [e for e in read.values() if e.schema.name == "Occupancy"]
    statuses = ("current", "former", "acting")
    assert len(occupied) == sum(isinstance(f, Tenure) and f.status in statuses for f in graph)
