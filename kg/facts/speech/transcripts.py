"""Interviews written out: paragraphs that open with who speaks, `X: …`, `((XY)) …`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.facts.speech.base import Attributed, Speech, trimmed
from kg.model import Entity, EntityId, Kind, StatementKind

LONGEST = 8  # tokens of a label
FEWEST = 3  # labelled paragraphs that make a text an interview
SHORT = 2  # tokens that say too little, as "Yeah."
OPENING, CLOSING = frozenset({"(", "[", "(("}), frozenset({")", "]", "))"})
BEHIND = CLOSING | {":"}


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph: its label without brackets, and the tokens that are said (half-open)."""

    label: tuple[int, int]
    start: int
    end: int


def transcript(speech: Speech) -> Iterator[Attributed]:
    """Yield each labelled paragraph whose speaker is known, if there are several. O(tokens)."""
    turns: list[Turn] = []
    later: int | None = None
    for start, end in paragraphs(speech):
        turn = labelled(start, end, speech)
        if turn is not None:
            if turns and later is not None:  # what stands between two labels goes on with the first
                turns[-1] = replace(turns[-1], end=later)
            turns.append(turn)
            later = None
        else:
            later = trimmed(speech.doc, start, end, quoted=True)[1]
    turns = [turn for turn in turns if turn.end - turn.start > SHORT]
    if len(turns) < FEWEST:
        return
    known: dict[str, EntityId | None] = {}
    initials = by_initials(speech)
    for turn in turns:
        who = speaker(turn, known, initials, speech)
        if who is None:
            continue
        asks = speech.doc[turn.end - 1].text == "?"
        kind = StatementKind.QUESTION if asks else StatementKind.SAY
        cue = turn.label
        yield Attributed(turn.start, turn.end, who, kind, True, cue, "statement.transcript", 0.85, cue[0])


def paragraphs(speech: Speech) -> Iterator[tuple[int, int]]:
    """Yield the tokens of each line."""
    start = 0
    for token in speech.doc:
        if "\n" in token.text:
            if token.i > start:
                yield start, token.i
            start = token.i + 1
    if start < len(speech.doc):
        yield start, len(speech.doc)


def labelled(start: int, end: int, speech: Speech) -> Turn | None:
    """Return the turn of a line that opens with `((X))`, `((X)) :` or `X:`, X in capitals or a name."""
    doc, tokens, i = speech.doc, speech.doc.tokens, start
    while i < end and tokens[i].text in OPENING:
        i += 1
    first, bracketed = i, i > start
    while i < min(end, first + LONGEST) and tokens[i].text not in BEHIND:
        i += 1
    last = i
    while i < end and tokens[i].text in CLOSING:
        i += 1
    if i < end and tokens[i].text == ":":
        i += 1
    elif not bracketed or i == last:
        return None
    begin, stop = trimmed(doc, i, end, quoted=True)
    name = last > first and all(t.text[:1].isupper() or not t.is_alpha for t in doc[first:last])
    return Turn((first, last), begin, stop) if name and stop > begin else None


def speaker(
    turn: Turn, known: dict[str, EntityId | None], initials: dict[str, list[EntityId]], speech: Speech
) -> EntityId | None:
    """Return whom a label means: a name in it, the only one with these initials, or one that it shortens."""
    first, last = turn.label
    text = speech.doc.said(first, last)
    if text in known:
        return known[text]
    ref = speech.reading.at(first)
    who = ref.entity if ref is not None and (ref.start, ref.end) == (first, last) else None
    if text.isupper() and 1 < len(text) < 5 and (who is None or speech.reading.name(who) == text):
        fits = initials.get(text) or initials.get(text[0] + text[-1], []) if who is None else []
        if not fits:
            fits = shortened(text, [other for other in known.values() if other is not None], speech)
        fits = fits or shortened(text, speech.reading.entities, speech)
        who = fits[0] if len(fits) == 1 else who
    known[text] = who if who is not None and speaks(who, speech) else None
    return known[text]


def shortened(letters: str, entities: Iterable[EntityId], speech: Speech) -> list[EntityId]:
    """Return the speakers whose name is one word that letters stand for: those of more have initials."""
    named = ((who, speech.reading.name(who)) for who in dict.fromkeys(entities) if speaks(who, speech))
    return [who for who, name in named if " " not in name and name != letters and spelt_in(letters, name)]


def by_initials(speech: Speech) -> dict[str, list[EntityId]]:
    """Return people and bodies by the first letters of the words of their names."""
    found: dict[str, list[EntityId]] = {}
    for who in speech.reading.entities:
        words = speech.reading.name(who).replace("-", " ").split()
        if speaks(who, speech):
            found.setdefault("".join(word[0] for word in words if word[0].isupper()), []).append(who)
    return found


def speaks(who: EntityId, speech: Speech) -> bool:
    """Tell whether an entity is a person or a body."""
    entity = speech.reading.entities[who]
    return isinstance(entity, Entity) and entity.kind in (Kind.PERSON, Kind.ORGANIZATION)


def spelt_in(letters: str, name: str) -> bool:
    """Tell whether letters stand in a name in this order, the first at its start: "WN", "Wikinews"."""
    rest = iter(name.upper())
    return name.upper().startswith(letters[0]) and all(letter in rest for letter in letters)
