"""Whose office it is where a possessive tells: "X's press secretary", "her minister", "its president"."""

from kg.entities.reading import Post, Reading, Ref
from kg.facts.clauses import child
from kg.mentions.words import Token
from kg.model import EntityId, Kind


def owned_by(post: Post, reading: Reading) -> tuple[EntityId, ...]:
    """Return what the office of "his T", "X's T", "the company's T", "its T" belongs to, if told."""
    if not post.implied:
        chief = post.of[0] if post.of and post.of[0].startswith("person/") else None
        return (chief, *led_by(chief, reading)) if chief is not None and len(post.of) == 1 else ()
    owner = possessor(post, reading)
    if owner is None:
        return ()
    ref = reading.at(owner)
    if ref is not None and ref.kind is Kind.PERSON:
        return of_person(ref.entity, post, reading)
    body = ref if ref is not None and ref.form != "demonym" else meant(owner, post, reading)
    return body.entities[:1] if body is not None and body.kind is not Kind.PERSON else ()


def possessor(post: Post, reading: Reading) -> Token | None:
    """Return the token that owns a title: a possessive pronoun, a name or a noun with "'s"."""
    doc = reading.doc
    owner = child(doc[post.head], "poss")
    if owner is not None and owner.i < post.start:
        return owner
    first = doc[post.whole[0]]
    if first.tag_ == "PRP$":
        return first
    marked = first if first.tag_ == "POS" else doc[first.i - 1] if first.i else first
    return doc[marked.i - 1] if marked.tag_ == "POS" and marked.i else None


def of_person(who: EntityId, post: Post, reading: Reading) -> tuple[EntityId, ...]:
    """Return the person whom an office serves, and the state or body that the person leads."""
    offices = reading.pack.section("offices")
    places = led_by(who, reading)
    serves = bool(set(post.key.split()) & set(offices["personal"])) or post.key in offices["serving"]
    state = post.key in offices["sovereign"]
    return (who, *places) if serves and not state else places[:1]


def led_by(who: EntityId, reading: Reading) -> tuple[EntityId, ...]:
    """Return what the first office of a person with a body belongs to, other people left out."""
    bodies = next((p.of for p in reading.posts if who in p.holders and p.of), ())
    return tuple(body for body in bodies if not body.startswith("person/"))


def meant(owner: Token, post: Post, reading: Reading) -> Ref | None:
    """Return what "its" or "the company's" means: the nearest body before, of a state's office the state."""
    words = reading.pack.section("offices")
    noun = owner.lower_ in reading.pack.section("bodies")["nominals"] or owner.lower_ in words["owners"]
    if owner.lower_ not in reading.pack.section("pronouns")["body"] and not noun:
        return None
    state = post.key in words["sovereign"] and not noun
    start = owner.sent.start
    start = reading.doc[start - 1].sent.start if start else 0
    for ref in reading.before(owner.i):
        if ref.start < start:
            return None
        if ref.form == "name" and ref.kind is (Kind.COUNTRY if state else Kind.ORGANIZATION):
            return ref
    return None
