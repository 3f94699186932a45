"""`kg merge`: decide that entities are one."""

from typing import Annotated

import typer

from kg.cli.build import CatalogueFile, CorpusFile, To

Undo = Annotated[bool, typer.Option("--undo", help="Take the decision back.")]


def merge(
    entities: Annotated[list[str], typer.Argument(help="Ids of two or more entities that are one.")],
    store: To,
    undo: Undo = False,
    corpus: CorpusFile = None,
    catalogue: CatalogueFile = None,
) -> None:
    """Decide that entities are one, whatever is built later; `kg update` carries it out.

    kg merge person/robert-stone person/bob-stone --to news.kg

    kg merge person/robert-stone person/bob-stone --undo --to news.kg
    """
    from kg.cli.deciding import opened, taken_back, written
    from kg.model import EntityId
    from kg.resolution import Verb
    from kg.resolution.deciding import to_merge

    names = list(map(EntityId, entities))
    with opened(store, corpus, catalogue) as found:
        if undo:
            taken_back(names, Verb.MERGE, found, store)
        else:
            written(to_merge(names, found[0]), found[2], store)
