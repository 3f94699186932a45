"""Nations and wholes: bodies that the words beside them give a country, or make a part of another body."""

from collections.abc import Iterator

from kg.entities.bodies import is_party
from kg.entities.reading import Reading, Ref
from kg.facts.bodies import whole_noun
from kg.facts.shapes import compiled, matched
from kg.facts.triples import triple
from kg.model import Kind, Predicate, Triple

COUNTRIES = compiled(
    {
        "before": (r"(?P<b>R) (?P<a>B)",),
        "owner": (r"(?P<b>R) S [Ax]{0,3} (?P<a>B)",),
        "kind": (r"(?P<b>[RN]) [Ax]{0,2} W (?P<a>B)",),
        "told": (
            r"(?P<a>B) (?:I R)? , (?P<b>R) S [AxKW-]{1,4} (?=[,.(])",
            r"(?P<a>B) [,(] D? [Ax]* (?P<b>N) [Ax]{0,3} W",
            r"(?P<a>B) V D [Ax]* (?P<b>N) [Ax]{0,3} W",
        ),
        "seat": (r"(?P<a>B) ,? [,I] (?P<b>R)",),
    }
)
WHOLES = compiled({"part": (r"(?P<a>B) (?:I R)? (?:, R ,?)? V? Y [x]? D? (?P<b>B)",)})


def national(reading: Reading) -> Iterator[Triple]:
    """`Colombia's ELN rebels`; `X, Colombia's flag carrier`; `X, a Korean steelmaker`; `the US firm X`."""
    for name, body, country in matched(COUNTRIES, reading):
        if country.kind is Kind.COUNTRY and belongs(name, body, country, reading):
            tokens = [*reading.span(body), *reading.span(country)]
            yield triple(body.entity, Predicate.OF_COUNTRY, country.entity, tokens, 0.85, reading)


def belongs(name: str, body: Ref, country: Ref, reading: Reading) -> bool:
    """Tell whether a body may be a country's, by how they stand beside each other."""
    pack, doc = reading.pack, reading.doc
    low = reading.span(body).text.lower().removeprefix("the ")
    if low in pack.set("bodies", "alliances") or low in pack.set("nesting", "international"):
        return False
    words = low.split()
    public = not pack.set("bodies", "everywhere").isdisjoint((words[0], words[-1]))
    if name == "before":
        return is_party(body, reading) or public
    if name == "seat":
        return public
    if name == "owner" and any(t.pos_ == "ADP" for t in doc[country.end : body.start]):
        return False  # "Peru's coast by X"
    if name == "owner":
        after = doc[body.end].lower_ if body.end < len(doc) else ""
        return whole_noun(body, reading) or after in pack.set("nesting", "members")
    return True


def parts(reading: Reading) -> Iterator[Triple]:
    """`X belongs to Y`; `X is owned by Y`."""
    for _, inner, whole in matched(WHOLES, reading):
        tokens = [*reading.span(inner), *reading.span(whole)]
        yield triple(inner.entity, Predicate.PART_OF, whole.entity, tokens, 0.8, reading)
