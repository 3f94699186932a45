"""What stands behind the head of a title: a portfolio, a body, or both ("minister of defence of Ukraine")."""

from typing import Any

from kg.entities.reading import Reading, Ref
from kg.mentions.words import Token
from kg.model import Kind


class Tail:
    """Reads "of X", "for X", "to X" behind titles of one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.doc = reading, reading.doc
        self.offices: dict[str, Any] = dict(reading.pack.section("offices"))

    def after(self, head: Token, end: int, bodies: list[Ref]) -> tuple[int, int]:
        """Read "of X" after the head; return where the title ends and where the noun phrase ends."""
        last = end
        if last < len(self.doc) and self.doc[last].lower_ in self.offices["retired"]:
            following = self.doc[last + 1] if last + 1 < len(self.doc) else None
            end = last = last + (following is not None and following.lower_ in self.offices["links"])
        for _ in range(3):
            if last >= len(self.doc) or self.doc[last].lower_ not in self.offices["links"]:
                break
            link, i = self.doc[last], last + 1
            while i < len(self.doc) and self.doc[i].lower_ in ("the", "our", "its", "all"):
                i += 1
            i = self.past_title(head, self.past_kind(self.past_place(i)))
            ref = self.reading.at(i) if i < len(self.doc) else None
            if ref is not None and self.begins_title(ref):
                break
            if ref is None and link.lower_ == "of" and i > link.i + 1:
                ref = named_before(i, self.reading)
            if ref is not None and self.is_portfolio(ref):
                end = last = ref.end
                continue
            if ref is not None and ref.start <= i and ref.form != "pronoun" and self.owns(head, link, ref):
                ref = self.owned(ref)
                bodies.insert(0, ref)
                last = ref.end
                if head.lower_ in ("ambassador", "envoy", "consul", "representative") and link.lower_ in (
                    "to",
                    "for",
                ):
                    bodies.remove(ref)
                    end = ref.end
                continue
            stop = self.portfolio_end(head, i)
            if stop == i or link.lower_ not in ("of", "for", "to"):
                break
            end = last = stop
        return end, last

    def past_place(self, i: int) -> int:
        """Step over the kind of a place: "of the [capital city of] X", "of the [US commonwealth of] X"."""
        places = self.reading.pack.section("relations")["places"]
        bare = self.doc[i - 1].lower_ in self.offices["links"]
        if bare and i < len(self.doc) and self.doc[i].lower_ in self.offices["portfolios"]:
            return i  # "Secretary of State of X"
        for j in range(i, min(i + 4, len(self.doc) - 2)):
            if self.doc[j].lower_ in places and self.doc[j + 1].lower_ == "of":
                return j + 2
            if self.reading.at(j) is None and self.doc[j].pos_ not in ("ADJ", "NOUN"):
                break
        return i

    def shared(self, head: Token) -> list[Ref]:
        """Return the body that a joined title behind states for both: "chair and spokesperson for X"."""
        i, bodies = head.i + 2, list[Ref]()
        if self.doc.said(head.i + 1, i).lower() != "and":
            return bodies
        heads, modifiers = self.offices["heads"], self.offices["modifiers"]
        while i + 1 < len(self.doc) and self.doc[i].lower_ in modifiers and self.doc[i + 1].lower_ in heads:
            i += 1
        if i < len(self.doc) and self.doc[i].lower_ in heads and self.reading.at(i) is None:
            self.after(self.doc[i], i + 1, bodies)
        return bodies

    def past_kind(self, i: int) -> int:
        """Step over what a body is called before its name: "of the [ruling] Law and Justice party"."""
        for j in range(i, min(i + 4, len(self.doc))):
            ref = self.reading.at(j)
            if ref is not None:
                named = ref.kind is Kind.ORGANIZATION and ref.form == "name" and ref.start == j
                return j if named else i
            if self.doc[j].pos_ not in ("ADJ", "NOUN", "PUNCT") or self.doc[j].text[0].isupper():
                break
            if self.doc[j].lower_ in self.offices["portfolios"]:
                break
        return i

    def past_title(self, head: Token, i: int) -> int:
        """Step over the title of a person that a post belongs to: "adviser to [US President] X"."""
        if head.lower_ not in self.offices["personal"]:
            return i
        for j in range(i, min(i + 6, len(self.doc))):
            ref = self.reading.at(j)
            if ref is not None and ref.kind is Kind.PERSON:
                return j if ref.form == "name" and ref.start == j else i
            known = (
                self.doc[j].lower_ in self.offices["heads"] or self.doc[j].lower_ in self.offices["modifiers"]
            )
            if ref is None and not known and self.doc[j].lower_ not in self.offices["former"]:
                break
        return i

    def begins_title(self, ref: Ref) -> bool:
        """Tell whether a country goes with another title: "a visit by the envoy for [US President X]"."""
        i, heads = ref.end, self.offices["heads"]
        while (
            i < len(self.doc)
            and self.doc[i].lower_ in self.offices["modifiers"]
            and self.doc[i].lower_ not in heads
        ):
            i += 1
        titled = ref.kind is Kind.COUNTRY and i < len(self.doc) and self.doc[i].lower_ in heads
        person = self.reading.at(i + 1) if titled else None
        return person is not None and person.kind is Kind.PERSON

    def owned(self, ref: Ref) -> Ref:
        """Return the body that a body owns: "of the administration's Department of Justice"."""
        based = self.doc.said(ref.end, ref.end + 2).lower() == "-based"
        if ref.end + 1 < len(self.doc) and (self.doc[ref.end].tag_ == "POS" or based):
            other = self.reading.at(ref.end + 1 + based)
            if other is not None and other.kind is Kind.ORGANIZATION:
                return other
        return ref

    def is_portfolio(self, ref: Ref) -> bool:
        """Tell whether what was read as a body is a portfolio: "Secretary of State"."""
        words = [t.lower_ for t in self.doc[ref.start : ref.end]]
        ports = self.offices["portfolios"]
        return ref.kind is Kind.ORGANIZATION and all(w in ports or w in ("and", "the") for w in words)

    def owns(self, head: Token, link: Token, ref: Ref) -> bool:
        """Tell whether "head link ref" states a body: "mayor of London", not "minister in Paris"."""
        if ref.kind is Kind.PERSON:
            return head.lower_ in self.offices["personal"] or head.lower_ == "chief"
        if link.lower_ in ("of", "for"):
            return True
        if link.lower_ == "from":
            return head.lower_ in ("senator", "representative", "mp", "congressman", "congresswoman")
        if link.lower_ == "to":
            return head.lower_ in ("ambassador", "envoy", "adviser", "advisor", "consul", "representative")
        return link.lower_ == "at" and ref.kind is Kind.ORGANIZATION

    def portfolio_end(self, head: Token, i: int) -> int:
        """Return where the portfolio that starts at token `i` ends: "of foreign affairs and trade"."""
        ports, stop = self.offices["portfolios"], i
        while i < len(self.doc):
            token = self.doc[i]
            if self.reading.at(token) is not None or (
                token.lower_ in self.offices["heads"] and token.lower_ not in ports
            ):
                break
            named = token.text[0].isupper() and head.text[0].isupper() and token.pos_ == "PROPN"
            taught = head.lower_ in self.offices["learned"] and token.pos_ in ("NOUN", "ADJ", "PROPN")
            if token.lower_ in ports or named or taught:
                i += 1
                stop = i
            elif stop and token.lower_ in ("and", "&", "the") and i > stop - 1 and stop > 0:
                i += 1
            else:
                break
        return stop


def named_before(i: int, reading: Reading) -> Ref | None:
    """Return "the court" at token `i` as a reference to the last body whose name has the word."""
    if i >= len(reading.doc) or reading.doc[i].lower_ not in reading.pack.section("bodies")["nominals"]:
        return None
    word = reading.doc[i].lower_
    for ref in reading.before(i):
        if (
            ref.kind is Kind.ORGANIZATION
            and ref.form == "name"
            and word in reading.name(ref.entity).lower().split()
        ):
            found = Ref(i - 1, i + 1, Kind.ORGANIZATION, (ref.entity,), "nominal")
            reading.add(found)
            return found
    return None
