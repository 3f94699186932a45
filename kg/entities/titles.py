"""Titles of posts in the text: role, body, number and modifiers, parsed by a small grammar over tokens.

`[former] [Russian] [deputy foreign] minister [of X] [-elect]`
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kg.entities.bodies import is_chamber, is_legislature, is_party, of_chamber
from kg.entities.doubts import behind, once, taken_back
from kg.entities.reading import Reading, Ref
from kg.entities.tails import Tail
from kg.entities.wording import head_words
from kg.mentions.words import Token
from kg.model import Kind, TenureStatus

DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "this", "that"})
FILLERS = frozenset({"newly", "own", "-", "then", "recently", "democratically", "long", "one", "two", "time"})


@dataclass(slots=True)
class Title:
    """Where a title stands: core words, noun phrase, and what its modifiers say."""

    start: int
    end: int
    head: int
    whole: tuple[int, int]
    status: TenureStatus
    plural: bool
    bodies: list[Ref] = field(default_factory=list)
    implied: bool = True


class Grammar:
    """Finds titles in one document. One pass over the tokens."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.doc = reading, reading.doc
        self.offices: dict[str, Any] = dict(reading.pack.section("offices"))
        self.heads = head_words(reading.pack)
        self.tail = Tail(reading)

    @cached_property
    def modifiers(self) -> frozenset[str]:
        """Return the words that stand before the head inside a title."""
        return self.reading.pack.set("offices", "modifiers")

    @cached_property
    def founders(self) -> frozenset[str]:
        """Return the words that may be joined before a title: "Tesla founder and chairman"."""
        return self.reading.pack.set("relations", "founders")

    def titles(self) -> Iterator[Title]:
        """Yield titles in the order of the text; they never overlap."""
        done = -1
        for token in self.reading.tokens(forms=self.heads.keys()):
            if token.i > done and self.is_head(token):
                title = self.title(token)
                if title is not None:
                    done = max(title.end, title.head + 1) - 1
                    yield title

    def is_head(self, token: Token) -> bool:
        """Tell whether a word of `heads` may be the head of a title."""
        low = token.lower_
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "X", "VERB"):
            return False
        if token.pos_ == "VERB" and not token.text[0].isupper() and low not in self.offices["nouns"]:
            return False
        ref = self.reading.at(token)
        if ref is not None or self.leads_on(token):
            return False
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if following is None:
            return True
        if following.lower_ in self.heads and self.reading.at(following) is None:
            apart = token.text[0].islower() and following.text[0].isupper()
            joined = following.dep_ == "compound" or following.head.i == token.i
            return apart or (low not in self.modifiers and not joined)
        return not (
            following.text == "-"
            and token.i + 2 < len(self.doc)
            and self.doc[token.i + 2].lower_ in self.heads
        )

    def leads_on(self, token: Token) -> bool:
        """Tell whether a word only begins a longer title: "chief" of "chief operating officer"."""
        i = token.i + 1
        while i < len(self.doc) and self.doc[i].lower_ in self.modifiers and self.reading.at(i) is None:
            if self.doc[i].lower_ in self.heads:
                return False
            i += 1
        far = token.lower_ in self.modifiers and i > token.i + 1 and i < len(self.doc)
        return far and self.doc[i].lower_ in self.heads and self.reading.at(i) is None

    def title(self, head: Token) -> Title | None:
        """Return the title around its head, or None where the words make none."""
        start = self.leftmost(head)
        low = self.heads[head.lower_]
        weak = self.offices["weak"].get(low.split()[-1])
        beside = self.reading.at(head.i - 1) if head.i > head.sent.start else None
        stated = beside is not None and beside.kind is Kind.COUNTRY  # "the [U.S.] attorney"
        before = self.doc[head.i - 1].lower_ if start < head.i or stated else ""
        if before == "-":
            before = self.doc[head.i - 2].lower_
        end = head.i + 1
        bodies: list[Ref] = []
        status, first = self.before(start, bodies)
        end, last = self.tail.after(head, end, bodies)
        if taken_back(start, first, last, self.reading):
            return None
        bodies += self.tail.shared(head) if not bodies else []
        partisan = [b for b in bodies if is_party(b, self.reading)]
        if len(partisan) < len(bodies):
            bodies = [b for b in bodies if b not in partisan]
        emeritus = not {t.lower_ for t in self.doc[head.i : end]}.isdisjoint(self.offices["retired"])
        status = TenureStatus.FORMER if emeritus else behind(last, self.reading) or status
        needs_body = low in self.offices["bodied"] and not bodies and start == head.i and end == head.i + 1
        employed = any(b.kind is Kind.ORGANIZATION for b in bodies) and low not in self.offices["ranked"]
        if weak and before not in weak and not employed:
            return None
        if low in self.offices["desks"] or (before in self.offices["desks"] and start < head.i):
            bodies = [b for b in bodies if b.kind is Kind.ORGANIZATION][-1:]
        if weak is not None and not weak and not bodies:
            return None
        if low == "general" and before not in weak:
            return None
        if low in self.offices["seated"] and not any(is_legislature(b, self.reading) for b in bodies):
            return None
        if low == "speaker" and not of_chamber(head, bodies, start, first, self.reading):
            return None
        plural = head.tag_ in ("NNS", "NNPS") or head.lower_ in ("sens.", "reps.", "chairmen")
        if plural and self.doc.said(max(0, first - 2), first).lower() in self.offices["among"]:
            first, plural = first - 2, False
        if needs_body and not self.beside_name(head, plural):
            return None
        return Title(start, end, head.i, (first, last), status, plural, bodies, not bodies)

    def beside_name(self, head: Token, plural: bool) -> bool:
        """Tell whether a name follows the head, written as its title: "Commander Jones"."""
        i = head.i + 1 + (plural and self.doc.said(head.i + 1, head.i + 2) == ",")
        ref = self.reading.at(i)
        return ref is not None and ref.kind is Kind.PERSON and head.text[0].isupper()

    def leftmost(self, head: Token) -> int:
        """Return where the title's own words begin."""
        i, sent = head.i, head.sent.start
        while i > sent:
            token = self.doc[i - 1]
            hyphen = token.text == "-" and i - 2 >= sent and self.doc[i - 2].lower_ in self.modifiers
            joined = token.lower_ in ("and", "&") and i - 2 >= sent and self.portfolio_pair(i)
            bound = self.offices["binding"].get(token.lower_)
            if self.reading.at(token) is not None or (bound and self.doc[i].lower_ not in bound):
                break
            if token.lower_ in self.modifiers or hyphen or joined or self.part_of_title(token, i, head):
                i -= 1
            else:
                break
        while (
            i < head.i
            and self.doc[i].lower_ in ("first", "second", "-", "and", "party")
            and not self.keeps_first(i)
        ):
            i += 1
        return i

    def part_of_title(self, token: Token, i: int, head: Token) -> bool:
        """Tell whether a noun belongs to a title: "emergencies minister", "Emergency Situations Minister"."""
        inside = token.dep_ in ("compound", "nmod", "amod") and i <= token.head.i <= head.i
        if not inside or not token.is_alpha or token.lower_ in self.offices["describing"]:
            return False
        if self.status_of(token) is not None or (token.is_sent_start and token.pos_ == "NOUN"):
            return False
        if token.text[0].isupper() != head.text[0].isupper():
            return False
        return token.pos_ in ("NOUN", "PROPN")

    def keeps_first(self, i: int) -> bool:
        """Tell whether "first" is part of the title ("First Minister")."""
        return self.doc[i].text == "First" or self.doc[i + 1].lower_ in (
            "minister",
            "lady",
            "deputy",
            "secretary",
        )

    def portfolio_pair(self, i: int) -> bool:
        """Tell whether "and" joins two portfolios: "trade and industry minister"."""
        left, right = self.doc[i - 2].lower_, self.doc[i].lower_
        ports = self.offices["portfolios"]
        return left in ports and right in ports and left not in self.heads

    def before(self, start: int, bodies: list[Ref]) -> tuple[TenureStatus, int]:
        """Read status words and the body before a title; return the status and where the phrase begins."""
        status, i = TenureStatus.CURRENT, start
        sent = self.doc[start].sent.start
        while i > sent:
            token = self.doc[i - 1]
            ref = self.reading.at(token)
            found = self.status_of(token)
            if gone := once(i, sent, self.reading):
                status, i = TenureStatus.FORMER, i - gone
            elif found is not None:
                status = found
                i -= 1
            elif opened := self.bracketed(i, sent):
                i = opened
            elif token.lower_ == "and" and i - 2 > sent and self.doc[i - 2].lower_ in self.founders:
                i -= 2
            elif (token.text == "-" and i - 2 >= sent and self.status_of(self.doc[i - 2]) is not None) or (
                token.tag_ == "POS" and i - 2 >= sent and self.reading.at(i - 2) is not None
            ):
                i -= 1
            elif ref is not None and (self.is_body(ref, i) or self.is_chief(ref, i)) and len(bodies) < 2:
                bodies.append(ref)
                i = ref.start
            elif (
                bodies and bodies[-1].kind is Kind.PERSON and i <= bodies[-1].start and self.titling(token)
            ) or self.fills(token, i):
                i -= 1
            else:
                break
        if i > sent and self.doc[i - 1].lower_ in DETERMINERS:
            i -= 1
            if gone := once(i, sent, self.reading):
                status, i = TenureStatus.FORMER, i - gone
        return status, i

    def bracketed(self, i: int, sent: int) -> int:
        """Return where brackets around another name of a body open: "the Organisation of X [(OIC)] head"."""
        inner = self.reading.at(i - 2) if self.doc[i - 1].text == ")" and i - 2 > sent else None
        opening = inner.start - 1 if inner is not None else 0
        outer = self.reading.at(opening - 1) if opening > sent and self.doc[opening].text == "(" else None
        same = inner is not None and outer is not None and inner.entities == outer.entities
        return opening if same else 0

    def fills(self, token: Token, i: int) -> bool:
        """Tell whether a word between body and title only describes: "Chile's newly elected president"."""
        if (
            self.reading.at(token) is not None
            or token.is_sent_start
            or (token.text[0].isupper() and token.pos_ == "PROPN")
        ):
            return False
        near = token.head.i in range(token.i, i + 4) and all(c.dep_ != "auxpass" for c in token.lefts)
        return near and (
            token.lower_ in FILLERS or token.pos_ in ("ADJ", "NUM") or token.tag_ in ("VBN", "VBG", "JJ")
        )

    def titling(self, token: Token) -> bool:
        """Tell whether a word is of a title: "President" in "President Lee's chief of staff"."""
        return token.lower_ in self.heads or token.lower_ in self.modifiers

    def status_of(self, token: Token) -> TenureStatus | None:
        """Return the status that a word before a title gives."""
        for name, status in (
            ("former", TenureStatus.FORMER),
            ("acting", TenureStatus.ACTING),
            ("designate", TenureStatus.DESIGNATE),
        ):
            if token.lower_ in self.offices[name]:
                return status
        return None

    def is_body(self, ref: Ref, i: int) -> bool:
        """Tell whether a reference right before token `i` can own an office."""
        if ref.end not in (i, i - 1):
            return False
        siding = self.doc[max(ref.start - 2, 0)].lower_ in self.offices["siding"]
        if ref.kind is Kind.PERSON or (siding and self.doc[ref.start - 1].text == "-"):
            return False
        head = self.head_of(i)
        if is_party(ref, self.reading) and head not in self.offices["partisan"]:
            return False
        if ref.kind is Kind.ORGANIZATION and head in self.offices["legislators"]:
            return is_chamber(ref.entity, self.reading)
        return ref.form in ("name", "demonym", "nominal", "pronoun")

    def is_chief(self, ref: Ref, i: int) -> bool:
        """Tell whether a person owns the office at `i`: "the governor's chief of staff", "a Lee adviser"."""
        if ref.kind is not Kind.PERSON or ref.end != i:
            return False
        owned = self.doc[i].tag_ == "POS"
        words = [t.lower_ for t in self.doc[i + owned : i + owned + 6]]
        title = words[: next((n for n, word in enumerate(words) if self.heads.get(word) is None
                              and word not in self.modifiers and word != "of"), len(words))]  # fmt: skip
        if owned and "chief of staff" in " ".join(words[:5]):
            return True
        return any(self.heads.get(word) in self.offices["personal"] for word in title) and (
            owned or (ref.form == "name" and self.doc[ref.end - 1].dep_ in ("compound", "nmod"))
        )

    def head_of(self, i: int) -> str:
        """Return the head of the title that begins at or after token `i`."""
        return next((self.heads[t.lower_] for t in self.doc[i : i + 8] if t.lower_ in self.heads), "")
