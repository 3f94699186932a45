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


def export(
    store: From,
    format: Annotated[
        Format, typer.Option(help="jsonl: the graph, lossless. labels: one record an article.")
    ],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file, else stdout.")] = None,
) -> None:
    """Write the whole graph, one JSON object a line.

    kg export --from news.kg --format jsonl -o news.jsonl
    """
    from loaders import open_loader

    with open_loader(store, read_only=True) as opened:
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
