"""Nesting: areas and seats that the words between two names put one inside the other."""

from collections.abc import Iterator

from kg.entities.bodies import is_chamber
from kg.entities.reading import Reading, Ref
from kg.facts.bodies import state_of, whole_noun
from kg.facts.places import apposition, bigger
from kg.facts.shapes import compiled, matched
from kg.facts.triples import triple
from kg.model import Kind, Predicate, Triple

NOUN = "D? A* [KMH]+ (?:OG+)?"
SHAPES = compiled(
    {
        "within": (r"(?P<a>[RB]) I ~ (?P<b>R)",),
        "owned": (r"(?P<b>R) S A* (?P<a>[RB])",),
        "told": (r"(?P<b>R) [Ax]{0,2} W D? (?P<a>B)",),
        "aside": (r"(?P<a>[RB]) [,(] I ~ (?P<b>R)",),
        "lying": (r"(?P<a>[RB]) , [^.]{1,14} , V? x? L I ~ (?P<b>R)",),
        "beside": (r"(?P<a>B) , (?P<b>R) (?=[,.])",),
        "sure": (
            r"(?P<a>R) [KMH] ,? I ~ (?P<b>R)",
            r"(?P<a>R) K O D? A* (?P<b>R)",
            r"(?P<a>R) ,? T D? A* (?:[RN] A*)? M O D? (?P<b>R)",
            rf"(?P<a>[RB]) [,(] x{{0,2}} {NOUN} [IO] ~ (?P<b>R)",
            r"(?P<a>R) [,(] D? (?P<b>R) S A* [KM]",
            r"(?P<a>R) [,(] D? A* (?P<b>N) A* [KM]",
            rf"(?P<a>R) V x{{0,2}} {NOUN} [IO] ~ (?P<b>R)",
            r"(?P<a>R) V D? A* (?P<b>N) A* [KM]",
            r"(?P<a>[RB]) ,? V? x? L I ~ (?P<b>R)",
            r"(?P<a>R) V I ~ (?P<b>R)",
            r"(?P<b>R) S A* [KMH] , (?P<a>R)",
            r"(?P<b>R) A* M O (?P<a>R)",
            r"(?P<b>N) A* [KM]+ O? D? (?P<a>R)",
            r"(?P<b>N) A* [KM]+ O [RB] , (?P<a>R) (?=[,.])",
            r"D A* (?P<b>N) A* [KM] , (?P<a>R)",
            r"(?P<a>B) , O (?P<b>R)",
            r"(?P<a>B) S (?P<b>R) Q",
            r"(?P<a>B) S A* Q I ~ (?P<b>R)",
            r"Q O D? (?P<a>B) I ~ (?P<b>R)",
            r"I D? (?P<b>R) ,? Z D? (?P<a>R)",
            r"[HWM] I ~ (?P<b>R) , (?P<a>B) (?=[,.])",
            r"(?P<a>[RB]) C D? [RB] ,? E I ~ (?P<b>R)",
            r"[RB] C D? (?P<a>[RB]) ,? E I ~ (?P<b>R)",
        ),
    }
)


def nested(reading: Reading) -> Iterator[Triple]:
    """`X, a town in the north of Y`; `Y's X province`; `the Greek island of X`; `X is headquartered in Y`."""
    for name, inner, outer in matched(SHAPES, reading):
        if holds(name, inner, outer, reading):
            tokens = [*reading.span(inner), *reading.span(outer)]
            yield triple(inner.entity, Predicate.LOCATED_IN, outer.entity, tokens, 0.85, reading)


def holds(name: str, inner: Ref, outer: Ref, reading: Reading) -> bool:
    """Tell whether of a pattern's two names one may be in the other, and its words belong together."""
    if inner.kind not in (Kind.PLACE, Kind.ORGANIZATION):
        return False
    if inner.kind is Kind.PLACE and not bigger(outer, inner, reading):
        return False
    body_of_country = outer.kind is Kind.COUNTRY and inner.kind is Kind.ORGANIZATION
    if name == "within" and body_of_country and not has_seat(inner, reading):
        return False
    if name == "within":
        return not of_state(inner, reading) and hangs_together(inner, outer, reading)
    if name == "told":
        between = reading.doc[outer.end : inner.start]
        return outer.kind is Kind.PLACE and all(t.pos_ != "ADP" for t in between)
    if name == "owned":
        local = inner.kind is Kind.PLACE or (outer.kind is Kind.PLACE and stands(inner, reading))
        return local and (free(inner, reading) or kind_in_name(inner, reading))
    if name == "aside":
        described = reading.doc[inner.end + 2].lower_ != reading.span(outer)[0].lower_
        return described or bigger(outer, inner, reading, strictly=True)
    if name == "lying":
        return reading.doc[inner.start : inner.end].root.dep_ in ("nsubj", "nsubjpass")
    if name == "beside":
        return stands(inner, reading) and apposition(inner, outer, reading)
    return True


def stands(body: Ref, reading: Reading) -> bool:
    """Tell whether a body's name ends with what stands in a place: "College", "Court"."""
    return reading.doc[body.end - 1].lower_ in reading.pack.set("bodies", "local")


def kind_in_name(area: Ref, reading: Reading) -> bool:
    """Tell whether a name says what kind of area it is: "Texas's Travis County court"."""
    return reading.doc[area.end - 1].lower_ in reading.pack.section("nesting")["kinds"]


def has_seat(ref: Ref, reading: Reading) -> bool:
    """Tell whether a body is in a country by its kind: a court is, "Hezbollah in Syria" acts there."""
    words = set(reading.name(ref.entity).lower().replace(",", " ").split())
    kinds = reading.pack.set("bodies", "kinds") | reading.pack.set("bodies", "local")
    return not kinds.isdisjoint(words)


def of_state(ref: Ref, reading: Reading) -> bool:
    """Tell whether a body is a chamber of a state: one runs "for the US Senate in Ohio", where it isn't."""
    return is_chamber(ref.entity, reading) and state_of(ref.entity, reading) is not None


def hangs_together(inner: Ref, outer: Ref, reading: Reading) -> bool:
    """Tell `X in Y` from `saw X in Y`: "in" hangs on X, or X is where something is."""
    doc = reading.doc
    root = doc[inner.start : inner.end].root
    link = doc[inner.end]
    while link.i + 1 < outer.start and link.lower_ not in reading.pack.section("nesting")["inside"]:
        link = doc[link.i + 1]
    if inner.kind is Kind.PLACE and root.dep_ == "pobj" and root.head.pos_ == "ADP":
        beyond = root.head.lower_ in reading.pack.section("nesting")["beyond"]
        return not beyond or bigger(outer, inner, reading, strictly=True)
    if root.dep_ in ("nsubj", "nsubjpass") and root.head.i > outer.start:
        return True
    owners = {root, root.head.head} if root.dep_ == "pobj" and root.head.lower_ == "of" else {root}
    if inner.kind is Kind.PLACE and root.head.pos_ == "NOUN" and root.head.i >= inner.start:
        owners.add(root.head)
    return link.head in owners


def free(ref: Ref, reading: Reading) -> bool:
    """Tell whether an owned name is a place: "Japan's Hokkaido island", not "Japan's Hokkaido policy"."""
    doc = reading.doc
    after = doc[ref.end].lower_ if ref.end < len(doc) else ""
    words = reading.pack.section("nesting")
    return after in words["kinds"] or after in words["named"] or whole_noun(ref, reading)
