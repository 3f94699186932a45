"""What the readers of speech share: who is said to have said which tokens, and the words that tell so."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from kg.entities.reading import Post, Reading
from kg.languages import LanguagePack
from kg.mentions.words import Doc, Token
from kg.model import EntityId, StatementKind

ENDINGS = frozenset({".", "?", "!"})
MARKS = frozenset('"“”„«»‘’') | {"``", "''", "'"}
CUT = ".]"  # an editor's full stop: "…[.]"
FANOUT = 64  # children of a token that are looked at; only a text without sentence ends has more
BRACKETED = 20  # tokens in which the bracket that another closes is looked for
LIMIT = 400  # tokens of an indirect statement; only a text without sentence ends has longer ones


@dataclass(frozen=True, slots=True)
class Attributed:
    """Tokens `start` to `end` (half-open) that `speaker` is said to have said.

    `cue` are the tokens that tell so, `who` the token of the speaker (-1 where carried over), `rejects` the
    key of the claim that a denial is about.
    """

    start: int
    end: int
    speaker: EntityId
    kind: StatementKind
    direct: bool
    cue: tuple[int, int]
    rule: str
    confidence: float
    who: int = -1
    to: EntityId | None = None
    rejects: "Key | None" = None

    @property
    def key(self) -> "Key":
        """Return what tells one such span from another."""
        return self.start, self.end, self.speaker, self.kind


Key = tuple[int, int, EntityId, StatementKind]


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens that are said, what one does by saying so, by which rule."""

    start: int
    end: int
    kind: StatementKind
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Speaker:
    """An entity that speaks, the token that means it, how sure that is."""

    entity: EntityId
    token: Token
    confidence: float = 1.0


@dataclass
class Speech:
    """A reading with its quotations and the pack's words of saying.

    `spokesmen` are the bodies last spoken for, by noun; `orphans` the starts of quotations by unknown
    speakers; `last` is who spoke last, and the token of the verb.
    """

    reading: Reading
    spokesmen: dict[str, list[Speaker]] = field(default_factory=dict)
    orphans: set[int] = field(default_factory=set)
    last: tuple[Speaker, int] | None = None

    @cached_property
    def doc(self) -> Doc:
        """Return the parsed text."""
        return self.reading.doc

    @cached_property
    def words(self) -> "Words":
        """Return the words of saying."""
        return words_of(self.reading.pack)

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """Return the tokens of each quotation in order, white space and the closing comma left off."""
        spans = ((s.start, s.end) for s in self.doc.spans.get("quotes", ()))
        found = (trimmed(self.doc, start, end, quoted=True) for start, end in sorted(spans))
        return [(start, end) for start, end in found if start < end]

    @cached_property
    def quoted(self) -> dict[int, int]:
        """Return the number of the quotation of each token in one."""
        return {i: n for n, (start, end) in enumerate(self.quotes) for i in range(start, end)}

    def sentence(self, token: Token) -> tuple[int, int]:
        """Return the first token of a token's sentence, and the one after its last."""
        return token.sent.start, token.sent.end

    @cached_property
    def posts(self) -> dict[int, list[Post]]:
        """Return the titles by the token that heads them, and by their last token."""
        found: dict[int, list[Post]] = {}
        for post in self.reading.posts:
            for i in {post.head, post.end - 1}:
                found.setdefault(i, []).append(post)
        return found

    @cached_property
    def date_ends(self) -> frozenset[int]:
        """Return the tokens behind dates."""
        return frozenset(span.end for span in self.doc.spans.get("dates", ()))

    @cached_property
    def led(self) -> dict[EntityId, set[EntityId]]:
        """Return the bodies that each person holds posts of."""
        found: dict[EntityId, set[EntityId]] = {}
        for post in self.reading.posts:
            for holder in post.holders:
                found.setdefault(holder, set()).update(post.of)
        return found

    def children(self, token: Token, *deps: str) -> list[Token]:
        """Return the children with one of these dependencies, all if none is given. O(children)."""
        kids = token.children[:FANOUT]
        return [kid for kid in kids if kid.dep_ in deps] if deps else kids

    def child(self, token: Token, *deps: str) -> Token | None:
        """Return the first child with one of these dependencies."""
        for kid in token.children[:FANOUT]:
            if kid.dep_ in deps:
                return kid
        return None


class Words:
    """The words of saying as sets."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.tables = tables
        self.kinds = {
            verb: StatementKind(kind) for kind, verbs in tables.get("kinds", {}).items() for verb in verbs
        }
        nouns = tables.get("nouns", {})
        self.nouns = {
            noun: StatementKind(kind) for kind in nouns if kind in set(StatementKind) for noun in nouns[kind]
        }
        self.telling = self.nouns.keys() | set(nouns.get("felt", ()))
        frames = tables.get("frames", {})
        names = ("clause", "quotation", "object", "infinitive", "person_infinitive", "by_text")
        self.verbs = {verb for name in names for verb in frames.get(name, ())}
        for name in ("preposition", "names", "tying", "setting"):
            self.verbs |= set(frames.get(name, ()))
        self.phrasal = frozenset(
            verb for name in ("clause", "object") for verb in frames.get(name, ()) if " " in verb
        )
        self.gerunds = {form: verb for verb in self.verbs for form in gerunds(verb)}
        self.government: str = tables.get("speakers", {}).get("government", "")
        self.declaring = frozenset(frames.get("declaring", ()))
        self.as_ = frozenset(tables.get("phrases", {}).get("as", ()))
        self.contrast = frozenset(tables.get("phrases", {}).get("contrast", ()))
        self.aside = self.as_ | self.contrast
        self._sets: dict[tuple[str, str], frozenset[str]] = {}

    def has(self, section: str, name: str, word: str) -> bool:
        """Tell whether a list of the pack has a word."""
        key = (section, name)
        if key not in self._sets:
            self._sets[key] = frozenset(self.tables.get(section, {}).get(name, ()))
        return word in self._sets[key]

    def table(self, section: str, name: str) -> dict[str, Any]:
        """Return a table within a section."""
        found: dict[str, Any] = self.tables.get(section, {}).get(name, {})
        return found

    def kind(self, *verbs: str) -> StatementKind:
        """Return what one does by a verb: the first wording that is listed, else `say`."""
        return next((self.kinds[verb] for verb in verbs if verb in self.kinds), StatementKind.SAY)


@cache
def words_of(pack: LanguagePack) -> Words:
    """Return the words of saying of a language."""
    return Words(dict(pack.speech))


def gerunds(verb: str) -> tuple[str, ...]:
    """Return how "-ing" may be put to a verb: "noting", "saying", "admitting"."""
    return (verb.removesuffix("e") + "ing", verb + verb[-1] + "ing")


def trimmed(doc: Doc, start: int, end: int, quoted: bool = False) -> tuple[int, int]:
    """Return a range without white space and punctuation that is not said at its ends.

    A quotation keeps its full stop and loses a comma; reported words lose both.
    """
    drop = {",", ";"} if quoted else {",", ";", ":", ".", "–", "—", "-", "--", "(", ")"}
    while start < end and (doc[start].is_space or (not quoted and doc[start].text in drop)):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in drop):
        if doc[end - 1].text == ")" and any(t.text == "(" for t in doc[max(start, end - BRACKETED) : end]):
            break  # `at noon (1200 UTC)`
        end -= 1
    if not quoted and end > start + 2 and doc[end - 1].tag_ == "CC" and doc[end - 2].text == ",":
        end -= 2  # `said that he would stay, and called the vote …`
    return start, end


def finite(token: Token) -> bool:
    """Tell whether a verb form makes a clause of its own."""
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")


def ended(end: int, speech: Speech) -> bool:
    """Tell whether an editor's full stop, "[.]", ends a quotation."""
    return speech.doc.said(max(end - 3, 0), end).endswith(CUT)


def sentence_like(start: int, end: int, speech: Speech) -> bool:
    """Tell whether a quotation reads as a sentence: a capital, an end or a length, and a finite verb."""
    tokens = speech.doc[start:end]
    if len(tokens) < 3:
        return tokens[-1].text in ENDINGS and tokens[0].text[:1].isupper()
    first = next((t for t in tokens if t.is_alpha), tokens[0])
    has_verb = any(finite(t) or t.tag_ == "VB" for t in tokens[:60])
    capital = first.text[:1].isupper() or tokens[0].text.startswith("[")  # "[w]e have seen"
    return has_verb and capital and (len(tokens) > 4 or tokens[-1].text in ENDINGS)


def scrap(start: int, end: int, opening: int, speech: Speech) -> bool:
    """Tell whether a quotation only ends a clause of the text's own: `The claim is "rubbish"`, X said."""
    own = speech.doc[opening : max(start - 1, opening)]
    clause = any(finite(t) and t.dep_ not in ("relcl", "advcl") for t in own)
    return (
        clause
        and not any(t.i in speech.quoted or t.text in (";", ":") for t in own)
        and not sentence_like(start, end, speech)
    )


def bounded(start: int, end: int, speech: Speech) -> tuple[int, int] | None:
    """Return a range trimmed, with the mark that closes a quotation in it, at most `LIMIT` long, or None."""
    doc = speech.doc
    end = min(end, start + LIMIT)
    start, end = trimmed(doc, start, end)
    number = speech.quoted.get(end - 1)
    if number is not None and end > start:
        opening, closing = speech.quotes[number]
        if opening > start and closing - end < LIMIT:
            end = closing
            while end < len(doc) and doc[end].text in (",", "."):
                end += 1
            end += end < len(doc) and doc[end].text in MARKS
    if (
        start < end
        and doc[start].text in MARKS
        and speech.quoted.get(end - 1) is None
        and doc[end - 1].text not in MARKS
    ):
        start += start + 1 not in speech.quoted
    return (start, end) if start < end else None
