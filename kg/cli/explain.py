"""`kg explain`: the sentences that a fact was read from."""

from typing import Annotated

import typer
from rich.text import Text

from kg.cli.output import From, emit
from kg.errors import InputError
from kg.model import Evidence, FactId, Sentence


def explain(
    fact: Annotated[str, typer.Argument(help="The id of a fact, as tenure/1f0c….")],
    store: From,
) -> None:
    """Print the sentences that a fact was read from, the evidence marked, with document and rule.

    kg explain event/0a1b2c3d4e5f6071 --from news.kg
    """
    from kg.wording import sentence_of
    from loaders import open_loader

    with open_loader(store, read_only=True) as opened:
        graph = opened.read()
    if fact not in graph.facts:
        raise InputError(fact, "no such fact in this store: `kg extract` and queries give the ids of facts")
    emit(sentence_of(graph.facts[FactId(fact)], graph))
    for evidence, sentence in graph.evidence(FactId(fact)):
        source = graph.documents[evidence.document]
        day = f", {source.published}" if source.published else ""
        emit(f"\n{source.title or source.key}{day} {source.url}".rstrip())
        marked(evidence, sentence)
        offsets = f"characters {evidence.start}–{evidence.end}"
        emit(f"  {offsets}, rule {evidence.rule}, confidence {evidence.confidence:.2f}")


def marked(evidence: Evidence, sentence: Sentence) -> None:
    """Print a sentence with the evidence reversed on a terminal, else between »«."""
    from rich.console import Console

    console = Console(soft_wrap=True)
    start, end = evidence.start - sentence.start, evidence.end - sentence.start
    before, exact, after = sentence.text[:start], sentence.text[start:end], sentence.text[end:]
    if console.is_terminal:
        console.print(Text.assemble("  ", before, (exact, "reverse"), after))
    else:
        emit(f"  {before}»{exact}«{after}".replace("\n", " "))
