"""Sentences never run over the end of a paragraph: a headline or dateline is not parsed into the next one."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("kg_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every line break; runs before the parser, which keeps it."""
    after_break = True
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text
            token.is_sent_start = False if token.i else None
        elif after_break:
            token.is_sent_start = True
            after_break = False
    return doc
