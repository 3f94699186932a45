"""Documents with other names in them: names from all regions in all contexts, at no cost in labels."""

from collections import defaultdict

import numpy as np

from training.data import Labelled

SWAPPED = ("PER", "ORG", "LOC")
Pool = dict[tuple[str, int], list[str]]


def name_pool(documents: list[Labelled]) -> Pool:
    """Collect names by label and number of words, sorted."""
    names: dict[tuple[str, int], set[str]] = defaultdict(set)
    for document in documents:
        for s, e, labels in document.spans:
            surface = document.text[s:e]
            if len(labels) == 1 and labels[0] in SWAPPED and "\n" not in surface and surface[0].isupper():
                names[labels[0], len(surface.split())].add(surface)
    return {key: sorted(surfaces) for key, surfaces in names.items()}


def swapped(document: Labelled, pool: Pool, share: float, random: np.random.Generator) -> Labelled:
    """Return the document with a share of its names replaced, the same name by the same one all over."""
    chosen: dict[tuple[str, str], str] = {}
    text, spans, at = "", [], 0
    for s, e, labels in document.spans:
        text += document.text[at:s]
        surface = document.text[s:e]
        choices = pool.get((labels[0], len(surface.split())), []) if len(labels) == 1 else []
        if choices:
            key = labels[0], surface
            if key not in chosen:
                chosen[key] = choices[random.integers(len(choices))] if random.random() < share else surface
            surface = chosen[key]
        spans.append((len(text), len(text) + len(surface), labels))
        text += surface
        at = e
    text += document.text[at:]
    return Labelled(document.id, document.source, text, document.titles, document.others, spans)
