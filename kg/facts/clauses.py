"""Clauses: a verb or noun that tells of an action, who takes part, whether it is said to have happened."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar

from kg.entities.reading import Reading
from kg.languages import pack_of
from kg.mentions.words import Token
from kg.model import EntityId, Kind, PartialDate

Told = TypeVar("Told")
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def child(token: Token, *deps: str) -> Token | None:
    """Return the first child with one of these dependencies."""
    for kid in token.children:
        if kid.dep_ in deps:
            return kid
    return None


def owner(noun: Token) -> Token | None:
    """Return whose a noun is: "X's death", "the death of X"."""
    of = next((c for c in noun.children if c.lower_ == "of"), None)
    return child(noun, "poss") or (child(of, "pobj") if of is not None else None)


def words(verb: Token, *names: str) -> frozenset[str]:
    """Return lists of the words of status of the document's language as one, looked up once a document."""
    found: dict[tuple[str, ...], frozenset[str]] = verb.doc.user_data.setdefault("status_words", {})
    listed = found.get(names)
    if listed is None:
        document = verb.doc.user_data.get("document")
        table = pack_of(document.lang if document is not None else "en").events.get("status", {})
        listed = found[names] = frozenset(word for name in names for word in table.get(name, ()))
    return listed


def once(tell: Callable[[Token], Told]) -> Callable[[Token], Told]:
    """Return what tells something of a token, asked once for each token of a Doc."""

    @wraps(tell)
    def told(token: Token) -> Told:
        key = (tell, token.i)
        known: dict[Any, Any] = token.doc.user_data
        if key not in known:
            known[key] = tell(token)
        found: Told = known[key]
        return found

    return told


@once
def negated(verb: Token) -> bool:
    """Tell whether a negation hangs on the verb itself: "did not meet", "never met", "neither … met"."""
    never = words(verb, "never")
    if no_longer(verb):
        return True
    for kid in verb.children:
        negates = kid.dep_ == "neg" or (kid.lower_ in never and kid.dep_ in ("advmod", "preconj", "cc"))
        if negates and not merely(kid):
            return True
    subject = child(verb, *SUBJECTS)
    return subject is not None and (
        subject.lower_ in never or any(c.lower_ in never for c in subject.children)
    )


def no_longer(verb: Token) -> bool:
    """Tell whether what the verb says was so once: "is no longer minister"."""
    longer, never = words(verb, "longer"), words(verb, "never")
    return any(k.lower_ in longer and any(c.lower_ in never for c in k.children) for k in verb.children)


def merely(negation: Token) -> bool:
    """Tell whether a negation only opens a list: "not only met him"."""
    if negation.lower_ not in words(negation, "not") or negation.i + 1 >= len(negation.doc):
        return False
    return negation.nbor(1).lower_ in words(negation, "merely")


def staged(token: Token) -> bool:
    """Tell whether the sentence opens with the work of fiction that it tells: "In the film, X resigns"."""
    first = next((t for t in token.sent if t.is_alpha), None)
    work = child(first, "pobj") if first is not None and first.dep_ == "prep" else None
    if work is None:
        return False
    unreal = words(token, "unreal")
    return work.lemma_.lower() in words(token, "fiction") or any(k.lower_ in unreal for k in work.children)


@once
def asserted(verb: Token) -> bool:
    """Tell whether the clause says that it is so: no modal, condition, "almost", infinitive of a plan."""
    conditional, nearly = words(verb, "unsure"), words(verb, "nearly")
    for kid in verb.children:
        if kid.dep_ == "aux" and kid.tag_ in ("MD", "TO"):
            return False
        if (kid.dep_ == "mark" and kid.lower_ in conditional) or (
            kid.dep_ == "advmod" and kid.lower_ in nearly
        ):
            return False
    return True


def subject_of(verb: Token) -> Token | None:
    """Return the grammatical subject, looked for up through shared subjects of joined and open clauses."""
    for _ in range(4):
        found = child(verb, *SUBJECTS)
        if found is not None:
            return found
        if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
            verb = verb.head
        elif verb.dep_ in ("acl", "relcl"):
            return verb.head
        else:
            return None
    return None


def entities_at(token: Token | None, reading: Reading, *kinds: Kind) -> Iterator[EntityId]:
    """Yield the entities that a noun and the nouns joined to it mean."""
    seen = 0
    while token is not None and seen < 30:
        seen += 1
        ref = reading.at(token)
        if ref is not None and ref.form != "demonym" and (not kinds or ref.kind in kinds):
            yield from ref.entities
        elif ref is None:
            inner = next((c for c in token.children if c.dep_ == "appos" and reading.at(c) is not None), None)
            apposed = reading.at(inner) if inner is not None else None
            if apposed is not None and (not kinds or apposed.kind in kinds):
                yield from apposed.entities
        token = child(token, "conj")


def date_of(token: Token | None, reading: Reading) -> PartialDate | None:
    """Return the date of the date span that covers a token."""
    if token is None:
        return None
    return dates_at(reading).get(token.i)


def affirmed(verb: Token) -> bool:
    """Tell whether a clause says that it is so: asserted and not negated."""
    return asserted(verb) and not negated(verb)


def ahead(day: PartialDate, reading: Reading) -> bool:
    """Tell whether a date lies after the document's."""
    published = reading.document.published
    return published is not None and day > published.isoformat()[: len(day)]


def dates_at(reading: Reading) -> dict[int, PartialDate]:
    """Return the date of each token inside a date span, computed once a document."""
    found: dict[int, PartialDate] | None = reading.doc.user_data.get("dates_at")
    if found is None:
        spans = reading.doc.spans.get("dates", ())
        found = {i: PartialDate(span.kb_id_) for span in spans for i in range(span.start, span.end)}
        reading.doc.user_data["dates_at"] = found
    return found
