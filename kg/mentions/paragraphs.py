"""Sentences never run over the end of a paragraph, a reference or a quotation cut short: `…[.]" She left`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.mentions.tokens import is_reference

LONGEST = 300
"""Tokens without a mark that may end a sentence, after which one starts: what is longer is a list or a table,
and would make the work on a sentence quadratic."""
MARKS = frozenset({".", "!", "?", "…", ";"})
STOPS = frozenset({".", "!", "?"})
CUT = "[.]"
"""The full stop that an editor puts into a quotation; the parser reads on over it."""
CLOSING = frozenset({'"', "”", "''"})
NEVER, UNKNOWN, ALWAYS = -1, 0, 1


@Language.component("kg_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after line breaks and cut quotations, and in endless ones; the parser keeps them.

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
        elif is_reference(text):
            starts[i] = NEVER
        elif text[0].isupper() and i > 3 and ended(doc, i - 1):
            starts[i] = ALWAYS
    values: Any = starts.astype(np.uint64)
    return doc.from_array(["SENT_START"], values)


def ended(doc: Doc, i: int) -> bool:
    """Tell whether a token ends a sentence: a quotation cut short, a reference behind a full stop."""
    text = doc[i].text
    if text in CLOSING:
        return cut_short(doc, i)
    return is_reference(text) and doc[i - 1].text in STOPS | CLOSING


def cut_short(doc: Doc, i: int) -> bool:
    """Tell whether a bracketed full stop stands before a token, in one token or in three."""
    return doc[max(i - 3, 0) : i].text.endswith(CUT)
