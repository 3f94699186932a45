"""CSV files as `neo4j-admin database import full` reads them: the fastest way into an empty server.

One file a label and one a type, with typed headers, and `import.args`, the arguments of the import:
`cd FOLDER && neo4j-admin database import full neo4j @import.args`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from kg.errors import InputError
from kg.rows import Node, Row
from kg.schema import LISTS, NODE_PROPERTIES, NUMBERS, TYPE_PROPERTIES

SEPARATOR = "\x1f"
"""Between the elements of a list: the character made for this, which text does not have."""
ARGUMENTS = ("--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string")


def write_csv(rows: Iterable[Row], folder: Path) -> None:
    """Write rows to `folder`, which is made. Memory: one row.

    Raises:
        InputError: an element of a list holds the character that separates elements.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, TextIO] = {}
    with ExitStack() as stack:

        def file_of(name: str, header: Callable[[], str]) -> TextIO:
            if name not in files:
                opened = (folder / name).open("w", encoding="utf-8", newline="")
                files[name] = stack.enter_context(opened)
                opened.write(header())
            return files[name]

        for row in rows:
            label = row.labels[0] if isinstance(row, Node) else row.type
            properties = NODE_PROPERTIES[label] if isinstance(row, Node) else TYPE_PROPERTIES[label]
            first = ("id:ID", ":LABEL") if isinstance(row, Node) else (":START_ID", ":END_ID", ":TYPE")
            name = f"{'nodes' if isinstance(row, Node) else 'relationships'}-{label}.csv"
            columns = [*first, *(typed(label, x) for x in properties)]
            file = file_of(name, lambda names=columns: ",".join(names) + "\n")  # type: ignore[misc]
            file.write(",".join(fields(row, properties)) + "\n")
    options = (f"--{name.partition('-')[0]}=./{name}" for name in sorted(files))
    (folder / "import.args").write_text("\n".join([*ARGUMENTS, *options]) + "\n", encoding="utf-8")


def typed(label: str, name: str) -> str:
    """Return a property with its type, as in a header."""
    kind = NUMBERS.get(name, "string")
    return f"{name}:{kind}{'[]' if name in LISTS and label != 'HOLDS' else ''}"


def fields(row: Row, properties: Iterable[str]) -> Iterator[str]:
    """Yield the fields of a row: its ends or labels, then its properties; nothing where one has no value."""
    if isinstance(row, Node):
        yield from (quoted(row.id), quoted(SEPARATOR.join(row.labels)))
    else:
        yield from (quoted(row.source), quoted(row.target), row.type)
    yield from (field(row.properties, name) for name in properties)


def field(values: Mapping[str, Any], name: str) -> str:
    """Return one property as a field."""
    value = values.get(name)
    if value is None:
        return ""
    if isinstance(value, list):
        parts = [text(x) for x in value]
        if any(SEPARATOR in part for part in parts):
            raise InputError(f"{name} {value!r:.60}", "holds U+001F, which separates the elements of lists")
        return quoted(SEPARATOR.join(parts))
    return quoted(text(value))


def text(value: object) -> str:
    """Return a number or a text as text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def quoted(value: str) -> str:
    """Return a field in quotes: all else in it is data."""
    return '"' + value.replace('"', '""') + '"'
