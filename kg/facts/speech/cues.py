"""Verbs that tell that somebody said something, and whether the text says that it was in fact said."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.facts.speech.base import MARKS, Speech
from kg.mentions.words import Token

VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
STEPS = 6  # how far up the tree a shared subject is looked for


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying."""

    verb: Token
    lemma: str


def cues(speech: Speech) -> Iterator[Cue]:
    """Yield the verbs of saying that are asserted, in order of the text."""
    lemmas = speech.words.verbs | speech.words.table("frames", "light").keys()
    for token in speech.reading.tokens(lemmas, speech.words.gerunds):
        if token.tag_ == "NN" and (verb := speech.words.gerunds.get(token.lower_)) and quoting(token, speech):
            yield Cue(token, verb)
        own = token.dep_ not in ("aux", "auxpass", "amod", "compound") or turned(token, speech)
        if token.tag_ in VERB_TAGS and own:
            lemma = phrasal(token, speech)
            if lemma in speech.words.verbs and asserted(token, speech):
                yield Cue(token, lemma)
            elif (light := made_known(token, lemma, speech)) and asserted(token, speech):
                yield Cue(token, light)


def turned(token: Token, speech: Speech) -> bool:
    """Tell whether a past tense between a closing mark and a capital is a verb: `"…" tweeted Governor X`."""
    doc, i = speech.doc, token.i
    closed = i > 1 and doc[i - 1].text in MARKS and i - 2 in speech.quoted and i not in speech.quoted
    following = doc[i + 1] if i + 1 < len(doc) else token
    return token.tag_ == "VBD" and token.dep_ == "amod" and closed and following.text[:1].isupper()


def phrasal(verb: Token, speech: Speech) -> str:
    """Return the lemma of a verb, with the words behind it where both are one verb of saying: `rule out`."""
    lemma, after = verb.lemma_.lower(), speech.doc[verb.i + 1 : verb.i + 3]
    longer = (f"{lemma} {after[:size].text.lower()}" for size in (2, 1))
    return next((words for words in longer if words in speech.words.phrasal), lemma)


def made_known(token: Token, lemma: str, speech: Speech) -> str | None:
    """Return `make clear` for "made clear that" and "made it clear", None for a verb that says nothing."""
    words = speech.words.table("frames", "light").get(lemma, ())
    near = (t.lower_ for t in speech.doc[token.i + 1 : token.i + 4]) if words else ()
    return next((f"{lemma} {word}" for word in near if word in words), None)


def quoting(token: Token, speech: Speech) -> bool:
    """Tell whether a participle that the tagger took for a noun opens a quotation: `…, writing, "…"`."""
    doc, i = speech.doc, token.i + 1
    while i < len(doc) and i < token.i + 3 and doc[i].text in (",", ":"):
        i += 1
    before = any(t.text == "," for t in doc[max(token.i - 3, 0) : token.i])
    return before and i < len(doc) and doc[i].text in MARKS and speech.quoted.get(i + 1) is not None


def asserted(verb: Token, speech: Speech) -> bool:
    """Tell whether the text says that the verb happened: "did not say", "may say" and "if he says" don't."""
    words, quotation = speech.words, speech.quoted.get(verb.i)
    if verb.i and words.has("doubt", "negative", speech.doc[verb.i - 1].lower_):  # "nor mention any"
        return False
    for kid in speech.children(verb):
        if speech.quoted.get(kid.i) != quotation:
            continue
        if kid.dep_ == "neg" or (kid.i < verb.i and words.has("doubt", "negative", kid.lower_)):
            return False
        if kid.dep_ == "aux" and words.has("doubt", "modal", kid.lower_):
            return looked_back(kid, verb, speech)
        if kid.dep_ in ("mark", "advmod") and words.has("doubt", "conditional", kid.lower_):
            return False
        if kid.dep_ in ("nsubj", "nsubjpass") and denies_all(kid, speech):
            return False
    if verb.tag_ == "VB" and not after_quotation(verb, speech):
        return factual_infinitive(verb, speech)
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG":
        noun = verb.head.head.pos_ == "NOUN"  # "his work in predicting"
        return words.has("doubt", "factual_preposition", verb.head.lower_) and not noun
    if verb.dep_ == "conj" and verb.head.tag_ in ("VB", "MD") and verb.tag_ == "VB":
        return asserted(verb.head, speech)
    return True


def looked_back(modal: Token, verb: Token, speech: Speech) -> bool:
    """Tell whether "would" tells of what was said: `She would later say …`, in a sentence of its own."""
    words = speech.words
    if not words.has("doubt", "past_future", modal.lower_) or verb.dep_ != "ROOT" or verb.i in speech.quoted:
        return False
    between = speech.doc[modal.i + 1 : verb.i]
    return any(words.has("doubt", "afterwards", t.lower_) for t in between) and not any(
        kid.dep_ in ("neg", "advcl", "mark") for kid in speech.children(verb)
    )


def after_quotation(verb: Token, speech: Speech) -> bool:
    """Tell whether a verb without "to" follows a quotation at once: `…;" read the statement` is the past."""
    before = speech.doc[verb.i - 1] if verb.i else None
    ends = before is not None and before.text in MARKS and speech.quoted.get(verb.i) is None
    said = speech.quoted.get(verb.i - 2) is not None or speech.quoted.get(verb.i - 3) is not None
    return ends and said and speech.child(verb, "aux") is None


def denies_all(subject: Token, speech: Speech) -> bool:
    """Tell whether a subject means nobody: "nobody said", "no official said"."""
    negative = speech.words.has
    if negative("doubt", "negative", subject.lower_):
        return True
    return any(negative("doubt", "negative", kid.lower_) for kid in speech.children(subject, "det"))


def factual_infinitive(verb: Token, speech: Speech) -> bool:
    """Tell whether "to say" was said: "went on to say"; "did say" too, but not "refused to say"."""
    auxiliaries = list(speech.children(verb, "aux"))
    if any(kid.tag_ != "TO" for kid in auxiliaries):
        return any(kid.tag_ in ("VBD", "VBZ", "VBP") for kid in auxiliaries)
    head = verb.head
    if verb.dep_ in ("xcomp", "advcl") and head.i != verb.i and head.pos_ in ("VERB", "AUX"):
        known = any(
            speech.words.has("doubt", name, head.lemma_.lower()) for name in ("factual_infinitive", "causing")
        )
        return known and bool(auxiliaries) and asserted(head, speech)
    return False


def passive(verb: Token, speech: Speech) -> bool:
    """Tell whether a verb's subject is not who acts: "was announced", "a letter published by"."""
    if verb.tag_ != "VBN" or speech.child(verb, "nsubj") is not None:
        return False
    if speech.words.has("frames", "texts_only", verb.lemma_) and speech.child(verb, "auxpass") is None:
        return False  # "the ruling read in part:", which the tagger takes for a participle
    return not any(kid.dep_ == "aux" and kid.lemma_ == "have" for kid in speech.children(verb)) or (
        speech.child(verb, "auxpass") is not None
    )


def agent(verb: Token, speech: Speech) -> Token | None:
    """Return who a passive verb says did it: "by X"."""
    by = speech.child(verb, "agent")
    if by is None:
        by = next(
            (k for k in speech.children(verb, "prep") if speech.words.has("phrases", "by", k.lower_)), None
        )
    if by is not None:
        return speech.child(by, "pobj")
    via = (speech.child(k, "pobj") for k in speech.children(verb, "prep"))
    return next(
        (k for k in via if k is not None and speech.words.has("speakers", "writings", k.lower_)), None
    )
