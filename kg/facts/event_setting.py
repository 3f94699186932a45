"""Where and when an event is: the places and dates among the words of its clause."""

from collections.abc import Iterator

from kg.entities.reading import Reading
from kg.facts.clauses import dates_at
from kg.facts.event_repair import behind, measured
from kg.facts.event_words import EventWords
from kg.mentions.words import Token
from kg.model import EntityId, EventKind, Kind, PartialDate

CLOSED = frozenset(
    {"relcl", "acl", "ccomp", "advcl", "conj", "parataxis", "nsubj", "nsubjpass", "csubj", "xcomp"}
)
WIDTH = 80  # tokens of a clause that are looked at


def clause(token: Token) -> Iterator[Token]:
    """Yield a token and what hangs on it, clauses inside left out; nearest first."""
    todo = [token]
    for _ in range(WIDTH):
        if not todo:
            return
        here = todo.pop(0)
        yield here
        todo += [k for k in here.children if k.dep_ not in CLOSED and k.dep_ not in ("punct", "det", "aux")]


def carriers(token: Token, words: EventWords) -> list[Token]:
    """Return the token and the verbs whose time and place are also its own."""
    found = [token]
    outer = measured(token, words)
    if outer.i != token.i:
        found.append(outer)
        token = outer
    head = token.head
    behind_it = behind(token) if token.pos_ == "NOUN" else None
    ahead = behind_it is not None and any(k.tag_ == "TO" for k in behind_it.children)
    if behind_it is not None and (ahead or (behind_it.tag_ == "VBN" and behind_it.dep_ == "acl")):
        found.append(behind_it)
    over = head.head if token.dep_ == "pobj" else head
    if token.dep_ == "pobj" and words.has("within", head.lower_) and words.has("being", over.lemma_):
        found.append(over)  # "is in Rome on a visit"
    shared = token.pos_ in ("NOUN", "PROPN") and token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr")
    happens = words.has("light", head.lemma_.lower()) or words.has("happen", head.lemma_.lower())
    if shared and (happens or words.effect(head.lemma_.lower()) in ("plan", "propose")):
        found.append(head)
        token, head = head, head.head
    for _ in range(2):
        alone = not any(k.dep_ in ("nsubj", "nsubjpass") for k in token.children)
        adjective = token.tag_ == "VBN" and token.dep_ in ("acomp", "attr")
        if not adjective and token.dep_ != "xcomp" and not (token.dep_ == "conj" and alone):
            break
        found.append(head)
        token, head = head, head.head
    return found


def shared(here: Token, carrier: Token, token: Token) -> bool:
    """Tell whether words on a carrier are also about the token: on a joined verb only those before it are."""
    joined = carrier.i != token.i and carrier.pos_ == "VERB" and token.dep_ == "conj"
    return not joined or here.i < carrier.i


def day_of(
    token: Token, kind: EventKind, words: EventWords, reading: Reading
) -> tuple[PartialDate | None, Token | None]:
    """Return the date of an event and the token that says it."""
    dates, rough = dates_at(reading), None
    for carrier in carriers(token, words):
        for here in clause(carrier):
            other = here.head.i not in (token.i, carrier.i) and words.nouns.get(here.head.lemma_.lower())
            if other and all(frame.kind is not kind for frame in other):
                continue  # "a sentence for the 1968 assassination"
            day = dates.get(here.i) if shared(here, carrier, token) else None
            if not day or (here.dep_ == "pobj" and words.has("not_on", here.head.lower_, "setting")):
                continue
            if of_person(here, reading):
                continue
            if len(day) > 4 or here.like_num:
                return day, here
            rough = rough or (day, here)  # "a decade later, in 2008"
    if rough is not None:
        return rough
    before = token.head.children if token.dep_ == "acl" else []  # "the 1992 election won by"
    said = next((k for k in before if k.i < token.head.i and dates.get(k.i)), None)
    return (dates[said.i], said) if said is not None else (None, None)


def of_person(year: Token, reading: Reading) -> bool:
    """Tell whether a year is of somebody's: "lost to his 2016 running mate, Lee"."""
    noun = year.head
    beside = (reading.at(k) for k in noun.children if k.dep_ == "appos")
    refs = [ref for ref in (reading.at(noun), *beside) if ref is not None]
    return year.dep_ in ("nummod", "compound", "nmod") and any(ref.kind is Kind.PERSON for ref in refs)


def year_before(day: PartialDate) -> PartialDate:
    """Return a date of the past that was taken for the coming one: "was arrested on December 3"."""
    return PartialDate(f"{int(day[:4]) - 1}{day[4:]}") if not day.endswith("-02-29") else day


def place_of(
    token: Token, links: tuple[str, ...], words: EventWords, reading: Reading
) -> tuple[EntityId | None, Token | None]:
    """Return where an event is, a place rather than a country, and the token that says it."""
    second: tuple[EntityId | None, Token | None] = (None, None)
    for carrier in carriers(token, words):
        for here in clause(carrier):
            if (
                here.dep_ not in ("pobj", "dobj")
                or not linked(here, carrier, links, words)
                or not shared(here, carrier, token)
            ):
                continue
            ref = reading.at(here)
            if ref is None or ref.form == "demonym" or len(ref.entities) != 1:
                continue
            if ref.kind is Kind.PLACE:
                return ref.entity, here
            if ref.kind is Kind.COUNTRY and second[0] is None:
                second = ref.entity, here
    return second


def linked(token: Token, carrier: Token, links: tuple[str, ...], words: EventWords) -> bool:
    """Tell whether a noun stands where a place stands: "in X", with verbs of going "to X", their object."""
    if token.dep_ == "dobj":
        return "object" in links
    if links:
        return token.head.lower_ in links and token.head.head.i == carrier.i
    return words.has("in", token.head.lower_, "setting")
