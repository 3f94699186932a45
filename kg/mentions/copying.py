"""A parsed Doc → its copy in Python, made once for all who ask."""

from itertools import count, repeat

import numpy as np
from spacy.strings import StringStore
from spacy.tokens import Doc as Parsed

from kg.mentions.words import Columns, Doc, Span, Token

NAMED = ("ORTH", "LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "MORPH")
COUNTED = ("HEAD", "SENT_START", "SPACY", "IS_PUNCT", "IS_QUOTE", "LIKE_NUM")
MOST = 100_000  # strings that are kept decoded
KEPT = "words"


class Strings(dict[int, str]):
    """spaCy's strings by their hash, which is the same in all of its stores; decoded once."""

    def of(self, keys: list[int], store: StringStore) -> list[str]:
        """Return the strings with these hashes."""
        if len(self) > MOST:
            self.clear()
        for key in [key for key in set(keys) if key not in self]:
            self[key] = store[key]
        return list(map(self.__getitem__, keys))


DECODED = Strings()


def copied(parsed: Parsed) -> Doc:
    """Return the copy of a Doc without its spans. O(words).

    A Doc that carries its Document is on its way to be read: its copy is kept for that.
    """
    named: list[list[int]] = parsed.to_array(list(NAMED)).T.tolist()
    texts, *columns, types, morphs = (DECODED.of(keys, parsed.vocab.strings) for keys in named)
    counted: list[list[int]] = parsed.to_array(list(COUNTED)).astype(np.int64).T.tolist()
    heads, opens, spaced, marks, quotes, numbers = counted
    seldom = Columns(opens, spaced, marks, quotes, numbers, types, morphs)
    doc = Doc(texts, seldom, dict(parsed.user_data))
    doc.tokens = list(map(Token, repeat(doc), count(), doc.starts, texts, *columns))
    join(doc.tokens, heads)
    if "document" in parsed.user_data:
        parsed.user_data[KEPT] = doc
    return doc


def to_read(parsed: Parsed) -> Doc:
    """Return the copy of a Doc with its spans: the one that was kept, which is then no more, or a new one."""
    kept: Doc | None = parsed.user_data.pop(KEPT, None)
    doc = copied(parsed) if kept is None else kept
    doc.spans = {
        name: [Span(doc, s.start, s.end, s.label_, s.kb_id_) for s in group]
        for name, group in parsed.spans.items()
    }
    return doc


def join(tokens: list[Token], heads: list[int]) -> None:
    """Join words to their governors, which stand so many words behind, or before if negative."""
    for token, by in zip(tokens, heads, strict=True):
        if by:
            head = token.head = tokens[token.i + by]
            if head.children:
                head.children.append(token)
            else:
                head.children = [token]
