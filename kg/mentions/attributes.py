"""Part of speech, morphology and lemma of every token: spaCy's rules, applied once to each kind of token."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

REPLACED = ("attribute_ruler", "lemmatizer")
"""The components of a spaCy model that `kg_attributes` stands for: it applies the same rules."""
SEEN = ("LOWER", "TAG", "DEP", "IS_SPACE")
"""All that most rules look at; a word is told from others only where a rule lists it, so kinds are few."""
WRITTEN = ("TAG", "DEP", "POS", "MORPH", "LEMMA")
POS, MORPH, LEMMA = (WRITTEN.index(name) for name in ("POS", "MORPH", "LEMMA"))
MOST = 100_000  # words whose lemmas are kept
Key = tuple[int, ...]


@Language.factory("kg_attributes", assigns=["token.pos", "token.morph", "token.lemma"])
class Attributes:
    """Write what the pipeline's `attribute_ruler` and `lemmatizer` would, in a sixth of their time."""

    def __init__(self, nlp: Language, name: str) -> None:
        ruler: Any
        ruler, self.lemmatizer = (nlp.get_pipe(name) for name in REPLACED)
        looked_up_in_sets(self.lemmatizer)
        strings, self.index = nlp.vocab.strings, ruler.indices
        self.alone, self.others = Matcher(nlp.vocab), Matcher(nlp.vocab)
        self.first = First(nlp.vocab)
        words, self.longest = set[str](), 0
        for i, rule in enumerate(ruler.patterns):
            for pattern in rule["patterns"]:
                listed = words_of(pattern)
                words |= listed or set()
                (self.others if listed is None else self.alone).add(str(i), [pattern])
                if listed is None:
                    self.first.add(pattern[0])
                    self.longest = max(self.longest, len(pattern))
        self.words = frozenset(strings.add(word) for word in words)
        self.rule_of = {strings[str(i)]: i for i in range(len(ruler.patterns))}
        places = {strings[name]: column for column, name in enumerate(WRITTEN)}
        self.changes = [[(places[a], value) for a, value in attrs.items()] for attrs in ruler.attrs]
        self.rules: dict[Key, list[int]] = {}
        self.lemmas: dict[Key, str] = {}  # words: spaCy forgets keys at the end of a memory zone

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document. O(tokens)."""
        values: list[list[int]] = doc.to_array(list(WRITTEN)).tolist()
        longer = self.longer(doc)
        for i, (key, row) in enumerate(zip(self.kinds(doc), values, strict=True)):
            rules = self.rules.get(key)
            if rules is None:
                rules = self.rules[key] = sorted(self.rule_of[m] for m, _, _ in self.alone(doc[i : i + 1]))
            for rule in sorted([*rules, *longer[i]]) if i in longer else rules:  # later rules prevail
                for column, value in self.changes[rule]:
                    row[column] = value
        return self.lemmatized(doc, values)

    def kinds(self, doc: Doc) -> Iterator[Key]:
        """Yield what rules for one token can tell of each."""
        for lower, *seen in doc.to_array(list(SEEN)).tolist():
            yield lower if lower in self.words else 0, *seen

    def longer(self, doc: Doc) -> dict[int, list[int]]:
        """Return the rules that look at more, by the token that they change."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for i in self.first.places(doc):
            for match, start, end in self.others(doc[i : i + self.longest]):
                if start == 0:
                    rule = self.rule_of[match]
                    found[i + range(end)[self.index[rule]]].append(rule)
        return found

    def lemmatized(self, doc: Doc, values: list[list[int]]) -> Doc:
        """Write the values, and the lemma of each token to which no rule gave one."""
        missing: defaultdict[Key, list[int]] = defaultdict(list)
        orths: list[int] = doc.to_array("ORTH").tolist()
        for i, (orth, row) in enumerate(zip(orths, values, strict=True)):
            if not row[LEMMA]:
                key = (orth, row[POS], row[MORPH])
                if lemma := self.lemmas.get(key):
                    row[LEMMA] = doc.vocab.strings.add(lemma)
                else:
                    missing[key].append(i)
        written: Any = np.array(values, dtype=np.uint64).reshape(-1, len(WRITTEN))
        doc.from_array(list(WRITTEN), written)
        self.lemmatize(doc, missing)
        return doc

    def lemmatize(self, doc: Doc, missing: dict[Key, list[int]]) -> None:
        """Ask the lemmatizer for words that it was not asked for before."""
        if len(self.lemmas) > MOST:
            self.lemmas.clear()
        lemmatizer: Any = self.lemmatizer
        for key, places in missing.items():
            lemma = self.lemmas[key] = lemmatizer.lemmatize(doc[places[0]])[0]
            for i in places:
                doc[i].lemma_ = lemma


class First:
    """Where a rule for several tokens may begin, told by the form or the dependency of its first token."""

    def __init__(self, vocab: Vocab) -> None:
        self.strings = vocab.strings
        self.forms: dict[int, bool] = {}
        self.patterns, self.listed, self.deps = list[re.Pattern[str]](), set[str](), set[int]()

    def add(self, token: dict[str, Any]) -> None:
        """Add the first token of a rule."""
        form = token.get("LOWER")
        if isinstance(form, dict) and form.keys() == {"REGEX"}:
            self.patterns.append(re.compile(form["REGEX"]))
        elif isinstance(form, str):
            self.listed.add(form)
        elif "DEP" in token and isinstance(token["DEP"], str):
            self.deps.add(self.strings.add(token["DEP"]))
        else:
            self.patterns.append(re.compile(""))  # any token may be the first

    def places(self, doc: Doc) -> list[int]:
        """Return the tokens that may be the first of a rule. O(tokens)."""
        seen: list[tuple[int, int]] = doc.to_array(["LOWER", "DEP"]).tolist()
        if len(self.forms) > MOST:
            self.forms.clear()
        for form in {form for form, _ in seen}:
            if form not in self.forms:
                word = self.strings[form]
                self.forms[form] = word in self.listed or any(p.search(word) for p in self.patterns)
        return [i for i, (form, dep) in enumerate(seen) if self.forms[form] or dep in self.deps]


def looked_up_in_sets(lemmatizer: Any) -> None:
    """Make sets of the lists of known lemmas, in which spaCy looks for each form of a word that is new."""
    if lemmatizer.lookups.has_table("lemma_index"):
        table = lemmatizer.lookups.get_table("lemma_index")
        for part_of_speech, lemmas in list(table.items()):
            table[part_of_speech] = frozenset(lemmas)


def words_of(pattern: list[dict[str, Any]]) -> set[str] | None:
    """Return the words that a rule for one token lists; None where it looks at anything but SEEN."""
    if len(pattern) != 1 or not pattern[0].keys() <= set(SEEN):
        return None
    asked = pattern[0].get("LOWER", [])
    if isinstance(asked, dict):
        return set(asked["IN"]) if asked.keys() == {"IN"} else None
    return {asked} if isinstance(asked, str) else set(asked)
