"""`kg export`: a stored graph as a file."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import From
from kg.graph import KnowledgeGraph


class Format(StrEnum):
    """What `kg export` writes."""

    JSONL = "jsonl"
    LABELS = "labels"
    CSV = "csv"
    GRAPHML = "graphml"
    TURTLE = "turtle"
    FTM = "ftm"


FORMATS = (
    "jsonl: the graph, lossless. labels: one record an article. csv: a folder for neo4j-admin import. "
    "graphml: Gephi, NetworkX. turtle: RDF. ftm: FollowTheMoney entities."
)


def export(
    store: From,
    format: Annotated[Format, typer.Option(help=FORMATS)],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file (csv: the folder), else stdout.")
    ] = None,
) -> None:
    """Write the whole graph as a file that other tools read.

    kg export --from news.kg --format jsonl -o news.jsonl

    kg export --from news.kg --format csv -o import
    """
    from loaders import open_loader
    from loaders.files import EXPORTS

    with open_loader(store, read_only=True) as opened:
        if format in EXPORTS:
            if output is None:
                raise typer.BadParameter(f"--format {format} needs -o, where to write")
            EXPORTS[format](opened, output)
            return
        graph = opened.read()
    target = output.open("wb") if output else nullcontext(sys.stdout.buffer)
    with target as file:
        for line in lines(graph, format):
            file.write(line.encode("utf-8", "surrogatepass") + b"\n")


def lines(graph: KnowledgeGraph, format: Format) -> Iterator[str]:
    """Yield the lines of a format."""
    if format is Format.JSONL:
        from kg import codec

        yield from codec.to_lines(graph)
    else:
        import json

        from kg.labels import to_labels

        for record in to_labels(graph):
            yield json.dumps(record, ensure_ascii=False)
