"""`kg extract`: print the facts found in documents."""

from typing import Annotated

import typer

from kg.cli.output import AnyLanguage, Dated, Inputs, Lang, Skipped, documents, emit, tracked


def extract(
    inputs: Inputs,
    date: Dated = None,
    lang: Lang = "en",
    any_language: AnyLanguage = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line, with evidence.")] = False,
) -> None:
    """Print the facts found in documents, without storing them.

    kg extract article.txt --date 2018-07-13

    kg extract articles.jsonl --json > facts.jsonl
    """
    from kg import codec
    from kg.pipeline import graphs, load_pipeline
    from kg.wording import sentence_of

    skipped = Skipped()
    nlp = load_pipeline(lang)
    for graph in graphs(tracked(documents(inputs, date, skipped, lang, any_language), "reading"), nlp):
        for fact in graph:
            emit(codec.dumps(fact) if json else f"{fact.id}\t{sentence_of(fact, graph)}")
    if skipped.count:
        raise typer.Exit(1)
