"""Mentions of events: verbs and nouns of the pack's frames with who takes part, where, when and how sure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.entities.reading import Reading
from kg.facts.clauses import ahead, child
from kg.facts.event_fits import around, electoral, fits
from kg.facts.event_noun_parts import Cast
from kg.facts.event_noun_status import as_name
from kg.facts.event_noun_status import noun as noun_standing
from kg.facts.event_setting import day_of, place_of, year_before
from kg.facts.event_status import Judge
from kg.facts.event_told import ALLEGED, HELD, PLANNED, Standing, past
from kg.facts.event_words import SYMMETRIC, EventWords, Frame
from kg.mentions.words import Token
from kg.model import EntityId, EventKind, EventStatus, Kind, PartialDate, Role

ACTORS = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY})
BODIES = frozenset({Kind.ORGANIZATION, Kind.COUNTRY})
PEOPLE = frozenset({Kind.PERSON})
Part = tuple[Role, EntityId]


@dataclass(frozen=True, slots=True)
class Happening:
    """One mention of an event. `order` is its token; `weak` tells that it is only mentioned, not told."""

    kind: EventKind
    standing: Standing
    parts: frozenset[Part]
    place: EntityId | None
    since: PartialDate | None
    tokens: tuple[Token, ...]
    order: int
    rule: str
    confidence: float
    family: str = ""

    @property
    def status(self) -> EventStatus:
        """Return the status."""
        return self.standing.status


class Scene:
    """A reading with what the rules of events share."""

    def __init__(self, reading: Reading, words: EventWords) -> None:
        self.reading, self.words = reading, words
        self.cast, self.judge = Cast(reading, words), Judge(reading, words)

    def happenings(self) -> Iterator[Happening]:
        """Yield the mentions in order of the text."""
        for token in self.reading.tokens(self.words.listed, self.words.listed):
            lemma = token.lemma_.lower()
            frames: list[Frame]
            build: Callable[[Token, Frame], list[Happening]]
            undergone = token.pos_ == "ADJ" and token.dep_ == "amod"  # "the jailed lawyer"
            if token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBG", "VBD") or undergone:
                frames = self.words.verbs.get(lemma) or self.words.verbs.get(token.lower_, [])
                build = self.of_verb
            elif token.pos_ in ("NOUN", "PROPN"):
                frames, build = (
                    self.words.nouns.get(lemma) or self.words.nouns.get(token.lower_, []),
                    self.of_noun,
                )
            else:
                continue
            if self.words.has("elect", token.lower_, "groups") and (winner := self.elected(token)):
                yield winner
                continue
            yield from next((found for frame in frames if (found := build(token, frame))), [])

    def of_verb(self, verb: Token, frame: Frame) -> list[Happening]:
        """`X met Y`, `Y was appointed by X`, `X plans to meet Y`."""
        slots = self.cast.beside_object(self.cast.of_verb(verb), frame.objects | frame.phrase)
        if not fits(verb, slots, frame, self.reading, self.words):
            return []
        if frame.kind is EventKind.KILL:
            self.cast.doers(slots)
        if frame.kind is EventKind.ATTACK and self.fatal(verb):
            return []
        found = self.happening(verb, frame, slots, "event.verb")
        if found is not None and frame.troops and self.unarmed(found.parts, slots):
            return []
        return self.each(found, frame)

    def unarmed(self, parts: frozenset[Part], slots: dict[str, list[Token]]) -> bool:
        """Tell whether soldiers died and nobody killed them: "a flood killed two French soldiers"."""
        ranks = all(role is Role.TARGET and self.kind(entity) in BODIES for role, entity in parts)
        return ranks and not self.cast.armed(slots)

    def fatal(self, verb: Token) -> bool:
        """Tell whether a verb joined to it tells of a killing: "shot and killed"."""
        joined = [
            f for k in verb.children if k.dep_ == "conj" for f in self.words.verbs.get(k.lemma_.lower(), ())
        ]
        return any(frame.kind is EventKind.KILL for frame in joined)

    def elected(self, token: Token) -> Happening | None:
        """`President-elect X`: X has been elected."""
        head = token
        for _ in range(3):
            ref = self.reading.at(head)
            if ref is not None and ref.kind is Kind.PERSON and ref.form == "name":
                parts = frozenset([(Role.TARGET, ref.entity)])
                standing = Standing(HELD, weak=True)
                return Happening(
                    EventKind.ELECT, standing, parts, None, None, (token, head), token.i, "event.elect", 0.7
                )
            head = head.head
        return None

    def of_noun(self, noun: Token, frame: Frame) -> list[Happening]:
        """`a meeting between X and Y`, `X's visit to Z`, `X imposed sanctions on Y`, `the NATO summit`."""
        if noun.dep_ in ("compound", "nmod", "amod"):
            return []
        over = (
            self.words.verbs.get(noun.head.lemma_.lower(), ()) if noun.dep_ in ("dobj", "nsubjpass") else ()
        )
        told = [f for f in over if f.kind is frame.kind and noun.lemma_.lower() in f.objects]
        if any("object" in f.roles or f.roles.get("subject") is Role.TARGET for f in told):
            return []  # the verb tells it: "confirmed his nomination"
        if frame.electoral and not electoral(self.reading, self.words):
            return []
        if frame.near and not around(noun) & frame.near:
            return []
        return self.each(self.happening(noun, frame, self.cast.of_noun(noun), "event.noun"), frame)

    def each(self, found: Happening | None, frame: Frame) -> list[Happening]:
        """Return a mention as one for each in the part that the frame says: two who resign are two events."""
        if found is None or frame.each is None:
            return [found] if found is not None else []
        alone = sorted(part for part in found.parts if part[0] is frame.each)
        rest = found.parts - set(alone)
        return [replace(found, parts=rest | {part}) for part in alone] or [found]

    def happening(
        self, token: Token, frame: Frame, slots: dict[str, list[Token]], rule: str
    ) -> Happening | None:
        """Return the mention if enough take part and it has a status."""
        parts, tokens = self.parts(token, slots, frame, rule == "event.noun")
        if parts is None or (frame.clubs and self.alone_in_union(parts)):
            return None
        if frame.legislatures and not self.votes(parts, slots, frame):
            return None
        if frame.chambers and not self.chamber(parts):
            return None
        standing = self.standing(token, frame, slots, rule)
        if standing is None:
            return None
        since, day = day_of(token, frame.kind, self.words, self.reading)
        if standing.status is PLANNED and self.words.has("declaring", token.head.lemma_) and self.over(since):
            since, day = None, None  # the day on which it was announced
        place, where = place_of(token, frame.goes, self.words, self.reading)
        if frame.goes and place is None and all(role is not Role.HOST for role, _ in parts):
            return None
        if standing.weak and standing.status is PLANNED and not self.words.has("concrete", frame.kind):
            return None
        if frame.told and standing.weak and len(since or "") < 7 and "by" not in slots:
            return None
        if standing.status is HELD and since and ahead(since, self.reading):
            if standing.weak or frame.declared:
                standing = replace(standing, status=PLANNED)
            else:
                since = year_before(since)
        extra = [t for t in (day, where) if t is not None]
        trust = 0.85 - 0.15 * standing.weak - 0.05 * standing.attributed - 0.1 * (standing.status is not HELD)
        if rule != "event.verb":  # of nouns, those that tell of a plan are the surest, as measured
            trust = 0.76 if standing.status is HELD else 0.82
        return Happening(
            self.kind_of(token, frame, parts),
            standing,
            parts,
            place,
            since,
            (token, *tokens, *extra),
            token.i,
            rule,
            round(trust, 2),
            frame.family,
        )

    def standing(
        self, token: Token, frame: Frame, slots: dict[str, list[Token]], rule: str
    ) -> Standing | None:
        """Return what the text says of whether it happened, and what the frame makes of that."""
        found = self.judge.verb(token) if rule == "event.verb" else noun_standing(token, self.judge)
        if "self" in slots and "self" in frame.roles and token.dep_ == "appos":
            found = as_name(token, self.judge)
        if self.stands(token, frame):
            return Standing(HELD, weak=True)
        if frame.given and "at it" in slots and child(token, "poss", "prep") is not None:
            return Standing(HELD, weak=True)  # "will go at the invitation of Kim"
        if found is None:
            return None
        if frame.purpose and found.status is PLANNED and token.dep_ == "advcl" and past(token.head):
            return self.judge.verb(token.head)  # "gathered to protest"
        if slots.get("ascribed") and "ascribed" in frame.roles:
            return Standing(ALLEGED, True) if found.status is HELD else found
        if frame.declared and found.status is PLANNED and self.words.has("declaring", token.head.lemma_):
            found = Standing(HELD, found.attributed)
        return replace(found, status=frame.status) if frame.status and found.status is HELD else found

    def stands(self, noun: Token, frame: Frame) -> bool:
        """Tell whether what becomes of a thing says that it is there: "dismissed the lawsuit"."""
        object_of = noun.dep_ in ("dobj", "nsubjpass") and self.words.has("judged", noun.head.lemma_.lower())
        return frame.stands and object_of and child(noun, "relcl") is None and past(noun.head)

    def kind_of(self, token: Token, frame: Frame, parts: frozenset[Part]) -> EventKind:
        """Return the kind of the frame; a meeting at a summit is the summit, talks of people a meeting."""
        if frame.people_kind and all(self.kind(entity) is Kind.PERSON for _, entity in parts):
            return frame.people_kind
        return EventKind.SUMMIT if frame.kind is EventKind.MEET and self.cast.at_summit(token) else frame.kind

    def parts(
        self, at: Token, slots: dict[str, list[Token]], frame: Frame, noun: bool
    ) -> tuple[frozenset[Part] | None, list[Token]]:
        """Return who takes part in which role, None where the frame asks for more."""
        found: dict[EntityId, Role] = {}
        tokens: list[Token] = []
        filled = set()
        for slot, role in frame.roles.items():
            for token in slots.get(slot, ()):
                inner = self.cast.counted(token)
                if slot == "poss" and frame.people_targets and self.described(token):
                    continue
                nation = (noun and slot == "poss") or (frame.citizens and inner.tag_ in ("NNPS", "NNS", "JJ"))
                acts = role is not Role.TARGET or frame.kind in (EventKind.ATTACK, EventKind.SANCTION)
                troops = frame.troops and role is Role.TARGET and self.cast.soldiers(inner)
                owners = frame.owners and (role is Role.TARGET or slot == "object")
                for entity, kind in self.cast.meant(
                    token, modifier=nation, acts=acts or troops, owners=owners
                ):
                    if slot == "in" and kind is Kind.PLACE and role is Role.AGENT and not frame.regions:
                        continue  # "voted in Paris"
                    if slot == "anti" and kind is Kind.COUNTRY:
                        entity = self.reading.government(entity.split("/")[1].upper())
                        kind = Kind.ORGANIZATION
                    ranks = troops and kind in BODIES
                    if not (ranks or self.allowed(entity, kind, role, frame)) or entity in found:
                        continue
                    found[entity] = role
                    filled |= {slot, str(role)}
                    tokens.append(token)
        if frame.absent and str(Role.AGENT) not in filled and (chamber := self.cast.chamber(at, slots)):
            found[chamber] = Role.AGENT
            filled.add(str(Role.AGENT))
        least = 1 if frame.others and self.cast.strangers(slots, frame.roles) else frame.least
        if len(found) < least or not filled.issuperset(frame.needs):
            return None, []
        return frozenset((role, entity) for entity, role in found.items()), tokens

    def described(self, token: Token) -> bool:
        """Tell whether words before a noun are a title rather than a name: "the Lord Mayor election"."""
        ref = self.reading.at(token)
        return token.dep_ != "poss" and ref is not None and ref.form != "name"

    def allowed(self, entity: EntityId, kind: Kind, role: Role, frame: Frame) -> bool:
        """Tell whether an entity of this kind can play the role in the frame."""
        if frame.clubs and role is Role.TARGET and not self.cast.named(entity, "clubs"):
            return False
        if frame.states:
            return kind is Kind.COUNTRY or entity.endswith("/government")
        if kind is Kind.PLACE:
            return frame.places
        if frame.regions:
            return kind is Kind.COUNTRY
        if frame.kind in SYMMETRIC:
            return kind in (PEOPLE if frame.people else ACTORS)
        if role is Role.TARGET:
            return kind in (PEOPLE if frame.people_targets else BODIES if frame.bodies_targets else ACTORS)
        return kind in (PEOPLE if frame.people else BODIES if frame.bodies else ACTORS)

    def votes(self, parts: frozenset[Part], slots: dict[str, list[Token]], frame: Frame) -> bool:
        """Tell whether what is voted on is a bill, or who votes is a legislature by its name."""
        if {t.lemma_.lower() for t in slots.get("object", ())} & frame.objects:
            return True
        return self.chamber(parts)

    def over(self, day: PartialDate | None) -> bool:
        """Tell whether a date lies before the document's."""
        published = self.reading.document.published
        return bool(day and published and str(day) < published.isoformat()[: len(day)])

    def alone_in_union(self, parts: frozenset[Part]) -> bool:
        """Tell whether a person is said to leave what states are members of: it is the state that leaves."""
        union = any(role is Role.TARGET and self.cast.named(e, "unions") for role, e in parts)
        return union and all(self.kind(e) is Kind.PERSON for role, e in parts if role is not Role.TARGET)

    def chamber(self, parts: frozenset[Part]) -> bool:
        """Tell whether one of the agents is a legislature by its name."""
        return any(self.cast.named(entity, "legislatures") for role, entity in parts if role is Role.AGENT)

    def kind(self, entity: EntityId) -> Kind | None:
        """Return the kind of an entity of this document."""
        return getattr(self.reading.entities.get(entity), "kind", None)
