"""`kg build`: read documents and write their graph to a store."""

from typing import Annotated

import typer

from kg.cli.output import Dated, Inputs, Lang, Skipped, documents, note, tracked

To = Annotated[str, typer.Option("--to", help="Store to write: a path, neo4j://… or bolt://…")]


def build(inputs: Inputs, to: To, date: Dated = None, lang: Lang = "en") -> None:
    """Read documents and write people, offices, countries and facts to a store. Can be run again.

    kg build articles.jsonl page.html --to news.kg

    kg build note.txt --date 2018-07-13 --to bolt://127.0.0.1:7687
    """
    from kg.graph import KnowledgeGraph
    from kg.pipeline import graphs, load_pipeline
    from loaders import open_loader

    skipped = Skipped()
    with open_loader(to) as store:
        nlp = load_pipeline(lang)
        graph = KnowledgeGraph()
        for part in graphs(tracked(documents(inputs, date, skipped), "reading"), nlp):
            graph.update(part)
        if graph.documents:
            store.write(graph)
    sizes = f"{len(graph.documents)} documents, {len(graph.entities)} entities, {len(graph)} facts"
    note(f"{to}: {sizes} written")
    if skipped.count:
        note(f"{skipped.count} skipped, see above", "yellow")
        raise typer.Exit(1)
