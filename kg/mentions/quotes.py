"""Direct speech: `doc.spans["quotes"]`, what stands between quotation marks, marks left off.

A quotation that runs over paragraphs opens each of them with a mark and closes only the last; it is one span.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

OPENING, CLOSING = frozenset("“„«"), frozenset("”»")
STRAIGHT = frozenset({'"', "``", "''"})
SINGLE, ENDING = frozenset("'‘"), frozenset("'’")
REACH = 200  # tokens in which a single mark is closed, else it is an apostrophe


@Language.component("kg_quotes", assigns=["doc.spans"])
def quotes(doc: Doc) -> Doc:
    """Write `doc.spans["quotes"]`. One pass; what nothing closes may end with its paragraph."""
    spans: list[Span] = []
    start: int | None = None
    single = -1  # where a quotation in single marks ends
    for token in doc:
        mark = token.text
        if token.i <= single:
            continue
        if start is None and mark in SINGLE and (end := single_end(doc, token.i)) is not None:
            spans.append(Span(doc, token.i + 1, end, label="QUOTE"))
            single = end
        elif start is None:
            if mark in OPENING or (mark in STRAIGHT and not closes(doc, token.i)):
                start = token.i + 1
        elif mark in CLOSING or mark in STRAIGHT:
            if token.i > start:
                spans.append(Span(doc, start, token.i, label="QUOTE"))
            start = None
        elif "\n" in mark and not continues(doc, token.i):
            if unclosed(doc, start, token.i):
                spans.append(Span(doc, start, token.i, label="QUOTE"))
            start = None
    if start is not None and unclosed(doc, start, len(doc)):
        spans.append(Span(doc, start, len(doc), label="QUOTE"))
    doc.spans["quotes"] = spans
    return doc


def single_end(doc: Doc, i: int) -> int | None:
    """Return the token that closes a single mark, None where it is an apostrophe: `'…,' she said`."""
    apart = i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space or doc[i - 1].text == "("
    if not apart or doc[i].whitespace_ or i + 2 >= len(doc) or doc[i + 1].text[0].isdigit():
        return None
    for j in range(i + 2, min(i + REACH, len(doc))):
        again = doc[j].text in SINGLE and doc[j - 1].whitespace_ and not doc[j].whitespace_
        if "\n" in doc[j].text or again:
            return None
        free = j + 1 == len(doc) or bool(doc[j].whitespace_) or doc[j + 1].is_punct or doc[j + 1].is_space
        if doc[j].text in ENDING and free and not doc[j - 1].whitespace_:
            plural = doc[j].tag_ == "POS" and not doc[j - 1].is_punct  # "the workers' union"
            if not plural:
                return j
    return None


def unclosed(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a quotation lost its closing mark: a comma or colon before it, a full stop at the end."""
    led = start > 1 and doc[start - 2].text in (",", ":")
    return led and end - start > 4 and doc[end - 1].text in (".", "?", "!")


def closes(doc: Doc, i: int) -> bool:
    """Tell whether a straight mark can't open a quotation: it hangs on the word before it."""
    after = doc[i + 1] if i + 1 < len(doc) else None
    return after is None or (bool(doc[i].whitespace_) and i > 0 and not doc[i - 1].whitespace_)


def continues(doc: Doc, i: int) -> bool:
    """Tell whether the paragraph after a line break opens with a mark: the quotation goes on."""
    following = next((t for t in doc[i + 1 : i + 3] if not t.is_space), None)
    return following is not None and (following.text in OPENING or following.text in STRAIGHT)
