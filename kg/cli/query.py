"""`kg query`: ask a store in Cypher."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.output import From, emit

if TYPE_CHECKING:
    from loaders.queries import NamedQuery


def query(
    store: From,
    cypher: Annotated[str | None, typer.Argument(help="A Cypher query.")] = None,
    named: Annotated[str | None, typer.Option(help="A query by name; docs/queries.md has them all.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a row.")] = False,
    param: Annotated[
        list[str] | None, typer.Option(help="A parameter of the query: name=text, or name:=json.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Allow the query to change the store.")] = False,
) -> None:
    """Ask a store in Cypher: a table on a terminal, tab-separated values otherwise.

    It reads only, unless --write is given.

    kg query "MATCH (p:Person)-[:HOLDS]->(o:Office) RETURN p.name, o.title" --from news.kg

    kg query "MATCH (p:Person {name: $who}) RETURN p.aliases" --param who="Angela Merkel" --from news.kg

    kg query --named holders --param country=FR --param date=2022-11-01 --from news.kg
    """
    from loaders import open_loader
    from loaders.queries import named_query

    if (cypher is None) == (named is None):
        raise typer.BadParameter("say either a Cypher query or --named NAME")

    values = dict(parameter(text) for text in param or [])
    text = cypher if cypher is not None else with_parameters(named_query(str(named)), values)
    with open_loader(store, read_only=not write) as opened:
        result = opened.query(text, values, write=write)
        columns, rows = list(result.columns), [list(row) for row in result.rows]
    if json:
        import msgspec

        for row in rows:
            emit(msgspec.json.encode(dict(zip(columns, row, strict=True))).decode())
    else:
        table(columns, rows)


def with_parameters(wanted: "NamedQuery", values: dict[str, Any]) -> str:
    """Return the Cypher of a named query, if all of its parameters are given.

    Raises:
        BadParameter: some are missing; names them, and says what the query answers.
    """
    missing = [name for name in wanted.parameters if name not in values]
    if missing:
        needs = " ".join(f"--param {name}=…" for name in missing)
        raise typer.BadParameter(f"{wanted.doc} It needs {needs}")
    return wanted.cypher


def parameter(text: str) -> tuple[str, Any]:
    """Return name and value of `name=text` or `name:=json`.

    Raises:
        BadParameter: it is neither.
    """
    name, equals, value = text.partition("=")
    typed = name.endswith(":")
    name = name.removesuffix(":")
    if not equals or not name.isidentifier():
        raise typer.BadParameter(
            f"--param {text!r}: write it as name=text, or name:=json for a number or list"
        )
    if not typed:
        return name, value
    import msgspec

    try:
        return name, msgspec.json.decode(value)
    except msgspec.MsgspecError as error:
        raise typer.BadParameter(f"--param {text!r}: {value!r} is not JSON: {error}") from error


def table(columns: list[str], rows: list[list[Any]]) -> None:
    """Print rows as a table on a terminal, else as tab-separated values under a line of names."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if console.is_terminal:
        grid = Table(*columns)
        for row in rows:
            grid.add_row(*(Text(shown(value)) for value in row))
        console.print(grid)
        return
    emit("\t".join(columns))
    for row in rows:
        emit("\t".join(shown(value).replace("\t", " ").replace("\n", " ") for value in row))


def shown(value: object) -> str:
    """Return a value as text; nothing for null, lists joined, nodes as JSON."""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(shown, value))
    if isinstance(value, dict):
        import msgspec

        return msgspec.json.encode(value).decode()
    return "" if value is None else str(value)
