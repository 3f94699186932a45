"""`kg forget`: take documents out of a store."""

from typing import Annotated

import typer

from kg.cli.build import CorpusFile
from kg.cli.output import DryRun, note


def forget(
    documents: Annotated[list[str], typer.Argument(help="Documents, by id, key or address.")],
    store: Annotated[str, typer.Option("--from", help="Store to change: a path, neo4j://… or bolt://…")],
    corpus: CorpusFile = None,
    dry_run: DryRun = False,
) -> None:
    """Take documents out of a store: what they alone support goes, what others say too stays.

    kg forget https://example.org/retracted --from news.kg --dry-run
    """
    from kg.corpus import Corpus, corpus_of
    from kg.corpus.delivery import present
    from loaders import open_loader

    path = corpus_of(store, corpus)
    open_loader(store, read_only=True).close()  # where there is no store, none is made
    with open_loader(store, dry_run=dry_run) as opened:
        for document in documents:
            gone = opened.forget(document)
            went = f"{gone.nodes_deleted:,} nodes and {gone.relationships_deleted:,} relationships"
            changed = gone.nodes_changed + gone.relationships_changed
            would = "would go" if dry_run else "gone"
            note(f"{document}: {went} {would}, {changed:,} changed")
        if not dry_run and path.is_file():
            with Corpus(path) as kept:
                kept.drop(kept.stored().keys() - present(opened))
