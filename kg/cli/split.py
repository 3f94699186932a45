"""`kg split`: decide that an entity is several."""

from typing import Annotated

import typer

from kg.cli.build import CatalogueFile, CorpusFile, To
from kg.cli.merge import Undo


def split(
    entity: Annotated[str, typer.Argument(help="Id of an entity that is several.")],
    store: To,
    document: Annotated[
        list[str] | None, typer.Option(help="Id of a document that means another one; can be repeated.")
    ] = None,
    undo: Undo = False,
    corpus: CorpusFile = None,
    catalogue: CatalogueFile = None,
) -> None:
    """Decide that an entity is several, whatever is built later; `kg update` carries it out.

    Each of its names becomes one of its own; if it has but one, each document's. `kg merges` shows them.

    kg split person/john-smith --to news.kg

    kg split person/john-smith --document document/0123456789abcdef --to news.kg
    """
    from kg.cli.deciding import opened, taken_back, written
    from kg.model import DocId, EntityId
    from kg.resolution import Verb
    from kg.resolution.deciding import to_split

    name = EntityId(entity)
    with opened(store, corpus, catalogue) as found:
        if undo:
            taken_back([name], Verb.SPLIT, found, store)
        else:
            written(to_split(name, map(DocId, document or ()), found[0]), found[2], store)
