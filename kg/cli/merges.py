"""`kg merges`: which entities of different documents were taken for one, and why."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.build import CatalogueFile, CorpusFile
from kg.cli.output import From, emit, note

if TYPE_CHECKING:
    from kg.resolution import Merge


def merges(
    store: From,
    entity: Annotated[str | None, typer.Argument(help="Only this entity, with its documents.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Also those that documents name alike.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    corpus: CorpusFile = None,
    catalogue: CatalogueFile = None,
) -> None:
    """Print which names of different documents were taken for one entity, how surely, and why.

    kg merges --from news.kg

    kg merges person/sergei-shoigu --from news.kg
    """
    from kg.cli.deciding import opened
    from kg.model import EntityId

    with opened(store, corpus, catalogue) as (resolution, _, _):
        found = [resolution.merge(EntityId(entity))] if entity else resolution.merges
        shown = 0
        for merge in found:
            if entity or every or len(merge.members) > 1:
                shown += 1
                for line in [to_json(merge)] if as_json else to_text(merge, documents=bool(entity)):
                    emit(line)
    note(f"{shown:,} entities" if shown else "no two names were taken for one; --all shows those named alike")


def to_text(merge: "Merge", documents: bool) -> Iterator[str]:
    """Yield an entity, and indented what it is made of."""
    yield f"{merge.entity}  {merge.name}"
    for member in merge.members:
        count = len(member.documents)
        why = f"  {member.score:.1f}: {'; '.join(member.reasons)}" if member.reasons else ""
        yield f"  {member.reference}  {count:,} document{'s' if count > 1 else ''}{why}"
        if documents:
            yield from (f"    {document}" for document in member.documents)


def to_json(merge: "Merge") -> str:
    """Return an entity with what it is made of."""
    import msgspec

    return json.dumps(msgspec.to_builtins(merge), ensure_ascii=False)
