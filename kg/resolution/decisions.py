"""Decisions of people on who is one: lines of a text file that outlive every rebuild.

```text
# Two spellings of one name
merge person/jon-doe person/john-doe
# The John Smith of one document is somebody else
split person/john-smith@document/0123456789abcdef
```
A reference is an id as one document's graph has it, with `@document/…` for that document alone. `merge` makes
one of all that its references mean; `split` keeps what each of them means apart from everything else. Where
both speak of the same two, the merge holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from kg.errors import InputError
from kg.model import DocId, EntityId
from kg.schema import ENTITY_LABELS, LABELS


class Verb(StrEnum):
    """What a decision does."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """An entity as documents name it; of one document, or of all that name it so."""

    id: EntityId
    document: DocId | None = None

    def __str__(self) -> str:
        return f"{self.id}@{self.document}" if self.document else self.id


@dataclass(frozen=True, slots=True)
class Decision:
    """One line."""

    verb: Verb
    references: tuple[Reference, ...]

    def __str__(self) -> str:
        return " ".join([self.verb, *map(str, self.references)])


@dataclass(frozen=True)
class Decisions:
    """All lines of a file, in any order: the order never matters."""

    lines: tuple[Decision, ...] = ()
    _by_reference: dict[tuple[str, str | None], list[int]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        table: dict[tuple[str, str | None], list[int]] = {}
        for number, line in enumerate(self.sorted):
            for reference in line.references:
                table.setdefault((reference.id, reference.document), []).append(number)
        object.__setattr__(self, "_by_reference", table)

    @cached_property
    def sorted(self) -> tuple[Decision, ...]:
        """Return the lines without doubles, by what they say."""
        return tuple(sorted(set(self.lines), key=str))

    def of(self, document: DocId, identity: EntityId) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Return what keeps an entity of a document apart, and the numbers of the merges that it is in."""
        apart, together = [], []
        for reference in (Reference(identity, document), Reference(identity)):
            for number in self._by_reference.get((reference.id, reference.document), ()):
                if self.sorted[number].verb is Verb.SPLIT:
                    apart.append(str(reference))
                else:
                    together.append(number)
        return tuple(apart[:1]), tuple(together)


NONE = Decisions()


def read_decisions(path: Path) -> Decisions:
    """Return the decisions in a file; none if there is no such file.

    Raises:
        InputError: a line is no decision; names file and line.
    """
    if not path.exists():
        return NONE
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8: {error.reason}") from error
    return Decisions(tuple(parsed(text.splitlines(), str(path))))


def parsed(lines: Iterable[str], source: str) -> list[Decision]:
    """Return the decisions of the lines; comments and empty lines are skipped."""
    found = []
    for number, line in enumerate(lines, start=1):
        words = line.partition("#")[0].split()
        if words:
            found.append(decision(words, f"{source}:{number}"))
    return found


def decision(words: list[str], source: str) -> Decision:
    """Return what one line says."""
    verb, *names = words
    if verb not in list(Verb):
        raise InputError(source, f"a decision begins with {' or '.join(Verb)}, not {verb!r}")
    references = tuple(sorted({reference(name, source) for name in names}))
    if len(references) < (2 if verb == Verb.MERGE else 1):
        raise InputError(source, f"{verb} names too few entities")
    kinds = {name.id.partition("/")[0] for name in references}
    if verb == Verb.MERGE and len(kinds) > 1:
        raise InputError(source, f"one entity is not {' and '.join(sorted(kinds))} at once")
    return Decision(Verb(verb), references)


def reference(text: str, source: str) -> Reference:
    """Return the entity that `kind/name` or `kind/name@document/…` names."""
    name, _, document = text.partition("@document/")
    if LABELS.get(name.partition("/")[0]) not in ENTITY_LABELS or name.endswith("/") or "/" not in name:
        raise InputError(source, f"{text!r} is no entity: it is written as person/jane-doe")
    return Reference(EntityId(name), DocId(f"document/{document}") if document else None)


def noted(path: Path, line: Decision, remark: str = "") -> bool:
    """Append a decision to a file; return False if it is there already."""
    if line in read_decisions(path).lines:
        return False
    comment = "".join(f"# {part}\n" for part in remark.splitlines())
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{comment}{line}\n")
    return True


def withdrawn(path: Path, line: Decision) -> bool:
    """Delete a decision, and the comments right above it, from a file; return False if it is not there."""
    if line not in read_decisions(path).lines:
        return False
    kept: list[str] = []
    for text in path.read_text(encoding="utf-8").splitlines():
        words = text.partition("#")[0].split()
        if words and decision(words, str(path)) == line:
            while kept and kept[-1].startswith("#"):
                kept.pop()
        else:
            kept.append(text)
    path.write_text("".join(f"{text}\n" for text in kept), encoding="utf-8")
    return True
