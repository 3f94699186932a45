"""Tokenized Docs → annotated Docs, in bounded memory: spaCy's networks hold 15 KB a token of a text."""

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

BATCH = 16
MOST = 10_000
"""Tokens that are parsed together, some 50,000 characters; a longer document is parsed in such pieces."""
MARKS = frozenset(".!?…”\"'")


def parsed(docs: Iterable[Doc], nlp: Language, most: int = MOST) -> Iterator[Doc]:
    """Yield Docs that the whole pipeline has annotated, in their order; of a long one a copy."""
    for portion in portions(docs, most):
        if len(portion[0]) > most:
            yield in_pieces(portion[0], nlp, most)
        else:
            yield from nlp.pipe(portion, batch_size=len(portion))


def portions(docs: Iterable[Doc], most: int) -> Iterator[list[Doc]]:
    """Yield BATCH Docs, or fewer where these have more than `most` tokens together."""
    portion, tokens = list[Doc](), 0
    for doc in docs:
        if portion and (len(portion) == BATCH or tokens + len(doc) > most):
            yield portion
            portion, tokens = [], 0
        portion.append(doc)
        tokens += len(doc)
    if portion:
        yield portion


def in_pieces(doc: Doc, nlp: Language, most: int) -> Doc:
    """Return a Doc that the model's components have read piece by piece, and ours behind them as a whole."""
    own = 1 + max(i for i, name in enumerate(nlp.pipe_names) if not name.startswith("kg_"))
    pieces = []
    for start, end in cuts(doc, most):
        piece = doc[start:end].as_doc()
        for _, component in nlp.pipeline[:own]:
            piece = component(piece)
        pieces.append(piece)
    join: Any = Doc.from_docs
    whole: Doc = join(pieces, ensure_whitespace=False, exclude=["tensor", "user_data"])
    whole.user_data.update(doc.user_data)
    for _, component in nlp.pipeline[own:]:
        whole = component(whole)
    return whole


def cuts(doc: Doc, most: int) -> Iterator[tuple[int, int]]:
    """Yield starts and ends of pieces: at the end of a paragraph, else of a sentence, else anywhere."""
    start = 0
    while len(doc) - start > most:
        low, high = start + most // 2, start + most
        places = (i for fits in ENDS for i in range(high, low, -1) if fits(doc[i - 1]))
        end = next(places, high)
        yield start, end
        start = end
    yield start, len(doc)


def ends_paragraph(token: Token) -> bool:
    """Tell whether a token breaks the line."""
    return "\n" in token.text


def ends_sentence(token: Token) -> bool:
    """Tell whether a token looks like the last of a sentence."""
    return token.text in MARKS and bool(token.whitespace_)


ENDS = (ends_paragraph, ends_sentence)
