"""Sentences never run over the end of a paragraph: a headline or dateline is not parsed into the next one."""

from spacy.language import Language
from spacy.tokens import Doc

LONGEST = 300
"""Tokens without a mark that may end a sentence, after which one starts: what is longer is a list or a table,
and would make the work on a sentence quadratic."""
MARKS = frozenset({".", "!", "?", "…", ";"})


@Language.component("kg_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every line break, and in what goes on for ever; the parser keeps them."""
    after_break, last = True, 0
    for token in doc:
        if token.text in MARKS or after_break:
            last = token.i
        if token.is_space:
            after_break = after_break or "\n" in token.text
            token.is_sent_start = False if token.i else None
        elif after_break:
            token.is_sent_start = True
            after_break = False
        elif token.i - last >= LONGEST:
            token.is_sent_start = True
            last = token.i
    return doc
