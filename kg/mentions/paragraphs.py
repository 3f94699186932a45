"""Sentences never run over the end of a paragraph: a headline or dateline is not parsed into the next one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

LONGEST = 300
"""Tokens without a mark that may end a sentence, after which one starts: what is longer is a list or a table,
and would make the work on a sentence quadratic."""
MARKS = frozenset({".", "!", "?", "…", ";"})
NEVER, UNKNOWN, ALWAYS = -1, 0, 1


@Language.component("kg_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every line break, and in what goes on for ever; the parser keeps them.

    O(tokens): they are written together, as spaCy looks through the Doc whenever one token is written.
    """
    starts: NDArray[np.int64] = doc.to_array(["SENT_START"]).astype(np.int64)
    after_break, last = True, 0
    for i, token in enumerate(doc):
        text = token.text
        if text in MARKS or after_break:
            last = i
        if token.is_space:
            after_break = after_break or "\n" in text
            starts[i] = NEVER if i else UNKNOWN
        elif after_break:
            starts[i] = ALWAYS
            after_break = False
        elif i - last >= LONGEST:
            starts[i] = ALWAYS
            last = i
    values: Any = starts.astype(np.uint64)
    return doc.from_array(["SENT_START"], values)
