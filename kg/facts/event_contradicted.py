"""What makes a report false: who tells it, how, who contradicts it: "a hoax says", "called him a liar"."""

from collections.abc import Iterator

from kg.facts.clauses import child
from kg.facts.event_words import EventWords
from kg.mentions.words import Token
from kg.model import EventStatus


def contradicted(verb: Token, report: Token, words: EventWords) -> bool:
    """Tell whether a report is called false by a verb joined to it, or by the next sentence."""
    return any(calls_false(answer, words) for answer in answers(report) if answer.i > verb.i)


def answers(report: Token) -> Iterator[Token]:
    """Yield the verbs joined to the verb of a report, and the root of the sentence behind."""
    yield from (k for k in report.children if k.dep_ == "conj" and k.pos_ in ("VERB", "AUX"))
    end = report.sent.end
    if end < len(report.doc):
        yield report.doc[end].sent.root


def calls_false(verb: Token, words: EventWords) -> bool:
    """`denied it`, `dismissed the report`, `called them nonsense`, `the report was false`."""
    lemma = verb.lemma_.lower()
    below = verb.children
    if any(k.dep_ == "neg" or k.tag_ == "MD" for k in below):
        return False
    what = child(verb, "dobj", "nsubjpass")
    if what is not None and words.has("reject", lemma) and words.has("pronouns", what.lower_):
        return True
    if not words.has("branding", lemma):
        return False
    subject = child(verb, "nsubj")
    is_told = subject is not None and words.has("told_nouns", subject.lemma_.lower())
    if lemma == "be" and not is_told:
        return False
    named = [k for k in below if k.dep_ in ("acomp", "attr", "oprd", "npadvmod", "dobj", "xcomp", "ccomp")]
    as_what = [p for k in below if k.dep_ == "prep" for p in k.children if p.dep_ in ("pobj", "amod")]
    false = [
        *named,
        *as_what,
        *(k for n in (*named, *as_what) for k in n.children if k.dep_ in ("amod", "oprd")),
    ]
    return any(words.has("false", k.lemma_.lower()) for k in false if k.i > verb.i)


def teller(report: Token, words: EventWords) -> EventStatus | None:
    """Return what the subject of a report makes of it: "a fake video shows", "rumors say"."""
    subject = child(report, "nsubj")
    before = [subject, *subject.children] if subject is not None else report.children
    told_by = {t.lemma_.lower() for t in before if t.i < report.i}
    if any(words.has("false", word) for word in told_by):
        return EventStatus.DENIED
    heard = subject is not None and words.has("hearsay", subject.lower_)
    return EventStatus.ALLEGED if heard or any(words.has("unconfirmed", word) for word in told_by) else None


def supposed(be: Token, words: EventWords) -> bool:
    """Tell whether a clause is what is only thought: "the hope is that", "one theory is that"."""
    subject = child(be, "nsubj") if be.lemma_ == "be" else None
    lemma = subject.lemma_.lower() if subject is not None else ""
    return words.has("notion", lemma) or words.effect(lemma) in ("fail", "alleged", "propose", "plan")


def fictional(report: Token, words: EventWords) -> bool:
    """Tell whether a work of fiction tells it, or a hope: "the novel tells how", "the hope is that"."""
    subject = child(report, "nsubj")
    if subject is None:
        return False
    if supposed(report, words):
        return True
    return words.has("fiction", subject.lemma_.lower()) or any(
        words.has("satirical", k.lower_) for k in subject.children
    )
